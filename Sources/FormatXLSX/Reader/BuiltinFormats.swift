import Sheets

/// Number formats that files name by number only.
///
/// Source: ISO/IEC 29500-1 clause 18.8.30, with the meanings that the Chinese (PRC) edition of Excel gives to 5–8, 14,
/// 22, 27–36, 41–44 and 50–58.
enum BuiltinFormats {
    /// `nil` for a number that means nothing.
    static func code(_ number: Int) -> String? { codes[number] }

    private static let codes: [Int: String] = [
        0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
        5: "\"¥\"#,##0;\"¥\"\\-#,##0", 6: "\"¥\"#,##0;[Red]\"¥\"\\-#,##0", 7: "\"¥\"#,##0.00;\"¥\"\\-#,##0.00",
        8: "\"¥\"#,##0.00;[Red]\"¥\"\\-#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
        14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
        21: "h:mm:ss", 22: "yyyy/m/d h:mm",
        27: yearMonth, 28: monthDay, 29: monthDay, 30: "m/d/yy", 31: "yyyy\"年\"m\"月\"d\"日\"", 32: "h\"时\"mm\"分\"",
        33: "h\"时\"mm\"分\"ss\"秒\"", 34: noonMinutes, 35: noonSeconds, 36: yearMonth,
        37: "#,##0;\\-#,##0", 38: "#,##0;[Red]\\-#,##0", 39: "#,##0.00;\\-#,##0.00", 40: "#,##0.00;[Red]\\-#,##0.00",
        41: "_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ",
        42: "_ \"¥\"* #,##0_ ;_ \"¥\"* \\-#,##0_ ;_ \"¥\"* \"-\"_ ;_ @_ ",
        43: "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
        44: "_ \"¥\"* #,##0.00_ ;_ \"¥\"* \\-#,##0.00_ ;_ \"¥\"* \"-\"??_ ;_ @_ ",
        45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
        50: yearMonth, 51: monthDay, 52: yearMonth, 53: monthDay, 54: monthDay, 55: noonMinutes, 56: noonSeconds,
        57: yearMonth,
        58: monthDay,
    ]
    private static let yearMonth = "yyyy\"年\"m\"月\""
    private static let monthDay = "m\"月\"d\"日\""
    private static let noonMinutes = "上午/下午h\"时\"mm\"分\""
    private static let noonSeconds = "上午/下午h\"时\"mm\"分\"ss\"秒\""
}
