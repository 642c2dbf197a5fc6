import Markup
import Sheets

/// A rectangle of a drawing, in points.
struct ChartBox {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
}

/// Columns, lines and markers as each look draws them, in the plot and in the legend alike.
enum ChartShapes {
    static func column(_ box: ChartBox, _ look: ChartLook, to markup: inout MarkupText) {
        markup.empty(
            "rect",
            [
                "x": CSS.number(box.x), "y": CSS.number(box.y), "width": CSS.number(box.width),
                "height": CSS.number(box.height),
                "fill": look.pattern == .solid ? look.color.description : "#ffffff",
                "stroke": look.outline.description, "stroke-width": ".75",
            ])
        let hatch = ChartHatch.path(look.pattern, in: box)
        if hatch.isEmpty { return }
        markup.empty("path", ["d": hatch, "stroke": look.color.description, "stroke-width": "1.1", "fill": "none"])
    }

    /// With a white edge, so that it is seen over dark columns.
    ///
    /// - Parameter name: Of its series; `nil` in the legend.
    static func line(_ path: String, _ look: ChartLook, named name: String? = nil, to markup: inout MarkupText) {
        for (color, wider) in [("#ffffff", 1.6), (look.color.description, 0)] {
            markup.empty(
                "path",
                [
                    "d": path, "fill": "none", "stroke": color,
                    "stroke-width": CSS.number(ChartLook.lineWidth + wider), "stroke-dasharray": dashes(look.dash),
                    "stroke-linejoin": "round", "data-line": wider == 0 ? name : nil,
                ])
        }
    }

    private static func dashes(_ dash: ChartLook.Dash) -> String? {
        switch dash {
        case .solid: nil
        case .dashed: "7 4"
        case .dotted: "2 2.5"
        case .dashDotted: "7 3 2 3"
        }
    }

    /// A line without markers gets an unseen spot that carries its tooltip.
    static func marker(_ x: Double, _ y: Double, _ look: ChartLook, to markup: inout MarkupText) {
        let (color, edge) = (look.color.description, "#ffffff")
        func point(_ dx: Double, _ dy: Double) -> String { "\(CSS.number(x + dx)) \(CSS.number(y + dy))" }
        func shape(_ points: [String]) {
            let path = "M" + points.joined(separator: "L") + "Z"
            markup.empty("path", ["d": path, "fill": color, "stroke": edge, "stroke-width": ".75"])
        }
        switch look.marker {
        case .none:
            markup.empty(
                "circle",
                ["cx": CSS.number(x), "cy": CSS.number(y), "r": "4", "fill": "none", "pointer-events": "all"])
        case .circle:
            markup.empty(
                "circle",
                [
                    "cx": CSS.number(x), "cy": CSS.number(y), "r": "3.2", "fill": color, "stroke": edge,
                    "stroke-width": ".75",
                ])
        case .square: shape([point(-2.8, -2.8), point(2.8, -2.8), point(2.8, 2.8), point(-2.8, 2.8)])
        case .triangle: shape([point(0, -3.6), point(3.4, 2.6), point(-3.4, 2.6)])
        case .diamond: shape([point(0, -4), point(3.6, 0), point(0, 4), point(-3.6, 0)])
        }
    }
}

/// Hatching as plain lines inside a rectangle: patterns would need identifiers, and mail programs drop them.
enum ChartHatch {
    private static let distance = 4.0

    static func path(_ pattern: ChartLook.Pattern, in box: ChartBox) -> String {
        switch pattern {
        case .solid: ""
        case .rising: slanted(in: box, isRising: true)
        case .crossed: slanted(in: box, isRising: true) + slanted(in: box, isRising: false)
        case .horizontal:
            straight(box.height).map { segment(box.x, box.y + box.height - $0, box.x + box.width, nil) }.joined()
        case .vertical: straight(box.width).map { segment(box.x + $0, box.y, nil, box.y + box.height) }.joined()
        }
    }

    private static func straight(_ length: Double) -> StrideTo<Double> {
        stride(from: distance / 2, to: length, by: distance)
    }

    private static func segment(_ x: Double, _ y: Double, _ toX: Double?, _ toY: Double?) -> String {
        "M\(CSS.number(x)) \(CSS.number(y))L\(CSS.number(toX ?? x)) \(CSS.number(toY ?? y))"
    }

    /// Lines at 45 degrees from the box's lower left corner on, cut at its edges.
    private static func slanted(in box: ChartBox, isRising: Bool) -> String {
        stride(from: distance, to: box.width + box.height, by: distance * 1.4142).map { sum in
            let from = (x: max(0, sum - box.height), y: min(sum, box.height))
            let to = (x: min(sum, box.width), y: max(0, sum - box.width))
            let foot = box.y + box.height
            func x(_ x: Double) -> Double { isRising ? box.x + box.width - x : box.x + x }
            return segment(x(from.x), foot - from.y, x(to.x), foot - to.y)
        }.joined()
    }
}
