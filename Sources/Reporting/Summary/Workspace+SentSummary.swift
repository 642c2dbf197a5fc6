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
        // One summary in several formats is made once.
        var made: [SentQuestion: SummaryDocument] = [:]
        return try ledger.sentSummaries().compactMap { sent in
            let question = SentQuestion(sent)
            let now = try made[question] ?? summary(of: question)
            made[question] = now
            let differences = now.differences(from: sent.figures)
            return differences.isEmpty ? nil : ChangedSummary(summary: sent, differences: differences)
        }
    }

    private func summary(of sent: SentQuestion) throws -> SummaryDocument {
        let made = try summary(SummaryQuestion(.named(sent.span), unit: sent.unit, how: sent.how))
        if let document = made.value { return document }
        throw made.findings.first { $0.severity == .mandatory }.map(Failure.init) ?? Self.unusable(folder)
    }
}

/// What a sent summary was of, as the ledger is now.
private struct SentQuestion: Hashable {
    var unit: String
    var span: SummarySpan
    var how: LedgerReporting

    init(_ sent: SentSummary) {
        (unit, span, how) = (sent.unit, sent.span, sent.how)
        how.change = nil
    }
}
