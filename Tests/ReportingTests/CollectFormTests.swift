import Diagnostics
import Forms
import Foundation
import Sheets
import TestSupport
import Testing

@testable import Reporting

/// Forms of the example campaign as files, bent in one place by a test.
struct ReturnedFiles {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let october = Period("2019-10")

    let folder: TemporaryFolder
    let campaign: SafetyCampaign
    let period: Period

    init() throws {
        folder = try TemporaryFolder()
        campaign = try #require(SafetyCampaignFolder.load(Self.root + "/Examples/changzhou-2019").value)
        period = try #require(Self.october)
    }

    func workbook(_ form: SafetyForm, of unit: String, in month: Period? = nil) throws -> Workbook {
        let path = Self.root + "/Templates/\(form.template).fods"
        let template = try #require(TemplateFile.load(path, for: form.recordType).value)
        return try SafetyReportJob(campaign: campaign, form: form, template: template)
            .report(of: unit, period: month ?? period).workbook
    }

    @discardableResult
    func send(_ workbook: Workbook, as name: String, _ format: ReportFormat = .xlsx) throws -> String {
        try save(workbook, as: format, to: folder.path(of: name))
        return folder.path(of: name)
    }

    /// The campaign without what was handed in for the month.
    var fresh: SafetyCampaign {
        SafetyCampaign(
            name: campaign.name, periods: campaign.periods, due: campaign.due, units: campaign.units,
            schools: campaign.schools,
            checkups: campaign.checkups.filter { $0.period < period },
            risks: campaign.risks.filter { $0.period < period })
    }

    func collected(_ campaign: SafetyCampaign? = nil, alone: Bool = false, period: Period? = nil) -> CollectedForms {
        var collector = FormCollector(
            templates: TemplateFolders([Self.root + "/Templates"]), campaign: alone ? nil : .safety(campaign ?? fresh),
            period: period)
        collector.keepsWorkbooks = true
        return collector.collect([folder.path])
    }

    /// Without the folder's own name.
    func sentences(_ findings: [Finding]) -> [String] {
        findings.map { "\($0.severity.rawValue) " + $0.description.replacing(folder.path + "/", with: "") }
    }
}

