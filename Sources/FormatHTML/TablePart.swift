import ByteIO
import Diagnostics
import Foundation
import Markup
import Sheets

/// A sheet's table, or two of them where rows stand above the repeated ones: a table's head always comes first.
struct TablePart {
    /// How looks reach the cells.
    enum Styling {
        case classes
        /// In `style` attributes, and in the attributes of old that mail programs still want.
        case inline
    }

    private static let chunkBytes = 1 << 17

    let layout: SheetLayout
    let title: String
    let styling: Styling
    private let content: CellContent
    private let pictures: [CellRef: [Picture]]

    init(_ layout: SheetLayout, title: String, styling: Styling, workbook: Workbook) {
        self.layout = layout
        self.title = title
        self.styling = styling
        content = CellContent(workbook: workbook)
        let merges = MergeMap(layout.sheet.merges)
        pictures = Dictionary(grouping: layout.sheet.pictures.filter(Self.isWritable)) {
            merges.origin(covering: $0.anchor) ?? $0.anchor
        }
    }

    static func isWritable(_ picture: Picture) -> Bool {
        let type = picture.mediaType.utf8
        return picture.mediaType.hasPrefix("image/") && picture.mediaType.count < 40
            && type.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"),
                    UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }

    /// The whole table but for the end of its last part, which takes further lines.
    ///
    /// - Parameter isOpen: True when lines follow that are not the layout's own.
    func start(
        isOpen: Bool, _ looks: inout LookTable, _ markup: inout MarkupText, to sink: inout some ByteSink
    ) throws {
        if !layout.opening.isEmpty {
            startTable(["presentation"], to: &markup)
            markup.start("tbody")
            try write(layout.opening, isHead: false, &looks, &markup, to: &sink)
            endSection(&markup)
            markup.end()
            markup.lineBreak()
        }
        if layout.head.isEmpty, layout.body.isEmpty, !isOpen { return }
        startTable([], to: &markup)
        if !layout.head.isEmpty {
            markup.start("thead")
            try write(layout.head, isHead: true, &looks, &markup, to: &sink)
            endSection(&markup)
        }
        if layout.body.isEmpty, !isOpen { return }
        markup.start("tbody")
        try writeBody(&looks, &markup, to: &sink)
    }

    /// The lines of the last part.
    func writeBody(_ looks: inout LookTable, _ markup: inout MarkupText, to sink: inout some ByteSink) throws {
        try write(layout.body, isHead: false, &looks, &markup, to: &sink)
    }

    func end(isOpen: Bool, _ markup: inout MarkupText) {
        if layout.head.isEmpty, layout.body.isEmpty, !isOpen { return }
        if !layout.body.isEmpty || isOpen { endSection(&markup) }
        markup.end()
        markup.lineBreak()
    }

    private func endSection(_ markup: inout MarkupText) {
        markup.lineBreak()
        markup.end()
        markup.lineBreak()
    }

    private func startTable(_ role: [String], to markup: inout MarkupText) {
        let width = CSS.points(layout.width)
        switch styling {
        case .classes: markup.start("table", ["role": role.first, "style": "width:\(width)"])
        case .inline:
            markup.start(
                "table",
                [
                    "role": role.first, "aria-label": role.isEmpty ? title : nil, "border": "0", "cellspacing": "0",
                    "cellpadding": "2", "width": pixels(layout.width),
                    "style": "width:\(width);border-collapse:collapse;table-layout:fixed",
                ])
        }
        if role.isEmpty, styling == .classes { markup.element("caption", text: title) }
        markup.element("colgroup") { markup in
            for column in layout.columns {
                let width = SheetLayout.width(of: layout.sheet.column(column))
                markup.empty(
                    "col", ["width": styling == .inline ? pixels(width) : nil, "style": "width:\(CSS.points(width))"])
            }
        }
        markup.lineBreak()
    }

    private func pixels(_ points: Double) -> String { CSS.number(points / 0.75, decimals: 1) }

