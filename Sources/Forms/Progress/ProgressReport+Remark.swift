extension ProgressReport {
    /// The wide remark cell (具体情况), one line each: missing units first, then the cases, then the unit's own note.
    public var remark: String {
        var lines: [String] = []
        if !missing.isEmpty { lines.append("缺报单位：\(missingText)") }
        if !incomplete.isEmpty { lines.append("漏填：\(incompleteText)") }
        for (index, entry) in cases.enumerated() { lines.append("\(index + 1). \(sentence(entry))") }
        if !note.isEmpty { lines.append("情况说明：\(note)") }
        return lines.joined(separator: "\n")
    }

    /// `桐柏区（缺 2017年7月；合计沿用 2017年6月）、…`; empty when nobody is missing.
    public var missingText: String {
        missing.map { "\($0.unit.label)（\(words($0))）" }.joined(separator: "、")
    }

    /// `桐柏区（21、23 项）、…`; empty when nothing was left open.
    public var incompleteText: String {
        incomplete.map { entry in
            let shown = entry.indicators.prefix(6).map(\.numberText).joined(separator: "、")
            let rest = entry.indicators.count > 6 ? " 等 \(entry.indicators.count) 项" : " 项"
            return "\(entry.unit.label)（\(shown)\(rest)）"
        }.joined(separator: "、")
    }

    private func words(_ entry: MissingUnit) -> String {
        let came = entry.months.filter { uncounted[entry.unit.code]?.contains($0) == true }
        let absent = entry.months.filter { !came.contains($0) }
        let parts =
            (absent.isEmpty ? [] : ["缺 " + absent.map(\.chinese).joined(separator: "、")])
            + (came.isEmpty ? [] : [came.map(\.chinese).joined(separator: "、") + " 已收到未采用"])
        let months = parts.joined(separator: "；")
        guard policy == .carryForward else { return months }
        // A later report takes the totals up again; only a gap at the end leaves them as they were.
        guard entry.months.last == period else { return months }
        return months + "；合计沿用 " + (entry.lastReported?.chinese ?? "期初数")
    }

    private func sentence(_ entry: ReportedCase) -> String {
        let detail = entry.detail
        let day = detail.day.map { "\($0.month)月\($0.day)日" }
        let office = entry.unit.code == unit.code ? nil : entry.unit.label
        let head = [day, office, detail.kind.isEmpty ? nil : detail.kind].compactMap { $0 }.joined(separator: "，")
        return head.isEmpty ? detail.summary : "\(head)：\(detail.summary)"
    }
}
