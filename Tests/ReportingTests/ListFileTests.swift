import ByteIO
import CivilTime
import Diagnostics
import Forms
import Foundation
import Reporting
import Sheets
import Templating
import TestSupport
import Testing

@Suite("Long lists as files")
struct ListFileTests {
    private static func records(_ count: Int) -> [RiskRecord] {
        (0..<count).map { number in
            var record = RiskRecord()
            record.school = "第\(number % 40)小学"
            record.risk = number % 9 == 0 ? "南门硬质防冲撞柱松动，围墙有一处高度不足，夜间照明不够（第\(number)处）" : "消防通道堵塞"
            record.category = RiskCategory.allCases[number % RiskCategory.allCases.count]
            record.deadline = number % 4 == 0 ? nil : CalendarDay(daysSince1970: 18_000 + number % 300)
            record.state = number % 3 == 0 ? .completed : .inProgress
            return record
        }
    }

    private static let streaming = ReportFormat.allCases.filter { $0.listWriter != nil }

    @Test("A streamed 附件2 is the file of the whole form", arguments: streaming)
    func same(format: ReportFormat) throws {
        let folder = try TemporaryFolder()
        let loaded = try TemplateFile.load("Templates/changzhou-form2.fods", for: Form2Report.recordType)
        let template = try #require(loaded.value)
        let head = FormHead(unit: "云溪区教育局", unitCode: "990201", period: Period("2019-09"))
        let records = Self.records(700)
        let form = try #require(
            template.streamed(Form2Report(head: head, rows: []).data, list: "risks", count: records.count).value)
        var rest = records.makeIterator()
        try save(form, as: format, to: folder.path(of: "a")) { rest.next() }
        let whole = try #require(template.filled(with: Form2Report(head: head, rows: records).data).value)
        let writer = try #require(format.listWriter)
        #expect(try folder.read("a") == writer.bytes(of: whole))
    }

    @Test("Blocks of merged rows are those of the whole form in every format", arguments: streaming, [true, false])
    func blocks(format: ReportFormat, isTall: Bool) throws {
        let texts = [
            ["表", "", ""], ["{{隐患[].#}}", "{{隐患[].学校名称}}", ""], ["", "{{隐患[].涉校风险隐患}}", "{{隐患[].整改时限}}"],
            ["注", "", ""],
        ]
        var workbook = Workbook()
        let wraps = workbook.styles.id(of: CellStyle(borders: .all(.thin), wraps: true))
        let rows = texts.map { Row($0.map { Cell($0.isEmpty ? .empty : .text($0), style: wraps) }, height: .fixed(14)) }
        workbook.sheets = [Sheet(name: "表", rows: rows)]
        let across = CellRange(rows: 1..<2, columns: 1..<3)
        workbook.sheets[0].merges = isTall ? [CellRange(rows: 1..<3, columns: 0..<1), across] : [across]
        if !isTall { workbook.sheets[0].rows.remove(at: 2) }
        let template = try #require(FormTemplate.compile(workbook, for: Form2Report.recordType).value)
        let head = FormHead(unit: "区", unitCode: "1")
        let records = Self.records(150)
        let form = try #require(
            template.streamed(Form2Report(head: head, rows: []).data, list: "risks", count: records.count).value)
        let whole = try #require(template.filled(with: Form2Report(head: head, rows: records).data).value)
        let writer = try #require(format.listWriter)
        var rest = records.makeIterator()
        var sink = MemorySink()
        try form.write(as: writer, to: &sink) { rest.next() }
        #expect(try sink.bytes == writer.bytes(of: whole))
    }

    @Test("What a cursor throws leaves no file")
    func failing() throws {
        struct Lost: Error {}
        let folder = try TemporaryFolder()
        let loaded = try TemplateFile.load("Templates/changzhou-form2.fods", for: Form2Report.recordType)
        let values = Form2Report(head: FormHead(unit: "区", unitCode: "1"), rows: []).data
        let form = try #require(loaded.value?.streamed(values, list: "risks", count: 5).value)
        #expect(throws: Lost.self) {
            try save(form, as: .xlsx, to: folder.path(of: "a.xlsx")) { () -> RiskRecord? in throw Lost() }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("The command's long list is the form that is held", arguments: ReportFormat.allCases)
    func command(format: ReportFormat) throws {
        let folder = try SafetyFolder()
        let lines = (0..<1_100).map { "9901,东派出所,第\($0)小学,安全防范设施,通道堵塞\($0),2019-09-03,清理,某人,2019-09-20,区局,已完成,," }
        let heading = "单位代码,派出所,学校名称,隐患类别,涉校风险隐患,排查日期,整改措施,整改责任人,整改时限,督办单位,隐患整改情况,临时防范措施,备注"
        try folder.write(([heading] + lines).joined(separator: "\n") + "\n", to: "form2/2019-09.csv")
        let loaded = try TemplateFile.load("Templates/changzhou-form2.fods", for: Form2Report.recordType)
        var job = SafetyReportJob(
            campaign: try folder.campaign(), form: .form2, template: try #require(loaded.value))
        job.isMasked = format == .xlsx
        let period = try #require(Period("2019-09"))
        let held = try job.report(of: "99", period: period)
        let list = try #require(try job.longList(of: "99", period: period))
        var sink = MemorySink()
        let limits = try list.write(as: format.writer(), to: &sink)
        #expect(try sink.bytes == format.writer().bytes(of: held.workbook))
        #expect(list.findings + limits.filter { $0.rule == "report.text-cut" } == held.findings)
        #expect(list.workbook == held.workbook)
    }

    @Test("A short list is held")
    func short() throws {
        let folder = try SafetyFolder()
        try folder.write("单位代码,学校名称,涉校风险隐患,隐患整改情况\n9901,甲,乙,已完成\n", to: "form2/2019-09.csv")
        let loaded = try TemplateFile.load("Templates/changzhou-form2.fods", for: Form2Report.recordType)
        let job = SafetyReportJob(campaign: try folder.campaign(), form: .form2, template: try #require(loaded.value))
        #expect(try job.longList(of: "99", period: #require(Period("2019-09"))) == nil)
    }

    // MARK: README

    private struct Cursor {
        var rest: [RiskRecord]
        mutating func next() throws -> RiskRecord? { rest.isEmpty ? nil : rest.removeFirst() }
    }

    @Test("The README's example writes the list")
    func readme() throws {
        let count = 3
        var cursor = Cursor(rest: Self.records(count))
        // The README's example begins.
        let template = try TemplateFile.load("Templates/changzhou-form2.fods", for: Form2Report.recordType)
        let head = FormHead(unit: "云溪区教育局", unitCode: "990201", period: Period("2019-09"))
        let empty = Form2Report(head: head, rows: []).data
        if let form = template.value?.streamed(empty, list: RiskRecord.listKey, count: count).value {
            try save(form, as: .xlsx, to: "out/hazards.xlsx") { () -> RiskRecord? in try cursor.next() }
        }
        // It ends.
        #expect(cursor.rest.isEmpty)
        #expect(try FileBytes.read("out/hazards.xlsx").count > 5_000)
    }

    @Test("The example stands in both READMEs as it runs here", arguments: ["README.md", "README.zh-CN.md"])
    func readmeText(file: String) throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let body = source.components(separatedBy: "// The README's example begins.\n")[1]
            .components(separatedBy: "        // It ends.")[0]
        let lines = body.split(separator: "\n").map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : String($0) }
        let readme = try String(contentsOfFile: file, encoding: .utf8)
        #expect(readme.contains("```swift\n" + lines.joined(separator: "\n") + "\n```"))
    }
}
