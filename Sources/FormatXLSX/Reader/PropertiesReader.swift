import FileKinds
import Sheets

/// Reads `docProps/core.xml` and `docProps/custom.xml`. Whatever is wrong with them never stops a read.
///
/// Source: ISO/IEC 29500-2 clause 11; 29500-1 clause 22.3.
struct PropertiesReader {
    let parts: PackageParts
    let log: ReadLog

    func properties(_ relations: [PackageParts.Relation]) -> DocumentProperties {
        var properties = DocumentProperties()
        if let root = root(relations, "core-properties", "docProps/core.xml") { Self.core(root, into: &properties) }
        if let root = root(relations, "custom-properties", "docProps/custom.xml") {
            properties.custom = Self.custom(root)
        }
        return properties
    }

    private func root(_ relations: [PackageParts.Relation], _ kind: String, _ usual: String) -> PartElement? {
        let part = relations.first { $0.kind == kind || $0.kind == kind.replacing("-p", with: "P") }?.target ?? usual
        do {
            return try parts.root(part)
        } catch {
            log.note("xlsx.meta-unreadable", .hint, "文档属性（\(part)）无法读取，已略去")
            return nil
        }
    }

    private static func core(_ root: PartElement, into properties: inout DocumentProperties) {
        func text(_ name: String) -> String? {
            root.child(name).map { EscapedText.string($0.text) }.flatMap { $0.isEmpty ? nil : $0 }
        }
        properties.title = text("dc:title")
        properties.subject = text("dc:subject")
        properties.creator = text("dc:creator")
        properties.description = text("dc:description")
        properties.created = text("dcterms:created").flatMap { CalendarMoment(iso: $0) }
        properties.modified = text("dcterms:modified").flatMap { CalendarMoment(iso: $0) }
        let keywords = text("cp:keywords")?.split { ",;，；、".contains($0) } ?? []
        properties.keywords = keywords.map { word in
            String(word.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        }.filter { !$0.isEmpty }
    }

    private static func custom(_ root: PartElement) -> [CustomProperty] {
        root.children.prefix(1000).compactMap { element in
            guard let name = element["name"], let value = element.children.first, value.name.hasPrefix("vt:") else {
                return nil
            }
            return CustomProperty(name: name, value: EscapedText.string(value.text))
        }
    }
}
