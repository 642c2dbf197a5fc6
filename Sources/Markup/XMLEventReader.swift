import CLibXML2
import Diagnostics

/// Walks an XML document as events. No DTD, no entities of its own, no network; limits are checked before memory is
/// taken.
///
/// Names come with the prefixes that the caller chose for the namespaces it knows, whatever prefix the file uses: a
/// reader made with `["urn:…:table:1.0": "table"]` gives `table:table-row`. A name of another namespace is
/// `{uri}local`.
public final class XMLEventReader {
    /// One step through the document, in its order.
    public enum Event: Hashable, Sendable {
        case start(StartTag)
        case end(String)
        /// Adjacent pieces and CDATA joined; white space kept.
        case text(String)
    }

    /// The beginning of an element; an empty one is followed by its end at once.
    public struct StartTag: Hashable, Sendable {
        /// With the caller's prefix, for example `table:table-row`.
        public var name: String
        /// In the file's order, without `xmlns`.
        public var attributes: [Attribute]

        /// The value of the attribute of that name, or `nil`.
        public subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
    }

    /// One name and value inside a start tag.
    public struct Attribute: Hashable, Sendable {
        /// With the caller's prefix, for example `table:name`.
        public var name: String
        /// As the document means it: entities resolved, white space as XML normalises it.
        public var value: String
    }

    private let reader: xmlTextReaderPtr
    private let memory: UnsafeMutableRawBufferPointer
    private let limits: XMLLimits
    private var names: NameTable
    /// Events that were met together with the one handed out last, in order.
    private var pending: [Event] = []
    private var isAtEnd = false

