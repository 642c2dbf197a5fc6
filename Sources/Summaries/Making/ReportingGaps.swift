import Forms
import Ledger

/// What is missing in a summary: forms that did not come, or came and do not count, or were left open.
struct ReportingGaps {
    private let material: SummaryMaterial

    /// One unit's months of one form with the same trouble.
    private struct Gap {
        var unit: String
        var form: LedgerForm
        var state: StateGrid.State
        var months: [Period]
    }

    init(_ material: SummaryMaterial) { self.material = material }

    /// States that leave a gap in figures, under what counts.
    private func isGap(_ state: StateGrid.State) -> Bool {
        switch state {
        case .missing, .returned, .empty, .partial: true
        case .waiting: material.how.counting == .accepted
        case .onTime, .late, .exempt: false
        }
    }

    private static func word(_ state: StateGrid.State) -> String {
        switch state {
        case .returned: "已退回未重报"
        case .waiting: "已收到未采用"
        case .empty: "是空表"
        case .partial: "没有填完"
        default: state.word
        }
    }

    /// Unit by unit, for the first page: `云台县：进展报表 2017年10月缺报`; what is missing before the span comes last.
    var lines: [String] {
        lines(material.statuses) + lines(material.earlier).map { "统计期以前，影响期初和合计：\($0)" }
    }

    private func lines(_ statuses: [LedgerStatus]) -> [String] {
        var order: [[String]] = []
        var gaps: [[String]: Gap] = [:]
        for status in statuses {
            for leaf in status.leaves {
                guard let state = StateGrid.State(leaf, in: status), isGap(state) else { continue }
                let key = [leaf.unit.code, status.form.key, "\(state)"]
                if gaps[key] == nil {
                    order.append(key)
                    gaps[key] = Gap(unit: leaf.unit.label, form: status.form, state: state, months: [])
                }
                gaps[key]?.months.append(status.period)
            }
        }
        return order.compactMap { gaps[$0] }.map { gap in
            "\(gap.unit)：\(gap.form.label) \(gap.months.map(\.chinese).joined(separator: "、"))\(Self.word(gap.state))"
        }
    }

    /// One a month of the span: who is missing in it; empty for nobody.
    var months: [String] {
        material.span.months.map { month in
            let statuses = material.statuses.filter { $0.period == month }
            return StateGrid.State.allCases.filter(isGap).compactMap { state in
                var seen: Set<String> = []
                let units = statuses.flatMap { status in
                    status.leaves.filter { StateGrid.State($0, in: status) == state }.map(\.unit.label)
                }.filter { seen.insert($0).inserted }
                return units.isEmpty ? nil : "\(state.word)：\(Self.list(units))"
            }.joined(separator: "；")
        }
    }

    private static func list(_ names: [String], most: Int = 8) -> String {
        names.prefix(most).joined(separator: "、") + (names.count > most ? "等 \(names.count) 个单位" : "")
    }
}
