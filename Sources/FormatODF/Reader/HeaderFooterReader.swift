import FileKinds
import Sheets

/// Reads `style:header` and `style:footer`.
struct HeaderFooterReader {
    let walker: ElementWalker
    let book: StyleBook
    let limits: ReadLimits
    let log: ReadLog

    func headerFooter() throws -> HeaderFooter {
        var regions: [String: [InlineText.Piece]] = [:]
        try walker.children { tag in
            switch tag.name {
            case "style:region-left", "style:region-center", "style:region-right":
                try walker.children { try paragraph($0, into: &regions[tag.name, default: []]) }
            default: try paragraph(tag, into: &regions["style:region-center", default: []])
            }
        }
        let order = ["style:region-left", "style:region-center", "style:region-right"].map { regions[$0] ?? [] }
        return HeaderFooter(
            left: Self.parts(order[0]), center: Self.parts(order[1]), right: Self.parts(order[2]),
            font: font(order.flatMap { $0 }))
    }

    private func paragraph(_ tag: ElementWalker.Tag, into pieces: inout [InlineText.Piece]) throws {
        guard tag.name == "text:p" || tag.name == "text:h" else {
            try walker.skip()
            return
        }
        let text = try InlineReader(walker: walker, limits: limits, log: log, keepsFields: true).paragraph()
        if !pieces.isEmpty { pieces.append(.init(content: .text("\n"), styles: [])) }
        pieces.append(contentsOf: text.pieces)
    }

    private static func parts(_ pieces: [InlineText.Piece]) -> [HeaderFooter.Part] {
        var parts: [HeaderFooter.Part] = []
        for piece in pieces {
            switch piece.content {
            case .field(let part): parts.append(part)
            case .text(let text):
                if case .text(let before) = parts.last {
                    parts[parts.count - 1] = .text(before + text)
                } else {
                    parts.append(.text(text))
                }
            }
        }
        return parts
    }

    /// That of the first piece with a style of its own; `nil` when it is the standard font.
    private func font(_ pieces: [InlineText.Piece]) -> Font? {
        guard let styles = pieces.first(where: { !$0.styles.isEmpty })?.styles else { return nil }
        let resolver = CellStyleResolver(book: book)
        let standard = resolver.standard.font
        let font = styles.reduce(standard) { resolver.spanFont($1, in: .master, over: $0) }
        return font == standard ? nil : font
    }
}
