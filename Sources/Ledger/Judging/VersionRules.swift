import Forms

/// By what a ledger judges what came: what it does not hold itself.
///
/// Without rules a ledger knows only what was found when a version came.
public struct VersionRules: Sendable {
    /// Indicators with their relations; `nil` for a campaign without a progress table.
    public var indicators: IndicatorSet?
    /// How far is far.
    public var limits: LedgerRuleLimits

    /// - Parameter indicators: `nil` for a campaign without a progress table.
    public init(indicators: IndicatorSet?, limits: LedgerRuleLimits = LedgerRuleLimits()) {
        self.indicators = indicators
        self.limits = limits
    }

    /// Rules whose findings follow from other months, opening balances, other forms or the list of units. What was found
    /// of them when a version came is history; what holds now is derived.
    public static func isDerived(_ rule: String) -> Bool {
        derived.contains(rule) || prefixes.contains { rule.hasPrefix($0) }
    }

    private static let prefixes = ["progress.relation.", "ledger.", "form3.disagrees.", "opening."]
    private static let derived: Set<String> = [
        "progress.blank", "progress.sum-unit", "progress.not-expected", "progress.month-outside",
        "progress.level-of-flow", "progress.negative-level", "progress.negative-flow", "progress.late",
        "progress.case-day", "progress.relation-skipped", "progress.negative-total", "progress.closed-with-stock",
        "progress.carried-refusal", "progress.carried-returned", "collect.total-disagrees",
        "collect.tally-unchecked", "collect.not-expected", "collect.sum-unit", RiskHistory.reopenedRule,
    ]
}
