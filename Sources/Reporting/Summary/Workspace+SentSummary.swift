import Diagnostics
import Forms
import Ledger
import Summaries

/// A summary that was sent, and what it would show otherwise now.
public struct ChangedSummary: Hashable, Sendable {
    /// The summary.
    public var summary: SentSummary
    /// The cells that differ, in the order of the tables; at least one.
    public var differences: [SummaryDocument.Difference]
}

extension Workspace {
    /// Every summary that was sent and would show other figures now (更正影响).
    ///
    /// - Throws: ``Failure`` of kind `.content` when the words' template cannot be used, `.system` when the ledger is damaged.
    public func changedSummaries() throws -> [ChangedSummary] {
        try ledger.sentSummaries().compactMap { sent in
            var question = SummaryQuestion(.named(sent.span), unit: sent.unit, how: sent.how)
            question.how.change = nil
            let made = try summary(question)
            guard let now = made.value else {
                throw made.findings.first { $0.severity == .mandatory }.map(Failure.init) ?? Self.unusable(folder)
            }
            let differences = now.differences(from: sent.figures)
            return differences.isEmpty ? nil : ChangedSummary(summary: sent, differences: differences)
        }
    }
}
