/// How a cell looks. Two cells that look the same share one ``StyleID``.
public struct CellStyle: Hashable, Sendable {
    /// The face of all text that has no font of its own in a ``TextRun``.
    public var font: Font
    /// `nil`: no fill.
    public var fill: Color?
    /// The lines around the cell (边框).
    public var borders: Borders
    /// Where the text stands between left and right (水平对齐).
    public var horizontal: HorizontalAlignment
    /// Where the text stands between top and bottom (垂直对齐).
    public var vertical: VerticalAlignment
    /// True: text too long for the column goes on in a new line (自动换行).
    public var wraps: Bool
    /// True: text too long for the column is printed smaller (缩小字体填充).
    public var shrinksToFit: Bool
    /// From the side the text is aligned to, in points.
    public var indentInPoints: Double
    /// The direction of the text (文字方向).
    public var rotation: TextRotation
    /// How numbers, days and times are shown (数字格式).
    public var numberFormat: NumberFormat
    /// Matters only on a protected sheet.
    public var isLocked: Bool

    /// Everything that is not given is as in a new cell of an office suite.
    public init(
        font: Font = Font(), fill: Color? = nil, borders: Borders = Borders(),
        horizontal: HorizontalAlignment = .general, vertical: VerticalAlignment = .bottom, wraps: Bool = false,
        shrinksToFit: Bool = false, indentInPoints: Double = 0, rotation: TextRotation = .degrees(0),
        numberFormat: NumberFormat = .general, isLocked: Bool = true
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

/// A typeface with its size and its marks (字体).
public struct Font: Hashable, Sendable {
    /// The first is wanted; the others stand in, in this order, where it is not installed. Never empty.
    public var families: [String]
    /// The height of the type (字号): 小四 is 12, 五号 is 10.5.
    public var sizeInPoints: Double
    /// Bold (加粗).
    public var isBold: Bool
    /// Italic (倾斜).
    public var isItalic: Bool
    /// The line below the text (下划线).
    public var underline: Underline
    /// A line through the text (删除线).
    public var isStruckThrough: Bool
    /// The colour of the characters.
    public var color: Color
    /// On the line, above it or below it.
    public var position: Position

    /// How many lines are drawn below the text.
    public enum Underline: Hashable, Sendable { case none, single, double }
    /// Where small raised or lowered characters stand (上标、下标).
    public enum Position: Hashable, Sendable { case baseline, superscript, `subscript` }

    /// - Precondition: `families` is not empty.
    public init(
        families: [String] = ["宋体"], sizeInPoints: Double = 10, isBold: Bool = false, isItalic: Bool = false,
        underline: Underline = .none, isStruckThrough: Bool = false, color: Color = .black,
        position: Position = .baseline
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

/// An opaque colour of the screen (sRGB), each part from 0 to 255.
public struct Color: Hashable, Sendable, CustomStringConvertible {
    /// The share of red, 0 to 255.
    public var red: UInt8
    /// The share of green, 0 to 255.
    public var green: UInt8
    /// The share of blue, 0 to 255.
    public var blue: UInt8

    /// `#000000`, the colour of text that names none.
    public static let black = Color(red: 0, green: 0, blue: 0)
    /// `#ffffff`.
    public static let white = Color(red: 255, green: 255, blue: 255)

    /// A colour from its three parts.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// Reads `#1f497d`; `nil` for anything else.
    public init?(hex text: some StringProtocol) {
        guard text.first == "#", text.utf8.count == 7, let number = UInt32(text.dropFirst(), radix: 16) else {
            return nil
        }
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

/// The lines on the four sides of a cell (边框).
public struct Borders: Hashable, Sendable {
    /// `nil`: no line.
    public var left: BorderLine?
    /// `nil`: no line.
    public var right: BorderLine?
    /// `nil`: no line.
    public var top: BorderLine?
    /// `nil`: no line.
    public var bottom: BorderLine?

    /// Sides that are not given have no line.
    public init(left: BorderLine? = nil, right: BorderLine? = nil, top: BorderLine? = nil, bottom: BorderLine? = nil) {
        self.left = left
        self.right = right
        self.top = top
        self.bottom = bottom
    }

    /// The same line on all four sides (所有框线).
    public static func all(_ line: BorderLine) -> Borders { Borders(left: line, right: line, top: line, bottom: line) }
}

/// One line of a border: how it is drawn, how wide and in what colour.
public struct BorderLine: Hashable, Sendable {
    /// How the line is drawn; `double` is two strokes beside each other (双线).
    public enum Pattern: Hashable, Sendable { case solid, dashed, dotted, double }
    /// Solid unless said otherwise.
    public var pattern: Pattern
    /// Formats that know only thin, medium and thick take the nearest: up to 1, up to 2, above.
    public var widthInPoints: Double
    /// The colour of the line.
    public var color: Color

    /// A thin black line, but for what is given.
    public init(_ pattern: Pattern = .solid, widthInPoints: Double = 0.75, color: Color = .black) {
        self.pattern = pattern
        self.widthInPoints = widthInPoints
        self.color = color
    }

    /// The line of official tables: solid, black, 0.75 points (细实线).
    public static let thin = BorderLine()
}

/// Where text stands between a cell's left and right edge (水平对齐).
public enum HorizontalAlignment: Hashable, Sendable, CaseIterable {
    /// Text left, numbers right, booleans centred.
    case general
    case left, center, right
    case justify, distributed
}

/// Where text stands between a cell's top and bottom edge (垂直对齐).
public enum VerticalAlignment: Hashable, Sendable, CaseIterable { case top, middle, bottom }

/// How text is turned in its cell (文字方向).
public enum TextRotation: Hashable, Sendable {
    /// Anticlockwise, −90 to 90.
    case degrees(Int)
    /// Upright characters below each other (竖排).
    case stacked
}
