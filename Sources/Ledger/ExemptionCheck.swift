import Diagnostics
import Forms
import GRDB

/// Whether there is anything to exempt a unit from: only a form that it would owe for the month can be 免报.
struct ExemptionCheck {
    let db: Database
    let unit: Int
    let slot: LedgerSlot
    /// For the sentences.
    let place: Place

    /// - Throws: ``Failure`` of kind `.content` when nothing would be owed.
    func run() throws {
        let view = try LedgerView(db, asOf: nil)
        _ = try view.place(of: slot.period)
        guard view.isOwed(slot.form, slot.period) else {
            throw failure("\(slot.form.label)该月不用报送，不用免报", "请核对报表和期间")
        }
        let tree = try LedgerTree(db, under: unit, asOf: nil)
        guard tree.sums.isEmpty else {
            throw failure("该单位由下级单位汇总，自己不填报，不能免报", "请对不用报的下级单位逐个办理")
        }
        let owner = try tree.unit(unit)
        if let first = owner.reportsFrom, slot.period < first {
            throw failure("该月尚未开办（首报期间 \(first.chinese)），本来不用报，不用免报", "请核对单位和期间")
        }
        if let last = owner.reportsThrough, slot.period > last {
            throw failure("该月已经撤并（末报期间 \(last.chinese)），本来不用报，不用免报", "请核对单位和期间")
        }
    }

    private func failure(_ statement: String, _ remedy: String) -> Failure {
        Failure(.content, "ledger.not-owed", at: place, statement, remedy: remedy)
    }
}
