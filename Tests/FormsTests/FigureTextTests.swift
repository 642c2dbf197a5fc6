import CivilTime
import Forms
import Testing

@Suite("Figures and days as people type them")
struct FigureTextTests {
    @Test(
        "What is certain is understood",
        arguments: [
            ("12", 12), ("０", 0), ("１２", 12), (" 12　", 12), ("1,234", 1234), ("12，345", 12345),
            ("1,234,567", 1_234_567),
            ("3起", 3), ("3 起", 3), ("-2", -2), ("－2", -2), ("−2", -2), ("+5", 5), ("7.0", 7), ("7.00起", 7),
            ("0012", 12),
        ])
    func number(text: String, number: Int) {
        #expect(FigureText.read(text, unit: "起") == .number(number))
    }

    @Test(
        "Nothing and “/” are different things",
        arguments: [("", FigureText.blank), ("　", .blank), ("/", .notApplicable), ("／", .notApplicable)])
    func empty(text: String, read: FigureText) {
        #expect(FigureText.read(text, unit: "起") == read)
    }

    @Test("A word for nothing is asked about", arguments: ["无", "没有", "零", "-", "——"])
    func word(text: String) {
        #expect(
            FigureText.read(text, unit: "起")
                == .refused(
                    rule: "progress.word-for-number", statement: "应填整数，实填“\(text)”", remedy: "没有发生请填 0，不适用请填“/”"))
    }

    @Test(
        "What is not certain is refused",
        arguments: ["十二", "约30", "1,23", "12,34,567", "3.5", "1 2", "3-5", "12a", "=1+2", "1e3", "Ⅳ", "½"])
    func refused(text: String) {
        #expect(
            FigureText.read(text, unit: "起")
                == .refused(rule: "progress.not-a-number", statement: "应填整数，实填“\(text)”", remedy: "请改成整数，例如 12"))
    }

    @Test("Another unit of measure is another figure")
    func unit() {
        #expect(
            FigureText.read("3人", unit: "起")
                == .refused(rule: "progress.wrong-unit", statement: "计量单位应为“起”，实填“3人”", remedy: "请核对是否填错了列，并只填数字"))
        #expect(FigureText.read("3人次", unit: "人次") == .number(3))
    }

    @Test("More digits than an integer holds")
    func huge() {
        #expect(
            FigureText.read("99999999999999999999", unit: "起")
                == .refused(
                    rule: "progress.out-of-range", statement: "应在 -10 亿到 10 亿之间，实填 99999999999999999999", remedy: "请改正")
        )
    }

    @Test(
        "Days", arguments: ["2017-05-09", "2017/5/9", "2017.5.9", "20170509", "2017年5月9日", "２０１７年５月９日", " 2017-5-9 "])
    func day(text: String) {
        #expect(CalendarDay(typed: text) == CalendarDay(year: 2017, month: 5, day: 9))
    }

    @Test("Not days", arguments: ["2017-02-30", "5月9日", "下月", "2017-05", "20170532", "", "2017-05-09-1"])
    func notADay(text: String) {
        #expect(CalendarDay(typed: text) == nil)
    }
}
