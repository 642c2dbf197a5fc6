import Diagnostics

/// A value of a YAML or JSON file, and where it stands.
package struct InputNode: Hashable, Sendable {
    package indirect enum Content: Hashable, Sendable {
        case null
        case flag(Bool)
        /// As written, so that nothing is rounded.
        case number(String)
        case text(String)
        case list([InputNode])
        /// In the order of the file.
        case map([InputEntry])
    }

    package var content: Content
    package var position: TextPosition

    package init(content: Content, position: TextPosition) {
        self.content = content
        self.position = position
    }

    /// Deeper files are refused, so that a hostile one cannot exhaust the stack.
    package static let deepest = 64

    /// Text or number as written; `nil` for anything else.
    package var scalar: String? {
        switch content {
        case .text(let text), .number(let text): text
        case .null, .flag, .list, .map: nil
        }
    }

    /// 文字、数字、清单… for messages.
    package var word: String {
        switch content {
        case .null: "空值"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .text(let text): "“\(text.count > 20 ? text.prefix(20) + "…" : text[...])”"
        case .list: "一个清单"
        case .map: "一组键值"
        }
    }
}

/// A key and its value.
package struct InputEntry: Hashable, Sendable {
    package var key: String
    package var position: TextPosition
    package var value: InputNode

    package init(key: String, position: TextPosition, value: InputNode) {
        self.key = key
        self.position = position
        self.value = value
    }
}
