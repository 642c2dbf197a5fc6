import FileKinds
import Sheets

/// Reads `&L…&C…&R…` with its fields and fonts.
///
/// Source: ISO/IEC 29500-1 clause 18.3.1.46.
enum HeaderFooterReader {
    static func read(_ element: PartElement, into page: inout PageSetup, _ log: ReadLog) {
        page.header = headerFooter(element.child("oddHeader")?.text, log)
        page.footer = headerFooter(element.child("oddFooter")?.text, log)
        for name in ["evenHeader", "evenFooter", "firstHeader", "firstFooter"]
        where element.child(name)?.text.isEmpty == false {
            log.note("xlsx.header-dropped", .hint, "首页或偶数页另设的页眉页脚未读取")
        }
    }

    private static func headerFooter(_ code: String?, _ log: ReadLog) -> HeaderFooter? {
        guard let code, !code.isEmpty else { return nil }
        var scanner = Scanner(Array(EscapedText.string(code).prefix(4096)), log)
        let result = scanner.headerFooter()
        return result.isEmpty ? nil : result
    }

    private struct Scanner {
        let characters: [Character]
        let log: ReadLog
        var index = 0
        var parts: [[HeaderFooter.Part]] = [[], [], []]
        /// 0 left, 1 centre, 2 right; text before any mark stands in the centre.
        var place = 1
        /// Of each place; at its begin the font is the standard one.
        var fonts: [Font?] = [nil, nil, nil]

        init(_ characters: [Character], _ log: ReadLog) {
            self.characters = characters
            self.log = log
        }

        mutating func headerFooter() -> HeaderFooter {
            while index < characters.count {
                let character = characters[index]
                index += 1
                if character == "&", index < characters.count {
                    field()
                } else {
                    add(String(character))
                }
            }
            // The model has one font for the whole line: the first that differs from the standard one.
            let font = zip(parts, fonts).compactMap { $0.isEmpty ? nil : $1 }.first { $0 != Font() }
            return HeaderFooter(left: parts[0], center: parts[1], right: parts[2], font: font)
        }

        private mutating func add(_ text: String) {
            if case .text(let before) = parts[place].last {
                parts[place][parts[place].count - 1] = .text(before + text)
            } else {
                parts[place].append(.text(text))
            }
        }

        private mutating func field() {
            let letter = characters[index]
            index += 1
            switch letter {
            case "L": place = 0
            case "C": place = 1
            case "R": place = 2
            case "P":
                parts[place].append(.pageNumber)
                // `&P+2`: what is added has no place in the model.
                if index + 1 < characters.count, "+-".contains(characters[index]), characters[index + 1].isASCIIDigit {
                    index += 1
                    _ = digits()
                    drop()
                }
            case "N": parts[place].append(.pageCount)
            case "A": parts[place].append(.sheetName)
            case "&": add("&")
            case "\"": fontName()
            case "K":
                index = min(
                    index + (index < characters.count && characters[index] == "0" && isThemed ? 5 : 6), characters.count
                )
            case "B": change { $0.isBold.toggle() }
            case "I": change { $0.isItalic.toggle() }
            case "U": change { $0.underline = $0.underline == .single ? .none : .single }
            case "E": change { $0.underline = $0.underline == .double ? .none : .double }
            case "S": change { $0.isStruckThrough.toggle() }
            case "X", "Y", "O", "H": break
            case let digit where digit.isASCIIDigit:
                index -= 1
                if let size = Double(digits()), (1...409).contains(size) { change { $0.sizeInPoints = size } }
            default: drop() // Date, time, file, path, picture.
            }
        }

        /// A colour of the theme is written with a sign: `&K04+000`.
        private var isThemed: Bool { index + 2 < characters.count && "+-".contains(characters[index + 2]) }

        private mutating func digits() -> String {
            let start = index
            while index < characters.count, characters[index].isASCIIDigit { index += 1 }
            return String(characters[start..<index])
        }

        private mutating func drop() { log.note("xlsx.header-dropped", .hint, "页眉页脚中的日期、时间、文件名、图片等未读取") }

        /// Fonts may change inside a place; that of its first words counts.
        private mutating func change(_ change: (inout Font) -> Void) {
            if !parts[place].isEmpty { return }
            var changed = fonts[place] ?? Font()
            change(&changed)
            fonts[place] = changed
        }

        /// `"Name,Style"`.
        private mutating func fontName() {
            let start = index
            while index < characters.count, characters[index] != "\"" { index += 1 }
            let words = String(characters[start..<index]).split(separator: ",", maxSplits: 1).map(String.init)
            index = min(index + 1, characters.count)
            guard let name = words.first, !name.isEmpty else { return }
            let style = words.count > 1 ? words[1].lowercased() : ""
            change { font in
                if name != "-" { font.families = [name] }
                font.isBold = style.contains("bold") || style.contains("粗")
                font.isItalic = style.contains("italic") || style.contains("斜")
            }
        }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
