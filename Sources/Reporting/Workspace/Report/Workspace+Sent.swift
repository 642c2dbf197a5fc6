import Diagnostics
import Forms
import Ledger

extension Workspace {
    /// The report that was sent of a unit's month: the last one, or the one with that number.
    ///
    /// - Parameters:
    ///   - unit: Its code.
    ///   - change: The number under which sending it was written down (第几号变更); `nil` takes the last.
    /// - Throws: ``Failure`` of kind `.content` when there is none.
    public func sentReport(_ form: LedgerForm, of unit: String, period: Period, change: Int? = nil) throws -> SentReport
    {
        let sent = try ledger.sentReports().filter { $0.form == form && $0.unit == unit && $0.period == period }
        if let found = change.map({ wanted in sent.first { $0.change == wanted } }) ?? sent.last { return found }
        let known = sent.map { "\($0.change)" }.joined(separator: "、")
        let remedy = sent.isEmpty ? "报出时请用 huxiao report … --sent 记下" : "已报出的有：\(known)"
        let which = change.map { "第 \($0) 号" } ?? ""
        throw Failure(
            .content, "workspace.not-sent", at: Place(record: "\(unit) \(period.chinese)\(form.label)"),
            "没有\(which)报出的记录",
            remedy: remedy)
    }

    /// Every sent report that later corrections or decisions have changed.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the ledger is damaged.
    public func changes() throws -> [ChangedReport] { try ledger.changes(indicators) }

    /// Whether the ledger is whole.
    ///
    /// - Throws: ``Failure`` of kind `.system` only when nothing can be read at all.
    public func verify() throws -> LedgerVerification { try ledger.verify(indicators) }

    /// All that ever happened to one unit's month, with the official words of every indicator.
    ///
    /// - Parameter name: The unit's code, name or short name.
    /// - Throws: ``Failure`` of kind `.content` for a unit or form that the campaign lacks.
    public func history(of name: String, period: Period, form: LedgerForm) throws -> SlotHistory {
        var history = try ledger.history(of: LedgerSlot(form, units().find(name).code, period))
        guard let set = indicators else { return history }
        for place in history.versions.indices {
            for cell in history.versions[place].differences.indices {
                let key = history.versions[place].differences[cell].key
                guard let indicator = set.indicators.first(where: { $0.key.name == key }) else { continue }
                history.versions[place].differences[cell].label = indicator.reference
            }
        }
        return history
    }
}
