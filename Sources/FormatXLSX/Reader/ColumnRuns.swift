import FileKinds
import Sheets

/// The columns that `cols` describes, and what counts for the others.
struct ColumnRuns {
    private var runs: [(range: Range<Int>, column: Column)] = []
    private var styleOfColumn: [StyleID] = []
    private var standardWidth: Double
    /// In points.
    private let digit: Double

    init(digit: Double) {
        self.digit = digit
        standardWidth = Self.standardWidth(characters: 8, digit: digit)
    }

    /// Source: ISO/IEC 29500-1 clause 18.3.1.81: so many digits and five pixels of padding, rounded up to eight pixels
    /// as Excel does.
    private static func standardWidth(characters: Int, digit: Double) -> Double {
        ((Double(characters) * digit / 0.75 + 5) / 8).rounded(.up) * 8 * 0.75
    }

    mutating func readDefaults(_ element: PartElement) {
        if let width = element.double("defaultColWidth"), (0...Limit.columnWidth).contains(width) {
            standardWidth = points(characters: width)
        } else {
            standardWidth = Self.standardWidth(
                characters: min(max(element.int("baseColWidth") ?? 8, 1), 255), digit: digit)
        }
    }

    mutating func read(_ element: PartElement, _ styles: StyleNumbering, _ limits: ReadLimits) {
        for item in element.children where item.name == "col" && runs.count < limits.columns {
            guard let first = item.int("min"), let last = item.int("max"), first >= 1, last >= first else { continue }
            let range = (first - 1..<last).clamped(to: 0..<limits.columns)
            if range.isEmpty { continue }
            let width = item.double("width").flatMap {
                (0...Limit.columnWidth).contains($0) ? points(characters: $0) : nil
            }
            let column = Column(
                widthInPoints: width ?? standardWidth, isHidden: item.flag("hidden") ?? false,
                style: styles.id(item.int("style") ?? 0))
            runs.append((range, column))
        }
        runs.sort { $0.range.lowerBound < $1.range.lowerBound }
        for (range, column) in runs where range.upperBound > styleOfColumn.count {
            styleOfColumn.append(
                contentsOf: repeatElement(.standard, count: max(range.lowerBound - styleOfColumn.count, 0)))
            styleOfColumn.append(contentsOf: repeatElement(column.style, count: range.upperBound - styleOfColumn.count))
        }
    }

    private func points(characters: Double) -> Double {
        (characters * digit * 1000).rounded() / 1000
    }

    func style(_ column: Int) -> StyleID { column < styleOfColumn.count ? styleOfColumn[column] : .standard }

    private static let filler = 256

    /// - Parameter used: Columns that hold a cell or a merge. A long run that only fills the sheet to its edge ends
    ///   there.
    func columns(used: Int) -> [Column] {
        var columns: [Column] = []
        for (range, column) in runs {
            let end = range.count >= Self.filler ? min(range.upperBound, used) : range.upperBound
            if end <= max(range.lowerBound, columns.count) { continue }
            fill(&columns, to: range.lowerBound)
            columns.append(contentsOf: repeatElement(column, count: end - columns.count))
        }
        fill(&columns, to: used)
        while columns.last == Column() { columns.removeLast() }
        return columns
    }

    private func fill(_ columns: inout [Column], to count: Int) {
        if count > columns.count {
            columns.append(
                contentsOf: repeatElement(Column(widthInPoints: standardWidth), count: count - columns.count))
        }
    }
}
