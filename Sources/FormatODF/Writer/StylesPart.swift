import ByteIO
import Markup
import Sheets

/// Writes `styles.xml`: named styles, page layouts and master pages.
struct StylesPart {
    let plan: DocumentPlan

    func write(to sink: inout some ByteSink) throws {
        var xml = MarkupText()
        let styles = StyleElements(names: plan.names)
        xml.declaration()
        xml.startRoot("office:document-styles")
        styles.fontFaces(into: &xml)
        styles.commonStyles(into: &xml)
        xml.element("office:automatic-styles") { automaticStyles(into: &$0) }
        PageElements(names: plan.names).masterPages(into: &xml)
        xml.end()
        try sink.write(xml.take())
    }

    /// What belongs into `office:automatic-styles` for master pages.
    func automaticStyles(into xml: inout MarkupText) {
        PageElements(names: plan.names).layouts(into: &xml)
        StyleElements(names: plan.names).textStyles(plan.names.headerTexts.named, into: &xml)
    }
}
