import CivilTime
import Forms
import Ledger

extension Workspace {
    /// What a status looks at.
    public struct StatusQuestion: Hashable, Sendable {
        /// The month; `nil` takes the last one of which anything came.
        public var period: Period?
        /// The unit's code or name, with all below it; `nil` for all.
        public var unit: String?
        /// One form; `nil` for all that are owed.
        public var form: LedgerForm?
        /// Earlier months in which somebody is still to be called; `nil` from the campaign's first.
        public var since: Period?
        /// How many calls are listed at most.
        public var mostCalls = 1000
        /// Whether every unit is listed, not only those to call.
        public var listsEverybody = false

        /// All units, all forms, the last month.
        public init() {}
    }

    /// How far a month has come, and whom to call.
    ///
    /// - Parameter day: The day on which lateness is judged.
    /// - Throws: ``Failure`` of kind `.content` for a unit, month or form that the campaign lacks.
    public func status(_ question: StatusQuestion, on day: CalendarDay) throws -> StatusBoard {
        let period = try question.period ?? ledger.lastReceivedPeriod() ?? periods.lowerBound
        let forms = try question.form.map { [try form($0)] } ?? self.forms
        let listing = question.listsEverybody ? StatusListing.everybody : .troubled(limit: question.mostCalls)
        let statuses = try forms.map { try ledger.status(of: $0, period, under: question.unit, listing: listing) }
        var calls = statuses.flatMap { Self.calls(of: $0, on: day) }
        var month = max(question.since ?? periods.lowerBound, periods.lowerBound)
        while month < period {
            for form in forms {
                let earlier = try ledger.status(
                    of: form, month, under: question.unit, listing: .troubled(limit: question.mostCalls))
                // What counts of an earlier month is settled there; what did not come, or does not count, is still open.
                calls += Self.calls(of: earlier, on: day).filter { $0.trouble <= .wrong || $0.isUnexplained }
            }
            month = month.next
        }
        let sorted = StatusCall.sorted(calls)
        return StatusBoard(
            campaign: name, period: period, day: day, forms: statuses, calls: Array(sorted.prefix(question.mostCalls)),
            isCut: sorted.count > question.mostCalls)
    }

    private static func calls(of status: LedgerStatus, on day: CalendarDay) -> [StatusCall] {
        status.leaves.filter { $0.trouble != .none && $0.trouble != .late }.map { leaf in
            StatusCall(
                unit: leaf.unit, form: status.form, period: status.period, trouble: leaf.trouble,
                uncounted: leaf.uncounted, wrong: leaf.wrong, due: status.due,
                overdueDays: day.daysSince1970 - status.due.daysSince1970)
        }
    }
}