    private func write(
        _ lines: [SheetLayout.Line], isHead: Bool, _ looks: inout LookTable, _ markup: inout MarkupText,
        to sink: inout some ByteSink
    ) throws {
        for line in lines {
            markup.lineBreak()
            let height = CSS.points(line.height)
            markup.start(
                "tr",
                [
                    "class": line.isBreakBefore && styling == .classes ? "pb" : nil,
                    "height": styling == .inline ? pixels(line.height) : nil, "style": "height:\(height)",
                ])
            for slot in line.slots { write(slot, isHead: isHead, &looks, to: &markup) }
            markup.end()
            if markup.count >= Self.chunkBytes { try sink.write(markup.take()) }
        }
    }

    private func write(
        _ slot: SheetLayout.Slot, isHead: Bool, _ looks: inout LookTable, to markup: inout MarkupText
    ) {
        let look = looks.look(of: slot, in: layout.sheet)
        let scope = self.scope(of: slot, isHead: isHead)
        let note = slot.cell.note
        markup.start(
            scope == nil ? "td" : "th",
            [
                "scope": scope, "rowspan": slot.rowSpan > 1 ? String(slot.rowSpan) : nil,
                "colspan": slot.columnSpan > 1 ? String(slot.columnSpan) : nil,
            ])
        switch styling {
        case .classes:
            markup.attribute("class", "c\(looks.number(of: look))" + (note == nil ? "" : " note"))
        case .inline: inline(look, slot, looks, to: &markup)
        }
        markup.attribute("title", note.map(Self.text))
        content.write(slot.cell, look, to: &markup)
        for picture in pictures[slot.place] ?? [] { write(picture, to: &markup) }
        markup.end()
    }

    /// A heading's scope; `nil` for an ordinary cell. A title across the whole table heads nothing.
    private func scope(of slot: SheetLayout.Slot, isHead: Bool) -> String? {
        if slot.cell.value == .empty { return nil }
        if isHead {
            if slot.columnSpan == layout.columns.count, layout.columns.count > 1 { return nil }
            return slot.columnSpan > 1 ? "colgroup" : "col"
        }
        guard let columns = layout.sheet.headerColumns, columns.contains(slot.place.column) else { return nil }
        return slot.rowSpan > 1 ? "rowgroup" : "row"
    }

    private func inline(_ look: Look, _ slot: SheetLayout.Slot, _ looks: LookTable, to markup: inout MarkupText) {
        let style = content.workbook.styles[look.style]
        let align =
            switch look.horizontal {
            case .general, .left: "left"
            case .center: "center"
            case .right: "right"
            case .justify, .distributed: "justify"
            }
        markup.attribute("align", align)
        markup.attribute("valign", style.vertical == .middle ? "middle" : style.vertical == .top ? "top" : "bottom")
        markup.attribute("bgcolor", style.fill?.description)
        markup.attribute("nowrap", look.breaks ? nil : "nowrap")
        let weight = style.font.isBold ? [] : ["font-weight:normal"]
        let rules = ["line-height:1.4"] + weight + looks.declarations(of: look)
        markup.attribute("style", rules.joined(separator: ";"))
    }

    static func text(of note: Note) -> String { (note.author.map { $0 + "：" } ?? "") + note.text }

    private func write(_ picture: Picture, to markup: inout MarkupText) {
        let place =
            "position:absolute;left:\(CSS.points(picture.offsetX));top:\(CSS.points(picture.offsetY));"
            + "width:\(CSS.points(picture.width));height:\(CSS.points(picture.height))"
        markup.start("span", ["style": "display:block;position:relative;height:0;width:0"])
        markup.empty(
            "img",
            [
                "alt": picture.alternativeText ?? picture.name ?? "",
                "src": "data:\(picture.mediaType);base64,\(Data(picture.data).base64EncodedString())", "style": place,
            ])
        markup.end()
    }
}
