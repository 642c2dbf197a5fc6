import Markup
import Sheets

/// The axes that all series of a chart share.
struct ChartAxisElements {
    let figures: ChartFigures

    func write(to markup: inout MarkupText) {
        categories(to: &markup)
        values(to: &markup)
    }

    private func categories(to markup: inout MarkupText) {
        markup.element("c:catAx") { markup in
            start(ChartPart.categoryAxis, "b", to: &markup)
            if let title = figures.chart.categoryTitle {
                ChartTextElements(rotation: 0).title(title, to: &markup)
            }
            markup.empty("c:numFmt", ["formatCode": "General", "sourceLinked": "0"])
            marks("none", to: &markup)
            // Below the drawing even where numbers are negative.
            markup.empty("c:tickLblPos", ["val": "low"])
            line(ChartLook.axis, to: &markup)
            ChartTextElements(rotation: figures.hasUprightLabels ? 0 : nil).properties(to: &markup)
            end(ChartPart.valueAxis, to: &markup)
            // Text it is, even where it looks like days.
            markup.empty("c:auto", ["val": "0"])
            markup.empty("c:lblAlgn", ["val": "ctr"])
            markup.empty("c:lblOffset", ["val": "100"])
            markup.empty("c:noMultiLvlLbl", ["val": "1"])
        }
    }

    private func values(to markup: inout MarkupText) {
        markup.element("c:valAx") { markup in
            start(
                ChartPart.valueAxis, "l", maximum: figures.maximum, minimum: figures.isNegative ? nil : 0, to: &markup)
            markup.element("c:majorGridlines") { line(ChartLook.grid, to: &$0) }
            if let title = figures.chart.valueTitle {
                // A unit stands upright, a longer title along the axis.
                ChartTextElements(rotation: ChartText.isUpright(title) ? 0 : -90).title(title, to: &markup)
            }
            markup.empty("c:numFmt", ["formatCode": Escaping.excel(figures.axisFormat.code), "sourceLinked": "0"])
            marks("none", to: &markup)
            markup.empty("c:tickLblPos", ["val": "nextTo"])
            line(ChartLook.axis, to: &markup)
            ChartTextElements().properties(to: &markup)
            end(ChartPart.categoryAxis, to: &markup)
            markup.empty("c:crossBetween", ["val": "between"])
            if let step = figures.step { markup.empty("c:majorUnit", ["val": Decimal.plain(step)]) }
        }
    }

    private func start(
        _ id: String, _ side: String, maximum: Double? = nil, minimum: Double? = nil, to markup: inout MarkupText
    ) {
        markup.empty("c:axId", ["val": id])
        markup.element("c:scaling") { markup in
            markup.empty("c:orientation", ["val": "minMax"])
            if let maximum { markup.empty("c:max", ["val": Decimal.plain(maximum)]) }
            if let minimum { markup.empty("c:min", ["val": Decimal.plain(minimum)]) }
        }
        markup.empty("c:delete", ["val": "0"])
        markup.empty("c:axPos", ["val": side])
    }

    private func end(_ other: String, to markup: inout MarkupText) {
        markup.empty("c:crossAx", ["val": other])
        markup.empty("c:crosses", ["val": "autoZero"])
    }

    private func marks(_ kind: String, to markup: inout MarkupText) {
        markup.empty("c:majorTickMark", ["val": kind])
        markup.empty("c:minorTickMark", ["val": kind])
    }

    private func line(_ color: Color, to markup: inout MarkupText) {
        markup.element("c:spPr") { ChartShapeElements.line(color, width: 0.75, to: &$0) }
    }
}
