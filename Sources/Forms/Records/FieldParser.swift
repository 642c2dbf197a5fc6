import CivilTime
import Diagnostics

/// Takes what people type for a field's value: forgiving where the meaning is certain, a finding where it is not.
///
/// Full-width digits and punctuation, ideographic spaces, `2019年7月15日` and “3起” for 3 are taken. A blank stays a blank.
/// “无” or “/” in the place of a number is asked about, and never taken for 0.
public enum FieldParser {
    /// The value, or a blank and what is wrong with the input.
    public static func parse(_ input: FieldInput, as definition: FieldDefinition) -> ParsedField {
        if case .text(let text) = input, FieldText.narrowed(text).isEmpty { return ParsedField(.blank) }
        if input == .empty { return ParsedField(.blank) }
        switch definition.kind {
        case .text: return TextParser.text(input)
        case .integer: return NumberParser.integer(input, unit: definition.measure)
        case .decimal: return NumberParser.decimal(input)
        case .ratio: return NumberParser.ratio(input)
        case .day: return DayParser.day(input)
        case .month: return DayParser.month(input)
        case .flag: return ChoiceParser.flag(input)
        case .choice(let words): return ChoiceParser.choice(input, words)
        case .record, .list:
            return .refused(FieldTrouble("field.group", "“\(definition.label)”是一组数据，不能填一个值", remedy: "请删去这一项"))
        }
    }
}

extension FieldDefinition {
    /// The unit of measure at the label's end: 人 of `在校学生数（人）`.
    var measure: String? {
        guard label.hasSuffix("）"), let open = label.lastIndex(of: "（") else { return nil }
        return String(label[label.index(after: open)...].dropLast())
    }
}

/// Texts keep what was written, but for what no document can hold.
enum TextParser {
    static func text(_ input: FieldInput) -> ParsedField {
        let (text, dropped) = cleaned(input.written)
        guard let first = dropped.first else { return ParsedField(.text(text)) }
        let name = "U+" + String(repeating: "0", count: max(0, 4 - hex(first).count)) + hex(first)
        let trouble = FieldTrouble(
            "field.control-character", severity: .verify, "含有 \(dropped.count) 个不能显示的控制字符（第一个是 \(name)），已略去",
            remedy: "请核对文字是否完整")
        return ParsedField(text.isEmpty ? .blank : .text(text), trouble)
    }

    private static func hex(_ scalar: Unicode.Scalar) -> String { String(scalar.value, radix: 16, uppercase: true) }

    /// Line breaks as LF; characters that XML cannot hold left out.
    private static func cleaned(_ text: String) -> (String, dropped: [Unicode.Scalar]) {
        if !text.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A || $0 == 0xEF }) { return (text, []) }
        var kept = String.UnicodeScalarView()
        var dropped: [Unicode.Scalar] = []
        var afterReturn = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0D: kept.append("\n")
            case 0x0A where afterReturn: break
            case 0x00..<0x09, 0x0B, 0x0C, 0x0E..<0x20, 0xFFFE, 0xFFFF: dropped.append(scalar)
            default: kept.append(scalar)
            }
            afterReturn = scalar.value == 0x0D
        }
        return (String(kept), dropped)
    }
}

/// Numbers as people type them.
enum NumberParser {
    static func integer(_ input: FieldInput, unit: String?) -> ParsedField {
        if case .number(let number) = input {
            guard let whole = Int(exactly: number) else { return .refused(notWhole(input.written)) }
            return ParsedField(.integer(whole))
        }
        guard case .text(let text) = input else { return .refused(notWhole(input.written)) }
        let plain = narrowed(text)
        if words.contains(plain) {
            return .refused(
                FieldTrouble("field.word-for-number", "应填整数", found: text, remedy: "如果是零请填 0，不清楚或不适用请留空"))
        }
        let (body, rest) = split(plain)
        let given = FieldText.trimmed(rest)
        guard let digits = digits(of: body) else { return .refused(notWhole(text)) }
        if !given.isEmpty, !isMeasure(given, of: unit) {
            guard let unit, counters.contains(given) else { return .refused(notWhole(text)) }
            return .refused(
                FieldTrouble("field.measure", "计量单位应为“\(unit)”", found: text, remedy: "请核对是否填错了列，并只填数字"))
        }
        guard let number = Int(digits) else {
            return .refused(FieldTrouble("field.too-large", "应填整数，实填的数过大", remedy: "请改正"))
        }
        return ParsedField(.integer(number))
    }

