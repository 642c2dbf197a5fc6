import CivilTime
import Diagnostics
import Forms
import Foundation
import Sheets
import TestSupport
import Testing

@testable import Reporting

/// A workbook with the forms of several units, as `--layout sheets` and `--layout pages` make them.
@Suite("Several units in one returned workbook")
struct CollectUnitsTests {
    private static func workbook(_ files: ReturnedFiles, _ form: SafetyForm, _ layout: UnitLayout) throws -> Workbook {
        let path = ReturnedFiles.root + "/Templates/\(form.template).fods"
        let template = try #require(TemplateFile.load(path, for: form.recordType).value)
        let job = SafetyReportJob(campaign: files.campaign, form: form, template: template)
        return try job.report(of: "990200", period: files.period, layout: layout).workbook
    }

    @Test(
        "Each unit's rows are its own, in every format", arguments: [UnitLayout.sheets, .pages],
        [ReportFormat.xlsx, .ods])
    func layouts(layout: UnitLayout, format: ReportFormat) throws {
        let files = try ReturnedFiles()
        try files.send(Self.workbook(files, .form2, layout), as: "all.\(format.rawValue)", format)
        let forms = files.collected().forms
        #expect(forms.map(\.unit) == ["990201", "990202", "990281", "990299"])
        #expect(forms.allSatisfy { $0.accepted != nil })
        for form in forms {
            guard case .risks(let risks) = form.accepted else { continue }
            let sent = files.campaign.risks.filter { $0.unit == form.unit && $0.period == files.period }
            #expect(risks.rows.map(\.record) == sent.flatMap(\.rows).map(\.record))
            #expect(form.findings.filter { $0.rule.hasPrefix("readback") } == [])
        }
    }

    @Test("A wrong cell on a later page is named where it stands, and its unit alone is refused")
    func wrongCell() throws {
        let files = try ReturnedFiles()
        var workbook = try Self.workbook(files, .form1, .pages)
        let rows = workbook.sheets[0].rows.indices.filter { workbook.sheets[0][$0, 6].value.plainText == nil }
        let numbers = rows.filter { if case .number = workbook.sheets[0][$0, 6].value { true } else { false } }
        let row = try #require(numbers.last)
        workbook.sheets[0][row, 6].value = .text("三四个")
        try files.send(workbook, as: "all.xlsx")
        let collection = files.collected()
        #expect(collection.forms.map { $0.accepted != nil } == [true, true, true, false])
        let wrong = collection.forms[3].findings.filter { $0.severity == .mandatory }
        #expect(wrong.map(\.place.cell) == [CellRef(row: row, column: 6)])
        let copies = MarkedCopy.all(of: collection)
        #expect(copies.map(\.fileName) == ["all-需改正.xlsx"])
        #expect(copies[0].workbook.sheets[1][row, 6].note?.text.contains("应填整数，实填“三四个”。") ?? false)
    }

    @Test("One unit's form twice in a workbook is one form with a remark")
    func sameUnit() throws {
        let files = try ReturnedFiles()
        var workbook = try files.workbook(.form2, of: "990201")
        var copy = workbook.sheets[0]
        copy.name = "副本"
        workbook.sheets.append(copy)
        try files.send(workbook, as: "a.xlsx")
        let forms = files.collected().forms
        #expect(forms.count == 1)
        #expect(forms[0].findings.map(\.rule).contains("readback.sheet-twice"))
    }
}

@Suite("Which of two forms is the later")
struct ReceivedOrderTests {
    private static func form(_ day: String? = nil, saved: String? = nil) -> CollectedForm {
        var form = CollectedForm(file: "a")
        form.filledInOn = day.flatMap { CalendarDay(iso: $0) }
        form.savedAt = saved.flatMap { CalendarMoment(iso: $0) }
        return form
    }

    @Test("By 填报时间, whatever the order of the files")
    func day() {
        let order = ReceivedOrder([Self.form("2019-10-25"), Self.form("2019-10-23"), Self.form("2019-10-24")])
        #expect(order.sorted == [1, 2, 0])
        #expect(order.word == "按填报时间")
    }

    @Test("By the time of saving where 填报时间 does not tell")
    func saved() {
        let forms = [
            Self.form("2019-10-25", saved: "2019-10-25T10:00:00"),
            Self.form("2019-10-25", saved: "2019-10-25T09:00:00"),
        ]
        let order = ReceivedOrder(forms)
        #expect(order.sorted == [1, 0])
        #expect(order.word == "按保存时间")
    }

    @Test("By the order of the files where nothing tells, or not for all")
    func order() {
        #expect(ReceivedOrder([Self.form("2019-10-25"), Self.form()]).sorted == [0, 1])
        #expect(ReceivedOrder([Self.form(), Self.form()]).word == "按文件的顺序")
    }

