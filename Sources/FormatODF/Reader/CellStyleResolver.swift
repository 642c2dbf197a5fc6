import Sheets

/// Works out what a cell of a named style looks like, everything inherited.
struct CellStyleResolver {
    let book: StyleBook

    /// What a cell looks like that names no style: LibreOffice calls it `Default`.
    var standard: CellStyle {
        let isNamed = book.style("table-cell", "Default", in: .common) != nil
        return cellStyle(isNamed ? "Default" : nil, in: .common)
    }

    /// - Parameter name: `nil`: the default style alone.
    func cellStyle(_ name: String?, in scope: StyleBook.Scope) -> CellStyle {
        cellStyle(chain: book.chain("table-cell", name, in: scope), in: scope, over: CellStyle())
    }

    /// - Parameter chain: Nearest first.
    func cellStyle(chain: [StyleBook.Style], in scope: StyleBook.Scope, over base: CellStyle) -> CellStyle {
        var style = base
        style.font = font(chain, over: base.font)
        var alignment = Alignment(base.horizontal)
        for level in chain.reversed() {
            applyCell(level, to: &style)
            alignment.apply(level)
            if let indent = Length.points(level.paragraph("fo:margin-left")), indent >= 0 {
                style.indentInPoints = indent
            }
        }
        style.horizontal = alignment.result
        for (depth, level) in chain.enumerated() {
            guard let data = level.dataStyle else { continue }
            // Only the style itself may be automatic; its parents are named styles.
            style.numberFormat = book.numberFormat(data, in: depth == 0 ? scope : .common) ?? .general
            break
        }
        return style
    }

    private struct Alignment {
        var horizontal: HorizontalAlignment
        var followsValue: Bool

        init(_ horizontal: HorizontalAlignment) {
            self.horizontal = horizontal
            followsValue = horizontal == .general
        }

        var result: HorizontalAlignment { followsValue ? .general : horizontal }

        mutating func apply(_ level: StyleBook.Style) {
            if let align = level.paragraph("fo:text-align") {
                followsValue = false
                horizontal =
                    switch align {
                    case "center": .center
                    case "end", "right": .right
                    case "justify": .justify
                    default: .left
                    }
                let isDistributed =
                    level.paragraph("fo:text-align-last") == "justify"
                    || level.paragraph("css3t:text-justify") == "distribute"
                if horizontal == .justify, isDistributed { horizontal = .distributed }
            }
            switch level.cell("style:text-align-source") {
            case "value-type": followsValue = true
            case "fix": followsValue = false
            default: break
            }
        }
    }

    private func applyCell(_ level: StyleBook.Style, to style: inout CellStyle) {
        if let fill = level.cell("fo:background-color") { style.fill = Color(hex: fill) }
        applyBorders(level, to: &style.borders)
        switch level.cell("style:vertical-align") {
        case "top": style.vertical = .top
        case "middle": style.vertical = .middle
        case "bottom", "automatic": style.vertical = .bottom
        default: break
        }
        if let wrap = level.cell("fo:wrap-option") { style.wraps = wrap == "wrap" }
        if let shrink = level.cell("style:shrink-to-fit") { style.shrinksToFit = shrink == "true" }
        if let protection = level.cell("style:cell-protect") {
            style.isLocked = protection.contains("protected")
        }
        if let angle = level.cell("style:rotation-angle").flatMap(Self.degrees) { style.rotation = .degrees(angle) }
        switch level.cell("style:direction") {
        case "ttb": style.rotation = .stacked
        case "ltr": if style.rotation == .stacked { style.rotation = .degrees(0) }
        default: break
        }
    }

    /// `90`, `90deg`, `270`: −90 to 90.
    private static func degrees(_ text: String) -> Int? {
        guard let number = Double(text.prefix { "+-.0123456789".contains($0) }), number.isFinite, abs(number) < 1e6
        else {
            return nil
        }
        var angle = Int(number.rounded()) % 360
        if angle < 0 { angle += 360 }
        if angle > 180 { angle -= 360 }
        // What stands on its head is shown as the nearest that can be read.
        return min(max(angle, -90), 90)
    }

    private func applyBorders(_ level: StyleBook.Style, to borders: inout Borders) {
        if let line = level.cell("fo:border").map(Self.line) {
            borders = Borders(left: line, right: line, top: line, bottom: line)
        }
        if let text = level.cell("fo:border-left") { borders.left = Self.line(text) }
        if let text = level.cell("fo:border-right") { borders.right = Self.line(text) }
        if let text = level.cell("fo:border-top") { borders.top = Self.line(text) }
        if let text = level.cell("fo:border-bottom") { borders.bottom = Self.line(text) }
    }

