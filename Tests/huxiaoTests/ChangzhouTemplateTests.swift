import Diagnostics
import Forms
import Sheets
import Templating
import Testing

/// The shipped templates of 附件1, 附件2 and 附件3.
@Suite("The shipped Changzhou templates")
struct ChangzhouTemplateTests {
    static let columns: [ChangzhouForm: [String]] = [
        .form1: [
            "序号", "学校名称", "学校类别", "城乡", "在校学生数（人）", "属地派出所", "专职保安员数（人）", "其中持证上岗（人）", "其中50周岁以上（人）", "防卫器械",
            "硬质防冲撞设施", "封闭化管理", "视频监控联网", "紧急报警按钮", "紧急报警联网", "护学岗", "学校负责人（签字）", "派出所负责人（签字）", "备注",
        ],
        .form2: [
            "序号", "派出所", "学校名称", "隐患类别", "涉校风险隐患", "排查日期", "整改措施", "整改责任人", "整改时限", "督办单位", "隐患整改情况", "临时防范措施", "备注",
        ],
        .form3: [
            "", "排查学校（家）", "排查风险隐患（个）", "已完成整改（个）", "正在整改中（个）", "逾期未整改（个）", "整改完成率（%）", "封闭化管理率（%）", "报警视频联网率（%）",
            "城市中小学专职保安员配备率（%）", "治安岗（个）", "交警岗（个）", "巡特警岗（个）", "群防群治（个）",
        ],
    ]

    // MARK: Words

    @Test("Every placeholder is bound, and the lint has nothing to mend or explain", arguments: ChangzhouForm.allCases)
    func compiles(_ form: ChangzhouForm) throws {
        let compiled = try form.compiled()
        #expect(compiled.findings.filter { $0.severity <= .explain }.map(\.description) == [])
        #expect(compiled.value?.identity == FormTemplate.Identity(form: form.identity, version: "1"))
    }

    @Test("The headings are the official columns in their order", arguments: ChangzhouForm.allCases)
    func headings(_ form: ChangzhouForm) throws {
        let sheet = try form.sheet()
        let header = try #require(sheet.headerRows)
        let found = (0..<sheet.columnCount).map { column in
            let texts = header.compactMap { sheet[$0, column].value.plainText }
            return texts.last.map { $0.replacing("\n", with: "") } ?? ""
        }
        #expect(found == Self.columns[form])
    }

    @Test("Under each heading of a list stands its own field", arguments: [ChangzhouForm.form1, .form2])
    func fields(_ form: ChangzhouForm) throws {
        let list = try form.template().bindings.filter { $0.path.list != nil }
        #expect(list.map(\.cell.column) == Array(list.indices))
        #expect(Set(list.map(\.cell.row)).count == 1)
        #expect(list.first?.path.isRowNumber == true)
        #expect(list.dropFirst().map(\.path.field.label) == Array((Self.columns[form] ?? []).dropFirst()))
    }

    @Test("Each figure stands under its heading with its increase and its total, and the three goals below")
    func figures() throws {
        let sheet = try ChangzhouForm.form3.sheet()
        let figures = try ChangzhouForm.form3.template().bindings.filter { $0.placeholder.path[0].text == "战果" }
        for facet in ["新增", "累计"] {
            let row = sheet.rows.firstIndex { $0.cells.first?.value == .text(facet) }
            let own = figures.filter { $0.path.field.label == facet }
            #expect(own.map { Self.key(of: $0) } == TallyFigure.allCases.map(\.key))
            #expect(own.map(\.cell) == (1...13).map { CellRef(row: row ?? -1, column: $0) })
        }
        let goals = figures.filter { $0.path.field.label == "目标" }
        #expect(goals.map { Self.key(of: $0) } == TallyFigure.allCases.filter { $0.goal != nil }.map(\.key))
        #expect(goals.map { sheet[$0.cell.row, 0].value } == Array(repeating: .text("目标"), count: 3))
        #expect(figures.count == 29)
    }