    static func decimal(_ input: FieldInput) -> ParsedField {
        if case .number(let number) = input, number.isFinite { return ParsedField(.decimal(number)) }
        if case .text(let text) = input, let number = real(narrowed(text)) { return ParsedField(.decimal(number)) }
        return .refused(FieldTrouble("field.number", "应填数字", found: input.written, remedy: "请改成数字，例如 12.5"))
    }

    /// `87.5%` and 0.875; a number beyond 1 without a sign could mean either.
    static func ratio(_ input: FieldInput) -> ParsedField {
        let trouble = FieldTrouble("field.ratio", "应填百分比", found: input.written, remedy: "请带上百分号，例如 87.5%")
        switch input {
        case .number(let number) where number.isFinite && abs(number) <= 1: return ParsedField(.ratio(number))
        case .text(let text):
            let plain = narrowed(text)
            if plain.hasSuffix("%"), let number = real(FieldText.trimmed(plain.dropLast())) {
                return ParsedField(.ratio(number / 100))
            }
            guard let number = real(plain), abs(number) <= 1 else { return .refused(trouble) }
            return ParsedField(.ratio(number))
        default: return .refused(trouble)
        }
    }

    private static func notWhole(_ text: String) -> FieldTrouble {
        FieldTrouble("field.integer", "应填整数", found: text, remedy: "请改成整数，例如 12")
    }

    private static let words: Set<String> = ["无", "没有", "零", "空", "-", "--", "—", "——", "/", "无数据", "不详", "不适用"]
    /// Counters that may stand after a number.
    private static let counters: Set<String> = [
        "人", "名", "位", "个", "家", "所", "起", "件", "条", "次", "台", "处", "项", "间", "支",
    ]

    private static func isMeasure(_ given: String, of unit: String?) -> Bool {
        guard let unit else { return counters.contains(given) }
        return given == unit || unit == "人" && ["名", "位", "个"].contains(given)
    }

    /// Narrow, with the keyboard's minus.
    private static func narrowed(_ text: String) -> String {
        String(FieldText.narrowed(text).map { $0 == "\u{2212}" ? "-" : $0 })
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    /// The part made of digits and their signs, and what follows.
    private static func split(_ text: String) -> (String, String) {
        let end = text.firstIndex { !(isDigit($0) || "+-,.".contains($0)) } ?? text.endIndex
        return (String(text[..<end]), String(text[end...]))
    }

    /// Sign and digits; `nil` when commas do not part thousands, or the number is not whole.
    private static func digits(of text: String) -> String? {
        let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
        let parts = text.dropFirst(isSigned ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        // Spreadsheets save whole numbers as 3.0 and 3.00.
        guard let whole = parts.first, parts.count <= 2, parts.count == 1 || isZeros(parts[1]) else { return nil }
        let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, groups.count == 1 || first.count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ $0.allSatisfy(isDigit) })
        else { return nil }
        return (text.hasPrefix("-") ? "-" : "") + groups.joined()
    }

    private static func isZeros(_ text: Substring) -> Bool { !text.isEmpty && text.allSatisfy { $0 == "0" } }

    /// Plain decimal notation only: no `0x1p3`, `inf` or `nan`.
    private static func real(_ text: String) -> Double? {
        guard text.allSatisfy({ isDigit($0) || "+-.".contains($0) }), let number = Double(text), number.isFinite else {
            return nil
        }
        return number
    }
}

/// Days and months as people type them.
enum DayParser {
    static func day(_ input: FieldInput) -> ParsedField {
        switch input {
        case .day(let day): return ParsedField(.day(day))
        case .number(let number): if let day = day(number) { return ParsedField(.day(day)) }
        case .text(let text): if let day = day(FieldText.narrowed(text)) { return ParsedField(.day(day)) }
        case .empty, .flag: break
        }
        return .refused(FieldTrouble("field.day", "应填日期", found: input.written, remedy: "请写成 2019-07-15"))
    }

