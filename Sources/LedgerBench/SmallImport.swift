import CivilTime
import Forms
import Foundation
import Ledger

/// Imports a small country's files one after the other; each is one transaction. It may be killed anywhere and run again.
struct SmallImport {
    let path: String
    let seed: UInt64

    static let campuses = 60
    static let districts = 6

    static func country(_ seed: UInt64) throws -> Country {
        let set = IndicatorSet(
            key: "small", title: "示例",
            [
                Indicator(key: "schools", number: 1, title: "学校数", unit: "所", kind: .stock),
                Indicator(key: "checks", number: 2, title: "检查", unit: "次", kind: .flow),
            ])
        return try Country(campuses: campuses, districts: districts, set, seed: seed)
    }

    func run() throws {
        let country = try Self.country(seed)
        let note = ChangeNote(at: Moment(country.periods.lowerBound.firstDay), by: "import")
        let ledger = try ReportLedger.open(path)
        for month in 0..<12 {
            for district in 0..<country.districts.count {
                let file = country.file(of: district, month: month)
                try ledger.receive(file, note)
                if month % 3 == 0 { continue }
                let period = country.periods.lowerBound.advanced(by: month)
                _ = try ledger.decideAll(.accept, .progress, under: "D\(district)", period: period, note)
            }
        }
    }
}
