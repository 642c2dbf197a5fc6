import Diagnostics
import Testing

@testable import Forms

@Suite("What people type")
struct RecordsFieldParserTests {
    static let guards = FieldDefinition("guards", "专职保安员数（人）", .integer, .plan)
    static let deadline = FieldDefinition("deadline", "整改时限", .day, .plan)
    static let button = FieldDefinition("button", "紧急报警按钮", .choice(AlarmButton.words), .source)
    static let closed = FieldDefinition("closed", "封闭化管理", .flag, .plan)
    static let note = FieldDefinition("note", "备注", .text, .ours)

    static func sentence(_ input: FieldInput, _ definition: FieldDefinition) -> String? {
        FieldParser.parse(input, as: definition).trouble?.finding(at: Place(), hidesContent: false).description
    }

    @Test(
        "Whole numbers",
        arguments: [
            ("12", 12), ("１２", 12), ("　3　", 3), ("3人", 3), ("3 名", 3), ("1,234", 1234), ("１，２３４", 1234), ("3.0", 3),
            ("3.00", 3),
            ("-2", -2), ("−2", -2), ("＋5", 5), ("0", 0), ("007", 7),
        ])
    func integers(text: String, number: Int) {
        #expect(FieldParser.parse(.text(text), as: Self.guards) == ParsedField(.integer(number)))
    }

    @Test(
        "What is not a whole number",
        arguments: [
            ("无", "应填整数，实填“无”。如果是零请填 0，不清楚或不适用请留空。"), ("/", "应填整数，实填“/”。如果是零请填 0，不清楚或不适用请留空。"),
            ("约30", "应填整数，实填“约30”。请改成整数，例如 12。"), ("3.5", "应填整数，实填“3.5”。请改成整数，例如 12。"),
            ("1,23", "应填整数，实填“1,23”。请改成整数，例如 12。"), ("3/4", "应填整数，实填“3/4”。请改成整数，例如 12。"),
            ("1-2", "应填整数，实填“1-2”。请改成整数，例如 12。"), ("=1+1", "应填整数，实填“=1+1”。请改成整数，例如 12。"),
            ("3家", "计量单位应为“人”，实填“3家”。请核对是否填错了列，并只填数字。"),
            ("99999999999999999999", "应填整数，实填的数过大。请改正。"), ("三", "应填整数，实填“三”。请改成整数，例如 12。"),
        ])
    func notIntegers(text: String, sentence: String) {
        #expect(Self.sentence(.text(text), Self.guards) == sentence)
        #expect(FieldParser.parse(.text(text), as: Self.guards).value == .blank)
    }

    @Test(
        "A number cell",
        arguments: [(3.0, FieldValue.integer(3)), (3.5, .blank), (1e300, .blank), (.nan, .blank), (-0.0, .integer(0))])
    func numberCells(number: Double, value: FieldValue) {
        #expect(FieldParser.parse(.number(number), as: Self.guards).value == value)
    }

    @Test(
        "Days",
        arguments: [
            "2019-07-15", "2019-7-15", "2019/7/15", "2019.7.15", "2019年7月15日", "２０１９年７月１５日", "2019年 7月 15号", "20190715",
            "2019-07-15 00:00:00", "2019／07／15", "　2019-07-15 ",
        ])
    func days(text: String) {
        #expect(FieldParser.parse(.text(text), as: Self.deadline).value == .day(ChangzhouSamples.day("2019-07-15")))
    }

