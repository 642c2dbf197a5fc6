/// How long each step took, for `--timings`.
struct StepClock {
    private var steps: [(name: String, duration: Duration)] = []

    mutating func measure<Result>(_ name: String, _ work: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer { add(ContinuousClock.now - start, to: name) }
        return try work()
    }

    /// A step that comes again, for the next form, adds to the first.
    private mutating func add(_ duration: Duration, to name: String) {
        if let step = steps.firstIndex(where: { $0.name == name }) {
            steps[step].duration += duration
        } else {
            steps.append((name, duration))
        }
    }

    var lines: [String] {
        var table = TextTable()
        for step in steps + [("合计", steps.reduce(.zero) { $0 + $1.duration })] {
            let microseconds =
                step.duration.components.attoseconds / 1_000_000_000_000 + step.duration.components.seconds * 1_000_000
            table.add([step.name, "\(microseconds / 1000).\(String(microseconds % 1000 + 1000).dropFirst()) ms"])
        }
        return table.lines
    }
}
