import Diagnostics

/// A chart (图表) that hangs on a cell and shows numbers of the same sheet. Sizes and offsets in points.
///
/// The value axis starts at zero unless a value is negative: a chart never lies. What is written to a file names the
/// cells, so that the chart follows when somebody changes them there.
public struct Chart: Hashable, Sendable {
    /// How a series is drawn. Marks may be mixed in one chart; lines lie over columns.
    public enum Mark: Hashable, Sendable, CaseIterable {
        /// 柱: a column a category, the series side by side.
        case column
        /// 折线: a line through a marker a category, broken at a gap.
        case line
        /// 目标线: a dashed line without markers, for a number that others are held against.
        case goal
    }

    /// One row of numbers of the sheet, with its name.
    public struct Series: Hashable, Sendable {
        /// The cell that holds the series' name (heading).
        public var name: CellRef
        /// One row or one column of numbers; a blank cell is a gap, never a zero.
        public var values: CellRange
        /// How it is drawn.
        public var mark: Mark

        /// A series whose name and numbers stand in these cells.
        public init(name: CellRef, values: CellRange, mark: Mark) {
            self.name = name
            self.values = values
            self.mark = mark
        }
    }

    /// Stands above the drawing; empty for none.
    public var title: String
    /// The cell with which it moves.
    public var anchor: CellRef
    /// From the anchor's upper left corner.
    public var offsetX: Double
    /// Downwards from the anchor's upper left corner.
    public var offsetY: Double
    /// Of the whole drawing.
    public var width: Double
    /// Of the whole drawing.
    public var height: Double
    /// One row or one column of labels, as many as each series has values.
    public var categories: CellRange
    /// In the order of the legend.
    public var series: [Series]
    /// Below the category axis; `nil` for none.
    public var categoryTitle: String?
    /// Beside the value axis, for example 个 or %; `nil` for none.
    public var valueTitle: String?
    /// Of the value axis' labels; `nil`: as the first number is shown in its cell.
    public var valueFormat: NumberFormat?
    /// Where the value axis ends; `nil`: fits. A value beyond it is never cut off: the axis then fits, too.
    public var maximum: Double?
    /// What a reader without eyes is told; `nil`: only the title.
    public var alternativeText: String?

    /// 432 × 252 points (6 × 3.5 inches) at the anchor's upper left corner unless said otherwise.
    public init(
        title: String, anchor: CellRef, offsetX: Double = 0, offsetY: Double = 0, width: Double = 432,
        height: Double = 252, categories: CellRange, series: [Series], categoryTitle: String? = nil,
        valueTitle: String? = nil, valueFormat: NumberFormat? = nil, maximum: Double? = nil,
        alternativeText: String? = nil
    ) {
        self.title = title
        self.anchor = anchor
        self.offsetX = offsetX
        self.offsetY = offsetY
        self.width = width
        self.height = height
        self.categories = categories
        self.series = series
        self.categoryTitle = categoryTitle
        self.valueTitle = valueTitle
        self.valueFormat = valueFormat
        self.maximum = maximum
        self.alternativeText = alternativeText
    }
}

extension Chart {
    /// Every range whose cells it shows.
    package var ranges: [CellRange] {
        [categories] + series.flatMap { [CellRange($0.name), $0.values] }
    }

    /// The same chart when rows move, each to where `place` says.
    package func moved(_ place: (Int) -> Int) -> Chart {
        moved(anchor: place) { place($0.lowerBound)..<place($0.upperBound - 1) + 1 }
    }

    /// - Parameters:
    ///   - place: Where a single row stands then.
    ///   - stretched: Where a stretch of rows stands then, at least one row.
    package func moved(anchor place: (Int) -> Int, _ stretched: (Range<Int>) -> Range<Int>) -> Chart {
        func moved(_ cell: CellRef) -> CellRef { CellRef(row: place(cell.row), column: cell.column) }
        func moved(_ range: CellRange) -> CellRange { CellRange(rows: stretched(range.rows), columns: range.columns) }
        var copy = self
        copy.anchor = moved(anchor)
        copy.categories = moved(categories)
        copy.series = series.map { Series(name: moved($0.name), values: moved($0.values), mark: $0.mark) }
        return copy
    }
}
