import CCMark

/// A piece of a text that a person wrote.
public struct ProseBlock: Hashable, Sendable {
    /// What it is.
    public enum Kind: Hashable, Sendable {
        /// From 1, the highest.
        case heading(level: Int)
        case paragraph
        /// An item of a list; `number` is `nil` for one with a dot. The outermost list has depth 0.
        case item(number: Int?, depth: Int)
        /// Words of somebody else.
        case quote
    }

    /// What it is.
    public var kind: Kind
    /// Plain text, with the line breaks that were asked for.
    public var text: String

    /// A piece with its text.
    public init(_ kind: Kind, _ text: String) {
        self.kind = kind
        self.text = text
    }
}

/// Reads text in Markdown (CommonMark): headings, paragraphs, lists and quotes; emphasis is read as plain text, and
/// comments are left out. What is HTML stays text.
public enum ProseReader {
    /// The pieces of a text in their order; none of an empty one.
    public static func blocks(_ source: String) -> [ProseBlock] {
        let plain = source.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" }
        let document = plain.utf8.count > 0 ? parse(String(plain)) : nil
        guard let document else { return [] }
        defer { cmark_node_free(document) }
        var walk = ProseWalk()
        walk.children(of: document)
        return walk.blocks
    }

    private static func parse(_ text: String) -> OpaquePointer? {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                cmark_parse_document($0.baseAddress, $0.count, CMARK_OPT_DEFAULT)
            }
        }
    }
}

private struct ProseWalk {
    var blocks: [ProseBlock] = []
    private var depth = -1
    private var isQuoted = false

    init() {}

    mutating func children(of node: OpaquePointer, number: Int? = nil, isItem: Bool = false) {
        var isFirst = true
        var child = cmark_node_first_child(node)
        while let block = child {
            take(block, isItem && isFirst ? .item(number: number, depth: depth) : isQuoted ? .quote : .paragraph)
            isFirst = false
            child = cmark_node_next(block)
        }
    }

    private mutating func take(_ node: OpaquePointer, _ kind: ProseBlock.Kind) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_HEADING: add(.heading(level: Int(cmark_node_get_heading_level(node))), inline(node))
        case CMARK_NODE_PARAGRAPH: add(kind, inline(node))
        case CMARK_NODE_CODE_BLOCK: add(kind, literal(node))
        case CMARK_NODE_HTML_BLOCK:
            let text = literal(node)
            // A comment that nobody closes would swallow all that comes after it.
            if !text.hasPrefix("<!--") || !text.contains("-->") { add(kind, text) }
        case CMARK_NODE_LIST: list(node)
        case CMARK_NODE_BLOCK_QUOTE:
            let outer = isQuoted
            isQuoted = true
            children(of: node)
            isQuoted = outer
        default: break
        }
    }

    private mutating func list(_ node: OpaquePointer) {
        var number = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(node)) : nil
        depth += 1
        var item = cmark_node_first_child(node)
        while let child = item {
            children(of: child, number: number, isItem: true)
            number = number.map { $0 + 1 }
            item = cmark_node_next(child)
        }
        depth -= 1
    }

    private mutating func add(_ kind: ProseBlock.Kind, _ text: String) {
        let text = String(text.drop { $0 == "\n" || $0 == " " })
        let end = text.lastIndex { $0 != "\n" && $0 != " " }
        if let end { blocks.append(ProseBlock(kind, String(text[...end]))) }
    }

    private func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }

    private func inline(_ node: OpaquePointer) -> String {
        var text = ""
        var child = cmark_node_first_child(node)
        while let part = child {
            switch cmark_node_get_type(part) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE: text += literal(part)
            case CMARK_NODE_HTML_INLINE: if !literal(part).hasPrefix("<!--") { text += literal(part) }
            case CMARK_NODE_SOFTBREAK: text += ProseBreak.between(text.last, inline(following: part).first)
            case CMARK_NODE_LINEBREAK: text += "\n"
            default: text += inline(part)
            }
            child = cmark_node_next(part)
        }
        return text
    }

    private func inline(following node: OpaquePointer) -> String {
        guard let next = cmark_node_next(node) else { return "" }
        return cmark_node_get_type(next) == CMARK_NODE_TEXT ? literal(next) : inline(next)
    }
}

/// What a line break within a paragraph stands for.
enum ProseBreak {
    /// A space between words of letters; nothing where Chinese is on either side.
    static func between(_ before: Character?, _ after: Character?) -> String {
        guard let before, let after else { return "" }
        return before.isASCII && after.isASCII ? " " : ""
    }
}
