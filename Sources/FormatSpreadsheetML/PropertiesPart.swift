import Markup
import Sheets

/// `o:DocumentProperties` and `o:CustomDocumentProperties`.
enum PropertiesPart {
    static func write(_ properties: DocumentProperties, to markup: inout MarkupText) {
        markup.start("DocumentProperties", ["xmlns": Names.office])
        item("Title", properties.title, to: &markup)
        item("Subject", properties.subject, to: &markup)
        item("Author", properties.creator, to: &markup)
        item("Keywords", properties.keywords.isEmpty ? nil : properties.keywords.joined(separator: ", "), to: &markup)
        item("Description", properties.description, to: &markup)
        item("Created", properties.created.map { "\($0.day)T\($0.time)Z" }, to: &markup)
        markup.end()
        markup.lineBreak()
        if !properties.custom.isEmpty { custom(properties.custom, to: &markup) }
    }

    private static func item(_ name: String, _ value: String?, to markup: inout MarkupText) {
        if let value { markup.element(name, text: value) }
    }

    private static func custom(_ properties: [CustomProperty], to markup: inout MarkupText) {
        markup.start("CustomDocumentProperties", ["xmlns": Names.office, "xmlns:dt": Names.dataTypes])
        for property in properties {
            markup.element(elementName(property.name), ["dt:dt": "string"], text: property.value)
        }
        markup.end()
        markup.lineBreak()
    }

    /// The property's name as an element's: what no name may hold is written `_x0020_`, as Excel does.
    static func elementName(_ name: String) -> String {
        var result = ""
        for scalar in name.unicodeScalars {
            let isAllowed = isLetter(scalar) || !result.isEmpty && isLaterCharacter(scalar)
            result += isAllowed ? String(scalar) : escaped(scalar)
        }
        return result.isEmpty ? "_x0000_" : result
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16, uppercase: true)
            return "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
        }.joined()
    }

    /// Letters of XML 1.0 in every edition: ASCII and the common Chinese characters.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "\u{4E00}"..."\u{9FA5}": true
        default: false
        }
    }

    private static func isLaterCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "-", ".", "_": true
        default: false
        }
    }
}