    static func month(_ input: FieldInput) -> ParsedField {
        if case .text(let text) = input, let period = Period(FieldText.trimmed(text)) {
            return ParsedField(.month(period))
        }
        if case .number(let number) = input, let period = Period(input.written), number > 100_000 {
            return ParsedField(.month(period))
        }
        if case .day(let day) = day(input).value { return ParsedField(.month(Period(containing: day))) }
        return .refused(FieldTrouble("field.month", "应填月份", found: input.written, remedy: "请写成 2019-07"))
    }

    /// A serial number of a spreadsheet, or 20190715. Serials before 1900-03-01 are ambiguous by one day and refused.
    private static func day(_ number: Double) -> CalendarDay? {
        guard let whole = Int(exactly: number) else { return nil }
        if (10_000_101...99_991_231).contains(whole) { return eightDigits(whole) }
        guard (61...2_958_465).contains(whole) else { return nil }
        return CalendarDay(daysSince1970: whole - 25_569)
    }

    private static func eightDigits(_ number: Int) -> CalendarDay? {
        CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }

    /// As ``CalendarDay/init(typed:)``, also with 号, spaces between the parts, and a midnight after it.
    private static func day(_ text: String) -> CalendarDay? {
        // No way of writing a day is longer.
        guard text.utf8.count <= 64 else { return nil }
        var plain = text[...]
        for midnight in [" 00:00:00", "T00:00:00", " 0:00:00", " 00:00", " 0:00"] where plain.hasSuffix(midnight) {
            plain = plain.dropLast(midnight.count)
        }
        return CalendarDay(typed: withoutLooseSpaces(plain.map { $0 == "号" ? "日" : $0 }))
    }

    /// Spaces beside a separator say nothing; one between two digits may stand for something, and stays.
    private static func withoutLooseSpaces(_ characters: [Character]) -> String {
        let kept = characters.indices.filter { place in
            guard characters[place] == " " else { return true }
            let before = characters[..<place].last { $0 != " " }
            let after = characters[place...].first { $0 != " " }
            return before.map(\.isNumber) == true && after.map(\.isNumber) == true
        }
        return String(kept.map { characters[$0] })
    }
}

/// Words of a list.
enum ChoiceParser {
    static func choice(_ input: FieldInput, _ words: [String]) -> ParsedField {
        let given = folded(input.written)
        if let word = words.first(where: { FieldText.folded($0) == given }) { return ParsedField(.choice(word)) }
        return .refused(trouble(input.written, words))
    }

    static func flag(_ input: FieldInput) -> ParsedField {
        if case .flag(let flag) = input { return ParsedField(.flag(flag)) }
        switch folded(input.written) {
        case "是", "√", "✓", "✔", "☑", "true": return ParsedField(.flag(true))
        case "否", "×", "✗", "✘", "☐", "false": return ParsedField(.flag(false))
        default: return .refused(trouble(input.written, ["是", "否"]))
        }
    }

    /// Also without a full stop or comma at the end.
    private static func folded(_ text: String) -> String {
        var folded = FieldText.folded(text)
        while let last = folded.last, "。.,;、".contains(last) { folded.removeLast() }
        return folded
    }

    /// The word that was probably meant: the only one that `given` shortens or lengthens (整改中 for 正在整改中, 初级中学 for 初中),
    /// or one that is mistyped. 中学 could stand for several, and so for none.
    private static func nearest(_ given: String, _ words: [String]) -> String? {
        guard given.count <= 40 else { return nil }
        let fitting = words.filter {
            min($0.count, given.count) >= 2 && (isPart(given, of: $0) || isPart($0, of: given))
        }
        if !fitting.isEmpty { return fitting.count == 1 ? fitting[0] : nil }
        // Of two one-character words every other is one edit away: only what shares a character can have been meant.
        return NearestName.of(given, in: words.filter { !Set($0).isDisjoint(with: given) })
    }

    /// Whether the characters of `part` stand in `whole` in their order.
    private static func isPart(_ part: String, of whole: String) -> Bool {
        var rest = whole[...]
        for character in part {
            guard let place = rest.firstIndex(of: character) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return true
    }

    private static func trouble(_ text: String, _ words: [String]) -> FieldTrouble {
        let given = FieldText.narrowed(text)
        return FieldTrouble(
            "field.choice", "应在“\(words.joined(separator: "、"))”中择一填写", found: text,
            remedy: nearest(given, words).map { "是否应为“\($0)”？" } ?? "请改填其中一项")
    }
}
