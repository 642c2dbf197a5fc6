/// How the usual formats show a number, for writers that put digits into bytes themselves.
package enum QuickDisplay: Hashable, Sendable {
    /// As short as the value allows.
    case general
    /// With at least and at most so many decimals, at most two.
    case decimals(minimum: Int, maximum: Int, isGrouped: Bool)
}

extension NumberFormat {
    /// `nil` for a format that needs ``display(_:)``.
    package var quickDisplay: QuickDisplay? {
        if isGeneral || isText { return .general }
        let sections = sections
        guard sections.count == 1, sections[0].condition == nil, sections[0].tokens.count == 1,
            case .number(let digits) = sections[0].tokens[0], digits.minimumIntegers == 1, digits.thousands == 0,
            digits.exponentDigits == nil, (0...2).contains(digits.maximumDecimals),
            (0...digits.maximumDecimals).contains(digits.minimumDecimals)
        else { return nil }
        return .decimals(
            minimum: digits.minimumDecimals, maximum: digits.maximumDecimals, isGrouped: digits.isGrouped)
    }
}
