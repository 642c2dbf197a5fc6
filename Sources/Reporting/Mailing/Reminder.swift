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
        /// What came and does not count; `nil` when nothing came, and where no ledger says it.
        public var came: Uncounted?
        /// Who sent it back, when and why; `nil` unless a ledger says that it is sent back.
        public var returned: ChangeNote?
        /// Whether a marked copy of what came goes with the message.
        public internal(set) var isMarked = false

        /// All of it, but for a marked copy.
        public init(
            form: LedgerForm, period: Period, due: CalendarDay, came: Uncounted? = nil, returned: ChangeNote? = nil
        ) {
            self.form = form
            self.period = period
            self.due = due
            self.came = came
            self.returned = returned
        }

        /// Whether something came, be it wrong: then no blank form is wanted.
        public var hasCome: Bool { came != nil || isMarked }

        /// Whether a ledger says that it is sent back.
        public var isReturned: Bool { came?.reason == .returned }

        /// 附件1, 进展报表
        public var title: String { form.label }

        /// 附件1（安防体检表）, 进展报表
        public var fullTitle: String {
            switch form {
            case .progress: title
            case .form1: title + "（安防体检表）"
            case .form2: title + "（风险隐患排查表）"
            case .form3: title + "（战果统计表）"
            }
        }

        /// What the unit is told: what is to be done, and nothing that nobody did. Before its day is over nothing is
        /// missing yet.
        public func trouble(on day: CalendarDay) -> String {
            switch came?.reason {
            case .returned: LeafStatus.Trouble.returned.word
            case .mandatory(let count): "有 \(count) 处要改正，请改正后重报"
            case .unexplained(let count): "有 \(count) 处要核实，请说明原因，或改正后重报"
            case .undecided, .clean: "已收到，正在审核"
            case nil where isMarked: "有要改正的地方，请改正后重报"
            case nil: due >= day ? "尚未报送" : LeafStatus.Trouble.missing.word
            }
        }

        /// What the officer's list says: of what came and does not count, why, in the words of ``StatusCall/reason``, without
        /// what the unit wrote.
        public func standing(on day: CalendarDay) -> String {
            guard let came else { return trouble(on: day) }
            return Uncounted(version: came.version, reason: came.reason).words
        }

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

    /// Whether the form is among those that are owed.
    public func asks(for file: MarkedFile) -> Bool { place(of: file) != nil }

    private func place(of file: MarkedFile) -> Int? {
        guard file.unit == unit.code || file.unit == unit.name else { return nil }
        return items.firstIndex { $0.form == file.form && $0.period == file.period }
    }

    /// Sends a marked copy back with the message, when it is of a form that is owed.
    ///
    /// - Parameter isMasked: Whether its list of problems goes instead, which shows nobody: a copy with persons masked
    ///   would come back with them masked.
    /// - Returns: False when it does not belong here, or has no list.
    public mutating func attach(_ file: MarkedFile, isMasked: Bool) -> Bool {
        guard let place = place(of: file) else { return false }
        if isMasked {
            guard let list = file.list else { return false }
            lists.append(list)
        } else {
            marked.append(file.copy)
        }
        items[place].isMarked = true
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
