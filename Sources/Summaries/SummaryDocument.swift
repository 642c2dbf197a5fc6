import CivilTime
import Diagnostics
import Forms
import Prose

/// A year-end summary (总结), finished but for its file format: sections of words, tables and charts.
///
/// A pure function of the ledger, `campaign.yaml`, the words' template and `summary-notes.md`: no clock, no place.
public struct SummaryDocument: Hashable, Sendable {
    /// 活动名称 + 总结 and the span.
    public var title: String
    /// Whose summary it is.
    public var unit: ReportingUnit
    /// 统计期间
    public var span: SummarySpan
    /// What stands below the title, label and words: 统计期间, 取数办法, 数据截至…
    public var facts: [Fact]
    /// What is missing, for the first page; empty when nothing is.
    public var gaps: [String]
    /// In their order.
    public var sections: [SummarySection]

    /// One line of the head.
    public struct Fact: Hashable, Sendable {
        /// 统计期间
        public var label: String
        /// 2017年4月至2017年12月
        public var words: String
    }

    /// What is missing as the first page lists it: not more than it has room for, and how many there are besides.
    var shownGaps: [String] {
        let most = 30
        if gaps.count <= most { return gaps }
        return gaps.prefix(most) + ["……共 \(gaps.count) 处，其余见“报送情况”各单位各月的表"]
    }

    /// The table of that key, with its number from 1; `nil` for a key that no table has.
    public func table(_ key: String) -> (number: Int, table: SummaryTable)? {
        tables.enumerated().first { $0.element.key == key }.map { ($0.offset + 1, $0.element) }
    }

    /// All tables, in the order of their numbers.
    public var tables: [SummaryTable] { sections.flatMap(\.tables) }
}

/// One section of a summary: a sheet of the workbook, a heading of the page.
public struct SummarySection: Hashable, Sendable {
    /// For templates and machines: `indicators`.
    public var key: String
    /// 一、… without the number.
    public var title: String
    /// The tab of its sheet.
    public var sheetName: String
    /// True: its sheet lies across the paper.
    public var isWide: Bool
    /// From top to bottom.
    public var blocks: [Block]

    /// A piece of a section.
    public enum Block: Hashable, Sendable {
        /// Words made from data.
        case words(Narrative)
        /// A heading within the section.
        case heading(String)
        /// Words that a person wrote.
        case prose(ProseBlock)
        case table(SummaryTable)
        case charts([SummaryChart])
        case grid(StateGrid)
    }

    /// A section without anything in it yet.
    public init(_ key: String, _ title: String, sheet: String, isWide: Bool = false, _ blocks: [Block] = []) {
        self.key = key
        self.title = title
        sheetName = sheet
        self.isWide = isWide
        self.blocks = blocks
    }

    var tables: [SummaryTable] {
        blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    }
}

/// A table of a summary.
public struct SummaryTable: Hashable, Sendable {
    /// Unique in the document: `indicators`.
    public var key: String
    /// Without its number.
    public var title: String
    /// From left to right.
    public var columns: [Column]
    /// From top to bottom.
    public var rows: [Row]
    /// What stands below it.
    public var notes: [String]

    /// One column.
    public struct Column: Hashable, Sendable {
        /// Unique in the table.
        public var key: String
        /// Its heading.
        public var heading: String
        /// The heading above it and its neighbours with the same one; `nil` for none.
        public var group: String?
        /// In points, on a sheet.
        public var width: Double
        /// True: a row is called by it.
        public var isLead: Bool

        /// A column of figures, unless it leads.
        public init(_ key: String, _ heading: String, group: String? = nil, width: Double = 48, isLead: Bool = false) {
            self.key = key
            self.heading = heading
            self.group = group
            self.width = width
            self.isLead = isLead
        }
    }

    /// One row.
    public struct Row: Hashable, Sendable {
        /// Unique in the table.
        public var key: String
        /// One a column.
        public var cells: [SummaryValue]
        /// True: the sum of the others.
        public var isTotal: Bool

        /// An ordinary row unless it is a total.
        public init(_ key: String, _ cells: [SummaryValue], isTotal: Bool = false) {
            self.key = key
            self.cells = cells
            self.isTotal = isTotal
        }
    }

    /// An empty table.
    public init(_ key: String, _ title: String, _ columns: [Column], _ rows: [Row] = [], notes: [String] = []) {
        self.key = key
        self.title = title
        self.columns = columns
        self.rows = rows
        self.notes = notes
    }

    /// The place of a column; `nil` for a key that the table lacks.
    public func column(_ key: String) -> Int? { columns.firstIndex { $0.key == key } }

    /// The place of a row; `nil` for a key that the table lacks.
    public func row(_ key: String) -> Int? { rows.firstIndex { $0.key == key } }

