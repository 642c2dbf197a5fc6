/// How a sheet is printed. All lengths in points (1/72 inch).
public struct PageSetup: Hashable, Sendable {
    /// The size of the sheet of paper (纸张大小).
    public var paper: Paper
    /// Upright or lying (纸张方向).
    public var orientation: Orientation
    /// What stays free of the table at the edges (页边距).
    public var margins: Margins
    /// How large the table is printed (缩放).
    public var scaling: Scaling
    /// At the top of every page (页眉); `nil` for none.
    public var header: HeaderFooter?
    /// At the bottom of every page (页脚), where page numbers stand; `nil` for none.
    public var footer: HeaderFooter?
    /// The table stands in the middle between left and right margin (水平居中).
    public var isCenteredHorizontally: Bool
    /// The table stands in the middle between top and bottom margin (垂直居中).
    public var isCenteredVertically: Bool
    /// `nil`: goes on counting from the sheet before.
    public var firstPageNumber: Int?
    /// True: the thin lines between cells are printed even where a cell has no border (打印网格线).
    public var printsGrid: Bool

    /// 纵向 and 横向.
    public enum Orientation: Hashable, Sendable { case portrait, landscape }

    /// Printed at a set size, or as large as the pages hold.
    public enum Scaling: Hashable, Sendable {
        /// 1 is 100 %.
        case factor(Double)
        /// Shrunk until the sheet is at most so many pages wide and high; `nil`: as many as it takes.
        case fit(pagesWide: Int?, pagesHigh: Int?)
    }

    /// A4 upright, in full size, without header and footer, unless said otherwise.
    public init(
        paper: Paper = .a4, orientation: Orientation = .portrait, margins: Margins = Margins(),
        scaling: Scaling = .factor(1), header: HeaderFooter? = nil, footer: HeaderFooter? = nil,
        isCenteredHorizontally: Bool = false, isCenteredVertically: Bool = false, firstPageNumber: Int? = nil,
        printsGrid: Bool = false
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

/// A size of paper, without a direction: see ``PageSetup/orientation``.
public struct Paper: Hashable, Sendable {
    /// In points.
    public var shortSide: Double
    /// In points, at least the short side.
    public var longSide: Double

    /// - Parameter shortSide: In points, as `longSide` is.
    public init(shortSide: Double, longSide: Double) {
        self.shortSide = shortSide
        self.longSide = longSide
    }

    /// 297 × 420 mm, the size of the wide official tables.
    public static let a3 = Paper(millimetres: 297, 420)
    /// 210 × 297 mm.
    public static let a4 = Paper(millimetres: 210, 297)
    /// 148 × 210 mm.
    public static let a5 = Paper(millimetres: 148, 210)

    /// A size in millimetres, as papers are sold.
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
    /// From the upper edge of the paper to the table.
    public var top: Double
    /// From the lower edge of the paper to the table.
    public var bottom: Double
    /// From the left edge of the paper to the table.
    public var left: Double
    /// From the right edge of the paper to the table.
    public var right: Double
    /// From the upper edge of the paper to the header.
    public var header: Double
    /// From the lower edge of the paper to the footer.
    public var footer: Double

    /// Lengths in points; those not given are about 19 mm at top and bottom and 18 mm at the sides.
    public init(
        top: Double = 54, bottom: Double = 54, left: Double = 51, right: Double = 51, header: Double = 22,
        footer: Double = 22
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
    /// At the left margin.
    public var left: [Part]
    /// In the middle of the page.
    public var center: [Part]
    /// At the right margin.
    public var right: [Part]
    /// `nil`: the workbook's standard font.
    public var font: Font?

    /// A piece of the line: fixed words, or what is known only when a page is printed.
    public enum Part: Hashable, Sendable {
        case text(String)
        /// 第 X 页
        case pageNumber
        /// 共 Y 页
        case pageCount
        case sheetName
    }

    /// Places that are not given stay empty.
    public init(left: [Part] = [], center: [Part] = [], right: [Part] = [], font: Font? = nil) {
        self.left = left
        self.center = center
        self.right = right
        self.font = font
    }

    /// True when no place holds anything: nothing is printed.
    public var isEmpty: Bool { left.isEmpty && center.isEmpty && right.isEmpty }
}
