import Markup
import Sheets

/// Which series is which, at the foot of the drawing.
struct ChartLegend {
    let figures: ChartFigures
    let layout: ChartLayout

    func write(to markup: inout MarkupText) {
        for (number, row) in layout.legend.enumerated() {
            var x = (layout.width - row.reduce(0) { $0 + $1.width }) / 2
            let y = layout.legendY + Double(number) * ChartLayout.legendRow
            for entry in row {
                swatch(figures.series[entry.series], x, y, to: &markup)
                let name = ChartText.cut(
                    figures.series[entry.series].name, to: layout.width - ChartLayout.swatch - 16)
                markup.element(
                    "text", ["x": CSS.number(x + ChartLayout.swatch), "y": CSS.number(y + 3)], text: name)
                x += entry.width
            }
        }
    }

    private func swatch(_ series: ChartFigures.Series, _ x: Double, _ y: Double, to markup: inout MarkupText) {
        guard series.mark != .column else {
            return ChartShapes.column(
                ChartBox(x: x + 4, y: y - 4.5, width: 18, height: 9), series.look, to: &markup)
        }
        let path = "M\(CSS.number(x)) \(CSS.number(y))L\(CSS.number(x + 22)) \(CSS.number(y))"
        ChartShapes.line(path, series.look, to: &markup)
        if series.look.marker != .none { ChartShapes.marker(x + 11, y, series.look, to: &markup) }
    }
}