@Suite("Collecting returned forms")
struct CollectFormTests {
    @Test("Every format gives the records that were sent", arguments: [ReportFormat.xlsx, .ods, .fods])
    func formats(format: ReportFormat) throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form2, of: "990201"), as: "a.\(format.rawValue)", format)
        let form = try #require(files.collected().forms.first)
        guard case .risks(let risks) = form.accepted else { throw CommandRun.Trouble("\(form.findings)") }
        let sent = files.campaign.risks.filter { $0.unit == "990201" && $0.period == files.period }.flatMap(\.rows)
        #expect(risks.rows.map(\.record) == sent.map(\.record))
        #expect(form.unit == "990201")
        #expect(form.period == files.period)
        #expect(form.rowCount == sent.count)
    }

    @Test("A formula that nobody computed is computed, or told")
    func openFormula() throws {
        let files = try ReturnedFiles()
        var workbook = try files.workbook(.form1, of: "990202")
        workbook.sheets[0][5, 6].value = .formula(Formula([.text("2+3")], result: .empty))
        workbook.sheets[0][6, 6].value = .formula(Formula([.text("TODAY()")], result: .empty))
        try files.send(workbook, as: "a.xlsx")
        let form = try #require(files.collected().forms.first)
        guard case .checkups(let checkups) = form.record else { throw CommandRun.Trouble("\(form.findings)") }
        #expect(checkups.rows[0].record.guards == 5)
        #expect(form.findings.contains { $0.rule == "collect.open-formula" && $0.place.cell?.description == "G7" })
    }

    @Test("A form is recognised by its content, not by its name")
    func wrongName() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form1, of: "990202"), as: "照片.jpg", .ods)
        let form = try #require(files.collected().forms.first)
        #expect(form.kind == .safety(.form1))
        #expect(form.accepted != nil)
    }

    @Test("A form that lost its identity is known by its title")
    func noIdentity() throws {
        let files = try ReturnedFiles()
        var workbook = try files.workbook(.form1, of: "990202")
        workbook.properties.custom = []
        for row in workbook.sheets[0].rows.indices {
            for column in workbook.sheets[0].rows[row].cells.indices
            where workbook.sheets[0][row, column].value.plainText?.contains("changzhou-form1") ?? false {
                workbook.sheets[0].rows[row].cells[column].value = .empty
            }
        }
        try files.send(workbook, as: "a.xlsx")
        let form = try #require(files.collected().forms.first)
        #expect(form.unit == "990202")
        #expect(
            files.sentences(form.findings).contains("B a.xlsx：表中没有表单标识，按表名认作 changzhou-form1。请用下发的空表填写，不要另做表格。"))
    }

    @Test("Files that are no forms: each says what it is, the good one is still read")
    func unrelated() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form2, of: "990201"), as: "z.xlsx")
        try files.folder.write([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], to: "a.xls")
        try files.folder.write([0x89, 0x50, 0x4E, 0x47, 0, 0], to: "b.xlsx")
        try files.folder.write(Array("%PDF-1.7".utf8), to: "c.pdf")
        try files.folder.write([], to: "d.xlsx")
        try files.folder.write([0x50, 0x4B, 0x03, 0x04, 9, 9, 9], to: "e.xlsx")
        try files.folder.write([0x78, 0x9F, 0x3E, 0x22, 0], to: "winmail.dat")
        try files.send(Workbook(sheets: [Sheet(name: "值班表", rows: [Row([Cell(.text("张"))])])]), as: "f.ods", .ods)
        let forms = files.collected(alone: true).forms
        #expect(
            forms.flatMap { files.sentences($0.findings.filter { $0.rule != "rule.skipped" }) } == [
                "A a.xls：这是旧版 .xls 或 WPS .et 文件，不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。",
                "A b.xlsx：这是图片，不是 XLSX 表格。请发送可编辑的表格文件。",
                "C c.pdf：这是 PDF，不是 XLSX 表格。请发送可编辑的表格文件。",
                "A d.xlsx：文件是空的。请对方重新发送。",
                "A e.xlsx：压缩包不完整或已损坏。请用原程序打开后重新保存，或请对方重新发送。",
                "A f.ods：这个表格不是下发的表，没有表单标识，也没有认得的表名。如果是要收的表，请用下发的空表填写后重新报送。",
                "A winmail.dat：这是 Outlook 的 winmail.dat，附件包在里面，读不出来。请对方改用“纯文本”或“HTML”格式的邮件重新发送附件。",
            ])
        #expect(forms.filter { $0.accepted != nil }.map { ($0.file as NSString).lastPathComponent } == ["z.xlsx"])
    }

    @Test("A workbook with a password is told from an old one, and what nobody knows is not called text")
    func encrypted() throws {
        let files = try ReturnedFiles()
        var compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 1016)
        compound += "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), 0] } + Array(repeating: 0, count: 992)
        try files.folder.write(compound, to: "a.xlsx")
        try files.folder.write([7, 0, 9, 0, 200], to: "b.xlsx")
        #expect(
            files.collected(alone: true).forms.flatMap { files.sentences($0.findings) } == [
                "A a.xlsx：这是加了密码的 Office 文件，读不出来。请去掉密码，用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。",
                "A b.xlsx：认不出这是什么文件。请对方用 WPS、Excel 或 LibreOffice 重新保存后再发送。",
            ])
    }

    @Test("The same form twice: the later one counts, both are told")
    func doubles() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form2, of: "990201"), as: "1.xlsx")
        try files.send(files.workbook(.form2, of: "990201"), as: "2.ods", .ods)
        let forms = files.collected().forms
        #expect(forms.map { $0.accepted != nil } == [false, true])
        let doubles = forms.flatMap { $0.findings.filter { $0.rule == "collect.double-form" } }
        #expect(
            files.sentences(doubles).map { $0.replacing(files.folder.path + "/", with: "") } == [
                "C 1.xlsx：同一单位、同一期间的附件2收到 2 份，这一份没有采用，按文件的顺序采用的是 2.ods。请核对哪一份是最后的；不对的请移走不要的一份，重新收集。",
                "C 2.ods：同一单位、同一期间的附件2收到 2 份，按文件的顺序采用了这一份，没有采用 1.xlsx。请核对哪一份是最后的；不对的请移走不要的一份，重新收集。",
            ])
    }

    @Test("A form of another month is refused")
    func wrongMonth() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form2, of: "990201", in: files.period.previous), as: "1.xlsx")
        let form = try #require(files.collected(period: files.period).forms.first)
        #expect(form.accepted == nil)
        #expect(
            files.sentences(form.findings.filter { $0.severity == .mandatory }) == [
                "A 1.xlsx：应为 2019年10月 的表，这份表的标识是 2019年9月。请用当月的空表填写，不要在旧表上改月份。"
            ])
    }

    @Test("A unit that the campaign lacks is refused, the nearest one named")
    func unknownUnit() throws {
        let files = try ReturnedFiles()
        var workbook = try files.workbook(.form2, of: "990201")
        workbook.properties[custom: "huxiao.unit"] = "990203"
        try files.send(workbook, as: "1.xlsx")
        let form = try #require(files.collected().forms.first)
        #expect(form.findings.contains { $0.rule == "collect.unknown-unit" && $0.statement == "填报单位“990203”不在单位表中" })
        #expect(form.accepted == nil)
    }

    @Test("Units that sent nothing, or not everything, are listed")
    func missing() throws {
        let files = try ReturnedFiles()
        for unit in ["990201", "990202"] { try files.send(files.workbook(.form1, of: unit), as: "1-\(unit).xlsx") }
        try files.send(files.workbook(.form2, of: "990201"), as: "2.xlsx")
        #expect(
            files.sentences(files.collected().findings.filter { $0.rule == "collect.missing-unit" }) == [
                "B 竹亭区 2019年10月：没有收到附件2。请催报。", "B 湖湾市 2019年10月：没有收到附件1、附件2。请催报。",
                "B 市直属学校 2019年10月：没有收到附件1、附件2。请催报。",
            ])
    }

    @Test("A typed 附件3 is compared with the forms that came with it")
    func tally() throws {
        let files = try ReturnedFiles()
        for form in [SafetyForm.form1, .form2] {
            try files.send(files.workbook(form, of: "990201"), as: "\(form).xlsx")
        }
        var workbook = try files.workbook(.form3, of: "990201")
        let cell = try #require(Self.firstNumber(in: workbook.sheets[0]))
        workbook.sheets[0].rows[cell.row].cells[cell.column].value = .number(987)
        try files.send(workbook, as: "form3.xlsx")
        let form = try #require(files.collected().forms.last)
        let disagreements = form.findings.filter { $0.rule.hasPrefix("form3.disagrees") }
        #expect(disagreements.map(\.place.cell) == [cell])
        #expect(disagreements.first?.statement.hasPrefix("填报 987，") ?? false)
    }

    static func firstNumber(in sheet: Sheet) -> CellRef? {
        for (row, line) in sheet.rows.enumerated() {
            for (column, cell) in line.cells.enumerated() {
                if case .number = cell.value { return CellRef(row: row, column: column) }
            }
        }
        return nil
    }

    @Test("Accepted rows are written in the layout of a campaign folder")
    func layout() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form2, of: "990201"), as: "1.xlsx")
        let form = try #require(files.collected().forms.first)
        let csv = try #require(AcceptedFile.make(of: form, as: .csv))
        #expect(csv.path == "form2/2019-10/990201.csv")
        let read = RecordTable<RiskRecord>.read(csv.bytes)
        let sent = files.campaign.risks.filter { $0.unit == "990201" && $0.period == files.period }.flatMap(\.rows)
        #expect(read.value?.map(\.record) == sent.map(\.record))
    }
}

