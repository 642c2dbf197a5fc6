/// Builds XML or HTML text as bytes. All escaping happens here.
///
/// It only builds: a writer takes the finished bytes away with ``take()`` after each row and hands them to its sink.
public struct MarkupText: Sendable {
    /// How empty elements end, and what stands before the first one.
    public enum Syntax: Sendable { case xml, html }

    private let syntax: Syntax
    private var bytes: [UInt8] = []
    private var openElements: [String] = []
    private var isTagOpen = false

    /// An empty text, in XML unless HTML is asked for.
    public init(_ syntax: Syntax = .xml) { self.syntax = syntax }

    /// `<?xml version="1.0" encoding="UTF-8"?>` or `<!DOCTYPE html>`, and a line break.
    public mutating func declaration() {
        raw(syntax == .xml ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" : "<!DOCTYPE html>\n")
    }

    /// `<?target content?>` and a line break.
    public mutating func processingInstruction(_ target: String, _ content: String) {
        closeTag()
        raw("<?\(target) \(content)?>\n")
    }

    /// Opens an element. Attributes whose value is `nil` are left out.
    public mutating func start(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        closeTag()
        bytes.append(UInt8(ascii: "<"))
        raw(name)
        openElements.append(name)
        isTagOpen = true
        for (name, value) in attributes { attribute(name, value) }
    }

    /// Adds an attribute to the element just opened, before anything is put into it; `nil` adds none.
    public mutating func attribute(_ name: String, _ value: String?) {
        precondition(isTagOpen, "attributes come before content")
        guard let value else { return }
        bytes.append(UInt8(ascii: " "))
        raw(name)
        raw("=\"")
        Escaping.append(value, to: &bytes, .attribute)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Closes the innermost open element.
    public mutating func end() {
        guard let name = openElements.popLast() else { preconditionFailure("no element is open") }
        if isTagOpen {
            isTagOpen = false
            switch syntax {
            case .xml:
                raw("/>")
                return
            case .html:
                bytes.append(UInt8(ascii: ">"))
                if Self.voidElements.contains(name) { return }
            }
        }
        raw("</")
        raw(name)
        bytes.append(UInt8(ascii: ">"))
    }

    /// An element without content.
    public mutating func empty(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        start(name, attributes)
        end()
    }

    /// An element that holds only text.
    public mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String) {
        start(name, attributes)
        self.text(text)
        end()
    }

    /// An element with what `content` writes.
    public mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: (inout MarkupText) throws -> Void
    ) rethrows {
        start(name, attributes)
        try content(&self)
        end()
    }

    /// Text, escaped. Control characters, which XML cannot hold, are written as their visible picture (␇ for U+0007).
    public mutating func text(_ text: String) {
        if text.isEmpty { return }
        closeTag()
        Escaping.append(text, to: &bytes, .text)
    }

    /// White space between elements, for people who read the file.
    public mutating func lineBreak() {
        closeTag()
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Bytes that are markup already: a style sheet of ours, a part built elsewhere. Never data.
    public mutating func verbatim(_ markup: String) {
        closeTag()
        raw(markup)
    }

    /// Bytes built so far and not yet taken.
    public var count: Int { bytes.count }

    /// Hands over what was built so far and goes on from there.
    public mutating func take() -> [UInt8] {
        closeTag()
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
    }

    private mutating func closeTag() {
        if isTagOpen { bytes.append(UInt8(ascii: ">")) }
        isTagOpen = false
    }

    private mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private static let voidElements: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
}
