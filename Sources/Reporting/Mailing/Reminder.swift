import CivilTime
import Forms
import Ledger

/// What one unit still owes (催报): one message brings it all.
public struct Reminder: Hashable, Sendable {
    /// One form of one month.
    public struct Item: Hashable, Sendable {
        /// Which form.
        public var form: LedgerForm
        /// 报表期间
        public var period: Period
        /// The last day that is in time.
        public var due: CalendarDay
        /// 缺报, 退回未报
        public var trouble: String
        /// Whether it came and was sent back, or is sent back with the message.
        public var isReturned: Bool
        /// Who sent it back, when and why; `nil` where no ledger says it.
        public var returned: ChangeNote?

        /// All of it.
        public init(
            form: LedgerForm, period: Period, due: CalendarDay, trouble: String, isReturned: Bool = false,
            returned: ChangeNote? = nil
        ) {
            self.form = form
            self.period = period
            self.due = due
            self.trouble = trouble
            self.isReturned = isReturned
            self.returned = returned
        }

        /// 附件1, 进展报表
        public var title: String { form.label }

        /// What is said of it: before its day is over nothing is missing yet.
        public func trouble(on day: CalendarDay) -> String { due >= day && !isReturned ? "尚未报送" : trouble }

        /// 逾期 5 天, 今天到期, 还有 3 天.
        public func delay(on day: CalendarDay) -> String {
            let days = day.daysSince1970 - due.daysSince1970
            if days > 0 { return "逾期 \(days) 天" }
            return days == 0 ? "今天到期" : "还有 \(-days) 天"
        }
    }

    /// Who.
    public var unit: ReportingUnit
    /// What is owed, the longest overdue first; at least one.
    public var items: [Item]
    /// Blank forms to fill in; nobody is shown in them.
    public var blanks: [MailedFile] = []
    /// Forms to mend; ``attach(_:isMasked:)`` puts them there.
    public private(set) var marked: [MailedFile] = []
    /// Lists of what is to be mended, in place of marked forms.
    public private(set) var lists: [MailedFile] = []

    /// - Parameter items: At least one.
    public init(unit: ReportingUnit, items: [Item]) {
        precondition(!items.isEmpty, "a reminder needs something that is owed")
        self.unit = unit
        self.items = items.sorted { ($0.due, $0.form) < ($1.due, $1.form) }
    }

    /// Asks for one more form.
    public mutating func add(_ item: Item) {
        items = (items + [item]).sorted { ($0.due, $0.form) < ($1.due, $1.form) }
    }

    /// Whether the form is among those that are owed.
    public func asks(for file: MarkedFile) -> Bool {
        (file.unit == unit.code || file.unit == unit.name)
            && items.contains { $0.form == file.form && $0.period == file.period }
    }

    /// Sends a marked copy back with the message, when it is of a form that is owed.
    ///
    /// - Parameter isMasked: Whether its list of problems goes instead, which shows nobody: a copy with persons masked
    ///   would come back with them masked.
    /// - Returns: False when it does not belong here, or has no list.
    public mutating func attach(_ file: MarkedFile, isMasked: Bool) -> Bool {
        guard file.unit == unit.code || file.unit == unit.name,
            let place = items.firstIndex(where: { $0.form == file.form && $0.period == file.period })
        else { return false }
        if isMasked {
            guard let list = file.list else { return false }
            lists.append(list)
        } else {
            marked.append(file.copy)
        }
        if !items[place].isReturned { (items[place].isReturned, items[place].trouble) = (true, "退回改正") }
        return true
    }

    /// What goes with the message, blank forms first.
    ///
    /// - Parameter privacy: How marked copies are protected.
    public func enclosure(_ privacy: MailPrivacy) -> Enclosure {
        Enclosure(
            blanks + marked + lists, privacy: privacy, package: FileName.safe([unit.name, "退改件"]) + ".zip",
            isSealedWhole: false)
    }
}
