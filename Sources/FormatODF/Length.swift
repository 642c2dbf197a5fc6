import Sheets

/// Lengths as OpenDocument writes them: `0.889in`, `2.5cm`, `12pt`.
enum Length {
    /// In points; `nil` for anything else than a finite number with a known unit.
    static func points(_ text: String?) -> Double? {
        guard let text else { return nil }
        let unit = text.drop { !$0.isLetter }
        guard let factor = factors[String(unit)], let number = Double(text.dropLast(unit.count)), number.isFinite,
            abs(number) < 1e6
        else { return nil }
        return number * factor
    }

    static func text(_ points: Double) -> String { Decimal.plain(points) + "pt" }

    private static let factors: [String: Double] = [
        "pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12, "px": 0.75,
    ]
}
