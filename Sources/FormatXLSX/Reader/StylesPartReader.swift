import Diagnostics
import FileKinds
import Sheets

/// `styles.xml`, and the styles that it gives by number.
///
/// Source: ISO/IEC 29500-1 clause 18.8.
struct CellFormats {
    private var formats: [CellStyle] = []
    private var kinds: [ValueKind] = []
    private var differences: [StyleDifference] = []
    private let colors: ColorReader
    /// Number 0, or the model's default where the file has none.
    var standard: CellStyle { formats.first ?? CellStyle() }

    /// How wide a digit of the font “Normal” is, in points.
    private(set) var digitInPoints = 5.25

    /// For a file without `styles.xml`.
    init(theme: Theme) { colors = ColorReader(theme: theme) }

    init(_ root: PartElement, theme: Theme, limits: ReadLimits, log: ReadLog) throws {
        var colors = ColorReader(theme: theme)
        colors.palette =
            root.child("colors")?.child("indexedColors")?.children.dropFirst(8).map { color in
                color["rgb"].flatMap { Color(hex: "#" + $0.suffix(6)) } ?? .black
            } ?? []
        self.colors = colors
        let sections = ["fonts", "fills", "borders", "cellXfs", "dxfs", "numFmts"].map {
            root.child($0)?.children ?? []
        }
        for section in sections where section.count > limits.styles {
            throw Failure(
                .content, "xlsx.over-limit", "样式个数超过上限 \(limits.styles)", remedy: "请在新表中重新粘贴内容（只粘贴数值），或请对方重新发送")
        }
        var numberFormats: [Int: String] = [:]
        for element in sections[5] {
            // Excel takes 255 characters; parsing longer ones would be work for nothing.
            guard let id = element.int("numFmtId"), let code = element["formatCode"], code.utf8.count <= 1024 else {
                continue
            }
            numberFormats[id] = EscapedText.string(code)
        }
        let reader = StyleElements(colors: colors, log: log)
        let pieces = StylePieces(
            fonts: sections[0].map(reader.font), fills: sections[1].map { reader.fill($0) },
            borders: sections[2].map(reader.borders),
            numberFormats: numberFormats)
        formats = sections[3].map { pieces.style($0) }
        var known: [NumberFormat: ValueKind] = [:]
        for style in formats {
            let kind = known[style.numberFormat] ?? ValueKind(of: style.numberFormat)
            known[style.numberFormat] = kind
            kinds.append(kind)
        }
        let base = standard.font
        let normal = root.child("cellStyleXfs")?.children.first?.int("fontId") ?? 0
        digitInPoints = Measures.digit(of: pieces.fonts.indices.contains(normal) ? pieces.fonts[normal] : base)
        differences = sections[4].map { reader.difference($0, pieces.numberFormats, base) }
    }

    func style(_ number: Int) -> CellStyle { formats.indices.contains(number) ? formats[number] : standard }

    /// How numbers under that style are meant.
    @inline(__always)
    func kind(_ number: Int) -> ValueKind { kinds.indices.contains(number) ? kinds[number] : .number }

    /// What a conditional format changes; `nil` when there is no such number.
    func difference(_ number: Int) -> StyleDifference? {
        differences.indices.contains(number) ? differences[number] : nil
    }

    /// The font of a run of rich text.
    func runFont(_ properties: PartElement) -> Font { StyleElements(colors: colors, log: nil).font(properties) }

    var count: Int { formats.count }
}

/// The lists that `cellXfs` points into.
private struct StylePieces {
    var fonts: [Font]
    var fills: [Color?]
    var borders: [Borders]
    var numberFormats: [Int: String]

    func style(_ element: PartElement) -> CellStyle {
        func piece<T>(_ list: [T], _ attribute: String) -> T? {
            let number = element.int(attribute) ?? 0
            return list.indices.contains(number) ? list[number] : list.first
        }
        var style = CellStyle(numberFormat: Self.numberFormat(element.int("numFmtId") ?? 0, numberFormats))
        style.font = piece(fonts, "fontId") ?? style.font
        style.fill = piece(fills, "fillId") ?? nil
        style.borders = piece(borders, "borderId") ?? style.borders
        if let alignment = element.child("alignment") { StyleElements.align(&style, alignment) }
        style.isLocked = element.child("protection")?.flag("locked") ?? true
        return style
    }

    static func numberFormat(_ id: Int, _ own: [Int: String]) -> NumberFormat {
        NumberFormat(own[id] ?? BuiltinFormats.code(id) ?? "General")
    }
}

/// What a conditional format puts over a cell's own style; `nil` leaves it as it is.
struct StyleDifference {
    var font: PartElement?
    var elements: StyleElements
    var fill: Color??
    var borders: Borders?
    var numberFormat: NumberFormat?

    func applied(to style: CellStyle) -> CellStyle {
        var result = style
        if let font { result.font = elements.font(font, over: style.font) }
        if let fill { result.fill = fill }
        if let borders {
            result.borders.left = borders.left ?? style.borders.left
            result.borders.right = borders.right ?? style.borders.right
            result.borders.top = borders.top ?? style.borders.top
            result.borders.bottom = borders.bottom ?? style.borders.bottom
        }
        if let numberFormat { result.numberFormat = numberFormat }
        return result
    }
}
