import Markup
import Sheets

/// The parts in `docProps`: what a file says of itself.
enum PropertiesPart {
    static func core(_ properties: DocumentProperties) -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start(
            "cp:coreProperties",
            [
                "xmlns:cp": Names.coreProperties, "xmlns:dc": Names.dublinCore, "xmlns:dcterms": Names.dublinCoreTerms,
                "xmlns:xsi": Names.schemaInstance,
            ])
        item("dc:title", properties.title, to: &markup)
        item("dc:subject", properties.subject, to: &markup)
        item("dc:creator", properties.creator, to: &markup)
        item(
            "cp:keywords", properties.keywords.isEmpty ? nil : properties.keywords.joined(separator: ", "), to: &markup)
        item("dc:description", properties.description, to: &markup)
        if let created = properties.created {
            markup.element("dcterms:created", ["xsi:type": "dcterms:W3CDTF"], text: "\(created.day)T\(created.time)Z")
        }
        markup.end()
        return markup.take()
    }

    private static func item(_ name: String, _ value: String?, to markup: inout MarkupText) {
        if let value { markup.element(name, text: Escaping.excel(value)) }
    }

    static func application() -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.element("Properties", ["xmlns": Names.extendedProperties]) { $0.element("Application", text: "Huxiao") }
        return markup.take()
    }

    /// Those with a name, of two with one name the first: Excel offers to repair a file with others.
    static func custom(_ properties: [CustomProperty]) -> [CustomProperty] {
        var taken: Set<String> = []
        return properties.filter { !$0.name.isEmpty && taken.insert($0.name.lowercased()).inserted }
    }

    static func custom(_ properties: DocumentProperties) -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("Properties", ["xmlns": Names.customProperties, "xmlns:vt": Names.variantTypes])
        for (index, property) in custom(properties.custom).enumerated() {
            // The set of properties that users define, and the first number that one of them may have.
            markup.start(
                "property",
                [
                    "fmtid": "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid": String(index + 2),
                    "name": Escaping.excel(property.name),
                ])
            markup.element("vt:lpwstr", text: Escaping.excel(property.value))
            markup.end()
        }
        markup.end()
        return markup.take()
    }
}
