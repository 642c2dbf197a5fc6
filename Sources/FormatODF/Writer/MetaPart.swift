import ByteIO
import Markup
import Sheets

/// Writes `meta.xml`. Nothing in it comes from the clock.
struct MetaPart {
    let properties: DocumentProperties

    func write(to sink: inout some ByteSink) throws {
        var xml = MarkupText()
        xml.declaration()
        xml.startRoot("office:document-meta")
        meta(into: &xml)
        xml.end()
        try sink.write(xml.take())
    }

    /// `office:meta`.
    func meta(into xml: inout MarkupText) {
        xml.element("office:meta") { xml in
            xml.element("meta:generator", text: "Huxiao")
            text("dc:title", properties.title, into: &xml)
            text("dc:description", properties.description, into: &xml)
            text("dc:subject", properties.subject, into: &xml)
            for keyword in properties.keywords { xml.element("meta:keyword", text: keyword) }
            text("meta:initial-creator", properties.creator, into: &xml)
            text("meta:creation-date", properties.created.map { "\($0.day)T\($0.time)" }, into: &xml)
            for property in properties.custom {
                xml.element(
                    "meta:user-defined", ["meta:name": property.name, "meta:value-type": "string"], text: property.value
                )
            }
        }
    }

    private func text(_ name: String, _ text: String?, into xml: inout MarkupText) {
        if let text { xml.element(name, text: text) }
    }
}
