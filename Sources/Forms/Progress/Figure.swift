/// A figure of the table, or why there is none.
public enum Figure: Hashable, Sendable {
    case known(Int)
    case absent(Reason)

    /// Why there is no figure; the form prints a word for it, never a zero.
    public enum Reason: Int, Hashable, Sendable, CaseIterable {
        /// A unit or a month is missing (缺报).
        case notReported
        /// A stock without an opening balance (缺期初数).
        case noOpening
        /// Reported as “/”: the indicator does not apply to the unit.
        case notApplicable
        /// The unit owes no report for the month: not yet opened, or closed.
        case notExpected
        /// The sum is beyond what an integer holds.
        case overflow
        /// On a blank form.
        case toBeFilledIn
    }

    /// `nil` when there is none.
    public var number: Int? {
        if case .known(let number) = self { number } else { nil }
    }

    /// `nil` when there is a figure.
    public var reason: Reason? {
        if case .absent(let reason) = self { reason } else { nil }
    }

    /// For a template: 缺报 where the figure is not known, — where it has no meaning.
    public var fieldValue: FieldValue {
        switch self {
        case .known(let number): .integer(number)
        case .absent(.notApplicable), .absent(.notExpected): .absent(.undefined)
        case .absent(.toBeFilledIn): .blank
        case .absent: .absent(.notReported)
        }
    }
}

extension Figure: CustomStringConvertible {
    /// As it is printed on the form: the number, 缺报 or —.
    public var description: String {
        switch fieldValue {
        case .absent(let absence): absence.shown
        default: number.map(String.init) ?? ""
        }
    }
}

/// One indicator's figures for one unit and month.
public struct IndicatorFigures: Hashable, Sendable {
    /// 新增
    public var increase: Figure
    /// 上期合计: 合计 at the end of the month before.
    public var previousTotal: Figure
    /// 合计
    public var total: Figure

    /// The three figures of one indicator, as computed; nothing is checked here.
    public init(increase: Figure, previousTotal: Figure, total: Figure) {
        self.increase = increase
        self.previousTotal = previousTotal
        self.total = total
    }

    /// The figure that stands in that row of the table.
    public subscript(row: FigureRow) -> Figure { row == .increase ? increase : total }
}

/// What a roll-up does with a unit that did not report.
public enum MissingPolicy: String, Hashable, Sendable, CaseIterable {
    /// Its parent's figure is not known: 缺报.
    case strict
    /// 新增 is the sum of those who reported; 合计 takes the missing unit's last known 合计, so that 合计(m) = 合计(m−1) + 新增(m)
    /// holds.
    case carryForward
}

/// A figure in one machine word, since a country has hundreds of millions of them: the number itself, or a reason at
/// the lowest end.
struct PackedFigure: Hashable {
    var raw: Int

    init(_ number: Int) { raw = number }
    init(_ reason: Figure.Reason) { raw = Int.min + reason.rawValue }

    var isKnown: Bool { raw >= Int.min + Figure.Reason.allCases.count }
    var figure: Figure {
        if isKnown { return .known(raw) }
        return .absent(Figure.Reason(rawValue: raw - Int.min) ?? .notReported)
    }

    static let zero = PackedFigure(0)
    static let notReported = PackedFigure(.notReported)
    static let noOpening = PackedFigure(.noOpening)
    static let notApplicable = PackedFigure(.notApplicable)
    static let notExpected = PackedFigure(.notExpected)

    /// The sum, `.overflow` when it does not fit; the reason when either side is not known.
    static func + (a: PackedFigure, b: PackedFigure) -> PackedFigure {
        guard a.isKnown else { return a }
        guard b.isKnown else { return b }
        let (sum, overflow) = a.raw.addingReportingOverflow(b.raw)
        return overflow || !PackedFigure(sum).isKnown ? PackedFigure(.overflow) : PackedFigure(sum)
    }

    static func - (a: PackedFigure, b: PackedFigure) -> PackedFigure {
        guard a.isKnown else { return a }
        guard b.isKnown else { return b }
        let (difference, overflow) = a.raw.subtractingReportingOverflow(b.raw)
        return overflow || !PackedFigure(difference).isKnown ? PackedFigure(.overflow) : PackedFigure(difference)
    }
}
