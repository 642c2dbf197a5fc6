import Diagnostics
import Markup

/// An element of a small part, whole. Names are those of ``ReadNames``: `row`, `r:id`, `a:blip`.
struct PartElement {
    var name: String
    var attributes: [(name: String, value: String)] = []
    var children: [PartElement] = []
    /// Its own text, that of its children not included.
    var text = ""

    subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    func child(_ name: String) -> PartElement? { children.first { $0.name == name } }

    /// The first descendant of that name, in document order.
    func descendant(_ name: String) -> PartElement? {
        for child in children {
            if child.name == name { return child }
            if let found = child.descendant(name) { return found }
        }
        return nil
    }

    /// XML's two spellings of a boolean; `nil` when the attribute is missing or is anything else.
    func flag(_ attribute: String) -> Bool? {
        switch self[attribute] {
        case "1", "true", "on", "t": true
        case "0", "false", "off", "f": false
        default: nil
        }
    }

    func int(_ attribute: String) -> Int? { self[attribute].flatMap { Int($0) } }

    /// Finite only.
    func double(_ attribute: String) -> Double? { self[attribute].flatMap { CellBytes.number($0) } }
}

/// Builds ``PartElement``s from events, with the right branch of every `mc:AlternateContent` taken.
struct ElementBuilder {
    private var open: [PartElement] = []
    private var count = 0
    private let limit: Int
    private var names: [XMLByteTag.Identity: String] = [:]

    /// - Parameter limit: Elements of the part, nested ones included.
    init(limit: Int) { self.limit = limit }

    var isEmpty: Bool { open.isEmpty }

    mutating func start(_ tag: XMLByteTag) throws {
        count += 1
        if count > limit {
            throw Failure(.content, "xlsx.over-limit", "XML 元素个数超过上限 \(limit)", remedy: "文件可能有害或已损坏，请用原程序打开后重新保存")
        }
        var element = PartElement(name: name(tag.identity) { ReadNames.name(tag.localName, tag.namespaceAddress) })
        for index in 0..<tag.attributeCount {
            let name = name(tag.attributeIdentity(index)) {
                ReadNames.name(tag.attributeLocalName(index), tag.attributeNamespaceAddress(index))
            }
            element.attributes.append((name, tag.attributeString(index)))
        }
        open.append(element)
    }

    mutating func text(_ bytes: UnsafeRawBufferPointer) {
        if !open.isEmpty { open[open.count - 1].text += String(decoding: bytes, as: UTF8.self) }
    }

    /// - Returns: What the outermost element became when this was its end: itself, or what its alternatives chose.
    mutating func end() -> [PartElement] {
        guard let element = open.popLast() else { return [] }
        let result = element.name == "mc:AlternateContent" ? Self.chosen(element) : [element]
        if open.isEmpty {
            count = 0
            return result
        }
        open[open.count - 1].children.append(contentsOf: result)
        return []
    }

    private mutating func name(_ identity: XMLByteTag.Identity, _ make: () -> String) -> String {
        if let known = names[identity] { return known }
        let name = make()
        names[identity] = name
        return name
    }

    /// Nothing that a choice may require is understood here, so that the fallback counts where there is one.
    private static func chosen(_ alternatives: PartElement) -> [PartElement] {
        (alternatives.child("mc:Fallback") ?? alternatives.child("mc:Choice"))?.children ?? []
    }
}

/// Reads a whole small part into elements.
final class ElementReader: XMLByteHandler {
    private var builder: ElementBuilder
    private var root: PartElement?

    private init(limit: Int) { builder = ElementBuilder(limit: limit) }

    func start(_ tag: XMLByteTag) throws { try builder.start(tag) }

    func end(_ tag: XMLByteTag) { if let element = builder.end().first { root = element } }

    func text(_ bytes: UnsafeRawBufferPointer) { builder.text(bytes) }

    static func root(_ bytes: [UInt8], limits: XMLLimits, elements: Int = 400_000) throws -> PartElement {
        let reader = ElementReader(limit: elements)
        try XMLByteReader(names: [], namespaces: [], limits: limits).parse(bytes, reader)
        // The parser refuses a document without an outermost element.
        return reader.root ?? PartElement(name: "")
    }
}
