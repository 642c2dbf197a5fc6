import Diagnostics

/// What a chart shows, read from its cells once for all formats.
package struct ChartFigures {
    package struct Series {
        package let place: Chart.Series
        package let name: String
        /// `nil`: a gap.
        package let values: [Double?]
        /// The values as their cells show them; empty at a gap.
        package let labels: [String]
        /// Of the first number.
        package let format: NumberFormat
        package let look: ChartLook

        package var mark: Chart.Mark { place.mark }
    }

    package let chart: Chart
    /// What the cells of the categories show, as many as there are.
    package let labels: [String]
    /// The same, as many as ``pointCount``.
    package let categories: [String]
    package let series: [Series]
    package let pointCount: Int

    package init(_ chart: Chart, _ cells: ChartCells, _ styles: StyleTable) {
        let reader = Reader(cells: cells, styles: styles)
        var looks = ChartLook.Counter()
        let series = chart.series.map { reader.series($0, look: looks.next($0.mark)) }
        let labels = Chart.cells(of: chart.categories).map(reader.label)
        let count = series.map(\.values.count).max() ?? labels.count
        self.chart = chart
        self.series = series
        self.labels = labels
        pointCount = count
        categories = (0..<count).map { $0 < labels.count ? labels[$0] : "" }
    }

    /// All numbers that are drawn.
    package var numbers: [Double] { series.flatMap { $0.values.compactMap { $0 } } }

    /// True: the value axis reaches below zero.
    package var isNegative: Bool { numbers.contains { $0 < 0 } }

    /// Where the value axis ends; `nil`: fits.
    package var maximum: Double? {
        guard let maximum = chart.maximum, maximum.isFinite, maximum > 0 else { return nil }
        return numbers.allSatisfy { $0 <= maximum } ? maximum : nil
    }

    /// Of the value axis' labels.
    package var axisFormat: NumberFormat { chart.valueFormat ?? series.first?.format ?? .general }

    package var columns: [Series] { series.filter { $0.mark == .column } }
    package var lines: [Series] { series.filter { $0.mark != .column } }

    /// True when the number of every column fits above it, in letters of ``ChartLook/labelSize``.
    package var hasRoomForLabels: Bool {
        let count = columns.count
        guard count > 0, pointCount > 0, chart.width.isFinite else { return false }
        let room = (chart.width - 60) / Double(pointCount) / (Double(count) + ChartLook.gap)
        let font = Font(sizeInPoints: ChartLook.labelSize)
        return columns.allSatisfy { $0.labels.allSatisfy { TextMeasure($0, font: font).width <= room * 1.1 } }
    }

    /// From label to label of an axis that ends where the chart says; `nil`: as the program likes, for the axis grows
    /// with its numbers.
    package var step: Double? {
        let ticks = maximum == nil ? [] : ValueAxis(self).ticks
        return ticks.count > 1 ? ticks[1] - ticks[0] : nil
    }

    /// True when all labels of the category axis find room upright, on one line or two: programs would slant them.
    package var hasUprightLabels: Bool {
        guard pointCount > 0, chart.width.isFinite else { return false }
        let labels = CategoryLabels(categories, slot: (chart.width - 60) / Double(pointCount), highest: 100)
        return !labels.isSlanted && zip(labels.lines, categories).allSatisfy { $0.isEmpty == $1.isEmpty }
    }

    /// What a reader without eyes is told.
    package var summary: String {
        if let text = chart.alternativeText, !text.isEmpty { return text }
        let names = series.map(\.name).filter { !$0.isEmpty }.joined(separator: "、")
        guard let first = categories.first, let last = categories.last else { return names }
        return names + (names.isEmpty ? "" : "；") + (first == last ? first : "\(first)至\(last)")
    }

    /// Reads single cells.
    private struct Reader {
        let cells: ChartCells
        let styles: StyleTable

        func series(_ place: Chart.Series, look: ChartLook) -> Series {
            let cells = Chart.cells(of: place.values).map { self.cells[$0] }
            let values = cells.map { Chart.number($0.value) }
            let labels = zip(cells, values).map { cell, value in value == nil ? "" : self.label(cell) }
            let first = zip(cells, values).first { $0.1 != nil }?.0
            return Series(
                place: place, name: label(place.name), values: values, labels: labels,
                format: first.map(format) ?? .general, look: look)
        }

        func label(_ cell: CellRef) -> String { label(cells[cell]) }

        private func label(_ cell: Cell) -> String { styles[cell.style].numberFormat.display(cell.value) }

        private func format(_ cell: Cell) -> NumberFormat {
            let own = styles[cell.style].numberFormat
            if case .percentage = cell.value.shown, own.isGeneral { return .percent }
            return own.isText || own.isDateOrTime ? .general : own
        }
    }
}

extension Chart {
    /// What Excel draws of one series at most; whatever lies beyond is left out in every format.
    package static let mostPoints = 32_000

    /// In reading order, up to ``mostPoints``.
    package static func cells(of range: CellRange) -> [CellRef] {
        let rows = range.rows.prefix(mostPoints)
        let columns = range.columns.prefix(mostPoints)
        return Array(rows.lazy.flatMap { row in columns.lazy.map { CellRef(row: row, column: $0) } }.prefix(mostPoints))
    }

    /// The number that a value stands for in a chart; `nil` for a gap.
    package static func number(_ value: CellValue) -> Double? {
        switch value.shown {
        case .number(let number), .percentage(let number): number.isFinite ? number : nil
        default: nil
        }
    }
}