    @Test("The form that was filled in later is taken, and both files are named")
    func collected() throws {
        let files = try ReturnedFiles()
        for (name, day) in [("1.xlsx", "2019年10月24日"), ("2.xlsx", "2019年10月23日")] {
            var workbook = try files.workbook(.form2, of: "990201")
            workbook.sheets[0][2, 7].value = .text("填报时间：\(day)")
            try files.send(workbook, as: name)
        }
        let forms = files.collected().forms
        #expect(forms.map { $0.accepted != nil } == [true, false])
        let doubles = forms.flatMap { $0.findings.filter { $0.rule == "collect.double-form" } }
        #expect(
            files.sentences(doubles).map { $0.replacing(files.folder.path + "/", with: "") } == [
                "C 1.xlsx：同一单位、同一期间的附件2收到 2 份，按填报时间采用了这一份，没有采用 2.xlsx。请核对哪一份是最后的；不对的请移走不要的一份，重新收集。",
                "C 2.xlsx：同一单位、同一期间的附件2收到 2 份，这一份没有采用，按填报时间采用的是 1.xlsx。请核对哪一份是最后的；不对的请移走不要的一份，重新收集。",
            ])
    }

    @Test("附件3 without a campaign is taken with a word that nothing was compared")
    func tallyAlone() throws {
        let files = try ReturnedFiles()
        try files.send(files.workbook(.form3, of: "990201"), as: "3.xlsx")
        let form = try #require(files.collected(alone: true).forms.first)
        #expect(
            files.sentences(form.findings.filter { $0.rule == "collect.tally-unchecked" }) == [
                "C 3.xlsx：没有指定专项工作文件夹，附件3的数字没有核对。请加上 --campaign 再收。"
            ])
    }
}

@Suite("What the remark cell tells")
struct RemarkTextTests {
    private static func read(_ text: String) throws -> RemarkText {
        let may = try #require(Period("2017-05"))
        return RemarkText(text, of: "410101", in: may, at: Place(cell: CellRef(row: 13, column: 9)))
    }

    @Test("A case as the program prints it")
    func printed() throws {
        let read = try Self.read("1. 5月8日，东风分局，防范案事件：及时制止一起滋事")
        #expect(read.cases.map(\.kind) == ["防范案事件"])
        #expect(read.cases.map(\.day) == [CalendarDay(year: 2017, month: 5, day: 8)])
        #expect(read.cases.map(\.summary) == ["及时制止一起滋事"])
        #expect(read.cases.first?.place.cell?.description == "J14")
    }

    @Test(
        "A case as units type it",
        arguments: [
            ("1、5月8日，制止滋事一起。", "2017-05-08", "", "制止滋事一起。"), ("（2）查处治安案件：查处一起赌博。", nil, "查处治安案件", "查处一起赌博。"),
            ("3.破获敲诈案，抓获2人：已移送。", nil, "抓获2人", "已移送。"), ("４．当月调解纠纷", nil, "", "当月调解纠纷"),
            ("5. 5月32日，不知何日", nil, "", "5月32日，不知何日"),
        ])
    func typed(text: String, day: String?, kind: String, summary: String) throws {
        let detail = try #require(try Self.read(text).cases.first)
        #expect(detail.day == day.flatMap { CalendarDay(iso: $0) })
        #expect(detail.kind == kind)
        #expect(detail.summary == summary)
    }

    @Test("Lines without a number are the note; what the program knows itself is left out")
    func note() throws {
        let read = try Self.read("缺报单位：桐柏区\n漏填：东岭区（21 项）\n情况说明：本月无案件\n校车已检查")
        #expect(read.cases == [])
        #expect(read.note == "本月无案件\n校车已检查")
    }

    @Test("A masked remark is no content")
    func masked() throws {
        let read = try Self.read("1. 5月8日，防范案事件：＊＊＊")
        #expect(read.cases == [])
        #expect(read.note == "")
    }

    @Test("Every cut of a remark is read without a trap")
    func hostile() throws {
        let text = "1. 5月8日，防范案事件：及时\n（2、99999999999999999999月1日，：x\n３）"
        for end in text.indices { _ = try Self.read(String(text[..<end])) }
    }
}

@Suite("One cause, one finding, also with the rules of the campaign")
struct CollectCascadeTests {
    @Test("A column that is not read is not asked for in every row", arguments: [true, false])
    func column(isDeleted: Bool) throws {
        let files = try ReturnedFiles()
        var workbook = try files.workbook(.form1, of: "990202")
        // K5: 硬质防冲撞设施
        if isDeleted {
            for row in workbook.sheets[0].rows.indices where row > 3 && workbook.sheets[0].rows[row].cells.count > 10 {
                workbook.sheets[0].rows[row].cells[10] = .blank
            }
        }
        workbook.sheets[0][4, 10].value = .text("消防设施")
        try files.send(workbook, as: "1.xlsx")
        let form = try #require(files.collected().forms.first)
        #expect(
            files.sentences(form.findings.filter { $0.statement.contains("硬质防冲撞") || $0.rule.contains("barrier") }) == [
                "A 1.xlsx 安防体检表 K5：表头应为“硬质防冲撞设施”，实为“消防设施”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"
            ])
    }
}
