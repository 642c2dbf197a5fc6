import CLibXML2
import Diagnostics

/// One run of an ``XMLByteReader``: what libxml2's callbacks work on.
///
/// Called many millions of times by one thread; its properties are never used from two places at once, so that the
/// checks for that are off.
final class XMLByteParse {
    private let source: XMLByteReader.Source
    private let handler: any XMLByteHandler
    private let limits: XMLLimits
    @exclusivity(unchecked) private var parser: xmlParserCtxtPtr?
    private let names: [String]
    private let namespaces: [(address: String, number: Int)]
    private let numbers: PointerTable
    private let namespaceNumbers: PointerTable
    @exclusivity(unchecked) private var depth = 0
    /// Bytes read since the last `>`.
    @exclusivity(unchecked) private var bytesInMarkup = 0
    @exclusivity(unchecked) private(set) var error: (any Error)?
    private(set) var trouble: TextPosition?

    init(
        source: @escaping XMLByteReader.Source, handler: any XMLByteHandler, names: [String],
        namespaces: [(address: String, number: Int)], limits: XMLLimits
    ) {
        self.source = source
        self.handler = handler
        self.names = names
        self.namespaces = namespaces
        self.limits = limits
        numbers = PointerTable(capacity: names.count)
        namespaceNumbers = PointerTable(capacity: namespaces.count)
    }

    deinit {
        numbers.free()
        namespaceNumbers.free()
    }

    /// Looks the known names up in the parser's own dictionary: from there on, names are compared as pointers.
    func attach(_ parser: xmlParserCtxtPtr) {
        self.parser = parser
        let dictionary = parser.pointee.dict
        for (number, name) in names.enumerated() { numbers.add(xmlDictLookup(dictionary, name, -1), number) }
        for (address, number) in namespaces { namespaceNumbers.add(xmlDictLookup(dictionary, address, -1), number) }
    }

    private var position: TextPosition? {
        guard let input = parser?.pointee.input else { return nil }
        return TextPosition(line: Int(input.pointee.line), column: Int(input.pointee.col))
    }

    // MARK: What the callbacks do

    private func stop(_ error: any Error) {
        if self.error == nil { self.error = error }
        if let parser { xmlStopParser(parser) }
    }

    private func start(
        _ local: UnsafePointer<xmlChar>?, _ address: UnsafePointer<xmlChar>?, _ count: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        depth += 1
        do {
            if depth > limits.depth { throw overLimit("嵌套层数", limits.depth) }
            if count > limits.attributes { throw overLimit("属性个数", limits.attributes) }
            try handler.start(tag(local, address, count, attributes))
        } catch {
            stop(error)
        }
    }

    private func end(_ local: UnsafePointer<xmlChar>?, _ address: UnsafePointer<xmlChar>?) {
        depth -= 1
        do {
            try handler.end(tag(local, address, 0, nil))
        } catch {
            stop(error)
        }
    }

    @inline(__always)
    private func tag(
        _ local: UnsafePointer<xmlChar>?, _ address: UnsafePointer<xmlChar>?, _ count: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) -> XMLByteTag {
        XMLByteTag(
            namespace: namespaceNumbers[address], name: numbers[local], attributeCount: count, local: local,
            address: address,
            attributes: attributes, numbers: numbers)
    }

    private func text(_ bytes: UnsafePointer<xmlChar>?, _ count: Int) {
        if error != nil { return }
        do {
            try handler.text(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
        } catch {
            stop(error)
        }
    }

    private func documentType() {
        stop(
            Failure(
                .content, "xml.dtd", at: Place(position: position), "XML 带有 DTD 或实体定义，出于安全不予读取",
                remedy: "请用 LibreOffice、WPS 或 Excel 打开后重新保存"))
    }

    /// libxml2 compares the attributes of one element each with each: a megabyte of them would take minutes, so the
    /// length of what stands between two `<` is bounded before the parser sees it.
    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        if error != nil { return -1 }
        do {
            let count = try source(buffer)
            let piece = buffer[..<count]
            if let last = piece.lastIndex(of: UInt8(ascii: "<")) {
                bytesInMarkup = count - last
            } else {
                bytesInMarkup += count
            }
            if bytesInMarkup > limits.markupBytes { throw overLimit("单个元素的长度（字节）", limits.markupBytes) }
            return count
        } catch {
            self.error = error
            return -1
        }
    }

