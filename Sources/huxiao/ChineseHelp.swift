/// The argument parser's own words in Chinese. Text of ours is Chinese already.
enum ChineseHelp {
    static func translated(_ text: String) -> String {
        // Completion scripts are programs, not sentences.
        if text.hasPrefix("#") { return text }
        return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            var line = String(line)
            for (english, chinese) in headings where line.hasPrefix(english) {
                line = chinese + line.dropFirst(english.count)
            }
            for (english, chinese) in phrases { line = line.replacing(english, with: chinese) }
            return sentence(line)
        }.joined(separator: "\n")
    }

    private static let headings = [
        ("OVERVIEW: ", ""), ("USAGE:", "用法："), ("Usage:", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
        ("SUBCOMMANDS:", "子命令："), ("Error: ", "用法错误："), ("Help: ", "说明："),
    ]

    private static let phrases = [
        ("Show help information.", "显示帮助。"), ("Show the version.", "显示版本。"), ("(default:", "(默认"), ("(values:", "(可选"),
        ("; default:", "；默认"), ("<options>", "<选项>"), ("<subcommand>", "<子命令>"),
    ]

    /// The parser's sentences about what is wrong: the words before and after the part that it quotes.
    private static func sentence(_ line: String) -> String {
        for (pattern, chinese) in sentences {
            let pieces = pattern.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
            guard let quoted = captures(of: pieces, in: line) else { continue }
            return quoted.enumerated().reduce(chinese) { $0.replacing("@\($1.offset)", with: $1.element) }
        }
        return line
    }

    private static let sentences = [
        ("用法错误：Unknown option '@'. Did you mean '@'?", "用法错误：没有选项 @0，是否应为 @1？"),
        ("用法错误：Unknown option '@'", "用法错误：没有选项 @0"),
        ("用法错误：Missing expected argument '@'", "用法错误：缺少参数 @0"),
        ("用法错误：Missing value for '@'", "用法错误：选项 @0 后面缺少值"),
        ("用法错误：Unexpected argument '@'", "用法错误：多余的参数 @0"),
        ("用法错误：@ unexpected arguments: @", "用法错误：有 @0 个多余的参数：@1"),
        ("用法错误：The value '@' is invalid for '@'@", "用法错误：“@0”不能用于 @1@2"),
        ("  See 'huxiao@--help' for more information.", "  用 huxiao@0--help 查看帮助。"),
        ("  See 'huxiao help @' for detailed help.", "  用 huxiao help @0 查看某个子命令的帮助。"),
    ]

    /// The texts between `pieces`, when `line` is made of them in this order.
    private static func captures(of pieces: [String], in line: String) -> [String]? {
        guard let first = pieces.first, line.hasPrefix(first) else { return nil }
        var rest = line.dropFirst(first.count)
        var captures: [String] = []
        for (number, piece) in pieces.enumerated().dropFirst() {
            if piece.isEmpty, number == pieces.count - 1 {
                captures.append(String(rest))
                rest = ""
            } else {
                guard let range = rest.firstRange(of: piece) else { return nil }
                captures.append(String(rest[..<range.lowerBound]))
                rest = rest[range.upperBound...]
            }
        }
        return rest.isEmpty ? captures : nil
    }
}
