import CivilTime
import Diagnostics

/// What must hold in one row, or among the rows of one form (审核关系).
///
/// A rule is a value: the check, the message and the reference documentation all come from it.
public struct Rule<Record: FormRecord>: Sendable {
    /// A column of the record.
    public typealias Path = PartialKeyPath<Record> & Sendable

    /// Stable, for example `form1.certified-at-most-guards`.
    public let id: String
    /// The class of a breach.
    public let severity: Severity
    /// Who says so: the form, the plan, or this project.
    public let provenance: Provenance
    /// The document's words on which it rests; empty for a rule of our own.
    public let source: String
    /// What must hold, in Chinese, without the full stop.
    public let law: String
    /// What to do when it is broken, without the full stop.
    public let remedy: String
    /// The columns that it looks at; a finding stands at the first one.
    public let fields: [FieldDefinition]
    /// What it has to know beside the rows.
    public let needs: [RuleNeed]
    let check: Check

    enum Check: Sendable {
        /// The statement of what is wrong with a row, or `nil`.
        case row(@Sendable (Record, RuleContext) -> String?)
        /// What is wrong among the rows of a form.
        case table(@Sendable ([Located<Record>], RuleContext) -> [Breach])
    }

    /// One breach of a rule that looks at several rows.
    struct Breach: Sendable {
        /// The row's place among the rows; `nil` for the form as a whole.
        var row: Int?
        var statement: String
    }

    init(
        _ id: String, _ severity: Severity, _ provenance: Provenance, source: String = "", _ fields: [Path],
        needs: [RuleNeed] = [],
        law: String, remedy: String, _ check: Check
    ) {
        self.id = id
        self.severity = severity
        self.provenance = provenance
        self.source = source
        self.law = law
        self.remedy = remedy
        self.fields = fields.map { Record.catalogue.definition(of: $0) }
        self.needs = needs
        self.check = check
    }
}

/// What some rules have to know beside the rows. A rule that lacks it is reported as skipped.
public enum RuleNeed: String, Hashable, Sendable, CaseIterable {
    /// The unit's schools.
    case schools = "学校名单"
    /// The day on which overdue is judged.
    case reportingDay = "报告日期"
    /// The campaign's first and last month.
    case campaign = "行动起止月份"
}

/// What is known when rows are checked.
public struct RuleContext: Sendable {
    /// The schools that the form should be about; `nil` when there is no list.
    public var schools: SchoolList?
    /// The day on which overdue is judged (报告日期); a hazard is overdue from the day after its 整改时限.
    public var reportingDay: CalendarDay?
    /// The campaign's months.
    public var campaign: ClosedRange<Period>?

    /// What is not given stays unknown; rules that need it are reported as skipped.
    public init(schools: SchoolList? = nil, reportingDay: CalendarDay? = nil, campaign: ClosedRange<Period>? = nil) {
        self.schools = schools
        self.reportingDay = reportingDay
        self.campaign = campaign
    }

    func knows(_ need: RuleNeed) -> Bool {
        switch need {
        case .schools: schools != nil
        case .reportingDay: reportingDay != nil
        case .campaign: campaign != nil
        }
    }
}

extension FormRecord {
    /// Everything that is wrong with the rows of one form, rule by rule, in the order of the rows.
    public static func check(_ rows: [Located<Self>], in context: RuleContext) -> [Finding] {
        rules.flatMap { $0.findings(in: rows, context) }
    }
}

extension Rule {
    func findings(in rows: [Located<Record>], _ context: RuleContext) -> [Finding] {
        let missing = needs.filter { !context.knows($0) }
        if !missing.isEmpty {
            let lacking = missing.map(\.rawValue).joined(separator: "、")
            return [Finding("rule.skipped", .hint, "没有\(lacking)，未核对“\(law)”（\(id)）", remedy: "需要核对时请补充\(lacking)")]
        }
        switch check {
        case .row(let check):
            return rows.compactMap { row in
                guard !isRefused(row), let statement = check(row.record, context) else { return nil }
                return finding(at: fields.first.map { row.place(of: $0) } ?? row.rowPlace, statement)
            }
        case .table(let check):
            return check(rows, context).map { breach in
                guard let index = breach.row, rows.indices.contains(index) else {
                    return finding(at: Place(file: rows.first?.place.file), breach.statement)
                }
                let row = rows[index]
                return finding(at: fields.first.map { row.place(of: $0) } ?? row.rowPlace, breach.statement)
            }
        }
    }

    /// A column that could not be read has its own finding already.
    private func isRefused(_ row: Located<Record>) -> Bool {
        !row.refused.isEmpty && fields.contains { row.refused.contains($0.key) }
    }

    private func finding(at place: Place, _ statement: String) -> Finding {
        Finding(id, severity, at: place, statement, remedy: remedy)
    }
}
