import Diagnostics
import Markup
import Sheets

/// `xl/charts/chartN.xml`: one chart, its cells named and what they hold now kept beside the names.
///
/// Source: ISO/IEC 29500-1 clause 21.2; the order of elements is the schema's.
struct ChartPart {
    let figures: ChartFigures
    /// Of its sheet, as a reference writes it, with the exclamation mark.
    let prefix: String

    /// The two axes know each other by these numbers.
    static let categoryAxis = "1"
    static let valueAxis = "2"

    func bytes() -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start(
            "c:chartSpace",
            ["xmlns:c": Names.chart, "xmlns:a": Names.drawing, "xmlns:r": Names.relations])
        markup.empty("c:roundedCorners", ["val": "0"])
        markup.element("c:chart") { markup in
            let text = ChartTextElements(size: ChartLook.titleSize, isBold: true)
            if !figures.chart.title.isEmpty { text.title(figures.chart.title, to: &markup) }
            markup.empty("c:autoTitleDeleted", ["val": figures.chart.title.isEmpty ? "1" : "0"])
            plotArea(to: &markup)
            if figures.series.count > 1 { legend(to: &markup) }
            // Hidden rows often hold the numbers of a chart.
            markup.empty("c:plotVisOnly", ["val": "0"])
            markup.empty("c:dispBlanksAs", ["val": "gap"])
        }
        markup.element("c:spPr") { markup in
            ChartShapeElements.fill(.white, to: &markup)
            markup.element("a:ln") { $0.empty("a:noFill") }
        }
        ChartTextElements().properties(to: &markup)
        markup.end()
        return markup.take()
    }

    private func plotArea(to markup: inout MarkupText) {
        let series = ChartSeriesElements(figures: figures, prefix: prefix)
        markup.element("c:plotArea") { markup in
            markup.empty("c:layout")
            if !figures.columns.isEmpty || figures.series.isEmpty { series.columns(to: &markup) }
            if !figures.lines.isEmpty { series.lines(to: &markup) }
            ChartAxisElements(figures: figures).write(to: &markup)
            markup.element("c:spPr") { $0.empty("a:noFill") }
        }
    }

    private func legend(to markup: inout MarkupText) {
        markup.element("c:legend") { markup in
            markup.empty("c:legendPos", ["val": "b"])
            markup.empty("c:overlay", ["val": "0"])
            ChartTextElements().properties(to: &markup)
        }
    }
}
