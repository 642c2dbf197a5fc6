import CivilTime
import Testing

@testable import Sheets

@Suite("Number formats show values as office suites do")
struct NumberFormatTests {
    private func moment(_ text: String) throws -> CalendarMoment { try #require(CalendarMoment(iso: text)) }

    @Test(
        "Numbers",
        arguments: [
            ("0", 1234.5, "1235"), ("0", 0.5, "1"), ("0", -0.4, "0"), ("0", -0.0, "0"), ("0.00", 1.005, "1.01"),
            ("0.00", 2.675, "2.68"), ("0.00", -1.005, "-1.01"), ("0.00", 999.999, "1000.00"), ("0.0#", 1.25, "1.25"),
            ("0.0#", 1.2, "1.2"), ("0.##", 3, "3"), ("#", 0, ""), ("#.##", 0.5, ".5"), ("000", 7, "007"),
            ("#,##0", 1_234_567, "1,234,567"), ("#,##0.00", -1234.5, "-1,234.50"), ("#,##0", 999, "999"),
            ("#,##0,", 1_234_567, "1,235"),
            ("0.0,,", 12_345_678, "12.3"), ("0%", 0.855, "86%"), ("0.0%", -0.0004, "0.0%"),
            ("0.00%", 0.12345, "12.35%"),
            ("0.00E+00", 12345, "1.23E+04"), ("0.0E+00", 9.99, "1.0E+01"), ("0.00E+00", 0.00012, "1.20E-04"),
            ("0E+0", 0, "0E+0"),
            ("0\"人\"", 12, "12人"), ("0人", 12, "12人"), ("\\￥0.00", 3, "￥3.00"), ("[$￥-804]#,##0.00", 1234, "￥1,234.00"),
            ("0.00_)", 1, "1.00 "), ("0*-", 5, "5"), ("\"第3类\"0", -0.4, "第3类0"), ("0", 1e15, "1000000000000000"),
            ("0", 1e-300, "0"), ("0.0", 1e-7, "0.0"),
        ])
    func numbers(code: String, number: Double, shown: String) {
        #expect(NumberFormat(code).display(.number(number)) == shown)
    }

    @Test(
        "General shows at most ten significant digits",
        arguments: [
            (0, "0"), (-0.0, "0"), (3, "3"), (-12.5, "-12.5"), (0.1 + 0.2, "0.3"), (1.0 / 3, "0.3333333333"),
            (100.0 / 3, "33.33333333"),
            (123_456_789_012, "123456789012"), (1_234_567.891_23, "1234567.891"), (0.000_012_345, "0.000012345"),
            (-1e-5, "-0.00001"),
            (1e20, "100000000000000000000"), (1e300, "1E+300"), (.infinity, ""), (.nan, ""),
        ] as [(Double, String)])
    func general(number: Double, shown: String) { #expect(NumberFormat.general.display(.number(number)) == shown) }

    @Test(
        "Sections: positive, negative, zero, text",
        arguments: [
            (1.0, "1.0"), (-1, "(1.0)"), (0, "零"),
        ])
    func sections(number: Double, shown: String) {
        #expect(NumberFormat("0.0;(0.0);零;\"文：\"@").display(.number(number)) == shown)
    }

    @Test("The fourth section shows text; other formats leave text alone")
    func textSection() {
        #expect(NumberFormat("0;0;0;\"文：\"@").display(.text("甲")) == "文：甲")
        #expect(NumberFormat("\"第\"@").display(.text("甲")) == "第甲")
        #expect(NumberFormat("0.00").display(.text("1")) == "1")
    }

    @Test(
        "A section for negative numbers alone writes their sign itself",
        arguments: [
            ("[>=0]0;-0", "-5"), ("[<0]-0;0", "-5"), ("[<0][Red]0;0", "5"), ("[>=100]0.0;0", "-5"),
            ("[<100]0;0.0", "-5"),
        ])
    func conditionalSigns(code: String, shown: String) { #expect(NumberFormat(code).display(.number(-5)) == shown) }

    @Test("Conditions choose a section", arguments: [(150.0, "多"), (100, "多"), (99.5, "99.5"), (-3, "-3.0")])
    func conditions(number: Double, shown: String) {
        #expect(NumberFormat("[>=100]\"多\";0.0").display(.number(number)) == shown)
    }

    @Test("A colour belongs to its section")
    func colors() {
        let format = NumberFormat("0;[Red]-0")
        #expect(format.color(for: .number(1)) == nil)
        #expect(format.color(for: .number(-1)) == Color(red: 255, green: 0, blue: 0))
        #expect(format.color(for: .text("-1")) == nil)
        #expect(NumberFormat.general.color(for: .number(-1)) == nil)
    }

    @Test(
        "Days and times",
        arguments: [
            ("yyyy-mm-dd", "2017-05-03T14:05:09", "2017-05-03"), ("yyyy\"年\"m\"月\"d\"日\"", "2017-05-03", "2017年5月3日"),
            ("yyyy年M月d日", "2017-05-03", "2017年5月3日"), ("yy/m/d", "2017-05-03", "17/5/3"),
            ("h:mm", "2017-05-03T14:05:09", "14:05"),
            ("mm:ss", "2017-05-03T14:05:09", "05:09"), ("yyyy-mm-dd hh:mm", "2017-05-03T04:05:09", "2017-05-03 04:05"),
            ("h:mm AM/PM", "2017-05-03T14:05:09", "2:05 下午"), ("上午/下午h时m分", "2017-05-03T00:05:09", "上午12时5分"),
            ("aaaa", "2017-05-03", "星期三"), ("aaa", "2017-05-07", "日"), ("dddd", "2017-05-03", "星期三"),
            ("m/d", "2017-12-31", "12/31"),
            ("General", "2017-05-03", "2017-05-03"), ("General", "2017-05-03T14:05:09", "2017-05-03 14:05:09"),
            ("[$-804]yyyy\"年\"m\"月\"", "2017-05-03", "2017年5月"),
        ])
    func dates(code: String, moment: String, shown: String) throws {
        #expect(try NumberFormat(code).display(.date(self.moment(moment))) == shown)
    }

    @Test(
        "Spans of time",
        arguments: [
            ("[h]:mm:ss", 93_784, "26:03:04"), ("h:mm", 93_784, "2:03"), ("General", 93_784, "26:03:04"),
            ("[h]:mm", -5400, "-1:30"),
            ("[h]:mm", 0, "0:00"),
        ])
    func spans(code: String, seconds: Int, shown: String) {
        #expect(NumberFormat(code).display(.time(seconds: seconds)) == shown)
    }

    @Test(
        "A number under a date's format is the day it counts to",
        arguments: [(42_858.0, "2017-05-03"), (1, "1899-12-31"), (0, "1899-12-30")])
    func serials(number: Double, shown: String) { #expect(NumberFormat.isoDate.display(.number(number)) == shown) }

    @Test("Booleans, empty cells and results of formulas")
    func others() {
        #expect(NumberFormat.general.display(.boolean(true)) == "是")
        #expect(NumberFormat("0").display(.boolean(false)) == "否")
        #expect(NumberFormat("0").display(.empty) == "")
        #expect(NumberFormat("0.0").display(.formula(Formula([], result: .number(2)))) == "2.0")
        #expect(NumberFormat.general.display(.percentage(0.855)) == "85.5%")
        #expect(NumberFormat.text.display(.number(12)) == "12")
    }

    @Test(
        "Values beyond all bounds do no harm",
        arguments: [
            CellValue.number(1e308), .number(-1e308), .number(.nan), .time(seconds: .min), .time(seconds: .max),
            .percentage(.infinity),
        ])
    func hostileValues(value: CellValue) {
        for code in ["General", "0.00", "0%", "yyyy-mm-dd", "[h]:mm:ss", "0.00E+00", "#,##0", "@"] {
            #expect(NumberFormat(code).display(value).utf8.count < 500)
        }
    }

    @Test(
        "Codes cut short or made of nothing do no harm",
        arguments: ["\"", "\\", "[", "[]", ";;;;;", "_", "*", "0.", ".", "E+", "[>]0", "0E+", ",", "[$", "[$]0"])
    func hostileCodes(code: String) {
        for value in [CellValue.number(-1.5), .text("甲"), .time(seconds: 1)] {
            #expect(NumberFormat(code).display(value).utf8.count < 100)
        }
    }

    @Test(
        "Sections written as a code are read back the same",
        arguments: [
            "0", "0.00", "#,##0.00;[Red]-#,##0.00", "0%", "yyyy\"年\"m\"月\"d\"日\"", "yyyy-mm-dd hh:mm:ss", "[h]:mm:ss",
            "@", "General",
            "0.0;(0.0);\"零\";\"文\"@", "[>=100]0.0;[Blue]0", "0.00E+00", "\"a\"\\\"\"b\"0", "000", "#", "00,000",
            "0.0##", "aaaa", "h:mm AM/PM",
            "#,##0,", "0.0,,",
        ])
    func roundTrip(code: String) {
        let sections = NumberFormat(code).sections
        #expect(NumberFormat(sections: sections).sections == sections)
    }

    @Test("Counts out of all proportion are limited, not obeyed")
    func hostileDigits() {
        let digits = NumberFormat.Digits(
            minimumIntegers: .max, minimumDecimals: .max, maximumDecimals: -1, thousands: .min)
        let format = NumberFormat(sections: [.init(tokens: [.number(digits)])])
        #expect(format.code == String(repeating: "0", count: 30))
        #expect(Decimal.text(1, scale: 1, digits).count == 30)
    }

    @Test("What a format is for")
    func kinds() {
        #expect(NumberFormat("").isGeneral && NumberFormat("GENERAL").isGeneral && !NumberFormat("0").isGeneral)
        #expect(NumberFormat("m/d").isDateOrTime && !NumberFormat("0\"m\"").isDateOrTime)
        #expect(NumberFormat("0.0%").isPercentage && !NumberFormat("0\"%\"").isPercentage)
        #expect(NumberFormat("@").isText)
    }
}

@Suite("Numbers as plain text")
struct DecimalTests {
    @Test(
        "The shortest text that reads back the same",
        arguments: [
            (3.0, "3"), (-0.0, "0"), (0.85, "0.85"), (727_234.44, "727234.44"), (1e-5, "0.00001"),
            (-1.5e-7, "-0.00000015"), (1e15, "1000000000000000"),
            (123e18, "123000000000000000000"), (1e300, "1E+300"), (.leastNonzeroMagnitude, "5E-324"), (.nan, "0"),
            (.infinity, "0"), (0.1, "0.1"),
        ])
    func plain(number: Double, text: String) { #expect(Decimal.plain(number) == text) }

    @Test("Plain text always reads back", arguments: 1...50)
    func law(seed: Int) {
        var generator = SplitMix(seed: UInt64(seed))
        let number = Double(bitPattern: generator.next() & ~(1 << 62)) // Never infinite.
        #expect(Double(Decimal.plain(number)) == number, "seed \(seed)")
    }
}
