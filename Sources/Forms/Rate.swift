/// A part of a whole, kept as both, so that it is made anew from sums and never added or averaged (率).
public struct Rate: Hashable, Sendable {
    /// The numerator.
    public var part: Int
    /// The denominator; 0 when there is nothing to compare with.
    public var whole: Int

    /// So many of so many.
    public init(part: Int, whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// 0.875 is 87.5 %; `nil` of nothing: “—”, never 0 % or 100 %.
    public var value: Double? { whole > 0 ? Double(part) / Double(whole) : nil }

    /// `90.0%`, or `—` of nothing. Only all of them are 100 %.
    public var text: String {
        guard whole > 0 else { return "—" }
        // Half up, away from zero; wide enough for any parts.
        let (high, low) = part.magnitude.multipliedFullWidth(by: 2000)
        let (sum, carry) = low.addingReportingOverflow(whole.magnitude)
        let divisor = whole.magnitude * 2
        guard high + (carry ? 1 : 0) < divisor else { return "—" }
        let rounded = divisor.dividingFullWidth((high + (carry ? 1 : 0), sum)).quotient
        let tenths = part >= 0 && part < whole ? min(rounded, 999) : rounded
        return "\(part < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)%"
    }

    /// `90.0%（9/10）`.
    public var textWithParts: String { whole > 0 ? "\(text)（\(part)/\(whole)）" : text }
}
