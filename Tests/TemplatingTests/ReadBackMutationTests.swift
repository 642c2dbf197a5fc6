import CivilTime
import Diagnostics
import Forms
import Foundation
import Sheets
import Templating
import TestSupport
import Testing

/// What people really do to 附件2 between receiving it and sending it back.
///
/// The form: A1 附件2, A2 title, row 3 head, row 4 headings, rows 5 to 14 the list with three hazards, then note,
/// signatures, identity.
@Suite("A form that was bent on its way")
struct ReadBackMutationTests {
    static let risks: [RecordData] = ["甲小学", "乙中学", "丙幼儿园"].enumerated().map { number, school in
        var risk = RiskRecord()
        risk.station = "城东派出所"
        risk.school = school
        risk.category = .facility
        risk.risk = "第 \(number + 1) 处围墙破损"
        risk.foundOn = CalendarDay(year: 2019, month: 9, day: 1 + number)
        risk.owner = "总务处"
        risk.deadline = CalendarDay(year: 2019, month: 10, day: 10 + number)
        risk.state = .inProgress
        return risk.data
    }

    private func filled(_ risks: [RecordData] = ReadBackMutationTests.risks) throws -> (FormTemplate, Workbook) {
        let template = try OfficialForm.form2.template()
        var data = RecordData(Form2Report.recordType, ["unit": .text("云溪区教育局"), "risks": .list(risks)])
        data["period"] = Period(year: 2019, month: 9).map { .month($0) } ?? .blank
        data["date"] = CalendarDay(year: 2019, month: 9, day: 25).map { .day($0) } ?? .blank
        data["identity"] = .text("changzhou-form2/1 · 320499 · 2019-09")
        var workbook = try #require(template.filled(with: data).value)
        workbook.properties[custom: "huxiao.unit"] = "320499"
        workbook.properties[custom: "huxiao.period"] = "2019-09"
        return (template, workbook)
    }

    /// The hazards read after a change, and the findings' sentences with their class.
    private func read(_ change: (inout Workbook) -> Void) throws -> (
        risks: [RecordData], findings: [String], form: ReturnedForm
    ) {
        var (template, workbook) = try filled()
        change(&workbook)
        let read = template.read(workbook)
        let form = try #require(read.value)
        guard case .list(let risks) = form.data["risks"] else { return ([], [], form) }
        return (risks, read.findings.map { "\($0.severity.rawValue) \($0)" }, form)
    }

    private func readSheet(_ change: (inout Sheet) -> Void) throws -> (
        risks: [RecordData], findings: [String], form: ReturnedForm
    ) {
        try read { change(&$0.sheets[0]) }
    }

    private func with(_ key: String, _ value: FieldValue, in row: Int = 1) -> [RecordData] {
        var risks = Self.risks
        risks[row][key] = value
        return risks
    }