    private func overLimit(_ what: String, _ limit: Int) -> Failure {
        Failure(
            .content, "xml.over-limit", at: Place(position: position), "XML 的\(what)超过上限 \(limit)",
            remedy: "文件可能已损坏，请用原程序打开后重新保存")
    }

    static func broken(_ position: TextPosition?) -> Failure {
        Failure(
            .content, "xml.broken", at: Place(position: position), "XML 不完整或有错误", remedy: "请用原程序打开后重新保存，再试一次")
    }

    // MARK: The callbacks

    /// Without counting a reference: the reader keeps the parse alive while libxml2 runs.
    @inline(__always)
    private static func with<Result>(
        _ context: UnsafeMutableRawPointer?, _ body: (XMLByteParse) -> Result
    ) -> Result? {
        context.map { Unmanaged<XMLByteParse>.fromOpaque($0)._withUnsafeGuaranteedRef(body) }
    }

    static let read: xmlInputReadCallback = { context, buffer, count in
        guard let buffer, count > 0 else { return 0 }
        let space = UnsafeMutableRawBufferPointer(start: buffer, count: Int(count))
        return Int32(XMLByteParse.with(context) { $0.read(space) } ?? -1)
    }

    static var callbacks: xmlSAXHandler {
        var callbacks = xmlSAXHandler()
        callbacks.initialized = UInt32(XML_SAX2_MAGIC)
        callbacks.startElementNs = { context, local, _, address, _, _, count, _, attributes in
            XMLByteParse.with(context) { $0.start(local, address, Int(count), attributes) }
        }
        callbacks.endElementNs = { context, local, _, address in XMLByteParse.with(context) { $0.end(local, address) } }
        callbacks.characters = { context, bytes, count in XMLByteParse.with(context) { $0.text(bytes, Int(count)) } }
        callbacks.ignorableWhitespace = callbacks.characters
        callbacks.cdataBlock = callbacks.characters
        callbacks.internalSubset = { context, _, _, _ in XMLByteParse.with(context) { $0.documentType() } }
        callbacks.serror = { context, problem in
            guard let problem, problem.pointee.line > 0 else { return }
            let column = Int(problem.pointee.int2)
            let place = TextPosition(line: Int(problem.pointee.line), column: column > 0 ? column : nil)
            XMLByteParse.with(context) { $0.trouble = $0.trouble ?? place }
        }
        return callbacks
    }
}

/// Numbers for pointers, by open addressing. Its memory is plain, so that a lookup counts no references; whoever made
/// it gives it back with ``free()``.
struct PointerTable {
    private typealias Slot = (key: UnsafePointer<xmlChar>?, number: Int)
    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int

    /// - Parameter capacity: Keys at most.
    init(capacity: Int) {
        var count = 64
        while count < capacity * 4 { count *= 2 }
        mask = count - 1
        slots = .allocate(capacity: count)
        slots.initialize(repeating: (nil, -1), count: count)
    }

    func free() { slots.deallocate() }

    func add(_ key: UnsafePointer<xmlChar>?, _ number: Int) {
        guard let key else { return }
        var slot = slot(key)
        while let known = slots[slot].key, known != key { slot = (slot + 1) & mask }
        slots[slot] = (key, number)
    }

    /// -1 for a pointer that was never added.
    subscript(key: UnsafePointer<xmlChar>?) -> Int {
        @inline(__always)
        get {
            guard let key else { return -1 }
            var slot = slot(key)
            while let known = slots[slot].key {
                if known == key { return slots[slot].number }
                slot = (slot + 1) & mask
            }
            return -1
        }
    }

    @inline(__always)
    private func slot(_ key: UnsafePointer<xmlChar>) -> Int {
        let bits = UInt(bitPattern: key)
        return Int(truncatingIfNeeded: bits ^ (bits >> 7)) & mask
    }
}