    /// The key of the figure that a placeholder of 附件3 names.
    private static func key(of binding: FormTemplate.Binding) -> String {
        let type = Form3Report.figuresType
        guard case .found(let place) = type.lookUp(binding.placeholder.path[1].text) else { return "" }
        return type.fields[place].key
    }

    @Test("Groups span the columns that they name")
    func groups() throws {
        #expect(try groups(of: .form1) == ["人防 G:I", "物防 J:L", "技防 M:O", "签字确认 Q:R"])
        #expect(try groups(of: .form3) == ["排查情况 B:C", "隐患整改情况 D:G", "“三个百分之百”落实情况 H:J", "护学岗 K:N"])
    }

    private func groups(of form: ChangzhouForm) throws -> [String] {
        let sheet = try form.sheet()
        let header = try #require(sheet.headerRows)
        return sheet.merges.filter { header.contains($0.rows.lowerBound) && $0.columns.count > 1 }
            .sorted { $0.first < $1.first }.map { merge in
                let ends = [merge.first, merge.last].map { CellRef.columnLetters($0.column) }
                return "\(sheet[merge.first].value.plainText ?? "") \(ends.joined(separator: ":"))"
            }
    }

    @Test("Attachment number, title and head line", arguments: zip(ChangzhouForm.allCases, 1...3))
    func head(_ form: ChangzhouForm, number: Int) throws {
        let sheet = try form.sheet()
        let texts = sheet.rows.prefix(3).flatMap(\.cells).compactMap(\.value.plainText)
        #expect(
            texts == [
                "附件\(number)", form.recordType.label, "填报单位：{{填报单位}}", "报表期间：{{报表期间 ; yyyy年M月}}",
                "填报时间：{{填报时间 ; yyyy年M月d日}}",
            ])
        #expect(try form.template().workbook.properties.title == form.recordType.label)
    }

    @Test(
        "The notes are the source's, word for word",
        arguments: [
            (ChangzhouForm.form1, "注：紧急报警按钮在“有效、无效、无”中择一填写；护学岗在“治安岗、交警岗、巡特警岗、群防群治”四类中择一填写。"),
            (.form2, "注：一个风险隐患填写一行；隐患整改情况填写：已完成、正在整改中。"),
        ])
    func notes(_ form: ChangzhouForm, note: String) throws {
        #expect(try form.sheet().rows.contains { $0.cells.first?.value == .text(note) })
    }

    @Test("Mask note and identity close every form", arguments: ChangzhouForm.allCases)
    func identityLine(_ form: ChangzhouForm) throws {
        let texts = try form.sheet().rows.last?.cells.compactMap(\.value.plainText)
        #expect(texts == ["{{=遮盖说明}}", "{{=表单标识}}"])
    }

    // MARK: Looks

    @Test(
        "Figures, days, rates and texts have cells of their own format",
        arguments: zip(ChangzhouForm.allCases, [19, 13, 29]))
    func formats(_ form: ChangzhouForm, count: Int) throws {
        let template = try form.template()
        let sheet = try form.sheet()
        let cells = template.bindings.filter { $0.path.list != nil || $0.placeholder.path[0].text == "战果" }
        #expect(cells.count == count)
        for binding in cells {
            let format = template.workbook.style(of: sheet[binding.cell]).numberFormat
            #expect(format.sections == Self.format(for: binding).sections, "\(binding.placeholder.source)")
        }
    }

    private static func format(for binding: FormTemplate.Binding) -> NumberFormat {
        if binding.path.isRowNumber { return .integer }
        switch binding.path.field.kind {
        case .integer: return .integer
        case .ratio: return binding.path.field.label == "目标" ? .percent : NumberFormat("0.0%")
        case .day: return .isoDate
        default: return .text
        }
    }

    @Test("Typefaces and sizes are those of official documents", arguments: ChangzhouForm.allCases)
    func typefaces(_ form: ChangzhouForm) throws {
        let workbook = try form.template().workbook
        let sheet = try form.sheet()
        let fonts = [0, 1, 2].map { workbook.style(of: sheet[$0, 0]).font }
        #expect(fonts.map(\.families.first) == ["黑体", "方正小标宋简体", "仿宋_GB2312"])
        #expect(fonts.map(\.sizeInPoints) == [16, 22, 14])
        #expect(fonts.allSatisfy { $0.families.contains("SimSun") || $0.families.contains("SimHei") })
        let heading = workbook.style(of: sheet[try #require(sheet.headerRows).lowerBound, 1]).font
        #expect(heading.families.first == "黑体")
    }

    @Test("Page, footer and print range", arguments: zip(ChangzhouForm.allCases, [Paper.a3, .a3, .a4]))
    func page(_ form: ChangzhouForm, paper: Paper) throws {
        let sheet = try form.sheet()
        #expect(sheet.page.paper.isNearly(paper) && sheet.page.orientation == .landscape)
        #expect(sheet.page.scaling == .fit(pagesWide: 1, pagesHigh: nil))
        #expect(sheet.page.footer?.center == [.text("第 "), .pageNumber, .text(" 页　共 "), .pageCount, .text(" 页")])
        #expect(sheet.printRange == CellRange(rows: 0..<sheet.rowCount, columns: 0..<sheet.columnCount))
        let margins = sheet.page.margins.left + sheet.page.margins.right
        #expect(sheet.columns.map(\.widthInPoints).reduce(0, +) < sheet.page.sizeInPoints.width - margins)
    }

    @Test("An empty list keeps lines to write on", arguments: [(ChangzhouForm.form1, 14), (.form2, 10)])
    func lines(_ form: ChangzhouForm, count: Int) throws {
        let sheet = try #require(try form.filled(try form.empty()).sheets.first)
        let first = try #require(sheet.headerRows).upperBound
        #expect(sheet.rows[first..<first + count].map { $0.cells[0].value } == (1...count).map { .number(Double($0)) })
        #expect(sheet[first + count, 0].value.plainText?.hasPrefix("注：") == true)
    }

    @Test("A form without a day leaves room for ink", arguments: ChangzhouForm.allCases)
    func roomForInk(_ form: ChangzhouForm) throws {
        let sheet = try #require(try form.filled(try form.empty()).sheets.first)
        #expect(sheet.rows[2].cells.compactMap(\.value.plainText).last == "填报时间：　　年　月　日")
    }

    @Test("A long hazard makes its own row higher and no other")
    func longText() throws {
        var risk = ChangzhouForm.risk(0)
        risk.risk = String(repeating: "围墙东北角高度不足两米，可攀爬翻越。", count: 12)
        let report = Form2Report(head: ChangzhouForm.form2.head(), rows: [risk, RiskRecord()]).data
        let workbook = try ChangzhouForm.form2.filled(report)
        let heights = workbook.fittedHeights(ofSheet: 0)
        let first = try #require(workbook.sheets[0].headerRows).upperBound
        let oneLine = 16 / 25.4 * 72
        #expect(heights[first] > 2 * oneLine && abs(heights[first + 1] - oneLine) < 0.1)
    }

    @Test("Rates, goals and missing units are filled in")
    func filledFigures() throws {
        let workbook = try ChangzhouForm.form3.filled(
            try ChangzhouForm.form3.report(rows: 10, missingUnits: ["竹亭区教育局", "湖湾市教育局"]))
        let rows = workbook.sheets[0].rows.map { $0.cells.map(\.value) }
        #expect(rows[5][1...6] == [.number(8), .number(10), .number(5), .number(5), .number(2), .text("—")])
        #expect(rows[6][6...9] == [.percentage(0.5), .percentage(0.875), .percentage(0), .percentage(1)])
        #expect(rows[7][6...10] == [.text("—"), .percentage(1), .percentage(1), .percentage(1), .text("—")])
        #expect(rows[8][0] == .text("缺报单位：竹亭区教育局、湖湾市教育局"))
        #expect(rows[9][0].plainText?.contains("指截至2019年10月15日仍在整改中") == true)
    }

    @Test("A masked form says so at its foot", arguments: ChangzhouForm.allCases)
    func masked(_ form: ChangzhouForm) throws {
        let filled = try form.filled(try form.report(rows: 1, isMasked: true))
        #expect(filled.sheets[0].rows.last?.cells.first?.value == .text("本表已遮盖个人信息"))
    }
}
