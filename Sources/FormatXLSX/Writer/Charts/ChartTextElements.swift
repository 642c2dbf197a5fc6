import Markup
import Sheets

/// Texts of a chart and their font, for Latin and for Chinese letters.
struct ChartTextElements {
    /// In points.
    var size = ChartLook.textSize
    var isBold = false
    /// Clockwise, in degrees; `nil`: as the program likes.
    var rotation: Int?

    /// `c:title`.
    func title(_ text: String, to markup: inout MarkupText) {
        markup.element("c:title") { markup in
            markup.element("c:tx") { markup in
                markup.element("c:rich") { markup in
                    body(to: &markup)
                    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
                        paragraph(String(line), to: &markup)
                    }
                }
            }
            markup.empty("c:overlay", ["val": "0"])
        }
    }

    /// `c:txPr`.
    func properties(to markup: inout MarkupText) {
        markup.element("c:txPr") { markup in
            body(to: &markup)
            markup.element("a:p") { markup in
                markup.element("a:pPr") { font("a:defRPr", to: &$0) }
                markup.empty("a:endParaRPr", ["lang": "zh-CN"])
            }
        }
    }

    private func body(to markup: inout MarkupText) {
        markup.empty(
            "a:bodyPr", ["rot": rotation.map { String($0 * 60_000) }, "vert": rotation == nil ? nil : "horz"])
        markup.empty("a:lstStyle")
    }

    private func paragraph(_ text: String, to markup: inout MarkupText) {
        markup.element("a:p") { markup in
            markup.element("a:pPr") { font("a:defRPr", to: &$0) }
            if text.isEmpty { return }
            markup.element("a:r") { markup in
                font("a:rPr", to: &markup)
                markup.element("a:t", text: text)
            }
        }
    }

    private func font(_ name: String, to markup: inout MarkupText) {
        markup.start(
            name, ["lang": "zh-CN", "sz": String(Int((size * 100).rounded())), "b": isBold ? "1" : "0"])
        ChartShapeElements.fill(ChartLook.text, to: &markup)
        for script in ["a:latin", "a:ea"] { markup.empty(script, ["typeface": ChartLook.families[0]]) }
        markup.end()
    }
}

/// Fills and lines of a chart.
enum ChartShapeElements {
    static func fill(_ color: Color, to markup: inout MarkupText) {
        markup.element("a:solidFill") { self.color(color, to: &$0) }
    }

    static func color(_ color: Color, to markup: inout MarkupText) {
        markup.empty("a:srgbClr", ["val": String(color.description.dropFirst()).uppercased()])
    }

    /// - Parameter width: In points.
    static func line(
        _ color: Color, width: Double, _ dash: ChartLook.Dash = .solid, to markup: inout MarkupText
    ) {
        markup.element("a:ln", ["w": String(Units.emu(width))]) { markup in
            fill(color, to: &markup)
            if let preset = preset(dash) { markup.empty("a:prstDash", ["val": preset]) }
        }
    }

    private static func preset(_ dash: ChartLook.Dash) -> String? {
        switch dash {
        case .solid: nil
        case .dashed: "dash"
        case .dotted: "sysDot"
        case .dashDotted: "dashDot"
        }
    }

    /// The inside and the edge of a column.
    static func column(_ look: ChartLook, to markup: inout MarkupText) {
        markup.element("c:spPr") { markup in
            if let preset = preset(look.pattern) {
                markup.element("a:pattFill", ["prst": preset]) { markup in
                    markup.element("a:fgClr") { color(look.color, to: &$0) }
                    markup.element("a:bgClr") { color(.white, to: &$0) }
                }
            } else {
                fill(look.color, to: &markup)
            }
            line(look.outline, width: 0.75, to: &markup)
        }
    }

    private static func preset(_ pattern: ChartLook.Pattern) -> String? {
        switch pattern {
        case .solid: nil
        case .rising: "wdUpDiag"
        case .horizontal: "dkHorz"
        case .crossed: "openDmnd"
        case .vertical: "dkVert"
        }
    }
}
