import Diagnostics
import Markup
import Sheets

/// What Excel 2003 XML cannot hold of a workbook, each with its limit and what is written instead.
struct LimitCheck {
    let workbook: Workbook

    init(_ workbook: Workbook) { self.workbook = workbook }

    func findings() -> [Finding] {
        let names = ExcelSheetNames(workbook.sheets.map(\.name))
        var findings: [Finding] = []
        for (sheet, written) in zip(workbook.sheets, names.written) {
            if sheet.name != written { findings.append(renamed(sheet.name, to: written)) }
            findings += size(of: sheet) + cells(of: sheet) + page(of: sheet) + rules(of: sheet)
        }
        for name in workbook.names where !ExcelDefinedName.isAllowed(name.name) {
            findings.append(
                Finding(
                    "sml.name", .verify, at: Place(sheet: name.sheet, cell: name.range.first),
                    "Excel 的名称只能用字母、汉字、数字、“_”和“.”，不能像单元格地址，实为“\(name.name)”，未写入该名称",
                    remedy: "请给该区域换一个名称"))
        }
        return findings
    }

    private func renamed(_ name: String, to written: String) -> Finding {
        Finding(
            "sml.sheet-name", .verify, at: Place(sheet: name.isEmpty ? written : name),
            "工作表名应为 1 至 31 个字符、互不相同、不含 [ ] : * ? / \\，实为“\(name)”，已写成“\(written)”",
            remedy: "请改用符合规定的工作表名")
    }

    private func size(of sheet: Sheet) -> [Finding] {
        let (rows, columns) = (sheet.rowCount, sheet.columnCount)
        if rows <= Limit.rows, columns <= Limit.columns { return [] }
        return [
            Finding(
                "sml.sheet-size", .mandatory, at: Place(sheet: sheet.name),
                "工作表最多 \(Limit.rows) 行、\(Limit.columns) 列，实有 \(rows) 行、\(columns) 列，Excel 打不开超出的部分",
                remedy: "请分成几个工作表")
        ]
    }

    private func cells(of sheet: Sheet) -> [Finding] {
        var findings: [Finding] = []
        for (row, line) in sheet.rows.enumerated() {
            for (column, cell) in line.cells.enumerated() where !cell.isBlank {
                let place = Place(sheet: sheet.name, cell: CellRef(row: row, column: column))
                findings += check(cell, at: place)
            }
        }
        return findings + pictures(of: sheet) + charts(of: sheet)
    }

    private func check(_ cell: Cell, at place: Place) -> [Finding] {
        var findings: [Finding] = []
        if let text = cell.value.shown.plainText { findings += check(text, at: place) }
        if let note = cell.note { findings += check(note.text, at: place) }
        if case .date(let moment) = cell.value.shown, moment.day.year < Limit.firstYear {
            findings.append(
                Finding(
                    "sml.date", .verify, at: place, "Excel 的日期从 1900 年开始，实为 \(moment)，已按文字写入",
                    remedy: "请核对日期"))
        }
        return findings
    }

    private func check(_ text: String, at place: Place) -> [Finding] {
        var findings: [Finding] = []
        let length = text.utf16.count
        if length > Limit.text {
            findings.append(
                Finding(
                    "sml.text-length", .mandatory, at: place,
                    "一个单元格最多 \(Limit.text) 个字符，实有 \(length) 个，Excel 打开时会丢掉后面的文字",
                    remedy: "请缩短，或分到几个单元格"))
        }
        if let first = Escaping.unwritable(in: text).first {
            let code = String(first.value, radix: 16, uppercase: true)
            findings.append(
                Finding(
                    "sml.control-character", .verify, at: place,
                    "文字中有 XML 不能保存的控制字符 U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)，已换成可见符号",
                    remedy: "请删去该字符"))
        }
        return findings
    }

    private func pictures(of sheet: Sheet) -> [Finding] {
        sheet.pictures.map { picture in
            Finding(
                "sml.picture", .verify, at: Place(sheet: sheet.name, cell: picture.anchor),
                "Excel 2003 XML 不能保存图片，未写入“\(picture.name ?? picture.alternativeText ?? "未命名")”",
                remedy: "需要图片时请用 ODS 格式")
        }
    }

    /// One for all charts of a sheet, since nobody can do anything about a single one.
    private func charts(of sheet: Sheet) -> [Finding] {
        guard let first = sheet.charts.first else { return [] }
        let title = "“\(first.title.isEmpty ? "未命名" : first.title)”"
        let which = sheet.charts.count == 1 ? title : "\(title)等 \(sheet.charts.count) 张"
        return [
            Finding(
                "sml.chart", .hint, at: Place(sheet: sheet.name, cell: first.anchor),
                "Excel 2003 XML 不能含图表，未写入\(which)", remedy: "需要图表时请用 XLSX 或 ODS 格式")
        ]
    }

    private func page(of sheet: Sheet) -> [Finding] {
        let place = Place(sheet: sheet.name)
        var findings: [Finding] = []
        if ExcelPaper.index(of: sheet.page.paper) == nil {
            findings.append(
                Finding(
                    "sml.paper", .verify, at: place,
                    "纸张应为 A2 至 A6、B4、B5 等常用规格，实为 \(millimetres(sheet.page.paper))，未写入纸张",
                    remedy: "打印前请在 Excel 中选定纸张"))
        }
        for (part, word) in [(sheet.page.header, "页眉"), (sheet.page.footer, "页脚")] {
            let length = part.map { ExcelHeaderCode.of($0).utf16.count } ?? 0
            guard length > Limit.headerFooter else { continue }
            findings.append(
                Finding(
                    "sml.header-length", .verify, at: place,
                    "\(word)连同格式代码最多 \(Limit.headerFooter) 个字符，实有 \(length) 个，Excel 可能不显示", remedy: "请缩短\(word)"))
        }
        return findings
    }

    private func millimetres(_ paper: Paper) -> String {
        func rounded(_ points: Double) -> String { Decimal.plain((points / 72 * 25.4).rounded()) }
        return "\(rounded(paper.shortSide))×\(rounded(paper.longSide)) 毫米"
    }

    private func rules(of sheet: Sheet) -> [Finding] {
        let conditions = sheet.conditionalFormats.filter { $0.rules.count > Limit.conditions }.map { format in
            Finding(
                "sml.conditions", .verify, at: Place(sheet: sheet.name, cell: format.ranges.first?.first),
                "一个区域最多 \(Limit.conditions) 个条件格式，实有 \(format.rules.count) 个，只写入前 \(Limit.conditions) 个",
                remedy: "请减少条件")
        }
        return conditions + sheet.validations.flatMap { messages(of: $0, sheet) }
    }

    private func messages(of validation: DataValidation, _ sheet: Sheet) -> [Finding] {
        let place = Place(sheet: sheet.name, cell: validation.ranges.first?.first)
        let texts: [(String, String?, Int)] = [
            ("输入提示的标题", validation.hint?.title, Limit.messageTitle), ("输入提示", validation.hint?.text, Limit.hintText),
            ("出错警告的标题", validation.alert?.title, Limit.messageTitle), ("出错警告", validation.alert?.text, Limit.alertText),
        ]
        return texts.compactMap { word, text, limit in
            guard let length = text?.utf16.count, length > limit else { return nil }
            return Finding(
                "sml.message-length", .hint, at: place, "\(word)最多 \(limit) 个字符，实有 \(length) 个，已截短", remedy: "请缩短")
        }
    }
}
