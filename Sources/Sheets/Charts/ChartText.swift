/// What texts of a chart measure.
package enum ChartText {
    private static let font = Font(sizeInPoints: ChartLook.textSize)

    package static func width(_ text: String) -> Double { TextMeasure(text, font: font).width }

    package static func lines(_ text: String, within width: Double) -> [String] {
        TextMeasure(text, font: font).lines(within: width).map(\.text)
    }

    package static func titleLines(_ title: String, within width: Double) -> [String] {
        let font = Font(sizeInPoints: ChartLook.titleSize, isBold: true)
        return TextMeasure(title, font: font).lines(within: width).map(\.text)
    }

    /// A unit (个, %, 万元) stands upright beside its axis; longer titles run along it.
    package static func isUpright(_ title: String) -> Bool { width(title) <= ChartLook.textSize * 3 }

    /// Cut with … where it is wider.
    package static func cut(_ text: String, to width: Double) -> String {
        if self.width(text) <= width { return text }
        var kept = text
        while !kept.isEmpty, self.width(kept + "…") > width { kept.removeLast() }
        return kept + "…"
    }
}
