import Diagnostics
import Markup

/// Walks elements inside elements; whoever handles one must consume it whole.
final class ElementWalker {
    typealias Tag = XMLEventReader.StartTag

    private let reader: XMLEventReader

    init(_ bytes: [UInt8], limits: XMLLimits) throws {
        reader = try XMLEventReader(bytes, namespaces: Names.read, limits: limits)
    }

    /// The outermost element, its content still ahead.
    func root() throws -> Tag? {
        while let event = try reader.next() {
            if case .start(let tag) = event { return tag }
        }
        return nil
    }

    /// Hands each child element of the one just begun to `handle`, which must consume it with another call or
    /// ``skip()``.
    func children(_ handle: (Tag) throws -> Void) throws {
        try content(text: { _ in }, element: handle)
    }

    /// As ``children(_:)``, with the text between the elements.
    func content(text: (String) throws -> Void, element: (Tag) throws -> Void) throws {
        while let event = try reader.next() {
            switch event {
            case .start(let tag): try element(tag)
            case .text(let piece): try text(piece)
            case .end: return
            }
        }
    }

    /// The next child element of the one just begun, which must be consumed before the next call; `nil` at its end.
    func nextChild() throws -> Tag? {
        while let event = try reader.next() {
            switch event {
            case .start(let tag): return tag
            case .text: continue
            case .end: return nil
            }
        }
        return nil
    }

    /// Consumes the element just begun and says whether it holds others.
    func hasChildren() throws -> Bool {
        var result = false
        try children { _ in
            result = true
            try skip()
        }
        return result
    }

    /// Consumes the element just begun and says how many levels of elements it holds.
    func depthOfChildren() throws -> Int {
        var depth = 0
        try children { _ in depth = max(depth, 1 + (try depthOfChildren())) }
        return depth
    }

    /// All text inside the element just begun, that of its children included.
    func allText() throws -> String {
        var result = ""
        try content(text: { result += $0 }, element: { _ in result += try allText() })
        return result
    }

    func skip() throws { try reader.skipElement() }

    /// Runs to the end, so that a document cut short after its last useful element is still noticed.
    func finish() throws {
        while try reader.next() != nil {}
    }
}
