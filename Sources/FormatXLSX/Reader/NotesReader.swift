import Diagnostics
import Sheets

/// Reads `comments.xml`, and from the old drawing that belongs to it which notes are always shown.
///
/// Source: ISO/IEC 29500-1 clause 18.7; 29500-4 clause 19.4 for the drawing.
enum NotesReader {
    static func notes(_ root: PartElement, shown: Set<CellRef>) -> [(CellRef, Note)] {
        let authors = root.child("authors")?.children.map(\.text) ?? []
        let comments = root.child("commentList")?.children ?? []
        return comments.compactMap { comment in
            guard let place = comment["ref"].flatMap({ SheetRanges.range($0) })?.first else { return nil }
            let author = comment.int("authorId").flatMap { authors.indices.contains($0) ? authors[$0] : nil }
            let text = comment.child("text").map(text) ?? ""
            return (place, Note(text, author: author?.isEmpty == false ? author : nil, isShown: shown.contains(place)))
        }
    }

    private static func text(_ element: PartElement) -> String {
        let pieces = element.children.compactMap { child -> String? in
            switch child.name {
            case "t": child.text
            case "r": child.child("t")?.text
            default: nil
            }
        }
        return EscapedText.string(pieces.joined())
    }

    /// Cells whose note is marked as visible.
    static func shown(_ drawing: PartElement) -> Set<CellRef> {
        var shown: Set<CellRef> = []
        for shape in drawing.children where shape.name == "v:shape" {
            guard let data = shape.child("x:ClientData"), let visible = data.child("x:Visible"),
                visible.text.lowercased() != "f",
                let row = data.child("x:Row").flatMap({ Int($0.text) }),
                let column = data.child("x:Column").flatMap({ Int($0.text) })
            else { continue }
            shown.insert(CellRef(row: row, column: column))
        }
        return shown
    }
}
