import Diagnostics
import Markup
import Sheets

/// The notes of a sheet (批注) as a list below its table, because nobody hovers over a telephone; not printed.
enum NotesPart {
    static func write(_ layouts: [SheetLayout], isInline: Bool, to markup: inout MarkupText) {
        let noted = layouts.flatMap(notes)
        if noted.isEmpty { return }
        markup.start(
            "div",
            ["class": isInline ? nil : "notes", "style": isInline ? "font-size:9pt;color:#555555;margin-top:6pt" : nil])
        for (place, note) in noted {
            markup.element(
                "p", ["style": isInline ? "margin:2pt 0" : nil], text: "批注 \(place)　\(TablePart.text(of: note))")
        }
        markup.end()
        markup.lineBreak()
    }

    private static func notes(of layout: SheetLayout) -> [(CellRef, Note)] {
        (layout.opening + layout.head + layout.body).flatMap(\.slots).compactMap { slot in
            let place = CellRef(row: slot.place.row + layout.offset, column: slot.place.column)
            return slot.cell.note.map { (place, $0) }
        }
    }
}
