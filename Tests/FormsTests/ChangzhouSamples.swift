import CivilTime
import Diagnostics

@testable import Forms

/// Rows without a fault, for tests that break one thing at a time.
enum ChangzhouSamples {
    static func day(_ text: String) -> CalendarDay {
        guard let day = CalendarDay(iso: text) else { preconditionFailure(text) }
        return day
    }

    static func month(_ text: String) -> Period {
        guard let period = Period(text) else { preconditionFailure(text) }
        return period
    }

    static let school = School(
        code: "3204990001", name: "东风小学", category: .primary, area: .urban, students: 1200, station: "东风派出所",
        unit: "990201")

    static func checkup(_ change: (inout SecurityCheckup) -> Void = { _ in }) -> SecurityCheckup {
        var row = SecurityCheckup(school)
        row.guards = 4
        row.certifiedGuards = 4
        row.guardsOver50 = 0
        row.equipment = .complete
        row.barrier = .present
        row.isClosed = true
        row.video = .linked
        row.alarmButton = .working
        row.alarmLink = .linked
        row.post = .publicOrder
        change(&row)
        return row
    }

    static func risk(_ change: (inout RiskRecord) -> Void = { _ in }) -> RiskRecord {
        var row = RiskRecord()
        row.station = "东风派出所"
        row.school = "东风小学"
        row.category = .facility
        row.risk = "南门防冲撞柱松动"
        row.foundOn = day("2019-09-10")
        row.measures = "更换并加固"
        row.owner = "总务处"
        row.deadline = day("2019-09-20")
        row.supervisor = "区教育局安稳科"
        row.state = .inProgress
        change(&row)
        return row
    }

    static let context = RuleContext(
        schools: SchoolList([school]), reportingDay: day("2019-09-20"), campaign: month("2019-09")...month("2019-12"))

    static func form<Record>(_ unit: String, _ period: String, _ rows: [Record]) -> MonthlyForm<Record> {
        MonthlyForm(unit: unit, period: month(period), rows: Located.numbered(rows, unit: unit))
    }
}

extension FormRecord {
    /// Findings of one row, as sentences with their rule and class.
    static func sentences(_ rows: [Self], _ context: RuleContext = ChangzhouSamples.context) -> [String] {
        check(Located.numbered(rows), in: context).map { "\($0.severity.rawValue) \($0.rule) \($0)" }
    }
}
