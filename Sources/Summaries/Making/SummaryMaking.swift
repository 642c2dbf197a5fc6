import Diagnostics
import Forms
import Ledger
import Prose
import TextTemplates

/// What the two kinds of summaries have in common.
struct SummaryMaking {
    let material: SummaryMaterial
    let children: [ReportingUnit]
    let rates: [RateCourse]
    let kinds: [MendingCourse]

    /// One a month: who is missing in it.
    private let gaps: [String]

    init(material: SummaryMaterial, children: [ReportingUnit], rates: [RateCourse], kinds: [MendingCourse]) {
        (self.material, self.children, self.rates, self.kinds) = (material, children, rates, kinds)
        gaps = ReportingGaps(material).months
    }

    var span: SummarySpan { material.span }
    var goals: GoalTables { GoalTables(span: span, campaign: material.periods, rates: rates, gaps: gaps) }
    var comparison: ComparisonTables { ComparisonTables(rates: rates, children: children, total: material.unit) }
    var mending: MendingTables {
        MendingTables(span: span, kinds: kinds, children: children, gaps: gaps)
    }
    var reporting: ReportingTables {
        ReportingTables(span: span, statuses: material.statuses, children: children, leafCount: material.leafCount)
    }
    var corrections: CorrectionTables {
        CorrectionTables(changes: material.changes, units: unitLabels)
    }

    private var unitLabels: [String: String] {
        var labels = [material.unit.code: material.unit.label]
        for status in material.statuses.prefix(LedgerForm.allCases.count) {
            for row in status.rows { labels[row.unit.code] = row.unit.label }
        }
        for status in material.statuses { for leaf in status.leaves { labels[leaf.unit.code] = leaf.unit.label } }
        return labels
    }

    // MARK: - Sections

    var overview: SummarySection {
        var blocks: [SummarySection.Block] = []
        if !goals.goals.rows.isEmpty { blocks.append(.table(goals.goals)) }
        if !material.milestones.isEmpty { blocks.append(.table(milestones)) }
        return SummarySection("overview", "总体情况", sheet: "总体情况", blocks)
    }

    private var milestones: SummaryTable {
        let rows = material.milestones.sorted { ($0.day, $0.name) < ($1.day, $1.name) }.enumerated().map {
            place, milestone in
            SummaryTable.Row(
                String(place), [.day(milestone.day), .text(milestone.name), .text(position(milestone))])
        }
        return SummaryTable(
            "milestones", "时间节点",
            [
                .init("day", "日期", width: 80, isLead: true), .init("name", "事项", width: 260),
                .init("position", "与统计期间", width: 80),
            ], rows)
    }

    private func position(_ milestone: Milestone) -> String {
        if milestone.day < span.periods.lowerBound.firstDay { return "之前" }
        return milestone.day > span.periods.upperBound.lastDay ? "之后" : "期间内"
    }

    var ratesSection: SummarySection? {
        if rates.isEmpty { return nil }
        var blocks: [SummarySection.Block] = [.table(goals.monthly)]
        if !goals.charts.isEmpty { blocks.append(.charts(goals.charts)) }
        return SummarySection("rates", "目标进度", sheet: "目标进度", isWide: true, blocks)
    }

    var comparisonSection: SummarySection? {
        if rates.isEmpty || children.isEmpty { return nil }
        var blocks: [SummarySection.Block] = [.table(comparison.places)]
        if !comparison.charts.isEmpty {
            blocks.append(.charts(comparison.charts))
        } else if children.count > ComparisonTables.mostInChart {
            blocks.append(.words(Narrative(runs: [.text("下级单位超过 \(ComparisonTables.mostInChart) 个，不画比较图，见表。")])))
        }
        blocks.append(.table(comparison.parts))
        return SummarySection("comparison", "各单位比较", sheet: "各单位比较", isWide: true, blocks)
    }

