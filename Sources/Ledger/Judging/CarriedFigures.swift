import Diagnostics
import Forms

/// What a correction takes over from the version that it follows and that somebody should know of.
struct CarriedFigures {
    private let indicators: IndicatorSet
    private let unit: ReportingUnit
    private let period: Period

    init(_ indicators: IndicatorSet, _ unit: ReportingUnit, _ period: Period) {
        (self.indicators, self.unit, self.period) = (indicators, unit, period)
    }

    /// - Parameter versions: All of the month, the lowest first.
    func findings(_ version: SubmissionVersion, of versions: [SubmissionVersion]) -> [Finding] {
        guard case .progress(let own) = version.content, case .progress(let whole) = version.inForce else { return [] }
        let carried = indicators.indicators.indices.filter { place in
            Self.value(own, place) == .blank && Self.value(whole, place) != .blank
        }
        let refused = carried.filter { Self.value(whole, $0) == .refused }
        return refused.map(refusal) + returned(carried, version, versions)
    }

    private static func value(_ content: ProgressContent, _ place: Int) -> ReportedFigure.Value {
        place < content.values.count ? content.values[place] : .blank
    }

    private func refusal(_ place: Int) -> Finding {
        let indicator = indicators.indicators[place]
        let field = FieldName(key: "indicators.\(indicator.key)", label: indicator.title)
        return Finding(
            "progress.carried-refusal", .mandatory, at: Place(record: record, field: field), "以前的版本填的不是数，这一版没有更正",
            remedy: "请补报这一项")
    }

    private func returned(
        _ carried: [Int], _ version: SubmissionVersion, _ versions: [SubmissionVersion]
    ) -> [Finding] {
        let before = versions.last { $0.version < version.version }
        guard let before, before.state == .returned, !carried.isEmpty else { return [] }
        return [
            Finding(
                "progress.carried-returned", .verify, at: Place(record: record),
                "有 \(carried.count) 项没有填，沿用已退回的第 \(before.version) 版", remedy: "请核实退回的原因是否都已更正")
        ]
    }

    private var record: String { "\(unit.label) \(period.chinese)" }
}
