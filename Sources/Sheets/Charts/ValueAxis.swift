/// The value axis of a chart: from where to where it goes, and where its labels stand.
package struct ValueAxis {
    package let lower: Double
    package let upper: Double
    package let ticks: [Double]
    /// One a tick, no two alike.
    package let labels: [String]

    private static let mostSteps = 6.0

    package init(_ figures: ChartFigures) {
        let numbers = figures.numbers
        let low = min(numbers.min() ?? 0, 0)
        let high = figures.maximum ?? max(numbers.max() ?? 0, 0)
        let span = high - low
        var step = Self.step(atLeast: (span > 0 && span.isFinite ? span / Self.mostSteps : 1))
        var axis = Self.axis(low, high, step, endsAt: figures.maximum)
        var labels = axis.ticks.map { figures.axisFormat.display(.number($0)) }
        // A format that shows no decimals must not show 0, 1, 1, 2, 2.
        while Set(labels).count < labels.count, axis.ticks.count > 2 {
            step = Self.step(atLeast: step * 1.5)
            axis = Self.axis(low, high, step, endsAt: figures.maximum)
            labels = axis.ticks.map { figures.axisFormat.display(.number($0)) }
        }
        lower = axis.lower
        upper = axis.upper
        ticks = axis.ticks
        self.labels = labels
    }

    /// 1, 2 or 5 times a power of ten.
    private static func step(atLeast least: Double) -> Double {
        var power = 1.0
        while power > least { power /= 10 }
        while power * 10 <= least { power *= 10 }
        // Half a billionth lower, so that 0.2 / 0.1 counts as 2.
        let ratio = least / power * (1 - 5e-10)
        return (ratio <= 1 ? 1 : ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10) * power
    }

    private static func axis(_ low: Double, _ high: Double, _ step: Double, endsAt end: Double?) -> (
        lower: Double, upper: Double, ticks: [Double]
    ) {
        let first = (low / step + 1e-9).rounded(.down)
        let last = end == nil ? max((high / step - 1e-9).rounded(.up), first + 1) : (high / step + 1e-9).rounded(.down)
        let ticks = stride(from: first, through: max(last, first), by: 1).map { clean($0 * step, step) }
        return (clean(first * step, step), end ?? clean(last * step, step), ticks)
    }

    /// 0.30000000000000004 is 0.3.
    private static func clean(_ number: Double, _ step: Double) -> Double {
        let scale = step < 1 ? (1 / step * 10).rounded() : 1
        return (number * scale).rounded() / scale + 0
    }

    /// 0 at the axis' lower end, 1 at its upper.
    package func share(of number: Double) -> Double { (number - lower) / (upper - lower) }
}