    var reportingSection: SummarySection {
        SummarySection(
            "reporting", "报送情况", sheet: "报送情况", isWide: true,
            [.table(reporting.months)] + reporting.grids.map { .grid($0) })
    }

    /// On a sheet of its own, so that its headings repeat on every page.
    var unitsSection: SummarySection {
        SummarySection("reporting-units", "各单位报送情况", sheet: "各单位报送情况", isWide: true, [.table(reporting.units)])
    }

    var correctionsSection: SummarySection {
        let table = corrections.table
        return SummarySection(
            "corrections", "报出后的更正", sheet: "报出后的更正", isWide: true, table.rows.isEmpty ? [] : [.table(table)])
    }

    /// What a person wrote, as it stands; `nil` while nobody did.
    var notesSection: SummarySection? {
        if material.notes.isEmpty { return nil }
        let blocks = material.notes.map { block -> SummarySection.Block in
            if case .heading = block.kind { .heading(block.text) } else { .prose(block) }
        }
        return SummarySection("notes", "经验做法、存在问题和下一步工作", sheet: "文字部分", blocks)
    }

    // MARK: - The document

    func document(_ sections: [SummarySection?]) -> SummaryDocument {
        SummaryDocument(
            title: title, unit: material.unit, span: span,
            facts: facts, gaps: ReportingGaps(material).lines, sections: sections.compactMap { $0 })
    }

    private var title: String {
        if span.periods == material.periods { return "\(material.campaign)总结" }
        return "\(material.campaign)总结（\(span.label)）"
    }

    private var facts: [SummaryDocument.Fact] {
        var facts: [SummaryDocument.Fact] = [
            .init(label: "单位", words: material.unit.name), .init(label: "统计期间", words: span.words),
            .init(label: "取数办法", words: basis),
        ]
        facts.append(
            .init(
                label: "数据截至",
                words: material.lastChange.map { "\($0.at.day.chinese)（台账最后一次变动）" } ?? "台账中还没有数据"))
        return facts
    }

    private var basis: String {
        let missing = material.how.policy == .strict ? "有缺报的不合计" : "缺报的不计新增，合计沿用上一次报的数，带＊"
        return "\(material.how.counting.word)；\(missing)"
    }

    /// Fills in the names that every summary has.
    func words(_ document: SummaryDocument) -> WordValues {
        var words = WordValues(document)
        words.set("unit", material.unit.label)
        words.set("campaign", material.campaign)
        words.set("span", span.words)
        words.set("months", String(span.months.count))
        words.set("basis", basis)
        words.set("dataDay", material.lastChange?.at.day.chinese ?? "")
        words.set("childCount", children.isEmpty ? "" : String(children.count))
        words.set("carried", material.how.policy == .strict ? "" : "是")
        words.set("childWord", children.allSatisfy { $0.kind == .district } ? "区县" : "单位")
        words.set("gapCount", document.gaps.isEmpty ? "" : String(document.gaps.count))
        words.set("gaps", .list(document.gaps.map { ["text": WordValues.text($0)] }))
        words.addGoals(goals, total: material.unit.code)
        words.addComparison(comparison)
        words.addHazards(kinds)
        var forms: [String: String] = [:]
        for status in material.statuses { forms[status.form.key] = status.form.label }
        words.addReporting(forms)
        let sent = CorrectionTables.count(material.sent)
        words.set("sentCount", sent > 0 ? String(sent) : "")
        words.set("changedCount", corrections.distinct.isEmpty ? "" : String(corrections.distinct.count))
        return words
    }
}

extension SummaryDocument {
    /// With the sentences of the template at the head of each section.
    func with(_ template: SummaryWords, _ values: WordValues) -> SummaryDocument {
        var copy = self
        for place in copy.sections.indices {
            let words = template.paragraphs(copy.sections[place].title, values.values, values.marks)
            copy.sections[place].blocks.insert(contentsOf: words.map { .words($0) }, at: 0)
        }
        return copy
    }
}
