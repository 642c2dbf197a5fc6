import Sheets

/// Lengths as this format states them.
enum Units {
    /// The font of the style “Normal”. Column widths count its digits, and nothing else is written in it.
    ///
    /// At 9.5 points its digits are 7 pixels wide at 96 dpi and, unrounded, 5.28 points: programs that count whole
    /// pixels (Excel, WPS), those that do not (LibreOffice), and those that take every digit for 7 pixels all agree
    /// within two hundredths. With most fonts and sizes they are 5 to 12 % apart.
    static let normalFont = Font(families: ["Arial"], sizeInPoints: 9.5)
    /// Points a digit of ``normalFont`` takes; a column's padding of five pixels is part of its stated width.
    static let digit = 5.25
    /// An indent of one is three spaces of ``normalFont``.
    static let indent = 9.0

    /// Characters of the standard font, from points.
    static func width(_ points: Double) -> String {
        let characters = points.isFinite ? min(max(points, 0) / digit, Limit.columnWidth) : Column.standardWidth / digit
        return Decimal.plain((characters * 10_000).rounded() / 10_000)
    }

    /// Points, two decimals, as many as any program keeps.
    static func height(_ points: Double) -> String {
        let height = points.isFinite ? min(max(points, 0), Limit.rowHeight) : Row.standardHeight
        return Decimal.plain((height * 100).rounded() / 100)
    }

    static func inches(_ points: Double) -> String {
        let inches = points.isFinite ? min(max(points, 0), 3_500) / 72 : 0
        return Decimal.plain((inches * 10_000).rounded() / 10_000)
    }

    /// English metric units: 12,700 a point.
    static func emu(_ points: Double) -> Int {
        points.isFinite ? Int((min(max(points, 0), 100_000) * 12_700).rounded()) : 0
    }
}