    /// - Parameters:
    ///   - bytes: A whole document, in UTF-8, UTF-16 with a mark, or the encoding that its declaration names.
    ///   - namespaces: Address to prefix.
    /// - Throws: ``Failure`` of kind `.content` when the document is larger than 2 GiB.
    public init(_ bytes: [UInt8], namespaces: [String: String], limits: XMLLimits = XMLLimits()) throws {
        guard let length = Int32(exactly: bytes.count) else {
            throw Failure(.content, "xml.too-large", "XML 超过 2 GiB", remedy: "请拆分文件")
        }
        if let offset = bytes.withUnsafeBytes({ LongTags.firstOffset(in: $0, attributes: limits.attributes) }) {
            let line = bytes[..<offset].count { $0 == 0x0A } + 1
            throw Self.overLimit("属性个数", limits.attributes, at: TextPosition(line: line))
        }
        xmlInitParser()
        memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 1)
        memory.copyBytes(from: bytes)
        self.limits = limits
        names = NameTable(prefixes: namespaces)
        let options =
            Int32(XML_PARSE_NONET.rawValue) | Int32(XML_PARSE_NOCDATA.rawValue) | Int32(XML_PARSE_COMPACT.rawValue)
        let start = memory.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard let reader = xmlReaderForMemory(start, length, nil, nil, options) else {
            memory.deallocate()
            throw Failure(.content, "xml.broken", "不是有效的 XML", remedy: "请用原程序打开后重新保存")
        }
        self.reader = reader
        // Without a handler libxml2 prints to standard error; the trouble itself is read with xmlGetLastError.
        xmlTextReaderSetStructuredErrorHandler(reader, { _, _ in }, nil)
    }

    deinit {
        xmlFreeTextReader(reader)
        memory.deallocate()
    }

    /// The next event, or `nil` after the document's end.
    ///
    /// - Throws: ``Failure`` of kind `.content` with the line and column: not well-formed, a DTD, over a limit.
    public func next() throws -> Event? {
        if !pending.isEmpty { return pending.removeFirst() }
        var text = ""
        while !isAtEnd {
            switch xmlTextReaderRead(reader) {
            case 0: isAtEnd = true
            case 1:
                guard let event = try current() else { continue }
                if case .text(let more) = event {
                    text += more
                    try check(text.utf8.count, against: limits.textBytes, "文字长度（字节）")
                    continue
                }
                if text.isEmpty { return event }
                pending.insert(event, at: 0)
                return .text(text)
            default: throw broken()
            }
        }
        return text.isEmpty ? nil : .text(text)
    }

    /// Passes over the rest of the element whose start was the last event, its end included.
    public func skipElement() throws {
        var depth = 1
        while depth > 0, let event = try next() {
            switch event {
            case .start: depth += 1
            case .end: depth -= 1
            case .text: break
            }
        }
    }

    /// Where the reader stands now.
    public var position: TextPosition {
        TextPosition(
            line: Int(xmlTextReaderGetParserLineNumber(reader)),
            column: Int(xmlTextReaderGetParserColumnNumber(reader)))
    }

    private func current() throws -> Event? {
        switch UInt32(bitPattern: xmlTextReaderNodeType(reader)) {
        case XML_READER_TYPE_ELEMENT.rawValue:
            let tag = try startTag()
            if xmlTextReaderIsEmptyElement(reader) == 1 { pending.append(.end(tag.name)) }
            return .start(tag)
        case XML_READER_TYPE_END_ELEMENT.rawValue:
            return .end(name())
        case XML_READER_TYPE_TEXT.rawValue, XML_READER_TYPE_CDATA.rawValue, XML_READER_TYPE_WHITESPACE.rawValue,
            XML_READER_TYPE_SIGNIFICANT_WHITESPACE.rawValue:
            return .text(string(xmlTextReaderConstValue(reader)))
        case XML_READER_TYPE_DOCUMENT_TYPE.rawValue, XML_READER_TYPE_ENTITY_REFERENCE.rawValue:
            throw Self.definitions(at: position)
        default:
            return nil
        }
    }

    private func startTag() throws -> StartTag {
        try check(Int(xmlTextReaderDepth(reader)) + 1, against: limits.depth, "嵌套层数")
        let tagName = name()
        var attributes: [Attribute] = []
        let count = Int(xmlTextReaderAttributeCount(reader))
        try check(count, against: limits.attributes, "属性个数")
        if count > 0 {
            attributes.reserveCapacity(count)
            while xmlTextReaderMoveToNextAttribute(reader) == 1 {
                if xmlTextReaderIsNamespaceDecl(reader) == 1 { continue }
                attributes.append(Attribute(name: name(), value: string(xmlTextReaderConstValue(reader))))
            }
            xmlTextReaderMoveToElement(reader)
        }
        return StartTag(name: tagName, attributes: attributes)
    }

    private func name() -> String {
        names.name(namespace: xmlTextReaderConstNamespaceUri(reader), local: xmlTextReaderConstLocalName(reader))
    }

    private func string(_ text: UnsafePointer<xmlChar>?) -> String { text.map { String(cString: $0) } ?? "" }

    private func check(_ found: Int, against limit: Int, _ what: String) throws {
        if found > limit { throw Self.overLimit(what, limit, at: position) }
    }

    private static func overLimit(_ what: String, _ limit: Int, at position: TextPosition) -> Failure {
        Failure(
            .content, "xml.over-limit", at: Place(position: position), "XML 的\(what)超过上限 \(limit)",
            remedy: "文件可能已损坏，请用原程序打开后重新保存")
    }

    private static func definitions(at position: TextPosition) -> Failure {
        Failure(
            .content, "xml.dtd", at: Place(position: position), "XML 带有 DTD 或实体定义，出于安全不予读取",
            remedy: "请用 LibreOffice、WPS 或 Excel 打开后重新保存")
    }

    private func broken() -> Failure {
        var place = position
        if let error = xmlTextReaderLastProblem() { place = error }
        // The parser is ahead of the events, and may meet these before the checks here do.
        let error = xmlGetLastError()?.pointee
        if error?.code == Int32(bitPattern: XML_ERR_ENTITY_LOOP.rawValue) { return Self.definitions(at: place) }
        if let message = error?.message, String(cString: message).hasPrefix("Excessive depth") {
            return Self.overLimit("嵌套层数", limits.depth, at: place)
        }
        return Failure(
            .content, "xml.broken", at: Place(position: place), "XML 不完整或有错误", remedy: "请用原程序打开后重新保存，再试一次")
    }

    private func xmlTextReaderLastProblem() -> TextPosition? {
        guard let error = xmlGetLastError(), error.pointee.line > 0 else { return nil }
        let column = Int(error.pointee.int2)
        return TextPosition(line: Int(error.pointee.line), column: column > 0 ? column : nil)
    }
}

/// What a document may take at most.
public struct XMLLimits: Hashable, Sendable {
    /// Elements inside each other.
    public var depth = 256
    /// Of one element.
    public var attributes = 512
    /// Of one stretch of text.
    public var textBytes = 10 << 20
    /// Between two `<`: one start tag with its attributes and the text behind it. Only ``XMLByteReader`` looks at it.
    public var markupBytes = 1 << 19

    /// Limits that any office file keeps.
    public init() {}
}

/// Canonical names, made once for each name that the document's dictionary holds.
private struct NameTable {
    struct Key: Hashable {
        var namespace: UnsafePointer<xmlChar>?
        var local: UnsafePointer<xmlChar>?
    }
    let prefixes: [String: String]
    var known: [Key: String] = [:]

    init(prefixes: [String: String]) { self.prefixes = prefixes }

    mutating func name(namespace: UnsafePointer<xmlChar>?, local: UnsafePointer<xmlChar>?) -> String {
        let key = Key(namespace: namespace, local: local)
        if let name = known[key] { return name }
        let localName = local.map { String(cString: $0) } ?? ""
        let name: String
        if let namespace {
            let uri = String(cString: namespace)
            let prefix = prefixes[uri] ?? (uri == "http://www.w3.org/XML/1998/namespace" ? "xml" : nil)
            name = prefix.map { $0.isEmpty ? localName : "\($0):\(localName)" } ?? "{\(uri)}\(localName)"
        } else {
            name = localName
        }
        known[key] = name
        return name
    }
}