@Suite("Marked copies")
struct CollectMarkTests {
    /// A form 1 with a word in a number's place.
    private static func bent(_ files: ReturnedFiles) throws -> (workbook: Workbook, cell: CellRef) {
        var workbook = try files.workbook(.form1, of: "990202")
        let cell = CellRef(row: 5, column: 6)
        workbook.sheets[0][cell].value = .text("三四个")
        return (workbook, cell)
    }

    private static func copy(_ workbook: Workbook, _ format: ReportFormat) throws -> MarkedCopy {
        let files = try ReturnedFiles()
        try files.send(workbook, as: "竹亭.\(format.rawValue)", format)
        let form = try #require(files.collected().forms.first)
        return try #require(MarkedCopy.make(of: form))
    }

    @Test("The wrong cell is red and says why; a list stands in front", arguments: [ReportFormat.xlsx, .ods, .fods])
    func marked(format: ReportFormat) throws {
        let (workbook, cell) = try Self.bent(ReturnedFiles())
        let copy = try Self.copy(workbook, format)
        #expect(copy.fileName == "竹亭-需改正.\(format.rawValue)")
        #expect(copy.workbook.sheets.map(\.name).first == "问题清单")
        let marked = copy.workbook.sheets[1][cell]
        #expect(copy.workbook.style(of: marked).fill == MarkedCopy.color(of: .mandatory))
        #expect(marked.note?.author == "护校")
        #expect(marked.note?.text.hasPrefix("【护校】A 强制：应填整数，实填“三四个”。") ?? false)
        #expect(copy.workbook.sheets[0][3, 1].value == .text("A 强制"))
    }

