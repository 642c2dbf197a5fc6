import CLibXML2
import Diagnostics

/// Takes what an ``XMLByteReader`` meets. The bytes are valid only during the call.
public protocol XMLByteHandler: AnyObject {
    /// - Throws: whatever ends the parse; it comes out of the reader as it is.
    func start(_ tag: XMLByteTag) throws
    func end(_ tag: XMLByteTag) throws
    /// UTF-8; one stretch of text may come in several pieces, CDATA included.
    func text(_ bytes: UnsafeRawBufferPointer) throws
}

/// Walks a document of any length as bytes: no `String` is made, names are numbers. For sheets with millions of cells;
/// ``XMLEventReader`` is easier to use.
///
/// No DTD, no entities of its own, no network. Memory does not grow with the document.
public struct XMLByteReader {
    /// Fills a part of the buffer and says how much; 0 at the end.
    public typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    private let names: [String]
    private let namespaces: [(address: String, number: Int)]
    private let limits: XMLLimits

    /// - Parameters:
    ///   - names: Local names of elements and attributes; ``XMLByteTag/name`` is the place in this list.
    ///   - namespaces: Address and ``XMLByteTag/namespace``; several addresses may share a number.
    public init(names: [String], namespaces: [(address: String, number: Int)], limits: XMLLimits = XMLLimits()) {
        self.names = names
        self.namespaces = namespaces
        self.limits = limits
    }

    /// - Throws: ``Failure`` of kind `.content` with line and column: not well-formed, a DTD, over a limit; errors of
    ///   `handler`.
    public func parse(_ bytes: [UInt8], _ handler: any XMLByteHandler) throws {
        var position = 0
        try parse(
            from: { buffer in
                let count = min(buffer.count, bytes.count - position)
                bytes.withUnsafeBytes {
                    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
                }
                position += count
                return count
            }, handler)
    }

    /// - Throws: as ``parse(_:_:)``, and errors of `source` as they are.
    public func parse(from source: @escaping Source, _ handler: any XMLByteHandler) throws {
        xmlInitParser()
        let state = XMLByteParse(
            source: source, handler: handler, names: names, namespaces: namespaces, limits: limits)
        var callbacks = XMLByteParse.callbacks
        let context = Unmanaged.passUnretained(state).toOpaque()
        guard
            let parser = xmlCreateIOParserCtxt(
                &callbacks, context, XMLByteParse.read, nil, context, XML_CHAR_ENCODING_NONE)
        else { throw XMLByteParse.broken(nil) }
        defer { xmlFreeParserCtxt(parser) }
        xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
        state.attach(parser)
        // The handler's own calls must not free the state while C code holds it.
        withExtendedLifetime(state) { _ = xmlParseDocument(parser) }
        if let error = state.error { throw error }
        if parser.pointee.wellFormed == 0 { throw XMLByteParse.broken(state.trouble) }
    }
}

/// An element's start or end. Valid only during the call that hands it over.
public struct XMLByteTag {
    /// The number that the reader was given for the namespace; -1 for another or none.
    public let namespace: Int
    /// The place in the reader's list of names; -1 for another.
    public let name: Int
    /// Declarations of namespaces not counted.
    public let attributeCount: Int
    let local: UnsafePointer<xmlChar>?
    let address: UnsafePointer<xmlChar>?
    let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    let numbers: PointerTable

    /// The name without its prefix.
    public var localName: String { local.map { String(cString: $0) } ?? "" }
    /// `nil` outside all namespaces.
    public var namespaceAddress: String? { address.map { String(cString: $0) } }
    /// The same for the same name in one document, so that names can be looked up without making a `String`.
    public var identity: Identity { Identity(local: local, address: address) }

    /// A name's identity within one document. It outlives the tag, not the document.
    public struct Identity: Hashable {
        let local: UnsafePointer<xmlChar>?
        let address: UnsafePointer<xmlChar>?
    }

    /// The place in the reader's list of names of attribute number `index`, whatever its namespace; -1 for another.
    @inline(__always)
    public func attributeName(_ index: Int) -> Int { numbers[attributes?[index * 5]] }

    /// The name of attribute number `index` without its prefix.
    public func attributeLocalName(_ index: Int) -> String { attributes?[index * 5].map { String(cString: $0) } ?? "" }

    /// `nil` for an attribute without a prefix.
    public func attributeNamespaceAddress(_ index: Int) -> String? {
        attributes?[index * 5 + 2].map { String(cString: $0) }
    }

    /// As ``identity``, of attribute number `index`.
    public func attributeIdentity(_ index: Int) -> Identity {
        Identity(local: attributes?[index * 5], address: attributes?[index * 5 + 2])
    }

    /// The value's bytes. An ampersand stands as `&#38;`; ``attributeString(_:)`` gives it as it was.
    @inline(__always)
    public func attributeBytes(_ index: Int) -> UnsafeRawBufferPointer {
        guard let attributes, let start = attributes[index * 5 + 3], let end = attributes[index * 5 + 4], end >= start
        else {
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(start: start, count: end - start)
    }

    /// The value of attribute number `index`.
    public func attributeString(_ index: Int) -> String {
        let text = String(decoding: attributeBytes(index), as: UTF8.self)
        // Without a DTD nothing else than an ampersand comes out of the parser so.
        return text.utf8.contains(UInt8(ascii: "&")) ? text.replacing("&#38;", with: "&") : text
    }
}
