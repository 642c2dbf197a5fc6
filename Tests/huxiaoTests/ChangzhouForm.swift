import CivilTime
import Diagnostics
import FormatODF
import Forms
import Foundation
import Sheets
import Templating
import TestSupport
import Testing

/// One of the three shipped Changzhou forms, and fictitious reports to fill it with.
enum ChangzhouForm: String, CaseIterable, CustomTestStringConvertible {
    case form1, form2, form3

    var identity: String { "changzhou-\(rawValue)" }
    var path: String { Checkout.root + "/Templates/\(identity).fods" }
    var testDescription: String { identity }

    var recordType: RecordType {
        switch self {
        case .form1: Form1Report.recordType
        case .form2: Form2Report.recordType
        case .form3: Form3Report.recordType
        }
    }

    func compiled(from path: String? = nil) throws -> Checked<FormTemplate> {
        let read = try ODFReader().read([UInt8](Data(contentsOf: URL(fileURLWithPath: path ?? self.path))))
        #expect(read.findings.filter { $0.severity != .hint }.map(\.description) == [])
        return FormTemplate.compile(try #require(read.value), for: recordType)
    }

    func template() throws -> FormTemplate { try #require(try compiled().value) }

    func sheet() throws -> Sheet { try #require(try template().workbook.sheets.first) }

    func filled(_ data: RecordData) throws -> Workbook { try #require(try template().filled(with: data).value) }

    /// The PDF that LibreOffice prints.
    static func print(_ workbook: Workbook, in folder: TemporaryFolder) throws -> String {
        let file = try folder.write(FODSWriter().bytes(of: workbook), to: "form.fods")
        return try OfficeSuite.convert(file, to: "pdf", in: folder.path)
    }
}

// MARK: Reports

extension ChangzhouForm {
    func head(date: CalendarDay? = nil, isMasked: Bool = false) -> FormHead {
        FormHead(
            unit: "云溪区教育局", unitCode: "001", date: date, period: Period(year: 2019, month: 9),
            template: "\(identity)/1", isMasked: isMasked)
    }

    func report(rows: Int, isMasked: Bool = false, missingUnits: [String] = []) throws -> RecordData {
        let head = head(date: CalendarDay(year: 2019, month: 9, day: 25), isMasked: isMasked)
        switch self {
        case .form1: return Form1Report(head: head, rows: (0..<rows).map(Self.checkup)).data
        case .form2: return Form2Report(head: head, rows: (0..<rows).map(Self.risk)).data
        case .form3:
            return Form3Report(head: head, tally: try Self.tally(rows: rows), missingUnits: missingUnits).data
        }
    }

    /// Nothing but what is printed on a form before it is handed out.
    func empty() throws -> RecordData {
        switch self {
        case .form1: Form1Report(head: head(), rows: []).data
        case .form2: Form2Report(head: head(), rows: []).data
        case .form3: Form3Report(head: head(), tally: try Self.tally(rows: 0)).data
        }
    }

    static let longestSchool = "湖湾市第三中等专业学校（东校区）"

    static func checkup(_ index: Int) -> SecurityCheckup {
        var checkup = SecurityCheckup()
        checkup.school = index % 4 == 1 ? longestSchool : "云溪区第\(index + 1)小学"
        checkup.category = SchoolCategory.allCases[index % SchoolCategory.allCases.count]
        checkup.area = index % 3 == 0 ? .rural : .urban
        checkup.students = 1234 + index
        checkup.station = "湖湾市城东派出所"
        checkup.guards = 12
        checkup.certifiedGuards = 11
        checkup.guardsOver50 = index % 2
        checkup.equipment = .incomplete
        checkup.barrier = .present
        checkup.isClosed = index % 5 != 0
        checkup.video = .notLinked
        checkup.alarmButton = .working
        checkup.alarmLink = .linked
        checkup.post = GuardPost.allCases[index % GuardPost.allCases.count]
        return checkup
    }

    static func risk(_ index: Int) -> RiskRecord {
        var risk = RiskRecord()
        risk.station = "湖湾市城东派出所"
        risk.school = longestSchool
        risk.category = RiskCategory.allCases[index % RiskCategory.allCases.count]
        risk.risk = "第 \(index + 1) 处：校门口早晚高峰流动摊贩占道经营，接送车辆与学生人流混行，存在交通安全隐患。"
        risk.foundOn = CalendarDay(year: 2019, month: 9, day: 1 + index % 28)
        risk.measures = "协调城管、交警划设禁停区，增派护学岗，劝离摊贩。"
        risk.owner = "甲某某"
        risk.deadline = CalendarDay(year: 2019, month: 10, day: 10 + index % 18)
        risk.supervisor = "云溪区教育局"
        risk.state = index % 2 == 0 ? .completed : .inProgress
        risk.interimMeasures = "放学时段安排两名保安员现场值守。"
        return risk
    }

    private static func tally(rows: Int) throws -> CampaignTally {
        let period = try #require(Period(year: 2019, month: 9))
        return CampaignTally(
            checkups: [MonthlyForm(unit: "001", period: period, rows: Located.numbered((0..<rows).map(checkup)))],
            risks: [MonthlyForm(unit: "001", period: period, rows: Located.numbered((0..<rows).map(risk)))],
            period: period, reportingDay: try #require(CalendarDay(year: 2019, month: 10, day: 15)),
            previousReportingDay: period.previous.lastDay)
    }
}
