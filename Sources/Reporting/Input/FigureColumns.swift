import Diagnostics
import Forms

/// Which indicator and which kind of figure each column of a table, or key of a map, holds.
struct FigureColumn: Hashable, Sendable {
    var indicator: Indicator
    /// True for a stock's level at the month's end (期末数) instead of 新增.
    var isLevel: Bool

    /// Reads a heading: `guards`, `04`, `配备保安员数`, `配备保安员数（人）`, and for a level `guards=`, `level:guards`, `配备保安员数（期末）`.
    static func read(_ heading: String, in set: IndicatorSet) -> Result<FigureColumn, Trouble> {
        let (name, isLevel) = withoutMark(FieldText.narrowed(heading))
        switch lookUp(name, in: set) {
        case .found(let indicator): return .success(FigureColumn(indicator: indicator, isLevel: isLevel))
        case .ambiguous(let indicators): return .failure(Trouble(heading: heading, ambiguous: indicators))
        case .unknown(let nearest): return .failure(Trouble(heading: heading, nearest: nearest))
        }
    }

    private static let levelMarks = ["=", "(期末)", "(期末数)", "(level)"]
    private static let increaseMarks = ["(新增)", "(increase)", "+"]

    private static func withoutMark(_ heading: String) -> (String, isLevel: Bool) {
        for prefix in ["level:", "期末:"] where heading.lowercased().hasPrefix(prefix) {
            return (String(heading.dropFirst(prefix.count)), true)
        }
        for mark in levelMarks where heading.hasSuffix(mark) { return (String(heading.dropLast(mark.count)), true) }
        for mark in increaseMarks where heading.hasSuffix(mark) { return (String(heading.dropLast(mark.count)), false) }
        return (heading, false)
    }

    /// A title may be followed by its unit of measure: `配备保安员数(人)`.
    private static func lookUp(_ name: String, in set: IndicatorSet) -> IndicatorSet.Lookup {
        if let whole = set.known(name) { return whole }
        guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return set.lookUp(name) }
        let unit = name[name.index(after: open)...].dropLast()
        let short = set.lookUp(String(name[..<open]))
        if case .found(let indicator) = short, FieldText.folded(indicator.unit) != FieldText.folded(unit) {
            return set.lookUp(name)
        }
        return short
    }

    struct Trouble: Error, Hashable {
        var heading: String
        var ambiguous: [Indicator] = []
        var nearest: String?

        func finding(at place: Place) -> Finding {
            let heading = FieldText.trimmed(heading)
            if !ambiguous.isEmpty {
                let numbers = ambiguous.map { "\($0.numberText)（\($0.key)）" }.joined(separator: "、")
                return Finding(
                    "progress.ambiguous-indicator", .mandatory, at: place, "“\(heading)”对应几个指标：\(numbers)",
                    remedy: "请改写序号或 key")
            }
            return Finding(
                "progress.unknown-indicator", .mandatory, at: place, "“\(heading.prefix(40))”不是指标",
                remedy: nearest.map { "是否为“\($0)”？请改正" } ?? "请写指标的序号、名称或 key")
        }
    }
}

extension FigureText {
    /// As a reported figure; a refused one comes with a finding.
    func reported(as column: FigureColumn, at place: Place, _ findings: inout [Finding]) -> ReportedFigure {
        switch self {
        case .number(let number): return ReportedFigure(column.isLevel ? .level(number) : .increase(number), at: place)
        case .notApplicable: return ReportedFigure(.notApplicable, at: place)
        case .blank: return ReportedFigure(.blank, at: place)
        case .refused(let rule, let statement, let remedy):
            findings.append(Finding(rule, .mandatory, at: place, statement, remedy: remedy))
            return ReportedFigure(.refused, at: place)
        }
    }
}
