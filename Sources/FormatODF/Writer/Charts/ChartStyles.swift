import Markup
import Sheets

/// The styles of a chart's parts, and the hatches and dashes that they name.
struct ChartStyles {
    static let area = "ch1"
    static let title = "ch2"
    static let legend = "ch3"
    static let plot = "ch4"
    static let categoryAxis = "ch5"
    static let valueAxis = "ch6"
    static let categoryTitle = "ch7"
    static let valueTitle = "ch8"
    static let grid = "ch9"
    static let wall = "ch10"
    static func series(_ index: Int) -> String { "se\(index + 1)" }

    private static let axisFormat = "N1"
    private static func format(_ series: Int) -> String { "N\(series + 2)" }

    let figures: ChartFigures

    // MARK: Hatches and dashes

    /// What belongs into `office:styles`.
    func common(into xml: inout MarkupText) {
        var seen: Set<String> = []
        let looks = figures.series.map(\.look)
        for look in looks {
            guard let name = ChartGraphics.hatch(of: look), seen.insert(name).inserted else { continue }
            ChartGraphics.writeHatch(name, look, into: &xml)
        }
        for look in looks {
            guard let name = ChartGraphics.dash(of: look), seen.insert(name).inserted else { continue }
            ChartGraphics.writeDash(name, look.dash, into: &xml)
        }
    }

    // MARK: Parts

    /// What belongs into `office:automatic-styles`.
    func automatic(into xml: inout MarkupText) {
        DataStyleElements.write(figures.axisFormat, Self.axisFormat, into: &xml)
        for (index, series) in figures.series.enumerated() {
            DataStyleElements.write(series.format, Self.format(index), into: &xml)
        }
        style(Self.area, into: &xml) { xml in
            ChartGraphics.plain(fill: .white, into: &xml)
        }
        style(Self.title, into: &xml) { text(ChartLook.titleSize, isBold: true, into: &$0) }
        style(Self.legend, into: &xml) { xml in
            ChartGraphics.plain(fill: nil, into: &xml)
            text(into: &xml)
        }
        style(Self.plot, into: &xml) { xml in
            xml.empty(
                "style:chart-properties",
                ["chart:treat-empty-cells": "leave-gap", "chart:include-hidden-cells": "true"])
        }
        axes(into: &xml)
        style(Self.grid, into: &xml) { ChartGraphics.line(ChartLook.grid, into: &$0) }
        style(Self.wall, into: &xml) { ChartGraphics.plain(fill: nil, into: &$0) }
        for (index, series) in figures.series.enumerated() { self.series(series, index, into: &xml) }
    }

    private func axes(into xml: inout MarkupText) {
        style(Self.categoryAxis, into: &xml) { xml in
            axis(
                [
                    // Below the drawing even where numbers are negative.
                    "chart:axis-label-position": "outside-start",
                    "chart:text-overlap": figures.hasUprightLabels ? "true" : "false",
                    "text:line-break": "true", "chart:label-arrangement": "side-by-side",
                    "style:rotation-angle": figures.hasUprightLabels ? "0" : nil,
                ], ChartLook.axis, into: &xml)
        }
        style(Self.valueAxis, format: Self.axisFormat, into: &xml) { xml in
            axis(
                [
                    "chart:minimum": figures.isNegative ? nil : "0",
                    "chart:maximum": figures.maximum.map(Decimal.plain),
                    "chart:interval-major": figures.step.map(Decimal.plain),
                    "chart:link-data-style-to-source": "false", "chart:gap-width": String(Int(ChartLook.gap * 100)),
                    "chart:overlap": "0",
                ], ChartLook.axis, into: &xml)
        }
        style(Self.categoryTitle, into: &xml) { text(into: &$0) }
        // A unit stands upright, a longer title along the axis.
        style(Self.valueTitle, into: &xml) { xml in
            xml.empty(
                "style:chart-properties",
                ["style:rotation-angle": ChartText.isUpright(figures.chart.valueTitle ?? "") ? "0" : "90"])
            text(into: &xml)
        }
    }

    private func axis(
        _ own: KeyValuePairs<String, String?>, _ color: Color, into xml: inout MarkupText
    ) {
        xml.start("style:chart-properties", ["chart:display-label": "true", "chart:logarithmic": "false"])
        for side in ["major-inner", "major-outer", "minor-inner", "minor-outer"] {
            xml.attribute("chart:tick-marks-" + side, "false")
        }
        for (name, value) in own { xml.attribute(name, value) }
        xml.end()
        ChartGraphics.line(color, into: &xml)
        text(into: &xml)
    }

    private func series(_ series: ChartFigures.Series, _ index: Int, into xml: inout MarkupText) {
        style(Self.series(index), format: Self.format(index), into: &xml) { xml in
            xml.start("style:chart-properties")
            if series.mark == .column {
                if figures.hasRoomForLabels {
                    xml.attribute("chart:data-label-number", "value")
                    xml.attribute("chart:label-position", "outside")
                }
            } else {
                ChartGraphics.marker(series.look.marker, into: &xml)
            }
            xml.attribute("chart:link-data-style-to-source", "false")
            xml.end()
            if series.mark == .column {
                ChartGraphics.column(series.look, into: &xml)
            } else {
                ChartGraphics.line(series.look, into: &xml)
            }
            text(ChartLook.labelSize, into: &xml)
        }
    }

    // MARK: Pieces

    private func style(
        _ name: String, format: String? = nil, into xml: inout MarkupText, _ properties: (inout MarkupText) -> Void
    ) {
        xml.element(
            "style:style",
            ["style:name": name, "style:family": "chart", "style:data-style-name": format], properties)
    }

    private func text(_ size: Double = ChartLook.textSize, isBold: Bool = false, into xml: inout MarkupText) {
        xml.start("style:text-properties", ["fo:color": ChartLook.text.description])
        for script in ["", "-asian"] {
            xml.attribute("style:font-name" + script, ChartLook.families[0])
            xml.attribute((script.isEmpty ? "fo:" : "style:") + "font-size" + script, Length.text(size))
            xml.attribute((script.isEmpty ? "fo:" : "style:") + "font-weight" + script, isBold ? "bold" : "normal")
        }
        xml.end()
    }
}
