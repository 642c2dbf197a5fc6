import Diagnostics
import Markup
import Sheets

/// `chart:chart`: title, legend, axes and series, and the numbers as they are now.
struct ChartElements {
    let figures: ChartFigures
    let sheetName: String

    func write(into xml: inout MarkupText) {
        let chart = figures.chart
        xml.start(
            "chart:chart",
            [
                // The numbers are those of the document around it, not of the table inside.
                "xlink:href": "..", "xlink:type": "simple",
                // Lines then stand above the middle of their categories, as they do beside columns.
                "chart:class": "chart:bar",
                "svg:width": Length.text(chart.width), "svg:height": Length.text(chart.height),
                "chart:style-name": ChartStyles.area,
            ])
        if !chart.title.isEmpty { title(chart.title, ChartStyles.title, into: &xml) }
        if figures.series.count > 1 {
            xml.empty(
                "chart:legend",
                [
                    "chart:legend-position": "bottom", "style:legend-expansion": "wide",
                    "chart:style-name": ChartStyles.legend,
                ])
        }
        plotArea(into: &xml)
        ChartTable(figures: figures).write(into: &xml)
        xml.end()
    }

    private func title(_ text: String, _ style: String, into xml: inout MarkupText) {
        xml.element("chart:title", ["chart:style-name": style]) { xml in
            xml.element("text:p") { xml in
                for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    if index > 0 { xml.empty("text:line-break") }
                    xml.text(String(line))
                }
            }
        }
    }

    private func plotArea(into xml: inout MarkupText) {
        xml.start("chart:plot-area", ["chart:style-name": ChartStyles.plot, "chart:data-source-has-labels": "both"])
        xml.element(
            "chart:axis",
            ["chart:dimension": "x", "chart:name": "primary-x", "chart:style-name": ChartStyles.categoryAxis]
        ) { xml in
            if let text = figures.chart.categoryTitle { title(text, ChartStyles.categoryTitle, into: &xml) }
            xml.empty("chart:categories", ["table:cell-range-address": address(figures.chart.categories)])
        }
        xml.element(
            "chart:axis",
            ["chart:dimension": "y", "chart:name": "primary-y", "chart:style-name": ChartStyles.valueAxis]
        ) { xml in
            if let text = figures.chart.valueTitle { title(text, ChartStyles.valueTitle, into: &xml) }
            xml.empty("chart:grid", ["chart:class": "major", "chart:style-name": ChartStyles.grid])
        }
        for (index, series) in figures.series.enumerated() { self.series(series, index, into: &xml) }
        xml.empty("chart:wall", ["chart:style-name": ChartStyles.wall])
        xml.end()
    }

    private func series(_ series: ChartFigures.Series, _ index: Int, into xml: inout MarkupText) {
        xml.element(
            "chart:series",
            [
                "chart:style-name": ChartStyles.series(index),
                "chart:values-cell-range-address": address(series.place.values),
                "chart:label-cell-address": address(CellRange(series.place.name)),
                "chart:class": series.mark == .column ? "chart:bar" : "chart:line",
                "chart:attached-axis": "primary-y",
            ]
        ) { $0.empty("chart:data-point", ["chart:repeated": String(max(series.values.count, 1))]) }
    }

    private func address(_ range: CellRange) -> String { SheetAddress.text(sheet: sheetName, range, absolute: true) }
}

/// The numbers as they are now, in the table that a chart carries for readers without its sheet.
struct ChartTable {
    let figures: ChartFigures

    func write(into xml: inout MarkupText) {
        xml.start("table:table", ["table:name": "local-table"])
        xml.element("table:table-header-columns") { $0.empty("table:table-column") }
        if !figures.series.isEmpty {
            xml.element("table:table-columns") { xml in
                xml.empty("table:table-column", ["table:number-columns-repeated": String(figures.series.count)])
            }
        }
        xml.element("table:table-header-rows") { xml in
            xml.element("table:table-row") { xml in
                text("", into: &xml)
                for series in figures.series { text(series.name, into: &xml) }
            }
        }
        if figures.pointCount > 0 { xml.element("table:table-rows") { rows(into: &$0) } }
        xml.end()
    }

    private func rows(into xml: inout MarkupText) {
        for index in 0..<figures.pointCount {
            xml.element("table:table-row") { xml in
                text(figures.categories[index], into: &xml)
                for series in figures.series {
                    number(index < series.values.count ? series.values[index] : nil, into: &xml)
                }
            }
        }
    }

    private func text(_ text: String, into xml: inout MarkupText) {
        xml.element("table:table-cell", ["office:value-type": text.isEmpty ? nil : "string"]) { xml in
            if text.isEmpty { xml.empty("text:p") } else { TextElements.paragraphs(text, into: &xml) }
        }
    }

    /// A gap is an empty cell.
    private func number(_ number: Double?, into xml: inout MarkupText) {
        guard let number else { return text("", into: &xml) }
        let plain = Decimal.plain(number)
        xml.element("table:table-cell", ["office:value-type": "float", "office:value": plain]) { xml in
            xml.element("text:p", text: plain)
        }
    }
}
