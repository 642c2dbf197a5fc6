import Forms

/// A form that units hand in month after month. The numbers stand in the ledger and never change.
public enum LedgerForm: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// 进展报表, of whatever indicators the campaign has.
    case progress = 1
    /// 附件1 安防体检表
    case form1 = 2
    /// 附件2 风险隐患排查表
    case form2 = 3
    /// 附件3 战果统计表, as typed
    case form3 = 4

    /// For machines: `progress`, `form1`…
    public var key: String {
        switch self {
        case .progress: "progress"
        case .form1: "form1"
        case .form2: "form2"
        case .form3: "form3"
        }
    }

    /// As messages and lists call it.
    public var label: String {
        switch self {
        case .progress: "进展报表"
        case .form1: "附件1"
        case .form2: "附件2"
        case .form3: "附件3"
        }
    }

    /// 附件1 and 附件2: lists, not figures.
    var isMadeOfRows: Bool { self == .form1 || self == .form2 }

    /// `nil` for a key that is none of theirs.
    public init?(key: String) {
        guard let form = Self.allCases.first(where: { $0.key == key }) else { return nil }
        self = form
    }

    /// 进展报表 first.
    public static func < (a: LedgerForm, b: LedgerForm) -> Bool { a.rawValue < b.rawValue }
}

extension Period {
    /// As the ledger stores it: 201705.
    var stored: Int { year * 100 + month }

    init?(stored: Int) { self.init(year: stored / 100, month: stored % 100) }
}
