import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating
import Testing

/// The progress table: figures in three bands, and cells that are computed.
@Suite("A table of figures that was bent on its way")
struct ReadBackFigureTests {
    /// All increases are 7, all totals 70; then the change.
    private func read(_ change: (inout Sheet) -> Void) throws -> (ReturnedForm, [String]) {
        let template = try OfficialForm.progress.template()
        var data = RecordData(template.recordType, ["unit": .text("桐柏区")])
        guard let step = template.recordType.fields.firstIndex(where: { $0.key == "indicators" }),
            case .record(let table) = template.recordType.fields[step].kind
        else { throw TestRecords.Refused(findings: []) }
        let figures = table.fields.map { field -> FieldValue in
            guard case .record(let facets) = field.kind else { return .blank }
            return .record(RecordData(facets, ["increase": .integer(7), "total": .integer(70)]))
        }
        data["indicators"] = .record(RecordData(table, ordered: figures))
        var workbook = try #require(template.filled(with: data).value)
        change(&workbook.sheets[0])
        let read = template.read(workbook)
        return (try #require(read.value), read.findings.map { "\($0.severity.rawValue) \($0)" })
    }

    /// 新增 and 合计 of the indicator with that place in the set.
    private func figure(_ form: ReturnedForm, _ place: Int) -> (increase: FieldValue, total: FieldValue) {
        guard case .record(let table) = form.data["indicators"], case .record(let figure) = table.values[place] else {
            return (.blank, .blank)
        }
        return (figure["increase"], figure["total"])
    }

    @Test("Figures as people type them", arguments: ["３", "3所", " 3 ", "3.00", "+3"])
    func spellings(text: String) throws {
        let (form, findings) = try read { $0.type(text, at: "C6") }
        #expect(figure(form, 1).increase == .integer(3))
        #expect(findings == [])
    }

    @Test("A number as text, with thousands")
    func thousands() throws {
        let (form, findings) = try read { $0.type("1,234", at: "C6") }
        #expect(figure(form, 1).increase == .integer(1234))
        #expect(findings == [])
    }

    @Test("“/” and — stand for what does not apply")
    func notApplicable() throws {
        let (form, findings) = try read { $0.type("/", at: "C6") }
        #expect(figure(form, 1).increase == .absent(.undefined))
        #expect(findings == [])
    }

    @Test(
        "What is no number is named with its cell and indicator",
        arguments: [
            ("无", "A 校园安全工作进展报表 C6（城市校园数 新增）：应填整数，实填“无”。如果是零请填 0，不清楚或不适用请留空。"),
            ("大约五十", "A 校园安全工作进展报表 C6（城市校园数 新增）：应填整数，实填“大约五十”。请改成整数，例如 12。"),
        ])
    func words(text: String, sentence: String) throws {
        let (form, findings) = try read { $0.type(text, at: "C6") }
        #expect(figure(form, 1).increase == .blank)
        #expect(findings == [sentence])
    }

    @Test("A figure that is computed, typed over, is what the form shows")
    func typedOver() throws {
        let (form, findings) = try read { $0.type(.number(99), at: "C7") }
        #expect(figure(form, 1).increase == .integer(7))
        #expect(figure(form, 1).total == .integer(99))
        #expect(findings == [])
    }

    @Test("The row of increases deleted from one band")
    func bandRow() throws {
        let (form, findings) = try read { $0.deleteRow(10) }
        #expect(figure(form, 19).increase == .blank)
        #expect(figure(form, 19).total == .integer(70))
        #expect(figure(form, 0).increase == .integer(7))
        #expect(figure(form, 45).increase == .integer(7))
        #expect(findings == ["A 校园安全工作进展报表：缺少模板第 11 行“新增”，这一行没有读取。请恢复这一行，或把内容填到新的空表里。"])
    }

    @Test("A row's own words altered")
    func rowWords() throws {
        let (form, findings) = try read { $0.type("本月新增", at: "A6") }
        #expect(figure(form, 0).increase == .integer(7))
        #expect(findings == ["B 校园安全工作进展报表 A6：表头应为“新增”，实为“本月新增”。请恢复表头，并核对这一栏。"])
    }

    @Test("A row whose words mean something else is not read")
    func otherRowWords() throws {
        let (form, findings) = try read { $0.type("完成数", at: "A6") }
        #expect(figure(form, 0).increase == .blank)
        #expect(figure(form, 19).increase == .integer(7))
        #expect(findings == ["A 校园安全工作进展报表 A6：表头应为“新增”，实为“完成数”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"])
    }

    @Test("Two headings swapped, their figures not: neither is guessed")
    func swappedHeadings() throws {
        let (form, findings) = try read { $0.rows[3].cells.swapAt(2, 3) }
        #expect(figure(form, 1).increase == .blank)
        #expect(figure(form, 2).total == .blank)
        #expect(figure(form, 20).increase == .integer(7))
        #expect(findings.map { $0.prefix(1) } == ["A", "A"])
    }

    @Test("Rows inserted between bands")
    func between() throws {
        let (form, findings) = try read { $0.insertRows(2, at: 7) }
        #expect(figure(form, 0).increase == .integer(7))
        #expect(figure(form, 45).total == .integer(70))
        #expect(findings == [])
    }

    @Test("A column deleted takes its three indicators with it")
    func column() throws {
        let (form, findings) = try read { $0.deleteColumn(4) }
        #expect(figure(form, 3).increase == .blank)
        #expect(figure(form, 4).increase == .integer(7))
        #expect(figure(form, 45).increase == .integer(7))
        #expect(findings.filter { $0.hasPrefix("A") }.count == 1)
    }
}
