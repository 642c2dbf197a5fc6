import Diagnostics
import Markup
import Sheets

/// What XLSX cannot hold of one sheet.
struct SheetLimits {
    private let sheet: Sheet
    private let workbook: Workbook
    private let names: ExcelSheetNames

    init(_ sheet: Sheet, workbook: Workbook, names: ExcelSheetNames) {
        self.sheet = sheet
        self.workbook = workbook
        self.names = names
    }

    func findings() -> [Finding] { size() + lengths() + cells() + merges() + pictures() + page() + messages() }

    private func size() -> [Finding] {
        let (rows, columns) = (sheet.rowCount, sheet.columnCount)
        if rows <= Limit.rows, columns <= Limit.columns { return [] }
        return [
            Finding(
                "xlsx.sheet-size", .mandatory, at: Place(sheet: sheet.name),
                "工作表最多 \(Limit.rows) 行、\(Limit.columns) 列，实有 \(rows) 行、\(columns) 列，超出的部分未写入",
                remedy: "请分成几个工作表")
        ]
    }

    private func lengths() -> [Finding] {
        let widest = Limit.columnWidth * Units.digit
        let columns = sheet.columns.prefix(Limit.columns).enumerated().filter { $0.element.widthInPoints > widest }
        let wide = columns.map { index, column in
            length("xlsx.column-width", "列宽", column.widthInPoints, widest, CellRef(row: 0, column: index))
        }
        let high = sheet.rows.prefix(Limit.rows).enumerated().compactMap { index, row -> Finding? in
            guard case .fixed(let height) = row.height, height > Limit.rowHeight else { return nil }
            return length("xlsx.row-height", "行高", height, Limit.rowHeight, CellRef(row: index, column: 0))
        }
        return wide + high
    }

    private func length(_ rule: String, _ what: String, _ points: Double, _ limit: Double, _ cell: CellRef) -> Finding {
        Finding(
            rule, .verify, at: Place(sheet: sheet.name, cell: cell),
            "\(what)最多 \(Decimal.plain(limit)) 磅，实为 \(Decimal.plain(points)) 磅，已按上限写入", remedy: "请减小\(what)")
    }

    // MARK: Cells

    private func cells() -> [Finding] {
        var findings: [Finding] = []
        for (row, line) in sheet.rows.prefix(Limit.rows).enumerated() {
            for (column, cell) in line.cells.prefix(Limit.columns).enumerated() where !cell.isBlank {
                check(cell, at: CellRef(row: row, column: column), &findings)
            }
        }
        return findings
    }

    private func check(_ cell: Cell, at ref: CellRef, _ findings: inout [Finding]) {
        let place = Place(sheet: sheet.name, cell: ref)
        switch cell.value.shown {
        case .text(let text): check(text, "一个单元格", at: place, &findings)
        case .richText(let runs): check(runs.map(\.text).joined(), "一个单元格", at: place, &findings)
        case .date(let moment): check(moment, at: place, &findings)
        case .number(let number), .percentage(let number): check(number, at: place, &findings)
        default: break
        }
        if case .formula(let formula) = cell.value { check(formula, at: place, &findings) }
        if let note = cell.note { check(note.text, "一个批注", at: place, &findings) }
    }

    private func check(_ text: String, _ what: String, at place: Place, _ findings: inout [Finding]) {
        if let first = Escaping.unwritable(in: text).first {
            let code = String(first.value, radix: 16, uppercase: true)
            let name = String(repeating: "0", count: max(0, 4 - code.count)) + code
            findings.append(
                Finding(
                    "xlsx.control-character", .verify, at: place,
                    "文字中有 XML 不能保存的控制字符 U+\(name)，已按 Excel 的写法写成 _x\(name)_，只有 Excel 能还原", remedy: "请删去该字符"))
        }
        guard text.utf8.count > Limit.text, text.utf16.count > Limit.text else { return }
        findings.append(
            Finding(
                "xlsx.text-length", .mandatory, at: place,
                "\(what)最多 \(Limit.text) 个字符，实有 \(text.utf16.count) 个，只写入前 \(Limit.text) 个", remedy: "请缩短，或分到几个单元格"))
    }

    private func check(_ moment: CalendarMoment, at place: Place, _ findings: inout [Finding]) {
        guard ExcelSerial.number(of: moment) == nil else { return }
        findings.append(
            Finding(
                "xlsx.date", .verify, at: place, "1900 年 3 月以前的日期，各程序读法不一，实为 \(moment)，已按文字写入",
                remedy: "请核对日期"))
    }