    /// What a row is called: its leading columns.
    public func name(ofRow row: Int) -> String {
        zip(columns, rows[row].cells).filter { $0.0.isLead }.map { $0.1.text }.joined(separator: " ")
    }

    /// A heading with the one above it: `5月`, `封闭式管理率 名次`.
    public func name(ofColumn column: Int) -> String {
        [columns[column].group, columns[column].heading].compactMap { $0 }.joined(separator: " ")
    }
}

/// What a cell of a summary's table holds.
public enum SummaryValue: Hashable, Sendable {
    case blank
    case text(String)
    /// `isPartial`: units are missing in it; shown with ＊.
    case count(Int, isPartial: Bool = false)
    case rate(Rate, isPartial: Bool = false)
    /// With one decimal.
    case decimal(Double)
    case day(CalendarDay)
    /// There is no figure, and why: 缺报, —.
    case none(String)

    /// As it is shown.
    public var text: String {
        switch self {
        case .blank: ""
        case .text(let text), .none(let text): text
        case .count(let number, let isPartial): "\(number)" + (isPartial ? SummaryValue.partialMark : "")
        case .rate(let rate, let isPartial): rate.text + (isPartial && rate.whole > 0 ? SummaryValue.partialMark : "")
        case .decimal(let number): Self.decimal(number)
        case .day(let day): day.description
        }
    }

    /// Behind a number in which units are missing.
    public static let partialMark = "＊"

    /// Whether it counts as a number in a cell.
    public var isNumber: Bool {
        switch self {
        case .count, .decimal: true
        case .rate(let rate, _): rate.whole > 0
        case .blank, .text, .day, .none: false
        }
    }

    private static func decimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)"
    }
}

/// A chart over the rows of one table of the same section.
public struct SummaryChart: Hashable, Sendable {
    /// What it shows.
    public var title: String
    /// The table's key.
    public var table: String
    /// The column of the labels along the axis.
    public var categories: String
    /// From left to right.
    public var series: [Series]
    /// The rows that it shows.
    public var rows: Range<Int>
    /// Beside the axis of values: 处, %.
    public var valueTitle: String
    /// Rates: the axis ends at 100 %.
    public var isRate: Bool

    /// One column of the table, as columns or a line.
    public struct Series: Hashable, Sendable {
        /// The key of another table of the section with the same rows; `nil`: the chart's own.
        public var table: String?
        /// The table's column.
        public var column: String
        /// How it is drawn.
        public var mark: Mark

        /// A column of the chart's table, unless another table is named.
        public init(_ column: String, _ mark: Mark, table: String? = nil) {
            self.column = column
            self.mark = mark
            self.table = table
        }
    }

    /// How a series is drawn.
    public enum Mark: Hashable, Sendable { case column, line, goal }
}

/// Units down, months across, a state in each cell (报送热力图).
public struct StateGrid: Hashable, Sendable {
    /// What it shows.
    public var title: String
    /// Months as headings.
    public var months: [String]
    /// Units down.
    public var rows: [Row]

    /// One unit.
    public struct Row: Hashable, Sendable {
        /// The unit's label.
        public var name: String
        /// One a month; `nil` where nothing was owed.
        public var cells: [Cell?]
    }

    /// In pieces with their own headings; none of an empty picture.
    func pieces(of most: Int) -> [StateGrid] {
        stride(from: 0, to: rows.count, by: most).map { start in
            var piece = self
            piece.rows = Array(rows[start..<min(start + most, rows.count)])
            if start > 0 { piece.title += "（续）" }
            return piece
        }
    }

    /// One unit's month.
    public struct Cell: Hashable, Sendable {
        /// The state; of a unit with units below it the worst of theirs.
        public var state: State
        /// How many of the units below are in it; `nil` for a unit that fills in forms.
        public var count: Int?

        /// `缺`, `缺3`.
        public var sign: String { state.sign + (count.map(String.init) ?? "") }
    }

    /// How a unit's month went, the worse the darker.
    public enum State: Int, Hashable, Sendable, CaseIterable {
        /// 按时, full and accepted
        case onTime
        /// 迟报
        case late
        /// 填写不全
        case partial
        /// 收到空表
        case empty
        /// 未采用
        case waiting
        /// 已退回
        case returned
        /// 缺报
        case missing
        /// 免报
        case exempt

        /// As the key of the picture says it.
        public var word: String {
            switch self {
            case .onTime: "按时"
            case .late: "迟报"
            case .partial: "填写不全"
            case .empty: "空表"
            case .waiting: "收到未采用"
            case .returned: "退回未重报"
            case .missing: "缺报"
            case .exempt: "免报"
            }
        }

        /// One character, so that the picture reads without colours.
        public var sign: String {
            switch self {
            case .onTime: "√"
            case .late: "迟"
            case .partial: "部"
            case .empty: "空"
            case .waiting: "待"
            case .returned: "退"
            case .missing: "缺"
            case .exempt: "免"
            }
        }
    }
}
