import Diagnostics
import Forms

/// How much of a form is filled in, as its content says; never a button that somebody pressed.
public enum Completeness: Int, Hashable, Sendable, CaseIterable, Comparable {
    /// 收到空表
    case empty = 0
    /// 部分填写
    case partial = 1
    /// 填写完整
    case full = 2

    /// 空表, 部分, 完整.
    public var word: String {
        switch self {
        case .empty: "空表"
        case .partial: "部分"
        case .full: "完整"
        }
    }

    /// The emptier first.
    public static func < (a: Completeness, b: Completeness) -> Bool { a.rawValue < b.rawValue }
}

/// What a received form says.
public enum SubmissionContent: Hashable, Sendable {
    case progress(ProgressContent)
    /// 附件1
    case checkups([SecurityCheckup])
    /// 附件2
    case risks([RiskRecord])
    /// 附件3 as typed
    case tally([TypedTallyLine])

    /// Which form it is of.
    public var form: LedgerForm {
        switch self {
        case .progress: .progress
        case .checkups: .form1
        case .risks: .form2
        case .tally: .form3
        }
    }

    /// Derived from what is filled in.
    public var completeness: Completeness {
        switch self {
        case .progress(let content): content.completeness
        case .checkups(let rows): Self.completeness(rows)
        case .risks(let rows): Self.completeness(rows)
        case .tally(let lines): Self.completeness(lines)
        }
    }

    /// Full when every row has all that its form requires.
    private static func completeness<Record: FormRecord>(_ rows: [Record]) -> Completeness {
        let filled = rows.filter { $0 != Record() }
        if filled.isEmpty { return .empty }
        let isFull = filled.allSatisfy { row in
            zip(row.data.type.fields, row.data.values).allSatisfy { !$0.isRequired || !$1.isAbsent }
        }
        return isFull ? .full : .partial
    }

    /// As it is stored: figures in their own code, rows as JSON in the layout of campaign folders.
    func bytes(set: Int) -> [UInt8] {
        switch self {
        case .progress(let content): content.bytes(set: set)
        case .checkups(let rows): RecordTable<SecurityCheckup>.json(rows)
        case .risks(let rows): RecordTable<RiskRecord>.json(rows)
        case .tally(let lines): RecordTable<TypedTallyLine>.json(lines)
        }
    }

    /// - Returns: `nil` when what is stored is damaged.
    static func read(
        _ form: LedgerForm, _ bytes: UnsafeRawBufferPointer, places: IndicatorPlaces, unit: String, period: Period
    ) -> SubmissionContent? {
        switch form {
        case .progress:
            ProgressContent.read(bytes, places: places, unit: unit, period: period).map { .progress($0) }
        case .form1: rows(bytes).map { .checkups($0) }
        case .form2: rows(bytes).map { .risks($0) }
        case .form3: rows(bytes).map { .tally($0) }
        }
    }

    private static func rows<Record: FormRecord>(_ bytes: UnsafeRawBufferPointer) -> [Record]? {
        RecordTable<Record>.read(Array(bytes), format: .json).value?.map(\.record)
    }
}