    /// `0.74pt solid #000000`; `nil` for `none` and for what is not a line.
    static func line(_ text: String) -> BorderLine? {
        var line = BorderLine(.solid, widthInPoints: 0.75)
        for word in text.split(separator: " ") {
            switch word {
            case "none", "hidden": return nil
            case "thin": line.widthInPoints = 0.75
            case "medium": line.widthInPoints = 1.5
            case "thick": line.widthInPoints = 2.5
            case "dotted": line.pattern = .dotted
            case "double", "double-thin": line.pattern = .double
            case _ where word.contains("dash"): line.pattern = .dashed
            case _ where word.hasPrefix("#"): line.color = Color(hex: word) ?? .black
            default: if let width = Length.points(String(word)) { line.widthInPoints = max(width, 0) }
            }
        }
        return line.widthInPoints == 0 ? nil : line
    }

    // MARK: Fonts

    /// The font of a span inside a cell of font `base`.
    func spanFont(_ name: String?, in scope: StyleBook.Scope, over base: Font) -> Font {
        font(book.chain("text", name, in: scope, withDefaults: false), over: base)
    }

    /// The font of a paragraph inside a cell of font `base`.
    func paragraphFont(_ name: String?, in scope: StyleBook.Scope, over base: Font) -> Font {
        font(book.chain("paragraph", name, in: scope, withDefaults: false), over: base)
    }

    /// - Parameter chain: Nearest first. Of the family the Asian twin counts, because that is what Chinese text is
    ///   shown in; but a western name that a style states means more than the Asian one of the default style, which
    ///   LibreOffice adds unasked to every file it makes of an XLSX. Of all else the nearest counts, the Asian twin
    ///   first.
    private func font(_ chain: [StyleBook.Style], over base: Font) -> Font {
        var font = base
        let stated = chain.filter { !$0.isDefault }
        let asian = stated.lazy.compactMap { families($0, "-asian") }.first
        let western = stated.lazy.compactMap { families($0, "") }.first
        let root = chain.last { $0.isDefault }.flatMap { families($0, "-asian") ?? families($0, "") }
        if let families = asian ?? western ?? root { font.families = families }
        for level in chain.reversed() { apply(level, to: &font) }
        return font
    }

    private func families(_ level: StyleBook.Style, _ twin: String) -> [String]? {
        if let name = level.text("style:font-name\(twin)"), !name.isEmpty { return book.faces[name] ?? [name] }
        let family = level.text(twin.isEmpty ? "fo:font-family" : "style:font-family\(twin)")
        return family.map(FontFamilies.list)
    }

    private func apply(_ level: StyleBook.Style, to font: inout Font) {
        if let size = level.text("style:font-size-asian") ?? level.text("fo:font-size") {
            Self.apply(size: size, to: &font)
        }
        if let weight = level.text("style:font-weight-asian") ?? level.text("fo:font-weight") {
            font.isBold = weight == "bold" || (Int(weight) ?? 400) >= 600
        }
        if let slant = level.text("style:font-style-asian") ?? level.text("fo:font-style") {
            font.isItalic = slant != "normal"
        }
        if let underline = level.text("style:text-underline-style") {
            font.underline = underline == "none" ? .none : .single
            if underline != "none", level.text("style:text-underline-type") == "double" { font.underline = .double }
        }
        if let strike = level.text("style:text-line-through-style") { font.isStruckThrough = strike != "none" }
        if let color = level.text("fo:color").flatMap({ Color(hex: $0) }) { font.color = color }
        if level.text("style:use-window-font-color") == "true" { font.color = .black }
        if let position = level.text("style:text-position") { font.position = Self.position(position) }
    }

    private static func apply(size: String, to font: inout Font) {
        if size.hasSuffix("%"), let percent = Double(size.dropLast()), percent.isFinite, percent > 0 {
            font.sizeInPoints = min(font.sizeInPoints * percent / 100, 1000)
        } else if let points = Length.points(size), points > 0 {
            font.sizeInPoints = min(points, 1000)
        }
    }

    private static func position(_ text: String) -> Font.Position {
        guard let first = text.split(separator: " ").first else { return .baseline }
        switch first {
        case "super": return .superscript
        case "sub": return .subscript
        default:
            let percent = Double(first.filter { $0 != "%" }) ?? 0
            return percent > 0 ? .superscript : percent < 0 ? .subscript : .baseline
        }
    }
}
