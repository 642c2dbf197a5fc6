import Diagnostics
import Forms
import Yams

/// Reads a YAML file into nodes with places.
enum YAMLInput {
    /// - Returns: A map without entries for an empty file.
    /// - Throws: ``Failure`` of kind `.content` with line and column when it is not YAML.
    static func parse(_ text: String) throws -> InputNode {
        do {
            guard let node = try Yams.compose(yaml: text) else {
                return InputNode(content: .map([]), position: TextPosition(line: 1, column: 1))
            }
            var budget = 1_000_000
            return try convert(node, depth: 0, &budget)
        } catch let error as YamlError {
            throw failure(error)
        }
    }

    private static func convert(_ node: Node, depth: Int, _ budget: inout Int) throws -> InputNode {
        budget -= 1
        let position = TextPosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        // Aliases can stand for each other many times over.
        if budget < 0 || depth > InputNode.deepest {
            throw Failure(.content, "yaml.too-large", at: Place(position: position), "内容过多或层次过深", remedy: "请检查文件是否正确")
        }
        switch node {
        case .scalar(let scalar): return InputNode(content: content(scalar), position: position)
        case .sequence(let items):
            return InputNode(
                content: .list(try items.map { try convert($0, depth: depth + 1, &budget) }), position: position)
        case .mapping(let pairs):
            let entries = try pairs.map { key, value in
                InputEntry(
                    key: key.scalar?.string ?? "",
                    position: TextPosition(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1),
                    value: try convert(value, depth: depth + 1, &budget))
            }
            return InputNode(content: .map(entries), position: position)
        case .alias: return InputNode(content: .null, position: position)
        }
    }

    /// A plain scalar stays as written: `2017-10` is a month, not a number.
    private static func content(_ scalar: Node.Scalar) -> InputNode.Content {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .flag(true)
        case "false", "False", "FALSE": return .flag(false)
        default: return Int(scalar.string) == nil ? .text(scalar.string) : .number(scalar.string)
        }
    }

    private static func failure(_ error: YamlError) -> Failure {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            return broken(at: TextPosition(line: mark.line, column: mark.column), words(problem, context?.text))
        case .reader(_, let offset, _, let yaml):
            let before = yaml.prefix(offset ?? 0)
            let line = before.count { $0.isNewline } + 1
            return broken(at: TextPosition(line: line), "有不能使用的控制字符")
        case .duplicatedKeysInMapping(let keys, let context):
            return Failure(
                .content, "yaml.double-key",
                at: Place(position: TextPosition(line: context.mark.line, column: context.mark.column)),
                "同一组里的键重复：\(keys.joined(separator: "、"))", remedy: "每个键只能写一次")
        default: return Failure(.content, "yaml.syntax", "不是正确的 YAML", remedy: "请检查缩进和冒号")
        }
    }

    private static func broken(at position: TextPosition, _ statement: String) -> Failure {
        Failure(.content, "yaml.syntax", at: Place(position: position), "不是正确的 YAML：\(statement)", remedy: "请检查这一行和上一行")
    }

    /// The commonest troubles in Chinese; the parser's own words for the rest.
    private static func words(_ problem: String, _ context: String?) -> String {
        switch problem {
        case "mapping values are not allowed in this context": "冒号的位置不对，可能是缩进不齐，或含冒号的文字没有加引号"
        case "found character that cannot start any token": "有不能开头的字符，缩进请用空格，不要用 Tab"
        case "could not find expected ':'": "键的后面缺少冒号和空格"
        case "did not find expected key": "缩进不齐，或上一行没有写完"
        case "found unexpected end of stream": "文件在引号或括号没有配对时就结束了"
        case "did not find expected ',' or ']'": "方括号没有配对"
        case "did not find expected ',' or '}'": "花括号没有配对"
        case "did not find expected '-' indicator": "清单的每一项都应以“- ”开头，并且对齐"
        default: [context, problem].compactMap { $0 }.joined(separator: "，")
        }
    }
}
