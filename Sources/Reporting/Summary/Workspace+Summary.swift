import Diagnostics
import Forms
import Ledger
import Prose
import Summaries
import TextTemplates

/// What a summary is to be of.
public struct SummaryQuestion: Sendable {
    /// Which months.
    public enum Span: Hashable, Sendable {
        /// From the campaign's first month to its last.
        case campaign
        /// A calendar year, as far as the campaign reaches.
        case year(Int)
        case months(ClosedRange<Period>)
        /// A stage of `campaign.yaml`, by its name or its number from 1.
        case stage(String)
        /// Months with a name of their own.
        case named(SummarySpan)
        /// A term: `2017春`, or by the name that `campaign.yaml` gives it.
        case term(String)
    }

    /// Which months.
    public var span: Span
    /// The unit's code or name; `nil` for the topmost.
    public var unit: String?
    /// What counts, and what sums do with units that did not report.
    public var how: LedgerReporting
    /// A file with the texts that a person wrote; `nil` takes the workspace's own.
    public var notes: String?

    /// The workspace that holds the year before; `nil`: only this one's own months are compared with.
    public var yearBefore: Workspace?

    /// The whole campaign, what was accepted, going on without units that are missing.
    public init(
        _ span: Span = .campaign, unit: String? = nil,
        how: LedgerReporting = LedgerReporting(policy: .carryForward), notes: String? = nil,
        yearBefore: Workspace? = nil
    ) {
        self.span = span
        self.unit = unit
        self.how = how
        self.notes = notes
        self.yearBefore = yearBefore
    }
}

extension Workspace {
    /// A summary of what the ledger holds (总结): the same bytes for the same ledger, settings and texts.
    ///
    /// - Returns: With a finding of class A for each unit and month that is missing in it; no value when `campaign.yaml` or the
    ///   words' template cannot be used.
    /// - Throws: ``Failure`` of kind `.content` for a unit, stage or months that the campaign lacks.
    public func summary(_ question: SummaryQuestion) throws -> Checked<SummaryDocument> {
        // Another command may write meanwhile: what is made of two states of the ledger is made again.
        var made = try summaryOnce(question)
        for _ in 0..<3 where made.before != made.after { made = try summaryOnce(question) }
        return made.document
    }

    private func summaryOnce(
        _ question: SummaryQuestion
    ) throws -> (document: Checked<SummaryDocument>, before: Int, after: Int) {
        let before = try ledger.lastChange()
        return (try makeSummary(question), before, try ledger.lastChange())
    }

    private func makeSummary(_ question: SummaryQuestion) throws -> Checked<SummaryDocument> {
        var reader = SummarySettingsReader(indicators: indicators)
        let settings = reader.read(basics.head.summary)
        let file = Place(file: folder + "/campaign.yaml")
        var findings = reader.findings.map { $0.within(file) }
        let words = try summaryWords()
        findings += words.findings
        guard let words = words.value, !findings.contains(where: { $0.severity == .mandatory }) else {
            return Checked(nil, findings)
        }
        let units = try units()
        let unit = try topmost(question.unit, units)
        let span = try span(question.span, settings)
        let material = try material(question, settings, unit, span, units)
        let document =
            try indicators.map {
                SummaryDocument.progress(
                    material, try progressMaterial($0, material, question.yearBefore), words: words)
            }
            ?? SummaryDocument.safety(
                material, try ledger.safetyCampaign(under: unit.code, schools: schools, material.how), words: words)
        return Checked(document, findings + gaps(document) + unwritten(material))
    }

    /// Makes ``SummaryNotes/fileName`` with its headings where there is none.
    ///
    /// - Returns: Its path when it was made.
    public func beginSummaryNotes() -> String? {
        SummaryNotes.begin(folder) ? "\(folder)/\(SummaryNotes.fileName)" : nil
    }

    private var schools: [School] {
        if case .safety(let schools) = basics.kind { schools } else { [] }
    }

    private func topmost(_ name: String?, _ units: UnitTree) throws -> ReportingUnit {
        if let name { return try units.find(name) }
        if let root = units.roots.first { return root }
        throw Failure(.content, "campaign.no-unit", "单位表是空的", remedy: "请在 units.csv 中列出单位，再执行 huxiao init")
    }

    private func gaps(_ document: SummaryDocument) -> [Finding] {
        document.gaps.map {
            Finding("summary.missing", .mandatory, at: Place(record: document.title), $0, remedy: "请催报后重新生成；总结已注明")
        }
    }

    private func unwritten(_ material: SummaryMaterial) -> [Finding] {
        if !material.notes.isEmpty { return [] }
        return [
            Finding(
                "summary.no-notes", .hint, at: Place(file: SummaryNotes.fileName),
                "还没有写经验做法、存在问题、下一步工作，总结里没有这一节", remedy: "请写好后再生成一次")
        ]
    }

    // MARK: - Which months

    private func span(_ wanted: SummaryQuestion.Span, _ settings: SummarySettings) throws -> SummarySpan {
        let span = try named(wanted, settings)
        if let within = span.within(periods) { return within }
        throw Failure(
            .content, "summary.span-outside", at: Place(record: span.words),
            "专项工作是 \(SummarySpan.campaign(periods).words)，不含这段时间", remedy: "请改正年份或月份")
    }

