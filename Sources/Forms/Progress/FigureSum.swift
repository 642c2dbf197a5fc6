/// A sum of units' figures, taken one part after the other in any order.
///
/// What does not apply, or is not owed, adds nothing. What is missing makes the sum unknown, except for 新增 when totals are
/// carried forward and at least one part reported.
struct FigureSum: Sendable {
    private var sum = PackedFigure.zero
    private var seen: UInt8 = 0

    private static let number: UInt8 = 1
    private static let notApplicable: UInt8 = 2
    private static let notReported: UInt8 = 4
    private static let noOpening: UInt8 = 8
    private static let other: UInt8 = 16

    mutating func add(_ part: PackedFigure) {
        if part.isKnown {
            sum = sum + part
            seen |= Self.number
            return
        }
        switch part {
        case .notExpected: break
        case .notApplicable: seen |= Self.notApplicable
        case .notReported: seen |= Self.notReported
        case .noOpening: seen |= Self.noOpening
        default: seen |= Self.other
        }
    }

    /// Takes in what another sum has counted: of other units, for the same figure.
    mutating func add(_ other: FigureSum) {
        sum = sum + other.sum
        seen |= other.seen
    }

    /// - Parameter isTotal: True for 合计, false for 新增.
    func figure(_ policy: MissingPolicy, isTotal: Bool) -> PackedFigure {
        if seen & Self.noOpening != 0 { return .noOpening }
        if seen & Self.other != 0 { return PackedFigure(.overflow) }
        let sawNumber = seen & Self.number != 0
        if seen & Self.notReported != 0 {
            return policy == .carryForward && !isTotal && sawNumber ? sum : .notReported
        }
        if sawNumber { return sum }
        return seen & Self.notApplicable != 0 ? .notApplicable : .notExpected
    }
}
