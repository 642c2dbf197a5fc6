import Diagnostics
import Markup
import Sheets

/// One chart as a document of its own: in a package the parts `content.xml` and `styles.xml` of its folder, in one file
/// an `office:document` inside `draw:object`.
///
/// Source: OpenDocument 1.3 part 3, clause 11 (charts) and 20.4 ff. (their properties).
struct ChartObject {
    static let mediaType = "application/vnd.oasis.opendocument.chart"

    /// Of the frames of all charts.
    static let frameStyle = "gr1"

    /// Without a line around it, which programs draw unless told otherwise.
    static func writeFrameStyle(into xml: inout MarkupText) {
        xml.element("style:style", ["style:name": frameStyle, "style:family": "graphic"]) { xml in
            xml.empty("style:graphic-properties", ["draw:stroke": "none", "draw:fill": "none"])
        }
    }

    /// In a package.
    static func folder(_ number: Int) -> String { "Object \(number)" }

    let figures: ChartFigures
    let sheetName: String

    /// The cells that the chart shows, for `draw:notify-on-update-of-ranges`.
    static func ranges(of chart: Chart, onSheet name: String) -> String {
        chart.ranges.map { SheetAddress.text(sheet: name, $0) }.joined(separator: " ")
    }

    func content() -> [UInt8] {
        var xml = MarkupText()
        xml.declaration()
        start("office:document-content", &xml)
        fontFaces(into: &xml)
        xml.element("office:automatic-styles") { styles.automatic(into: &$0) }
        body(into: &xml)
        xml.end()
        return xml.take()
    }

    func stylesPart() -> [UInt8] {
        var xml = MarkupText()
        xml.declaration()
        start("office:document-styles", &xml)
        xml.element("office:styles") { styles.common(into: &$0) }
        xml.end()
        return xml.take()
    }

    /// The whole as an element, without a declaration.
    func flat() -> [UInt8] {
        var xml = MarkupText()
        start("office:document", &xml)
        xml.attribute("office:mimetype", Self.mediaType)
        fontFaces(into: &xml)
        xml.element("office:styles") { styles.common(into: &$0) }
        xml.element("office:automatic-styles") { styles.automatic(into: &$0) }
        body(into: &xml)
        xml.end()
        return xml.take()
    }

    private var styles: ChartStyles { ChartStyles(figures: figures) }

    private func start(_ name: String, _ xml: inout MarkupText) {
        xml.startRoot(name)
        xml.attribute("xmlns:chart", Names.chart)
    }

    private func fontFaces(into xml: inout MarkupText) {
        xml.element("office:font-face-decls") { xml in
            xml.empty(
                "style:font-face",
                [
                    "style:name": ChartLook.families[0], "svg:font-family": FontFamilies.text(ChartLook.families),
                ])
        }
    }

    private func body(into xml: inout MarkupText) {
        xml.element("office:body") { xml in
            xml.element("office:chart") { ChartElements(figures: figures, sheetName: sheetName).write(into: &$0) }
        }
    }
}
