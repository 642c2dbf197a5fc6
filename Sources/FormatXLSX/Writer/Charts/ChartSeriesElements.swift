import Diagnostics
import Markup
import Sheets

/// The series of a chart: columns in one group, lines and goals in another, in the order of the chart.
struct ChartSeriesElements {
    let figures: ChartFigures
    let prefix: String

    func columns(to markup: inout MarkupText) {
        markup.element("c:barChart") { markup in
            markup.empty("c:barDir", ["val": "col"])
            markup.empty("c:grouping", ["val": "clustered"])
            markup.empty("c:varyColors", ["val": "0"])
            for (index, series) in figures.series.enumerated() where series.mark == .column {
                markup.element("c:ser") { markup in
                    start(series, index, to: &markup)
                    ChartShapeElements.column(series.look, to: &markup)
                    markup.empty("c:invertIfNegative", ["val": "0"])
                    if figures.hasRoomForLabels { labels(to: &markup) }
                    data(series, to: &markup)
                }
            }
            markup.empty("c:gapWidth", ["val": String(Int(ChartLook.gap * 100))])
            axes(to: &markup)
        }
    }

    func lines(to markup: inout MarkupText) {
        markup.element("c:lineChart") { markup in
            markup.empty("c:grouping", ["val": "standard"])
            markup.empty("c:varyColors", ["val": "0"])
            for (index, series) in figures.series.enumerated() where series.mark != .column {
                markup.element("c:ser") { markup in
                    start(series, index, to: &markup)
                    markup.element("c:spPr") { markup in
                        ChartShapeElements.line(
                            series.look.color, width: ChartLook.lineWidth, series.look.dash, to: &markup)
                    }
                    marker(series.look, to: &markup)
                    data(series, to: &markup)
                    markup.empty("c:smooth", ["val": "0"])
                }
            }
            markup.empty("c:marker", ["val": "1"])
            axes(to: &markup)
        }
    }

    private func axes(to markup: inout MarkupText) {
        markup.empty("c:axId", ["val": ChartPart.categoryAxis])
        markup.empty("c:axId", ["val": ChartPart.valueAxis])
    }

    private func start(_ series: ChartFigures.Series, _ index: Int, to markup: inout MarkupText) {
        markup.empty("c:idx", ["val": String(index)])
        markup.empty("c:order", ["val": String(index)])
        markup.element("c:tx") { texts([series.name], CellRange(series.place.name), to: &$0) }
    }

    private func data(_ series: ChartFigures.Series, to markup: inout MarkupText) {
        markup.element("c:cat") { texts(figures.labels, figures.chart.categories, to: &$0) }
        markup.element("c:val") { markup in
            markup.element("c:numRef") { markup in
                markup.element("c:f", text: reference(series.place.values))
                markup.element("c:numCache") { numbers(series, to: &$0) }
            }
        }
    }

    private func numbers(_ series: ChartFigures.Series, to markup: inout MarkupText) {
        markup.element("c:formatCode", text: Escaping.excel(series.format.code))
        markup.empty("c:ptCount", ["val": String(series.values.count)])
        for (index, value) in series.values.enumerated() {
            guard let value else { continue }
            markup.element("c:pt", ["idx": String(index)]) { $0.element("c:v", text: Decimal.plain(value)) }
        }
    }

    private func texts(_ texts: [String], _ range: CellRange, to markup: inout MarkupText) {
        markup.element("c:strRef") { markup in
            markup.element("c:f", text: reference(range))
            markup.element("c:strCache") { markup in
                markup.empty("c:ptCount", ["val": String(texts.count)])
                for (index, text) in texts.enumerated() where !text.isEmpty {
                    markup.element("c:pt", ["idx": String(index)]) { $0.element("c:v", text: Escaping.excel(text)) }
                }
            }
        }
    }

    private func reference(_ range: CellRange) -> String { prefix + A1.fixed(range) }

    private func labels(to markup: inout MarkupText) {
        markup.element("c:dLbls") { markup in
            markup.element("c:spPr") { $0.empty("a:noFill") }
            ChartTextElements(size: ChartLook.labelSize).properties(to: &markup)
            markup.empty("c:dLblPos", ["val": "outEnd"])
            for (name, isShown) in [
                ("LegendKey", false), ("Val", true), ("CatName", false), ("SerName", false), ("Percent", false),
                ("BubbleSize", false),
            ] {
                markup.empty("c:show" + name, ["val": isShown ? "1" : "0"])
            }
        }
    }

    private func marker(_ look: ChartLook, to markup: inout MarkupText) {
        markup.element("c:marker") { markup in
            markup.empty("c:symbol", ["val": Self.symbol(look.marker)])
            if look.marker == .none { return }
            markup.empty("c:size", ["val": "6"])
            markup.element("c:spPr") { markup in
                ChartShapeElements.fill(look.color, to: &markup)
                ChartShapeElements.line(.white, width: 0.75, to: &markup)
            }
        }
    }

    private static func symbol(_ marker: ChartLook.Marker) -> String {
        switch marker {
        case .none: "none"
        case .circle: "circle"
        case .square: "square"
        case .triangle: "triangle"
        case .diamond: "diamond"
        }
    }
}
