/// How a cell looks. Two cells that look the same share one ``StyleID``.
public struct CellStyle: Hashable, Sendable {
    public var font: Font
    /// `nil`: no fill.
    public var fill: Color?
    public var borders: Borders
    public var horizontal: HorizontalAlignment
    public var vertical: VerticalAlignment
    public var wraps: Bool
    public var shrinksToFit: Bool
    /// From the side the text is aligned to, in points.
    public var indentInPoints: Double
    public var rotation: TextRotation
    public var numberFormat: NumberFormat
    /// Matters only on a protected sheet.
    public var isLocked: Bool

    public init(
        font: Font = Font(), fill: Color? = nil, borders: Borders = Borders(), horizontal: HorizontalAlignment = .general,
        vertical: VerticalAlignment = .bottom, wraps: Bool = false, shrinksToFit: Bool = false, indentInPoints: Double = 0,
        rotation: TextRotation = .degrees(0), numberFormat: NumberFormat = .general, isLocked: Bool = true
    ) {
        self.font = font
        self.fill = fill
        self.borders = borders
        self.horizontal = horizontal
        self.vertical = vertical
        self.wraps = wraps
        self.shrinksToFit = shrinksToFit
        self.indentInPoints = indentInPoints
        self.rotation = rotation
        self.numberFormat = numberFormat
        self.isLocked = isLocked
    }
}

public struct Font: Hashable, Sendable {
    /// The first is wanted; the others stand in, in this order, where it is not installed. Never empty.
    public var families: [String]
    public var sizeInPoints: Double
    public var isBold: Bool
    public var isItalic: Bool
    public var underline: Underline
    public var isStruckThrough: Bool
    public var color: Color
    public var position: Position

    public enum Underline: Hashable, Sendable { case none, single, double }
    public enum Position: Hashable, Sendable { case baseline, superscript, `subscript` }

    public init(
        families: [String] = ["宋体"], sizeInPoints: Double = 10, isBold: Bool = false, isItalic: Bool = false,
        underline: Underline = .none, isStruckThrough: Bool = false, color: Color = .black, position: Position = .baseline
    ) {
        precondition(!families.isEmpty)
        self.families = families
        self.sizeInPoints = sizeInPoints
        self.isBold = isBold
        self.isItalic = isItalic
        self.underline = underline
        self.isStruckThrough = isStruckThrough
        self.color = color
        self.position = position
    }
}

public struct Color: Hashable, Sendable, CustomStringConvertible {
    public var red: UInt8
    public var green: UInt8
    public var blue: UInt8

    public static let black = Color(red: 0, green: 0, blue: 0)
    public static let white = Color(red: 255, green: 255, blue: 255)

    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#1f497d`; `nil` for anything else.
    public init?(hex text: some StringProtocol) {
        guard text.first == "#", text.utf8.count == 7, let number = UInt32(text.dropFirst(), radix: 16) else { return nil }
        self.init(
            red: UInt8(truncatingIfNeeded: number >> 16), green: UInt8(truncatingIfNeeded: number >> 8),
            blue: UInt8(truncatingIfNeeded: number))
    }

    /// `#1f497d`.
    public var description: String {
        let digits = String(UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}

public struct Borders: Hashable, Sendable {
    /// `nil`: no line.
    public var left: BorderLine?
    public var right: BorderLine?
    public var top: BorderLine?
    public var bottom: BorderLine?

    public init(left: BorderLine? = nil, right: BorderLine? = nil, top: BorderLine? = nil, bottom: BorderLine? = nil) {
        self.left = left
        self.right = right
        self.top = top
        self.bottom = bottom
    }

    public static func all(_ line: BorderLine) -> Borders { Borders(left: line, right: line, top: line, bottom: line) }
}

public struct BorderLine: Hashable, Sendable {
    public enum Pattern: Hashable, Sendable { case solid, dashed, dotted, double }
    public var pattern: Pattern
    /// Formats that know only thin, medium and thick take the nearest: up to 1, up to 2, above.
    public var widthInPoints: Double
    public var color: Color

    public init(_ pattern: Pattern = .solid, widthInPoints: Double = 0.75, color: Color = .black) {
        self.pattern = pattern
        self.widthInPoints = widthInPoints
        self.color = color
    }

    public static let thin = BorderLine()
}

public enum HorizontalAlignment: Hashable, Sendable, CaseIterable {
    /// Text left, numbers right, booleans centred.
    case general
    case left, center, right
    case justify, distributed
}

public enum VerticalAlignment: Hashable, Sendable, CaseIterable { case top, middle, bottom }

public enum TextRotation: Hashable, Sendable {
    /// Anticlockwise, −90 to 90.
    case degrees(Int)
    /// Upright characters below each other (竖排).
    case stacked
}
