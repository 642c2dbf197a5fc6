import Markup
import Sheets

/// What a chart's numbers are read against: title, axes, grid and labels.
struct ChartAxes {
    let figures: ChartFigures
    let axis: ValueAxis
    let layout: ChartLayout

    func write(to markup: inout MarkupText) {
        title(to: &markup)
        for (tick, label) in zip(axis.ticks, axis.labels) {
            let y = layout.y(tick, axis)
            line(layout.left, y, layout.right, y, tick == 0 ? ChartLook.axis : ChartLook.grid, to: &markup)
            text(label, layout.left - 5, y + 3, "end", to: &markup)
        }
        line(layout.left, layout.top, layout.left, layout.bottom, ChartLook.axis, to: &markup)
        for (index, lines) in layout.categories.lines.enumerated() { category(lines, index, to: &markup) }
        titlesOfAxes(to: &markup)
    }

    private func title(to markup: inout MarkupText) {
        let lines = ChartText.titleLines(figures.chart.title, within: layout.width - 16)
        for (index, line) in lines.enumerated() {
            markup.element(
                "text",
                [
                    "x": CSS.number(layout.width / 2),
                    "y": CSS.number(8 + (Double(index) + 0.8) * ChartLook.titleSize * 1.4), "text-anchor": "middle",
                    "font-size": CSS.number(ChartLook.titleSize), "font-weight": "bold",
                ], text: line)
        }
    }

    private func category(_ lines: [String], _ index: Int, to markup: inout MarkupText) {
        let x = layout.x(index, of: figures.pointCount)
        for (number, line) in lines.enumerated() {
            let y = layout.bottom + 12 + Double(number) * ChartLook.textSize * 1.35
            guard layout.categories.isSlanted else {
                text(line, x, y, "middle", to: &markup)
                continue
            }
            let turn = "rotate(-45 \(CSS.number(x + 3)) \(CSS.number(layout.bottom + 9)))"
            text(line, x + 3, layout.bottom + 9, "end", turn, to: &markup)
        }
    }

    private func titlesOfAxes(to markup: inout MarkupText) {
        if let title = figures.chart.categoryTitle {
            text(title, (layout.left + layout.right) / 2, layout.categoryTitleY, "middle", to: &markup)
        }
        guard let title = figures.chart.valueTitle else { return }
        let y = (layout.top + layout.bottom) / 2
        if ChartText.isUpright(title) { return text(title, 8, y + 3, "start", to: &markup) }
        let cut = ChartText.cut(title, to: layout.bottom - layout.top + 20)
        text(cut, 16, y, "middle", "rotate(-90 16 \(CSS.number(y)))", to: &markup)
    }

    private func text(
        _ text: String, _ x: Double, _ y: Double, _ anchor: String, _ transform: String? = nil,
        to markup: inout MarkupText
    ) {
        markup.element(
            "text", ["x": CSS.number(x), "y": CSS.number(y), "text-anchor": anchor, "transform": transform], text: text)
    }

    private func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ color: Color, to markup: inout MarkupText
    ) {
        markup.empty(
            "line",
            [
                "x1": CSS.number(x1), "y1": CSS.number(y1), "x2": CSS.number(x2), "y2": CSS.number(y2),
                "stroke": color.description, "stroke-width": ".75",
            ])
    }
}
