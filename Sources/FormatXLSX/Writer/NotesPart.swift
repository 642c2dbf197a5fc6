import Diagnostics
import Markup
import Sheets

/// Notes (批注): `xl/commentsN.xml` holds their text, `xl/drawings/vmlDrawingN.vml` their boxes.
struct NotesPart {
    struct Entry {
        var cell: CellRef
        var note: Note
    }
    let entries: [Entry]
    /// Shapes are numbered in blocks of 1,024, which no two sheets share.
    let blocks: Range<Int>

    /// - Parameters:
    ///   - stretch: The rows that are streamed into the sheet; they have no notes.
    ///   - firstBlock: From 1.
    init(_ sheet: Sheet, streaming stretch: RowStretch?, firstBlock: Int) {
        var entries: [Entry] = []
        for (row, line) in sheet.rows.prefix(Limit.rows).enumerated() {
            let place = stretch?.place(of: row) ?? row
            for (column, cell) in line.cells.prefix(Limit.columns).enumerated() {
                if let note = cell.note { entries.append(Entry(cell: CellRef(row: place, column: column), note: note)) }
            }
        }
        self.entries = entries
        blocks = firstBlock..<firstBlock + entries.count / 1_024 + 1
    }

    func comments() -> [UInt8] {
        var authors = Numbered<String>()
        for entry in entries { _ = authors.number(of: entry.note.author ?? "") }
        var markup = MarkupText()
        markup.declaration()
        markup.start("comments", ["xmlns": Names.main])
        markup.element("authors") { markup in
            for author in authors.all { markup.element("author", text: Escaping.excel(author)) }
        }
        markup.start("commentList")
        for entry in entries {
            markup.start(
                "comment",
                ["ref": entry.cell.description, "authorId": String(authors.number(of: entry.note.author ?? ""))])
            markup.element("text") { RichText.text(RichText.cut(entry.note.text), to: &$0) }
            markup.end()
        }
        markup.end()
        markup.end()
        return markup.take()
    }

    func boxes() -> [UInt8] {
        var markup = MarkupText()
        markup.start("xml", ["xmlns:v": Names.vml, "xmlns:o": Names.office, "xmlns:x": Names.excel])
        markup.element("o:shapelayout", ["v:ext": "edit"]) {
            $0.empty("o:idmap", ["v:ext": "edit", "data": blocks.map(String.init).joined(separator: ",")])
        }
        markup.element(
            "v:shapetype",
            ["id": "_x0000_t202", "coordsize": "21600,21600", "o:spt": "202", "path": "m,l,21600r21600,l21600,xe"]
        ) {
            $0.empty("v:stroke", ["joinstyle": "miter"])
            $0.empty("v:path", ["gradientshapeok": "t", "o:connecttype": "rect"])
        }
        for (index, entry) in entries.enumerated() { box(entry, number: index + 1, to: &markup) }
        markup.end()
        return markup.take()
    }

    private func box(_ entry: Entry, number: Int, to markup: inout MarkupText) {
        let visibility = entry.note.isShown ? "visible" : "hidden"
        markup.start(
            "v:shape",
            [
                "id": "_x0000_s\(blocks.lowerBound * 1_024 + number)", "type": "#_x0000_t202",
                "style": "position:absolute;width:108pt;height:60pt;z-index:\(number);visibility:\(visibility)",
                "fillcolor": "#ffffe1", "o:insetmode": "auto",
            ])
        markup.empty("v:fill", ["color2": "#ffffe1"])
        markup.empty("v:shadow", ["on": "t", "color": "black", "obscured": "t"])
        markup.empty("v:path", ["o:connecttype": "none"])
        markup.element("v:textbox", ["style": "mso-direction-alt:auto"]) {
            $0.empty("div", ["style": "text-align:left"])
        }
        markup.start("x:ClientData", ["ObjectType": "Note"])
        markup.empty("x:MoveWithCells")
        markup.empty("x:SizeWithCells")
        markup.element("x:Anchor", text: Self.anchor(of: entry.cell))
        markup.element("x:AutoFill", text: "False")
        markup.element("x:Row", text: String(entry.cell.row))
        markup.element("x:Column", text: String(entry.cell.column))
        if entry.note.isShown { markup.empty("x:Visible") }
        markup.end()
        markup.end()
    }

    /// Left column and offset in pixels, top row and offset, right, bottom: beside the cell, inside the sheet.
    private static func anchor(of cell: CellRef) -> String {
        let left = min(cell.column + 1, Limit.columns - 3)
        let top = min(max(cell.row - 1, 0), Limit.rows - 6)
        return "\(left), 15, \(top), 10, \(left + 2), 15, \(top + 4), 10"
    }
}
