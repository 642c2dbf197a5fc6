import Markup
import Sheets

/// The columns and lines of a chart; lines lie over columns.
struct ChartMarks {
    let figures: ChartFigures
    let axis: ValueAxis
    let layout: ChartLayout

    func write(to markup: inout MarkupText) {
        let columns = figures.columns
        for (number, series) in columns.enumerated() { self.columns(series, number, of: columns.count, to: &markup) }
        for series in figures.lines { line(series, to: &markup) }
        if figures.hasRoomForLabels {
            for (number, series) in columns.enumerated() { labels(series, number, of: columns.count, to: &markup) }
        }
    }

    // MARK: Columns

    private func columns(
        _ series: ChartFigures.Series, _ number: Int, of count: Int, to markup: inout MarkupText
    ) {
        let zero = layout.y(0, axis)
        for (index, value) in series.values.enumerated() {
            guard let value else { continue }
            let y = layout.y(value, axis)
            let box = ChartBox(
                x: x(number, of: count, in: index), y: min(y, zero), width: columnWidth(count), height: abs(y - zero))
            markup.start("g", data(series, index, value))
            tooltip(series, index, to: &markup)
            ChartShapes.column(box, series.look, to: &markup)
            markup.end()
        }
    }

    /// At most as wide as looks like a column, however few there are.
    private func columnWidth(_ count: Int) -> Double {
        min(layout.slot(of: figures.pointCount) / (Double(count) + ChartLook.gap), 48)
    }

    private func x(_ number: Int, of count: Int, in category: Int) -> Double {
        layout.x(category, of: figures.pointCount) + (Double(number) - Double(count) / 2) * columnWidth(count)
    }

    private func labels(
        _ series: ChartFigures.Series, _ number: Int, of count: Int, to markup: inout MarkupText
    ) {
        for (index, value) in series.values.enumerated() {
            guard let value else { continue }
            let y = layout.y(value, axis) + (value < 0 ? ChartLook.labelSize + 1 : -3)
            markup.element(
                "text",
                [
                    "x": CSS.number(x(number, of: count, in: index) + columnWidth(count) / 2), "y": CSS.number(y),
                    "text-anchor": "middle", "font-size": CSS.number(ChartLook.labelSize), "stroke": "#ffffff",
                    "stroke-width": "2", "paint-order": "stroke", "stroke-linejoin": "round",
                ], text: series.labels[index])
        }
    }

    // MARK: Lines

    private func line(_ series: ChartFigures.Series, to markup: inout MarkupText) {
        let path = runs(series).map { run in
            run.map { "\(CSS.number($0.x)) \(CSS.number($0.y))" }.joined(separator: "L")
        }.map { "M" + $0 }.joined()
        if !path.isEmpty { ChartShapes.line(path, series.look, named: series.name, to: &markup) }
        for (index, value) in series.values.enumerated() {
            guard let value else { continue }
            markup.start("g", data(series, index, value))
            tooltip(series, index, to: &markup)
            ChartShapes.marker(
                layout.x(index, of: figures.pointCount), layout.y(value, axis), series.look, to: &markup)
            markup.end()
        }
    }

    private typealias Spot = (x: Double, y: Double)

    /// What a gap parts. A goal that is the same everywhere reaches from edge to edge.
    private func runs(_ series: ChartFigures.Series) -> [[Spot]] {
        if series.mark == .goal, let goal = series.values.first ?? nil, series.values.allSatisfy({ $0 == goal }) {
            let y = layout.y(goal, axis)
            return [[(layout.left, y), (layout.right, y)]]
        }
        let spots = series.values.enumerated().map { index, value in
            value.map { (x: layout.x(index, of: figures.pointCount), y: layout.y($0, axis)) }
        }
        return spots.split(whereSeparator: { $0 == nil }).map { $0.compactMap { $0 } }.filter { $0.count > 1 }
    }

    // MARK: What all marks say

    private func data(_ series: ChartFigures.Series, _ index: Int, _ value: Double) -> KeyValuePairs<String, String?> {
        ["data-series": series.name, "data-category": figures.categories[index], "data-value": Decimal.plain(value)]
    }

    private func tooltip(_ series: ChartFigures.Series, _ index: Int, to markup: inout MarkupText) {
        markup.element("title", text: "\(series.name)，\(figures.categories[index])：\(series.labels[index])")
    }
}
