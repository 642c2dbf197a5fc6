import Markup
import Sheets

/// A chart as a drawing (SVG) to stand inside an HTML page: no script, nothing from a network, no identifiers that could
/// meet another drawing's.
///
/// Every number that is drawn is an element with the attributes `data-series`, `data-category` and `data-value` and
/// with a tooltip; a gap has none. Colours differ in lightness, columns in their hatching and lines in dash and marker,
/// so that it can be read on a grey print.
public struct ChartDrawing {
    private let figures: ChartFigures
    private let axis: ValueAxis
    private let layout: ChartLayout

    /// - Parameter sheet: Whose cells the chart shows; the workbook holds their styles.
    public init(_ chart: Chart, of sheet: Sheet, in workbook: Workbook) {
        self.init(ChartFigures(chart, ChartCells(sheet), workbook.styles))
    }

    init(_ figures: ChartFigures) {
        self.figures = figures
        axis = ValueAxis(figures)
        layout = ChartLayout(figures, axis)
    }

    /// The element `svg`, as wide as the room it is given up to the chart's own width.
    public func svg() -> String {
        var markup = MarkupText(.html)
        write(to: &markup)
        return String(decoding: markup.take(), as: UTF8.self)
    }

    /// In points.
    var width: Double { layout.width }
    var height: Double { layout.height }

    func write(to markup: inout MarkupText) {
        let (width, height) = (CSS.number(layout.width), CSS.number(layout.height))
        markup.start(
            "svg",
            [
                "role": "img", "aria-label": figures.chart.title.isEmpty ? figures.summary : figures.chart.title,
                "viewBox": "0 0 \(width) \(height)",
                "style": "display:block;width:100%;max-width:\(width)pt;height:auto", "font-family": Self.families,
                "font-size": CSS.number(ChartLook.textSize), "fill": ChartLook.text.description,
            ])
        if !figures.chart.title.isEmpty { markup.element("title", text: figures.chart.title) }
        markup.element("desc", text: figures.summary)
        markup.empty("rect", ["width": width, "height": height, "fill": "#ffffff"])
        ChartAxes(figures: figures, axis: axis, layout: layout).write(to: &markup)
        ChartMarks(figures: figures, axis: axis, layout: layout).write(to: &markup)
        ChartLegend(figures: figures, layout: layout).write(to: &markup)
        markup.end()
    }

    private static let families = CSS.families(
        of: Font(families: ["Noto Sans CJK SC", "Microsoft YaHei", "SimHei"]))
}
