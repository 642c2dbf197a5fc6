import Forms

/// Which versions of a unit's month stand for it.
enum VersionChoice {
    /// Those that count in sums.
    case counting(Counting)
    /// Those that were accepted; of a month of which none was, those that wait. What comes is judged against them.
    case standing

    /// - Parameter versions: All of one month, the lowest first.
    func chosen(_ versions: [SubmissionVersion]) -> [SubmissionVersion] {
        switch self {
        case .counting(let counting): return versions.filter { counting.counts($0.state) }
        case .standing:
            let accepted = versions.filter { Counting.accepted.counts($0.state) }
            return accepted.isEmpty ? versions.filter { Counting.allReceived.counts($0.state) } : accepted
        }
    }
}