    @Test("Untouched")
    func untouched() throws {
        let read = try readSheet { _ in }
        #expect(read.risks == Self.risks)
        #expect(read.findings == [])
        #expect(
            read.form.identity
                == .init(form: "changzhou-form2", templateVersion: "1", unit: "320499", period: "2019-09"))
    }

    // MARK: Rows

    @Test("A row inserted above the head")
    func rowAbove() throws {
        let read = try readSheet { $0.insertRows(2, at: 0) }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["C 风险隐患排查表：表格整体下移了 2 行，已按新的位置读取。请核对。"])
        #expect(read.form.data["unit"] == .text("云溪区教育局"))
        #expect(read.form.lists[0].items.map(\.row) == [6, 7, 8])
    }

    @Test("A padding line deleted, blank lines inserted in the list and above the note")
    func blankLines() throws {
        let deleted = try readSheet { $0.deleteRow(12) }
        let inserted = try readSheet {
            $0.insertRows(3, at: 5)
            $0.insertRows(at: 17)
        }
        for read in [deleted, inserted] {
            #expect(read.risks == Self.risks)
            #expect(read.findings == [])
        }
        #expect(inserted.form.lists[0].items.map(\.row) == [4, 8, 9])
    }

    @Test("More rows than the form had lines, without numbers")
    func moreRows() throws {
        let read = try readSheet { sheet in
            sheet.insertRows(20, at: 14)
            for row in 14..<34 { sheet[row, 2].value = .text("新\(row)小学") }
        }
        #expect(read.risks.count == 23)
        #expect(read.form.lists[0].items.last?.number == 23)
        #expect(read.findings == [])
    }

    @Test("The list sorted, numbers and all")
    func sorted() throws {
        let read = try readSheet { $0.rows.swapAt(4, 6) }
        #expect(read.risks == [Self.risks[2], Self.risks[1], Self.risks[0]])
        #expect(read.form.lists[0].items.map(\.number) == [3, 2, 1])
        #expect(read.findings == [])
    }

    @Test("A total row added")
    func total() throws {
        let read = try readSheet {
            $0.type("合　计", at: "A8")
            $0.type("共3处", at: "E8")
        }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["C 风险隐患排查表 A8：清单中有一行“合　计”，不是一条记录，已略过。合计由程序计算，请删去这一行。"])
    }

    @Test("The headings repeated for the next printed page")
    func repeatedHeadings() throws {
        let read = try readSheet { $0.rows[8] = $0.rows[3] }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["D 风险隐患排查表 A9：第 9 行重复了第 4 行的表头，已略过。"])
    }

    @Test("The foot deleted")
    func footDeleted() throws {
        let read = try readSheet { sheet in for _ in 14..<sheet.rows.count { sheet.deleteRow(14) } }
        #expect(read.risks == Self.risks)
        #expect(
            read.findings == [
                "D 风险隐患排查表：没有找到模板第 6 至 7 行的文字“注：一个风险隐患填写一行；隐患整改情况填…”等。"
            ])
    }

    @Test("The head deleted")
    func headDeleted() throws {
        let read = try readSheet { $0.deleteRow(2) }
        #expect(read.risks == Self.risks)
        #expect(read.form.data["unit"] == .blank)
        #expect(
            read.findings == ["A 风险隐患排查表：缺少模板第 3 行“填报单位：”，这一行没有读取。请恢复这一行，或把内容填到新的空表里。"])
    }

    @Test("A signature written after its words")
    func signature() throws {
        let read = try readSheet { $0.type("学校负责人（签字）：某某", at: "A16") }
        #expect(read.risks == Self.risks)
        #expect(read.findings == [])
    }

    // MARK: Merges

    @Test("Two cells of the list merged downwards")
    func mergedDown() throws {
        let read = try readSheet { $0.merge("B5:B6") }
        #expect(read.risks == with("station", .blank))
        #expect(read.findings == ["A 风险隐患排查表 B5 第1行：B5:B6 的“派出所”跨 2 行合并，只有第一行有内容。请取消合并，逐行逐栏填写。"])
    }

    @Test("Two cells of a row merged")
    func mergedAcross() throws {
        let read = try readSheet { $0.merge("G6:H6") }
        #expect(read.risks.count == 3)
        #expect(read.findings == ["A 风险隐患排查表 G6 第2行：G6:H6 的“整改措施”至“整改责任人”合并成了一格，无法分开。请取消合并，逐行逐栏填写。"])
    }

    @Test("A whole row merged into a remark")
    func mergedRow() throws {
        let read = try readSheet {
            $0.merge("A8:M8")
            $0.type("以上均已上报", at: "A8")
        }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["A 风险隐患排查表 A8：A8:M8 合并成了一格，这一行没有读取。请取消合并，分栏填写；说明文字请写到清单外。"])
    }

    // MARK: Columns

    @Test(
        "A column deleted",
        arguments: [("整改时限", 8, "deadline", "I"), ("备注", 12, "remark", "M"), ("派出所", 1, "station", "B")])
    func columnDeleted(heading: String, column: Int, key: String, letter: String) throws {
        let read = try readSheet { $0.deleteColumn(column) }
        var wanted = Self.risks
        for row in wanted.indices { wanted[row][key] = .blank }
        #expect(read.risks == wanted)
        #expect(
            read.findings == [
                "A 风险隐患排查表：缺少列“\(heading)”（模板的 \(letter) 列），这一列没有读取。请恢复这一列，或把内容填到新的空表里。"
            ])
        #expect(read.form.data["unit"] == .text("云溪区教育局"))
    }

    @Test("The column of running numbers deleted is nobody's loss")
    func numbersDeleted() throws {
        let read = try readSheet { $0.deleteColumn(0) }
        #expect(read.risks == Self.risks)
        #expect(read.findings.filter { $0.hasPrefix("A") } == [])
    }

    @Test("A column inserted")
    func columnInserted() throws {
        let read = try readSheet {
            $0.insertColumn(at: 3)
            $0.type("联系人", at: "D4")
            $0.type("某某", at: "D5")
        }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["C 风险隐患排查表 D4：多出一列“联系人”，没有读取。如需上报，请写到备注栏。"])
    }

    @Test("A column moved")
    func columnMoved() throws {
        let read = try readSheet { sheet in
            for row in 3..<14 { sheet.rows[row].cells.swapAt(8, 11) }
        }
        #expect(read.risks == Self.risks)
        #expect(read.findings.allSatisfy { $0.hasPrefix("C") && $0.contains("换了位置，已按表头读取") })
        #expect(!read.findings.isEmpty)
    }

    @Test("A heading renamed alike is read and asked about")
    func headingRenamed() throws {
        let read = try readSheet { $0.type("整改期限", at: "I4") }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["B 风险隐患排查表 I4：表头应为“整改时限”，实为“整改期限”。请恢复表头，并核对这一栏。"])
    }

    @Test("A heading with another meaning is not read")
    func headingReplaced() throws {
        let read = try readSheet { $0.type("责任单位电话", at: "J4") }
        #expect(read.risks == Self.risks)
        #expect(
            read.findings == ["A 风险隐患排查表 J4：表头应为“督办单位”，实为“责任单位电话”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"])
    }

    // MARK: Cells

    @Test(
        "A day in any certain spelling",
        arguments: ["2019.7.15", "2019-7-15", "2019/07/15", "２０１９年７月１５日", "2019 年 7 月 15 日", "20190715", "2019年7月15号"])
    func dayAsText(text: String) throws {
        let read = try readSheet { $0.type(text, at: "I6") }
        #expect(read.risks == with("deadline", .day(try #require(CalendarDay(year: 2019, month: 7, day: 15)))))
        #expect(read.findings == [])
    }

    @Test("A day as a number without a date format")
    func dayAsNumber() throws {
        let read = try readSheet { $0.type(.number(43_661), at: "I6") }
        #expect(read.risks == with("deadline", .day(try #require(CalendarDay(year: 2019, month: 7, day: 15)))))
    }

    @Test("A word in the place of a day")
    func wordForDay() throws {
        let read = try readSheet { $0.type("下月", at: "I6") }
        #expect(read.risks == with("deadline", .blank))
        #expect(read.findings == ["A 风险隐患排查表 I6 第2行（整改时限）：应填日期，实填“下月”。请写成 2019-07-15。"])
        #expect(read.form.places.filter(\.isRefused).map(\.cell.description) == ["I6"])
    }

    @Test("A choice with a slip of the pen")
    func choice() throws {
        let read = try readSheet { $0.type("正在整改", at: "K6") }
        #expect(read.risks == with("state", .blank))
        #expect(
            read.findings == ["A 风险隐患排查表 K6 第2行（隐患整改情况）：应在“已完成、正在整改中”中择一填写，实填“正在整改”。是否应为“正在整改中”？"])
    }

    @Test("A formula's result counts as typed")
    func formula() throws {
        let read = try readSheet { $0.type(.formula(Formula([.text("1+1")], result: .text("丁小学"))), at: "C6") }
        #expect(read.risks == with("school", .text("丁小学")))
        #expect(read.findings == [])
    }

    @Test("A row number that is typed over does not matter")
    func rowNumber() throws {
        let read = try readSheet { $0.type("二", at: "A6") }
        #expect(read.risks == Self.risks)
        #expect(read.form.lists[0].items.map(\.number) == [1, 2, 3])
    }

    // MARK: Head

    @Test("The head retyped in other widths and spacing")
    func head() throws {
        let read = try readSheet {
            $0.type("填报单位: 云溪区教育局 ", at: "A3")
            $0.type("填报时间:　2019 年 9 月 26 日", at: "H3")
        }
        #expect(read.form.data["unit"] == .text("云溪区教育局"))
        #expect(read.form.data["date"] == .day(try #require(CalendarDay(year: 2019, month: 9, day: 26))))
        #expect(read.findings == [])
    }

    @Test("The words before a value deleted")
    func wordsDeleted() throws {
        let read = try readSheet { $0.type("云溪区教育局", at: "A3") }
        #expect(read.form.data["unit"] == .text("云溪区教育局"))
        #expect(read.findings == ["C 风险隐患排查表 A3（填报单位）：应有“填报单位：”字样，没有找到，整格作为填报单位读取。请核对。"])
    }

    @Test("Room for ink that nobody filled is blank, and a wrong day is not")
    func ink() throws {
        let blank = try readSheet { $0.type("填报时间：\u{3000}\u{3000}年\u{3000}月\u{3000}日", at: "H3") }
        #expect(blank.form.data["date"] == .blank)
        #expect(blank.findings == [])
        let half = try readSheet { $0.type("填报时间：2019年9月\u{3000}日", at: "H3") }
        #expect(half.form.data["date"] == .blank)
        #expect(half.findings == ["A 风险隐患排查表 H3（填报时间）：应填日期，实填“2019年9月　日”。请写成 2019-07-15。"])
    }

    // MARK: Looks

    @Test("Widths, colours, hidden rows and locks do not matter")
    func looks() throws {
        let read = try read { workbook in
            let red = workbook.styles.id(of: CellStyle(font: Font(isBold: true)))
            for column in workbook.sheets[0].columns.indices { workbook.sheets[0].columns[column].widthInPoints = 20 }
            for row in 4..<14 {
                workbook.sheets[0].rows[row].isHidden = row == 5
                for column in workbook.sheets[0].rows[row].cells.indices where ![5, 8].contains(column) {
                    workbook.sheets[0].rows[row].cells[column].style = red
                }
            }
        }
        #expect(read.risks == Self.risks)
        #expect(read.findings == [])
    }

    // MARK: Sheets

    @Test("The sheet renamed, another before it")
    func sheets() throws {
        let read = try read { workbook in
            workbook.sheets[0].name = "Sheet1"
            workbook.sheets.insert(Sheet(name: "说明", rows: [Row([Cell(.text("请看下一张"))])]), at: 0)
            workbook.sheets.append(Sheet(name: "Sheet3"))
        }
        #expect(read.risks == Self.risks)
        #expect(
            read.findings == ["D Sheet1：工作表名应为“风险隐患排查表”，已按内容认出。", "D 说明：模板没有这张工作表，没有读取。"])
    }

    @Test("A copy of the sheet left in the file")
    func copiedSheet() throws {
        let read = try read { workbook in
            var copy = workbook.sheets[0]
            copy.name = "风险隐患排查表 (2)"
            workbook.sheets.insert(copy, at: 0)
        }
        #expect(read.risks == Self.risks)
        #expect(read.findings == ["B 风险隐患排查表 (2)：这张工作表也是同样的表，只读取了“风险隐患排查表”。一份文件请只交一张表。"])
    }

    @Test("Nothing of the form left")
    func nothingLeft() throws {
        var (template, workbook) = try filled()
        workbook.sheets = [Sheet(name: "风险隐患排查表"), Sheet(name: "通讯录", rows: [Row([Cell(.text("姓名"))])])]
        let read = template.read(workbook)
        #expect(read.value == nil)
        #expect(
            read.findings.map(\.description) == [
                "风险隐患排查表：没有找到这张表：没有一张工作表与“中小学幼儿园风险隐患排查表”的模板相符。请核对是否交错了文件，或用新的空表重新填写。"
            ])
    }

    // MARK: Masked

    @Test("A masked form says that it is one")
    func masked() throws {
        let read = try readSheet { $0.type("＊＊＊", at: "H5") }
        #expect(
            read.findings == ["B 风险隐患排查表 H5 第1行（整改责任人）：内容已被遮盖（＊＊＊），读不到原来的内容。请交未遮盖的表。"])
    }

    // MARK: Typed rows

    @Test("Rows come as typed records with their places")
    func located() throws {
        let read = try readSheet { $0.type("下月", at: "I6") }
        let rows = try #require(read.form.located(RiskRecord.self, in: "risks", unit: "320499").value)
        #expect(rows.map(\.record.school) == ["甲小学", "乙中学", "丙幼儿园"])
        #expect(rows[1].refused == ["deadline"])
        #expect(rows[1].place(of: RiskRecord.catalogue.definition(of: \.state)).description == "风险隐患排查表 K6 乙中学（隐患整改情况）")
    }
}
