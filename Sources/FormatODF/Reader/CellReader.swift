import Diagnostics
import FileKinds
import Sheets

/// A `table:table-cell` or `table:covered-table-cell` as it stands in the file, its style not yet looked up.
struct ParsedCell {
    var styleName: String?
    var validationName: String?
    var repeats = 1
    var spannedRows = 1
    var spannedColumns = 1
    var value: CellValue = .empty
    /// Where text has fonts of its own: pieces and the paragraph style of each.
    var paragraphs: [(style: String?, text: InlineText)] = []
    var note: Note?
    var pictures: [ParsedPicture] = []

    var isBlank: Bool { value == .empty && note == nil && pictures.isEmpty && spannedRows == 1 && spannedColumns == 1 }

    var hasStyledText: Bool {
        guard case .text = value else { return false }
        return paragraphs.contains { $0.style != nil || $0.text.pieces.contains { !$0.styles.isEmpty } }
    }
}

/// Reads one cell.
struct CellReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog

    func cell(_ tag: ElementWalker.Tag, at place: CellRef) throws -> ParsedCell {
        var cell = ParsedCell(styleName: tag["table:style-name"], validationName: tag["table:content-validation-name"])
        cell.repeats = Self.count(tag["table:number-columns-repeated"])
        cell.spannedRows = Self.count(tag["table:number-rows-spanned"])
        cell.spannedColumns = Self.count(tag["table:number-columns-spanned"])
        try content(&cell, place)
        let length = cell.paragraphs.reduce(0) { $0 + $1.text.pieces.reduce(0) { $0 + $1.length } }
        if length > limits.textLength {
            throw ReadTrouble.overLimit("单元格文字长度", limits.textLength, at: place, sheet: log.sheet)
        }
        setValue(&cell, tag, place)
        return cell
    }

    private func content(_ cell: inout ParsedCell, _ place: CellRef) throws {
        // Copied out and in, so that the closure and the parameter are never touched at once.
        var parsed = cell
        try walker.children { child in
            switch child.name {
            case "text:p", "text:h":
                let text = try InlineReader(walker: walker, limits: limits, log: log).paragraph()
                parsed.paragraphs.append((child["text:style-name"], text))
            case "office:annotation": parsed.note = try note(child)
            case "draw:frame":
                if let picture = try PictureReader(walker: walker, log: log).frame(child, at: place) {
                    parsed.pictures.append(picture)
                }
            case let name where name.hasPrefix("draw:"):
                log.note("odf.shape-dropped", .hint, at: place, "带有绘制的图形，未读取", remedy: "如需要，请改为插入图片")
                try walker.skip()
            case "table:table":
                log.note("odf.nested-table", .verify, at: place, "单元格中带有嵌套的表格，未读取", remedy: "请拆成普通单元格")
                try walker.skip()
            default: try walker.skip()
            }
        }
        cell = parsed
    }

    private func setValue(_ cell: inout ParsedCell, _ tag: ElementWalker.Tag, _ place: CellRef) {
        let text =
            cell.paragraphs.isEmpty ? nil : CellValue.text(cell.paragraphs.map(\.text.plain).joined(separator: "\n"))
        if let value = ValueReader.value(tag, text: text) {
            cell.value = value
        } else {
            cell.value = text ?? .empty
            log.note(
                "odf.value-unreadable", .verify, at: place, "单元格的值与其类型 \(tag["office:value-type"] ?? "") 不符，按文字读取",
                remedy: "请核对这个单元格")
        }
        guard let formula = tag["table:formula"] else { return }
        if tag["table:number-matrix-columns-spanned"] != nil || tag["table:number-matrix-rows-spanned"] != nil {
            log.note("odf.array-formula", .hint, at: place, "带有数组公式，按普通公式读取", remedy: "请核对结果")
        }
        setFormula(formula, &cell, place)
    }

    private func setFormula(_ formula: String, _ cell: inout ParsedCell, _ place: CellRef) {
        switch OpenFormula.parts(formula) {
        case .success(let parts): cell.value = .formula(Formula(parts, result: cell.value))
        case .failure(.external):
            log.note("odf.external-reference", .verify, at: place, "公式引用了别的文件，只保留结果", remedy: "请改为引用本文件，或直接填数")
        case .failure(.foreign):
            log.note(
                "odf.foreign-formula", .verify, at: place, "公式不是 OpenFormula 写法，只保留结果", remedy: "请用 LibreOffice 打开后重新保存"
            )
        }
    }

    private func note(_ tag: ElementWalker.Tag) throws -> Note {
        var note = Note("", isShown: tag["office:display"] == "true")
        var lines: [String] = []
        try walker.children { child in
            switch child.name {
            case "dc:creator": note.author = try walker.allText()
            case "text:p", "text:h":
                lines.append(try InlineReader(walker: walker, limits: limits, log: log).paragraph().plain)
            default: try walker.skip()
            }
        }
        note.text = lines.joined(separator: "\n")
        return note
    }

    /// A repeat or span: at least 1, and no larger than any sheet.
    static func count(_ text: String?) -> Int {
        text.map { min(max(Int($0) ?? ($0.count > 9 ? .max : 1), 1), 1 << 31) } ?? 1
    }
}

extension InlineText.Piece {
    fileprivate var length: Int {
        if case .text(let text) = content { text.utf8.count } else { 0 }
    }
}