    @Test(
        "Mended and sent back, the marks are gone and the form is taken", arguments: [ReportFormat.xlsx, .ods, .fods])
    func mended(format: ReportFormat) throws {
        let (workbook, cell) = try Self.bent(ReturnedFiles())
        var copy = try Self.copy(workbook, format).workbook
        copy.sheets[1][cell].value = .number(4)
        let files = try ReturnedFiles()
        try files.send(copy, as: "竹亭-需改正.\(format.rawValue)", format)
        let form = try #require(files.collected().forms.first)
        #expect(form.findings.filter { $0.severity == .mandatory } == [])
        let clean = try #require(form.source?.workbook)
        #expect(clean.sheets.map(\.name) == workbook.sheets.map(\.name))
        #expect(clean.sheets[0][cell].note == nil)
        #expect(clean.style(of: clean.sheets[0][cell]).fill == workbook.style(of: workbook.sheets[0][cell]).fill)
    }

    @Test(
        "LibreOffice opens, saves and sends back a marked copy",
        .enabled(if: OfficeSuite.isInstalled, "soffice is missing"))
    func office() throws {
        let (workbook, cell) = try Self.bent(ReturnedFiles())
        let files = try ReturnedFiles()
        let sent = try TemporaryFolder()
        try save(Self.copy(workbook, .xlsx).workbook, as: .xlsx, to: sent.path(of: "a.xlsx"))
        _ = try OfficeSuite.convert(sent.path(of: "a.xlsx"), to: "ods", in: files.folder.path)
        let form = try #require(files.collected().forms.first)
        let clean = try #require(form.source?.workbook)
        #expect(clean.sheets.map(\.name) == workbook.sheets.map(\.name))
        #expect(clean.sheets[0][cell].note == nil)
        #expect(clean.style(of: clean.sheets[0][cell]).fill == nil)
        #expect(form.findings.contains { $0.place.cell == cell && $0.severity == .mandatory })
    }

    @Test("A colour and a note that were there before come back")
    func before() throws {
        let yellow = Color(red: 1, green: 2, blue: 3)
        var (workbook, cell) = try Self.bent(ReturnedFiles())
        let style = workbook.styles.id(of: workbook.sheets[0][cell].style) { $0.fill = yellow }
        workbook.sheets[0][cell].style = style
        workbook.sheets[0][cell].note = Note("请问怎么填？", author: "填表人")
        var copy = try Self.copy(workbook, .xlsx).workbook
        let marked = copy.sheets[1][cell].note
        #expect(marked?.author == "填表人")
        #expect(marked?.text.hasPrefix("请问怎么填？\n【护校】A 强制：") ?? false)
        MarkedCopy.clear(&copy)
        #expect(copy.sheets[0][cell].note?.text == "请问怎么填？")
        #expect(copy.style(of: copy.sheets[0][cell]).fill == yellow)
    }

    @Test("A form without trouble gets no copy")
    func none() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form1, of: "990201"), as: "1.xlsx")
        #expect(MarkedCopy.all(of: files.collected()).isEmpty)
    }

    @Test("Names from outside never lead out of the folder, and no two copies share one")
    func names() throws {
        let files = try ReturnedFiles()
        let (workbook, _) = try Self.bent(files)
        for name in ["a", "b"] {
            try FileManager.default.createDirectory(
                atPath: files.folder.path(of: name), withIntermediateDirectories: true)
            try files.send(workbook, as: "\(name)/..竹亭.xlsx")
            try files.send(workbook, as: "\(name)/竹亭:x.xlsx")
        }
        let names = MarkedCopy.all(of: files.collected()).map(\.fileName)
        #expect(names == ["竹亭_x-需改正.xlsx", "竹亭_x-需改正(2).xlsx"])
    }
}