    @Test("A serial number is a day only when it came as a number")
    func serials() {
        #expect(FieldParser.parse(.number(43661), as: Self.deadline).value == .day(ChangzhouSamples.day("2019-07-15")))
        #expect(
            FieldParser.parse(.number(20_190_715), as: Self.deadline).value == .day(ChangzhouSamples.day("2019-07-15")))
        #expect(Self.sentence(.text("43661"), Self.deadline) == "应填日期，实填“43661”。请写成 2019-07-15。")
        #expect(FieldParser.parse(.number(60), as: Self.deadline).value == .blank)
        #expect(FieldParser.parse(.number(1e18), as: Self.deadline).value == .blank)
        #expect(FieldParser.parse(.number(.infinity), as: Self.deadline).value == .blank)
    }

    @Test(
        "What is not a day",
        arguments: [
            "下月", "7月15日", "19-7-15", "2019-02-29", "2019-13-01", "2019-07", "2019-07-1 5", "2019-07-15 08:30", "长期",
        ])
    func notDays(text: String) {
        #expect(Self.sentence(.text(text), Self.deadline) == "应填日期，实填“\(text)”。请写成 2019-07-15。")
    }

    @Test("Choices", arguments: ["有效", " 有效 ", "有 效", "有效。", "　有效"])
    func choices(text: String) {
        #expect(FieldParser.parse(.text(text), as: Self.button).value == .choice("有效"))
    }

    @Test(
        "What is not a choice",
        arguments: [
            ("有校", "应在“有效、无效、无”中择一填写，实填“有校”。是否应为“有效”？"), ("/", "应在“有效、无效、无”中择一填写，实填“/”。请改填其中一项。"),
            ("完好", "应在“有效、无效、无”中择一填写，实填“完好”。请改填其中一项。"),
        ])
    func notChoices(text: String, sentence: String) {
        #expect(Self.sentence(.text(text), Self.button) == sentence)
    }

    @Test(
        "A shortened or lengthened word is recognised when only one fits",
        arguments: [
            ("整改中", RiskState.words, "是否应为“正在整改中”？"), ("初级中学", SchoolCategory.words, "是否应为“初中”？"),
            ("设施", RiskCategory.words, "是否应为“安全防范设施”？"), ("校园", RiskCategory.words, "请改填其中一项"),
            ("中学", SchoolCategory.words, "请改填其中一项"),
        ])
    func abbreviations(text: String, words: [String], remedy: String) {
        let definition = FieldDefinition("c", "选项", .choice(words), .ours)
        #expect(FieldParser.parse(.text(text), as: definition).trouble?.remedy == remedy)
    }

    @Test("Yes and no", arguments: [("是", true), ("√", true), ("☑", true), ("否", false), ("×", false), ("☐", false)])
    func flags(text: String, flag: Bool) {
        #expect(FieldParser.parse(.text(text), as: Self.closed).value == .flag(flag))
    }

    @Test("Of 有 and 是 neither is suggested for the other")
    func noSillySuggestion() {
        #expect(Self.sentence(.text("有"), Self.closed) == "应在“是、否”中择一填写，实填“有”。请改填其中一项。")
    }

    @Test("A blank stays a blank", arguments: [guards, deadline, button, closed, note])
    func blanks(definition: FieldDefinition) {
        for text in ["", " ", "　", "\n"] {
            #expect(FieldParser.parse(.text(text), as: definition) == ParsedField(.blank))
        }
        #expect(FieldParser.parse(.empty, as: definition) == ParsedField(.blank))
    }

    @Test("Texts stay as they are", arguments: AwkwardTexts.all)
    func texts(text: String) {
        #expect(FieldParser.parse(.text(text), as: Self.note) == ParsedField(.text(text)))
    }

    @Test("Control characters are left out, with a word")
    func controlCharacters() {
        let parsed = FieldParser.parse(.text("甲\u{07}乙\u{0B}"), as: Self.note)
        #expect(parsed.value == .text("甲乙"))
        #expect(!parsed.isRefused)
        #expect(Self.sentence(.text("甲\u{07}乙\u{0B}"), Self.note) == "含有 2 个不能显示的控制字符（第一个是 U+0007），已略去。请核对文字是否完整。")
        #expect(FieldParser.parse(.text("\u{FFFF}"), as: Self.note).value == .blank)
    }

    @Test("Line breaks of any kind are one", arguments: ["甲\r\n乙", "甲\r乙", "甲\n乙"])
    func lineBreaks(text: String) {
        #expect(FieldParser.parse(.text(text), as: Self.note).value == .text("甲\n乙"))
    }

    @Test(
        "A percentage needs its sign beyond 1", arguments: [("87.5%", 0.875), ("０．８７５", 0.875), ("100%", 1), ("1", 1)])
    func ratios(text: String, ratio: Double) {
        let rate = FieldDefinition("rate", "率", .ratio, .ours)
        #expect(FieldParser.parse(.text(text), as: rate).value == .ratio(ratio))
        #expect(Self.sentence(.text("87.5"), rate) == "应填百分比，实填“87.5”。请带上百分号，例如 87.5%。")
        #expect(Self.sentence(.text("inf"), rate) == "应填百分比，实填“inf”。请带上百分号，例如 87.5%。")
    }

    @Test(
        "Months",
        arguments: [
            FieldInput.text("2019-07"), .text("2019年7月"), .text("2019-07-15"), .number(43661), .number(201_907),
        ])
    func months(input: FieldInput) {
        let month = FieldDefinition("month", "期间", .month, .ours)
        #expect(FieldParser.parse(input, as: month).value == .month(ChangzhouSamples.month("2019-07")))
    }

    @Test("A message about a person does not repeat what was typed")
    func hidden() {
        let trouble = FieldParser.parse(.text("待其出院后"), as: Self.deadline).trouble
        #expect(
            trouble?.finding(at: Place(), hidesContent: true).description == "应填日期，实填的内容不符（涉及个人信息，不显示）。请写成 2019-07-15。")
    }

    @Test("Hostile lengths take no time")
    func long() {
        let spaces = String(repeating: " ", count: 200_000) + "1"
        #expect(FieldParser.parse(.text("1" + spaces + "1"), as: Self.deadline).value == .blank)
        #expect(FieldParser.parse(.text(String(repeating: "9", count: 200_000)), as: Self.guards).value == .blank)
        #expect(FieldParser.parse(.text(String(repeating: "有", count: 200_000)), as: Self.button).value == .blank)
    }
}

/// Texts that are easily taken for something else, or lost.
enum AwkwardTexts {
    static let all: [String] = [
        "320401201909010012", "1-2", "3/4", "=1+1", "@SUM(A1)", "+86", "-5", "0012", "1e5", "TRUE", "NaN", "2019-07-15",
        "#N/A", "#备注",
        "😀👨‍👩‍👧‍👦", "𠮷㙍", "e\u{301}", "甲\n乙\n", "\n甲", "“甲”\"乙\"", "\"", "\"\"", "甲;乙,丙\t丁", " 前后有空格 ", "　全角空格　",
        "&amp;<b>{{学校名称}}",
        "\\n", "{\"a\":1}", "[1]", "'0012", "无", "/", "\u{200B}零宽", "\u{FEFF}甲",
        String(repeating: "隐患很长。", count: 2000),
    ]
}
