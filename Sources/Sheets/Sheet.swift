import Diagnostics

/// One sheet (工作表): a grid of cells from A1 on, with all that belongs to their places.
public struct Sheet: Hashable, Sendable {
    /// As people see it on the tab; unique in the workbook, whatever the case of its letters.
    public var name: String
    /// From A on. Cells to the right of the last one have ``Column/standardWidth``.
    public var columns: [Column]
    /// From row 1 on; a row past the end is empty and of standard height.
    public var rows: [Row]
    /// No two overlap. The value stands in the first cell; the others keep only their borders.
    public var merges: [CellRange]
    /// Rows repeated at the top of every printed page (表头重复); in HTML the `thead`.
    public var headerRows: Range<Int>?
    /// Columns repeated at the left of every printed page.
    public var headerColumns: Range<Int>?
    /// What is printed; `nil`: everything used.
    public var printRange: CellRange?
    /// A page ends above each of these rows.
    public var rowBreaks: [Int]
    /// How it is printed (页面设置).
    public var page: PageSetup
    /// What may be typed into which cells (数据有效性).
    public var validations: [DataValidation]
    /// Looks that depend on values (条件格式).
    public var conditionalFormats: [ConditionalFormat]
    /// Images that hang on cells of the sheet, in the file's order.
    public var pictures: [Picture]
    /// Drawings of numbers of this sheet (图表) that hang on its cells. Written, never read.
    public var charts: [Chart]
    /// True: no tab is shown (隐藏工作表).
    public var isHidden: Bool
    /// True: cells whose style is locked cannot be typed over. There is never a password.
    public var isProtected: Bool

    /// Everything that is not given stays empty; the page is an upright A4.
    public init(
        name: String, columns: [Column] = [], rows: [Row] = [], merges: [CellRange] = [], headerRows: Range<Int>? = nil,
        headerColumns: Range<Int>? = nil, printRange: CellRange? = nil, rowBreaks: [Int] = [],
        page: PageSetup = PageSetup(), validations: [DataValidation] = [], conditionalFormats: [ConditionalFormat] = [],
        pictures: [Picture] = [], charts: [Chart] = [], isHidden: Bool = false, isProtected: Bool = false
    ) {
        self.name = name
        self.columns = columns
        self.rows = rows
        self.merges = merges
        self.headerRows = headerRows
        self.headerColumns = headerColumns
        self.printRange = printRange
        self.rowBreaks = rowBreaks
        self.page = page
        self.validations = validations
        self.conditionalFormats = conditionalFormats
        self.pictures = pictures
        self.charts = charts
        self.isHidden = isHidden
        self.isProtected = isProtected
    }

    /// The cell at that place, blank where nothing was ever put. Setting grows the sheet.
    public subscript(row: Int, column: Int) -> Cell {
        get {
            guard row < rows.count, column < rows[row].cells.count else { return .blank }
            return rows[row].cells[column]
        }
        set {
            if row >= rows.count {
                if newValue.isBlank { return }
                rows.append(contentsOf: repeatElement(Row(), count: row + 1 - rows.count))
            }
            if column >= rows[row].cells.count {
                if newValue.isBlank { return }
                rows[row].cells.append(contentsOf: repeatElement(.blank, count: column + 1 - rows[row].cells.count))
            }
            rows[row].cells[column] = newValue
        }
    }

    /// As by row and column.
    public subscript(cell: CellRef) -> Cell {
        get { self[cell.row, cell.column] }
        set { self[cell.row, cell.column] = newValue }
    }

    /// Columns that hold a width, a cell or a merge.
    public var columnCount: Int {
        max(columns.count, rows.lazy.map(\.cells.count).max() ?? 0, merges.lazy.map(\.columns.upperBound).max() ?? 0)
    }

    /// Rows that hold a cell or a height, or that a merge covers.
    public var rowCount: Int { max(rows.count, merges.lazy.map(\.rows.upperBound).max() ?? 0) }

    /// Its width and style; a column past the last known one is standard.
    public func column(_ index: Int) -> Column { index < columns.count ? columns[index] : Column() }
}

/// One column: its width, and what cells look like in it that no row holds.
public struct Column: Hashable, Sendable {
    /// The width of the column (列宽), whatever unit a file counts in.
    public var widthInPoints: Double
    /// True: neither shown nor printed (隐藏列).
    public var isHidden: Bool
    /// For cells that no row holds.
    public var style: StyleID

    /// LibreOffice's own default, 0.889 inch.
    public static let standardWidth = 64.0

    /// A visible column of standard width unless said otherwise.
    public init(widthInPoints: Double = Column.standardWidth, isHidden: Bool = false, style: StyleID = .standard) {
        self.widthInPoints = widthInPoints
        self.isHidden = isHidden
        self.style = style
    }
}

/// One row of a sheet, with its cells from column A on.
public struct Row: Hashable, Sendable {
    /// From column A on; may be shorter than the sheet is wide.
    public var cells: [Cell]
    /// How high it is (行高): fixed, or as its text needs.
    public var height: RowHeight
    /// True: neither shown nor printed (隐藏行).
    public var isHidden: Bool

    /// LibreOffice's own default, 0.178 inch.
    public static let standardHeight = 12.8

    /// A visible row, at least of standard height and as high as its text needs, unless said otherwise.
    public init(
        _ cells: [Cell] = [], height: RowHeight = .fitted(minimum: Row.standardHeight), isHidden: Bool = false
    ) {
        self.cells = cells
        self.height = height
        self.isHidden = isHidden
    }
}

/// How high a row is, in points.
public enum RowHeight: Hashable, Sendable {
    /// Stays as it is, whatever the cells hold.
    case fixed(Double)
    /// As high as its text needs, at least `minimum`. ``Sheets/Workbook/fittedHeights(ofSheet:)`` computes it, because
    /// LibreOffice does not grow the rows of a generated file and Excel never grows merged cells.
    case fitted(minimum: Double)
}