    private func check(_ number: Double, at place: Place, _ findings: inout [Finding]) {
        if number.isFinite { return }
        findings.append(
            Finding("xlsx.number", .mandatory, at: place, "应为数字，实为无穷大或无效的计算结果，已写成错误值 #NUM!", remedy: "请核对该数字的来源"))
    }

    private func check(_ formula: Formula, at place: Place, _ findings: inout [Finding]) {
        let length = A1.formula(formula.parts, names).utf16.count
        guard length > Limit.formulaText else { return }
        findings.append(
            Finding(
                "xlsx.formula-length", .verify, at: place,
                "公式最多 \(Limit.formulaText) 个字符，实有 \(length) 个，只写入了计算结果", remedy: "请拆成几个公式"))
    }

    // MARK: The sheet

    private func merges() -> [Finding] {
        let kept = Set(MergePlan.accepted(sheet.merges))
        return sheet.merges.filter { !$0.isSingleCell && !kept.contains($0) }.map { merge in
            Finding(
                "xlsx.merge", .verify, at: Place(sheet: sheet.name, cell: merge.first),
                "合并区域 \(merge) 与另一个重叠，或超出工作表，未写入", remedy: "请取消重叠的合并")
        }
    }

    private func pictures() -> [Finding] {
        sheet.pictures.filter { !MediaFiles.isWritten($0) }.map { picture in
            Finding(
                "xlsx.picture", .verify, at: Place(sheet: sheet.name, cell: picture.anchor),
                "图片应为 PNG、JPEG、GIF、BMP、TIFF、EMF 或 WMF，实为 \(picture.data.isEmpty ? "空文件" : picture.mediaType)，"
                    + "未写入“\(picture.name ?? picture.alternativeText ?? "未命名")”",
                remedy: "请换成 PNG 图片")
        }
    }

    private func page() -> [Finding] {
        let place = Place(sheet: sheet.name)
        var findings: [Finding] = []
        if ExcelPaper.index(of: sheet.page.paper) == nil {
            findings.append(
                Finding(
                    "xlsx.paper", .verify, at: place,
                    "纸张应为 A2 至 A6、B4、B5 等常用规格，实为 \(Self.millimetres(sheet.page.paper))，未写入纸张",
                    remedy: "打印前请在 Excel 中选定纸张"))
        }
        for (part, word) in [(sheet.page.header, "页眉"), (sheet.page.footer, "页脚")] {
            let length = part.map { ExcelHeaderCode.of($0).utf16.count } ?? 0
            guard length > Limit.headerFooter else { continue }
            findings.append(
                Finding(
                    "xlsx.header-length", .verify, at: place,
                    "\(word)连同格式代码最多 \(Limit.headerFooter) 个字符，实有 \(length) 个，已截短", remedy: "请缩短\(word)"))
        }
        let breaks = Set(sheet.rowBreaks.filter { (1..<Limit.rows).contains($0) }).count
        if breaks > Limit.rowBreaks {
            findings.append(
                Finding(
                    "xlsx.row-breaks", .verify, at: place,
                    "一个工作表最多 \(Limit.rowBreaks) 个分页符，实有 \(breaks) 个，只写入前 \(Limit.rowBreaks) 个", remedy: "请分成几个工作表"))
        }
        return findings
    }

    private static func millimetres(_ paper: Paper) -> String {
        func rounded(_ points: Double) -> String { Decimal.plain((points / 72 * 25.4).rounded()) }
        return "\(rounded(paper.shortSide))×\(rounded(paper.longSide)) 毫米"
    }

    private func messages() -> [Finding] {
        sheet.validations.flatMap { validation in
            let place = Place(sheet: sheet.name, cell: validation.ranges.first?.first)
            let texts: [(String, String?, Int)] = [
                ("输入提示的标题", validation.hint?.title, Limit.messageTitle),
                ("输入提示", validation.hint?.text, Limit.messageText),
                ("出错警告的标题", validation.alert?.title, Limit.messageTitle),
                ("出错警告", validation.alert?.text, Limit.messageText),
            ]
            return texts.compactMap { word, text, limit -> Finding? in
                guard let length = text?.utf16.count, length > limit else { return nil }
                return Finding(
                    "xlsx.message-length", .hint, at: place, "\(word)最多 \(limit) 个字符，实有 \(length) 个，已截短", remedy: "请缩短")
            }
        }
    }
}
