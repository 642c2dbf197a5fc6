import Diagnostics

/// What must hold between an indicator (left) and one or more others (right): 勾稽关系.
public struct Relation: Hashable, Sendable {
    /// How the left side must compare with the sum on the right.
    public enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "="
        case atMost = "<="
        case atLeast = ">="

        /// 等于, 不大于, 不小于.
        public var word: String {
            switch self {
            case .equal: "等于"
            case .atMost: "不大于"
            case .atLeast: "不小于"
            }
        }

        /// Whether the two figures agree; both are in the same unit of measure.
        public func holds(_ left: Int, _ right: Int) -> Bool {
            switch self {
            case .equal: left == right
            case .atMost: left <= right
            case .atLeast: left >= right
            }
        }
    }

    /// Equal, at most, or at least.
    public var comparison: Comparison
    /// The indicators whose figures are added up on the right side; at least one.
    public var addends: [IndicatorKey]
    /// ``Severity/mandatory`` for an error, ``Severity/verify`` for a warning.
    public var severity: Severity
    /// Why it must hold, in the user's words; may be empty.
    public var reason: String
    /// 其中: the left side is a part of the right side, so that the relation holds on 新增 too where all sides are flows.
    public var isPartOf: Bool

    /// An error without a reason that concerns 合计 alone, unless said otherwise.
    public init(
        _ comparison: Comparison, _ addends: [IndicatorKey], severity: Severity = .mandatory, reason: String = "",
        isPartOf: Bool = false
    ) {
        self.comparison = comparison
        self.addends = addends
        self.severity = severity
        self.reason = reason
        self.isPartOf = isPartOf
    }

    /// The stable id of the rule, for example `progress.relation.guards>=campusesWithGuards`.
    public func rule(of left: IndicatorKey) -> String {
        "progress.relation.\(left)\(comparison.rawValue)\(addends.map(\.name).joined(separator: "+"))"
    }
}
