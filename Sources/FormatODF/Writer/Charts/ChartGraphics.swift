import Markup
import Sheets

/// Lines, fillings and markers of a chart as graphic properties.
enum ChartGraphics {
    // MARK: Properties

    /// No line; `fill` is `nil` for no filling.
    static func plain(fill: Color?, into xml: inout MarkupText) {
        xml.empty(
            "style:graphic-properties",
            ["draw:stroke": "none", "draw:fill": fill == nil ? "none" : "solid", "draw:fill-color": fill?.description])
    }

    /// A thin line of an axis or a grid.
    static func line(_ color: Color, into xml: inout MarkupText) {
        xml.empty(
            "style:graphic-properties",
            ["draw:stroke": "solid", "svg:stroke-width": "0.75pt", "svg:stroke-color": color.description])
    }

    /// The line of a series.
    static func line(_ look: ChartLook, into xml: inout MarkupText) {
        let dash = dash(of: look)
        xml.empty(
            "style:graphic-properties",
            [
                "draw:stroke": dash == nil ? "solid" : "dash", "draw:stroke-dash": dash,
                "svg:stroke-width": Length.text(ChartLook.lineWidth), "svg:stroke-color": look.color.description,
                // Of the markers.
                "draw:fill": "solid", "draw:fill-color": look.color.description,
            ])
    }

    static func column(_ look: ChartLook, into xml: inout MarkupText) {
        let hatch = hatch(of: look)
        xml.empty(
            "style:graphic-properties",
            [
                "draw:stroke": "solid", "svg:stroke-width": "0.75pt", "svg:stroke-color": look.outline.description,
                "draw:fill": hatch == nil ? "solid" : "hatch",
                "draw:fill-color": hatch == nil ? look.color.description : "#ffffff", "draw:fill-hatch-name": hatch,
                "draw:fill-hatch-solid": hatch == nil ? nil : "true",
            ])
    }

    /// Attributes of the chart properties just opened.
    static func marker(_ marker: ChartLook.Marker, into xml: inout MarkupText) {
        let name: String? =
            switch marker {
            case .none: nil
            case .circle: "circle"
            case .square: "square"
            case .triangle: "arrow-up"
            case .diamond: "diamond"
            }
        xml.attribute("chart:symbol-type", name == nil ? "none" : "named-symbol")
        xml.attribute("chart:symbol-name", name)
        for side in ["width", "height"] where name != nil { xml.attribute("chart:symbol-" + side, "6.5pt") }
    }

    // MARK: What properties name

    static func hatch(of look: ChartLook) -> String? {
        switch look.pattern {
        case .solid: nil
        case .rising: "Hatch1"
        case .horizontal: "Hatch2"
        case .crossed: "Hatch3"
        case .vertical: "Hatch4"
        }
    }

    static func writeHatch(_ name: String, _ look: ChartLook, into xml: inout MarkupText) {
        // The standard takes a number for degrees, LibreOffice for tenths of a degree. Lines at 400 degrees are lines at
        // 40 in both readings, 800 is 80.
        let rotation =
            switch look.pattern {
            case .solid, .horizontal: "0"
            case .rising, .crossed: "400"
            case .vertical: "800"
            }
        xml.empty(
            "draw:hatch",
            [
                "draw:name": name, "draw:style": look.pattern == .crossed ? "double" : "single",
                "draw:color": look.color.description, "draw:distance": "3pt", "draw:rotation": rotation,
            ])
    }

    static func dash(of look: ChartLook) -> String? {
        switch look.dash {
        case .solid: nil
        case .dashed: "Dash1"
        case .dotted: "Dash2"
        case .dashDotted: "Dash3"
        }
    }

    static func writeDash(_ name: String, _ dash: ChartLook.Dash, into xml: inout MarkupText) {
        let dots: (first: (count: String, length: String), second: (count: String, length: String)?, distance: String) =
            switch dash {
            case .solid, .dashed: (("1", "7pt"), nil, "4pt")
            case .dotted: (("1", "2pt"), nil, "2.5pt")
            case .dashDotted: (("1", "7pt"), ("1", "2pt"), "3pt")
            }
        xml.empty(
            "draw:stroke-dash",
            [
                "draw:name": name, "draw:style": "rect", "draw:dots1": dots.first.count,
                "draw:dots1-length": dots.first.length, "draw:dots2": dots.second?.count,
                "draw:dots2-length": dots.second?.length, "draw:distance": dots.distance,
            ])
    }
}
