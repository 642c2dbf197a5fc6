import Sheets

/// Lengths as the format counts them.
enum Measures {
    /// Three spaces of the standard font.
    static let pointsPerIndent = 9.0
    static let emuPerPoint = 12_700.0
    static let pointsPerInch = 72.0

    /// The widest digit of a font in points, whole pixels at 96 per inch as Excel counts them.
    ///
    /// Source: ISO/IEC 29500-1 clause 18.3.1.13; the widths are those of the fonts themselves. Chinese fonts have
    /// digits half as wide as a character.
    static func digit(of font: Font) -> Double {
        let pixels = font.sizeInPoints * 96 / 72
        let name = font.families[0].lowercased()
        let count =
            if let width = digitWidths[name] {
                (pixels * width).rounded()
            } else if name.utf8.contains(where: { $0 >= 0x80 }) || chineseNames.contains(where: { name.hasPrefix($0) })
            {
                (pixels.rounded() / 2).rounded(.up)
            } else {
                (pixels * 0.52).rounded()
            }
        return max(count, 1) * 0.75
    }

    /// In parts of the font's size.
    private static let digitWidths: [String: Double] = [
        "calibri": 0.507, "arial": 0.556, "liberation sans": 0.556, "helvetica": 0.556, "times new roman": 0.5,
        "liberation serif": 0.5, "cambria": 0.554, "verdana": 0.636, "tahoma": 0.546, "aptos narrow": 0.52,
        "carlito": 0.507,
    ]
    private static let chineseNames = [
        "simsun", "nsimsun", "simhei", "fangsong", "kaiti", "dengxian", "microsoft yahei", "st", "noto sans cjk",
        "noto serif cjk",
    ]
}
