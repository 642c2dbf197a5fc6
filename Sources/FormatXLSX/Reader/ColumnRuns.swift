import FileKinds
import Sheets

/// The columns that `cols` describes, and what counts for the others.
struct ColumnRuns {
    private var runs: [(range: Range<Int>, column: Column)] = []
    private var styleOfColumn: [StyleID] = []
    private var standardWidth = Self.points(characters: 64.0 / 7)

    /// Source: ISO/IEC 29500-1 clause 18.3.1.81: without a width of its own, `baseColWidth` digits, five pixels of padding, and
    /// rounded up to eight pixels as Excel does.
    mutating func readDefaults(_ element: PartElement) {
        if let width = element.double("defaultColWidth"), (0...Limit.columnWidth).contains(width) {
            standardWidth = Self.points(characters: width)
        } else {
            let characters = Double(min(max(element.int("baseColWidth") ?? 8, 1), 255))
            standardWidth = ((characters * 7 + 5) / 8).rounded(.up) * 8 * 0.75
        }
    }

    mutating func read(_ element: PartElement, _ styles: StyleNumbering, _ limits: ReadLimits) {
        for item in element.children where item.name == "col" && runs.count < limits.columns {
            guard let first = item.int("min"), let last = item.int("max"), first >= 1, last >= first else { continue }
            let range = (first - 1..<last).clamped(to: 0..<limits.columns)
            if range.isEmpty { continue }
            let width = item.double("width").flatMap { (0...Limit.columnWidth).contains($0) ? Self.points(characters: $0) : nil }
            let column = Column(
                widthInPoints: width ?? standardWidth, isHidden: item.flag("hidden") ?? false, style: styles.id(item.int("style") ?? 0))
            runs.append((range, column))
        }
        runs.sort { $0.range.lowerBound < $1.range.lowerBound }
        for (range, column) in runs where range.upperBound > styleOfColumn.count {
            styleOfColumn.append(contentsOf: repeatElement(.standard, count: max(range.lowerBound - styleOfColumn.count, 0)))
            styleOfColumn.append(contentsOf: repeatElement(column.style, count: range.upperBound - styleOfColumn.count))
        }
    }

    private static func points(characters: Double) -> Double {
        (characters * Measures.pointsPerCharacter * 1000).rounded() / 1000
    }

    func style(_ column: Int) -> StyleID { column < styleOfColumn.count ? styleOfColumn[column] : .standard }

    private static let filler = 256

    /// - Parameter used: Columns that hold a cell or a merge. A long run that only fills the sheet to its edge ends there.
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
            columns.append(contentsOf: repeatElement(Column(widthInPoints: standardWidth), count: count - columns.count))
        }
    }
}
