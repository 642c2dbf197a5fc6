/// How much room a text needs, without a font file: lines are broken as Chinese typesetting wants it, and characters
/// are taken as wide and lines as high as the widest of the usual typefaces makes them, so that nothing is ever cut
/// off.
///
/// No punctuation that closes stands at a line's start (避头), none that opens at its end (避尾); Latin words and numbers
/// stay whole unless they are longer than a line.
public struct TextMeasure: Sendable {
    /// One line of a broken text.
    public struct Line: Hashable, Sendable {
        /// As it stands on the line, without the line break.
        public var text: String
        /// In points, spaces at the line's end left out.
        public var width: Double
        /// In points.
        public var height: Double
    }

    /// A line's height over its font's size: Noto Sans CJK needs 1.448 and up to 1.5 on whole pixels, 仿宋 1.3.
    public static let lineHeightFactor = 1.5
    /// What a program leaves free between a cell's edge and its text, on each side, in points.
    public static let sidePadding = 2.5
    /// The same above and below.
    public static let edgePadding = 1.0

    private let characters: [Character]
    private let glyphs: [Glyph]

    /// Text in one font.
    public init(_ text: String, font: Font) { self.init([TextRun(text)], font: font) }

    /// - Parameter font: Of runs that name none.
    public init(_ runs: [TextRun], font: Font) {
        var characters: [Character] = []
        var glyphs: [Glyph] = []
        for run in runs {
            let own = run.font ?? font
            let size = Self.size(of: own)
            for character in run.text {
                characters.append(character)
                glyphs.append(Glyph(character, size: size, isBold: own.isBold))
            }
        }
        self.characters = characters
        self.glyphs = glyphs
    }

    /// The height of one line in `font`, in points.
    public static func lineHeight(of font: Font) -> Double { lineHeightFactor * size(of: font) }

    /// A font's size, kept between 1 and 409 points whatever a file says.
    static func size(of font: Font) -> Double {
        font.sizeInPoints.isFinite ? min(max(font.sizeInPoints, 1), 409) : 10
    }

    /// The width of the widest line when only the text's own line breaks count, in points.
    public var width: Double { spans(within: .infinity).map(\.width).max() ?? 0 }

    /// The lines of the text when no line may be wider than `width` points. An empty text has none.
    public func lines(within width: Double) -> [Line] {
        spans(within: width).map { span in
            let range = span.range
            let text = String(characters[range].filter { !$0.isNewline })
            return Line(text: text, width: span.width, height: Self.lineHeightFactor * span.size)
        }
    }

    /// The height of all lines together, in points.
    public func height(within width: Double) -> Double {
        spans(within: width).reduce(0) { $0 + Self.lineHeightFactor * $1.size }
    }

    /// The height when upright characters stand below each other (竖排), each line of the text a column of its own.
    public var stackedHeight: Double {
        glyphs.split(omittingEmptySubsequences: false) { $0.kind == .lineBreak }
            .map { $0.reduce(0) { $0 + Self.lineHeightFactor * $1.size } }.max() ?? 0
    }

    func spans(within width: Double) -> [LineBreaker.Span] {
        var breaker = LineBreaker(glyphs, width: width)
        return breaker.spans()
    }
}

/// Breaks glyphs into lines, each as full as it can be, in one pass.
struct LineBreaker {
    struct Span {
        var range: Range<Int>
        var width: Double
        /// Of the largest font in it.
        var size: Double
    }

    /// A stretch of the line being filled, up to a place where it may end or from there on.
    private struct Stretch {
        var advance = 0.0
        /// Without the spaces at its end.
        var inked = 0.0
        var size = 0.0

        mutating func add(_ glyph: Glyph) {
            advance += glyph.width
            if glyph.kind != .space { inked = advance }
            size = max(size, glyph.size)
        }

        mutating func add(_ other: Stretch) {
            if other.inked > 0 { inked = advance + other.inked }
            advance += other.advance
            size = max(size, other.size)
        }
    }

    private let glyphs: [Glyph]
    private let width: Double
    private var done: [Span] = []
    private var lineStart = 0
    /// Where the line may end: before `breakIndex`, with what stands left of it in `settled`, right of it in `pending`.
    private var breakIndex = 0
    private var settled = Stretch()
    private var pending = Stretch()

    init(_ glyphs: [Glyph], width: Double) {
        self.glyphs = glyphs
        self.width = width
    }

    mutating func spans() -> [Span] {
        for index in glyphs.indices { place(index) }
        if let last = glyphs.last {
            if last.kind == .lineBreak { pending.size = last.size }
            close(before: glyphs.count)
        }
        return done
    }

    private mutating func place(_ index: Int) {
        let glyph = glyphs[index]
        if glyph.kind == .lineBreak {
            pending.size = max(pending.size, settled.size == 0 ? glyph.size : pending.size)
            close(before: index)
            lineStart = index + 1
            breakIndex = index + 1
            return
        }
        if index > lineStart, mayEnd(before: index) {
            settled.add(pending)
            pending = Stretch()
            breakIndex = index
        }
        if glyph.kind != .space, settled.advance + pending.advance + glyph.width > width { wrap(before: index) }
        pending.add(glyph)
    }

    /// Ends the line at the last place where it may end and, when the rest and the glyph are still too wide, right
    /// before the glyph.
    private mutating func wrap(before index: Int) {
        if breakIndex > lineStart {
            done.append(Span(range: lineStart..<breakIndex, width: settled.inked, size: settled.size))
            lineStart = breakIndex
            settled = Stretch()
        }
        guard index > lineStart, pending.advance + glyphs[index].width > width else { return }
        close(before: index)
        lineStart = index
        breakIndex = index
    }

    private mutating func close(before index: Int) {
        settled.add(pending)
        done.append(Span(range: lineStart..<max(index, lineStart), width: settled.inked, size: settled.size))
        settled = Stretch()
        pending = Stretch()
    }

    /// True when a line may end between this glyph and the one before it.
    private func mayEnd(before index: Int) -> Bool {
        let left = glyphs[index - 1]
        let right = glyphs[index]
        if right.kind == .space { return false }
        if left.kind == .space { return true }
        if right.isForbiddenAtStart || left.isForbiddenAtEnd { return false }
        if left.isPaired, right.isPaired { return false }
        return left.kind == .ideograph || right.kind == .ideograph
    }
}