    private func named(_ wanted: SummaryQuestion.Span, _ settings: SummarySettings) throws -> SummarySpan {
        switch wanted {
        case .campaign: return .campaign(periods)
        case .months(let months): return .months(months)
        case .named(let span): return span
        case .year(let year):
            if let span = SummarySpan.year(year) { return span }
            throw Failure(.content, "summary.year", "没有 \(year) 年", remedy: "请写成 2017")
        case .stage(let name):
            let stages = settings.stages
            if let number = Int(FieldText.narrowed(name)), stages.indices.contains(number - 1) {
                return stages[number - 1]
            }
            return try find(name, stages, "阶段", key: "stages")
        case .term(let name):
            let own = settings.terms.first { FieldText.folded($0.name) == FieldText.folded(name) }
            if let span = own ?? .term(name) { return span }
            throw Failure(
                .content, "summary.term", "不认识学期“\(name)”", remedy: "请写成 2017春、2017秋，或 campaign.yaml 中 terms 的名称")
        }
    }

    private func find(_ name: String, _ spans: [SummarySpan], _ word: String, key: String) throws -> SummarySpan {
        if let found = spans.first(where: { FieldText.folded($0.name) == FieldText.folded(name) }) { return found }
        let all = spans.map(\.name).joined(separator: "、")
        throw Failure(
            .content, "summary.\(key)", "没有\(word)“\(name)”",
            remedy: all.isEmpty ? "请在 campaign.yaml 中写 \(key)" : "可用的有：\(all)")
    }

    // MARK: - What it is made of

    private func summaryWords() throws -> Checked<SummaryWords> {
        let (source, path) = try templates.text(
            "summary/\(indicators == nil ? "safety" : "progress").txt", called: "总结模板")
        let parsed = SummaryWords.parse(
            source, titles: indicators == nil ? SummaryDocument.safetyTitles : SummaryDocument.progressTitles,
            names: indicators.map(SummaryDocument.names) ?? SummaryDocument.safetyNames)
        return Checked(parsed.value, parsed.findings.map { $0.within(Place(file: path)) })
    }

    private func material(
        _ question: SummaryQuestion, _ settings: SummarySettings, _ unit: ReportingUnit, _ span: SummarySpan,
        _ units: UnitTree
    ) throws -> SummaryMaterial {
        var material = SummaryMaterial(campaign: name, unit: unit, span: span, of: periods, how: question.how)
        material.goals = settings.goals ?? SummaryGoal.zhengzhou
        material.milestones = settings.milestones
        material.notes = try SummaryNotes.read(folder, question.notes)
        material.lastChange = try ledger.lastDataChange()?.note
        material.leafCount = units.leaves(under: unit.code).count
        let listing = material.leafCount > SummaryMaterial.mostListed ? StatusListing.troubled(limit: 1000) : .everybody
        for form in forms {
            material.statuses += try statuses(of: form, span.months, unit, units, listing)
            material.earlier += try statuses(of: form, monthsBefore(span, form), unit, units, listing)
        }
        func isOwn(_ report: SentReport) -> Bool {
            span.periods.contains(report.period) && units.contains(report.unit, under: unit.code)
        }
        material.sent = try ledger.sentReports().filter(isOwn)
        material.changes = try material.sent.compactMap { try ledger.changes(of: $0, indicators) }
        return material
    }

    /// Months before the span that its figures follow from: all of a table's; of running ledgers only the last, since the
    /// next form brings what was missed.
    private func monthsBefore(_ span: SummarySpan, _ form: LedgerForm) -> [Period] {
        let last = span.periods.lowerBound.previous
        guard periods.contains(last) else { return [] }
        return SummarySpan.months((form == .progress ? periods.lowerBound : last)...last).months
    }

    private func statuses(
        of form: LedgerForm, _ months: [Period], _ unit: ReportingUnit, _ units: UnitTree, _ listing: StatusListing
    ) throws -> [LedgerStatus] {
        try months.map { month in
            var status = try ledger.status(of: form, month, under: unit.code, listing: listing)
            // In the order of the list of units, not by trouble.
            status.leaves.sort { (units.place(of: $0.unit.code) ?? 0) < (units.place(of: $1.unit.code) ?? 0) }
            return status
        }
    }

    private func progressMaterial(
        _ indicators: IndicatorSet, _ material: SummaryMaterial, _ yearBefore: Workspace?
    ) throws -> ProgressMaterial {
        let (unit, last) = (material.unit.code, material.span.periods.upperBound)
        var strict = material.how
        strict.policy = .strict
        return ProgressMaterial(
            indicators: indicators,
            course: try ledger.progressCourse(of: unit, through: last, indicators, material.how),
            strict: try ledger.progressCourse(of: unit, through: last, indicators, strict),
            yearBefore: try yearBefore.flatMap { try $0.coursesOfYear(before: material, indicators) })
    }

    /// The same unit's months a year before; `nil` where this workspace does not cover them all.
    private func coursesOfYear(
        before material: SummaryMaterial, _ set: IndicatorSet
    ) throws -> ProgressMaterial.Earlier? {
        let span = material.span.periods
        let (first, last) = (span.lowerBound.advanced(by: -12), span.upperBound.advanced(by: -12))
        guard let indicators, periods.contains(first), periods.contains(last) else {
            throw Failure(
                .content, "summary.year-before", at: Place(file: folder),
                "上年工作区是 \(SummarySpan.campaign(periods).words)，不含 \(SummarySpan.months(first...last).words)，不能比较",
                remedy: "请换成含这些月份的工作区，或不写 --before")
        }
        guard indicators.indicators.map(\.key) == set.indicators.map(\.key) else {
            throw Failure(
                .content, "summary.year-before", at: Place(file: folder), "上年工作区的指标与本年的不同，不能比较", remedy: "请不写 --before")
        }
        var how = material.how
        how.change = nil
        var strict = how
        strict.policy = .strict
        return ProgressMaterial.Earlier(
            course: try ledger.progressCourse(of: material.unit.code, through: last, indicators, how),
            strict: try ledger.progressCourse(of: material.unit.code, through: last, indicators, strict))
    }
}
