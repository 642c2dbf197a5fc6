import Diagnostics
import Forms
import Sheets
import Templating
import Testing

@Suite("Reading back never traps")
struct ReadBackHostileTests {
    private func template() throws -> FormTemplate { try OfficialForm.form2.template() }

    private func filled(_ template: FormTemplate, seed: UInt64 = 5) throws -> Workbook {
        var random = RandomReport(template, seed: seed)
        return try #require(template.filled(with: random.make()).value)
    }

    @Test("Workbooks without anything")
    func empty() throws {
        let template = try template()
        #expect(template.read(Workbook()).value == nil)
        #expect(template.read(Workbook(sheets: [Sheet(name: "")])).findings.map(\.rule) == ["readback.missing-sheet"])
    }

    @Test("Merges outside, over everything and over the list")
    func merges() throws {
        let template = try template()
        var workbook = try filled(template)
        workbook.sheets[0].merges = ["A1:XFD1048576", "B5:B900000", "ZZ1:ZZ2", "A900000:M900001", "C4:C5"].compactMap {
            CellRange($0)
        }
        #expect(template.read(workbook).value != nil)
    }

    @Test("Rows cut short, cells cut short, and cells of every other kind", arguments: OfficialForm.allCases)
    func damaged(form: OfficialForm) throws {
        let template = try form.template()
        var random = SeededNumbers(seed: 11)
        for seed in 1...15 as ClosedRange<UInt64> {
            var workbook = try filled(template, seed: seed)
            for _ in 0..<Int.random(in: 1...12, using: &random) { Self.damage(&workbook.sheets[0], &random) }
            let read = template.read(workbook)
            #expect(read.value != nil || read.isRefused, "seed \(seed)")
        }
    }

    private static let values: [CellValue] = [
        .number(.nan), .number(.infinity), .number(1e300), .number(-0.0), .percentage(.nan), .percentage(5),
        .time(seconds: .min), .boolean(true),
        .text(""), .text("\u{3000}"), .text("：：：：年月日"), .richText([TextRun("")]),
        .text(String(repeating: "填报单位：", count: 3000)),
        .formula(Formula([], result: .empty)), .text("缺报"), .text("\u{0}"), .text("新增"), .text("序号"),
    ]

    private static func damage(_ sheet: inout Sheet, _ random: inout SeededNumbers) {
        let row = Int.random(in: 0..<max(1, sheet.rows.count), using: &random)
        let column = Int.random(in: 0..<20, using: &random)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: if row < sheet.rows.count { sheet.deleteRow(row) }
        case 1: sheet.insertRows(Int.random(in: 1...3, using: &random), at: row)
        case 2: sheet.deleteColumn(column)
        case 3: sheet.insertColumn(at: column)
        case 4: if row < sheet.rows.count { sheet.rows[row].cells = [] }
        case 5: if row < sheet.rows.count { sheet.rows[row].cells = Array(sheet.rows[row].cells.reversed()) }
        case 6: sheet.rows = Array(sheet.rows.prefix(row + 1))
        default: sheet[row, column].value = values.randomElement(using: &random) ?? .empty
        }
    }

    @Test("A row of sixteen thousand headings, and a list that repeats the template's words")
    func wide() throws {
        let template = try template()
        var workbook = try filled(template)
        workbook.sheets[0].rows[3].cells = (0..<16_384).map { Cell(.text($0 % 2 == 0 ? "序号" : "备注")) }
        for row in 4..<workbook.sheets[0].rows.count {
            workbook.sheets[0].rows[row].cells = [Cell(.text("附件2")), Cell(.text("备注"))]
        }
        #expect(template.read(workbook).isRefused)
    }

    @Test("Of the same trouble only a thousand are listed, the rest is counted")
    func manyFindings() throws {
        let template = try template()
        var workbook = try filled(template)
        workbook.sheets[0].insertRows(1500, at: 5)
        for row in 5..<1505 { workbook.sheets[0][row, 8].value = .text("下月") }
        let findings = template.read(workbook).findings.filter { $0.rule == "field.day" }
        #expect(findings.count == 1001)
        #expect(findings.map(\.description).contains("风险隐患排查表（整改时限）：还有 500 处同样的问题，没有逐一列出。请一并改正。"))
    }
}
