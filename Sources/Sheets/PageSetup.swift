/// How a sheet is printed. All lengths in points (1/72 inch).
public struct PageSetup: Hashable, Sendable {
    public var paper: Paper
    public var orientation: Orientation
    public var margins: Margins
    public var scaling: Scaling
    public var header: HeaderFooter?
    public var footer: HeaderFooter?
    public var isCenteredHorizontally: Bool
    public var isCenteredVertically: Bool
    /// `nil`: goes on counting from the sheet before.
    public var firstPageNumber: Int?
    public var printsGrid: Bool

    public enum Orientation: Hashable, Sendable { case portrait, landscape }

    public enum Scaling: Hashable, Sendable {
        /// 1 is 100 %.
        case factor(Double)
        /// Shrunk until the sheet is at most so many pages wide and high; `nil`: as many as it takes.
        case fit(pagesWide: Int?, pagesHigh: Int?)
    }

    public init(
        paper: Paper = .a4, orientation: Orientation = .portrait, margins: Margins = Margins(), scaling: Scaling = .factor(1),
        header: HeaderFooter? = nil, footer: HeaderFooter? = nil, isCenteredHorizontally: Bool = false,
        isCenteredVertically: Bool = false, firstPageNumber: Int? = nil, printsGrid: Bool = false
    ) {
        self.paper = paper
        self.orientation = orientation
        self.margins = margins
        self.scaling = scaling
        self.header = header
        self.footer = footer
        self.isCenteredHorizontally = isCenteredHorizontally
        self.isCenteredVertically = isCenteredVertically
        self.firstPageNumber = firstPageNumber
        self.printsGrid = printsGrid
    }

    /// Width and height of the sheet of paper as it lies, orientation taken in.
    public var sizeInPoints: (width: Double, height: Double) {
        orientation == .portrait ? (paper.shortSide, paper.longSide) : (paper.longSide, paper.shortSide)
    }
}

public struct Paper: Hashable, Sendable {
    /// In points.
    public var shortSide: Double
    public var longSide: Double

    public init(shortSide: Double, longSide: Double) {
        self.shortSide = shortSide
        self.longSide = longSide
    }

    public static let a3 = Paper(millimetres: 297, 420)
    public static let a4 = Paper(millimetres: 210, 297)
    public static let a5 = Paper(millimetres: 148, 210)

    public init(millimetres shortSide: Double, _ longSide: Double) {
        self.init(shortSide: shortSide / 25.4 * 72, longSide: longSide / 25.4 * 72)
    }

    /// True when both sides differ by less than a millimetre, as rounding in files leaves them.
    public func isNearly(_ other: Paper) -> Bool {
        abs(shortSide - other.shortSide) < 2.8 && abs(longSide - other.longSide) < 2.8
    }
}

/// In points. `header` is the distance from the page's edge to the header; the page's content begins at `top`.
public struct Margins: Hashable, Sendable {
    public var top: Double
    public var bottom: Double
    public var left: Double
    public var right: Double
    public var header: Double
    public var footer: Double

    public init(
        top: Double = 54, bottom: Double = 54, left: Double = 51, right: Double = 51, header: Double = 22, footer: Double = 22
    ) {
        self.top = top
        self.bottom = bottom
        self.left = left
        self.right = right
        self.header = header
        self.footer = footer
    }
}

/// Three places, each a row of parts; an empty one prints nothing.
public struct HeaderFooter: Hashable, Sendable {
    public var left: [Part]
    public var center: [Part]
    public var right: [Part]
    /// `nil`: the workbook's standard font.
    public var font: Font?

    public enum Part: Hashable, Sendable {
        case text(String)
        /// 第 X 页
        case pageNumber
        /// 共 Y 页
        case pageCount
        case sheetName
    }

    public init(left: [Part] = [], center: [Part] = [], right: [Part] = [], font: Font? = nil) {
        self.left = left
        self.center = center
        self.right = right
        self.font = font
    }

    public var isEmpty: Bool { left.isEmpty && center.isEmpty && right.isEmpty }
}
