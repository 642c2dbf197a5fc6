import Diagnostics
import Forms
import Ledger
import TextTemplates

extension SummaryDocument {
    /// The sections of a progress campaign's summary, as its words' template names them.
    public static let progressTitles = [
        "总体情况", "主要指标", "目标进度", "各单位比较", "隐患排查整改", "报送情况", "各单位报送情况", "报出后的更正", "经验做法、存在问题和下一步工作",
    ]

    /// Likewise, of the three forms of Changzhou's plan.
    public static let safetyTitles = [
        "总体情况", "战果统计", "目标进度", "各单位比较", "隐患排查整改", "报送情况", "各单位报送情况", "报出后的更正", "经验做法、存在问题和下一步工作",
    ]

    /// What the words of a progress campaign's summary may name: what every summary has, and each indicator by its key and
    /// by its number (`i04`).
    public static func names(_ indicators: IndicatorSet) -> [String: TextTemplate.Name] {
        var names = WordValues.commonNames
        let figures: [String: TextTemplate.Name] = [
            "title": .text, "unit": .text, "opening": .text, "increase": .text, "total": .text, "yearBefore": .text,
            "change": .text, "changeRate": .text,
        ]
        for indicator in indicators.indicators {
            names[indicator.key.name] = .group(figures)
            names["i" + indicator.numberText] = .group(figures)
        }
        return names
    }

    /// What the words of a summary of the three forms may name: what every summary has, each figure of 附件3 by its key, and
    /// how long mending took.
    public static var safetyNames: [String: TextTemplate.Name] {
        var names = WordValues.commonNames
        for figure in TallyFigure.allCases {
            names[figure.key] = .group(["title": .text, "increase": .text, "total": .text])
        }
        names["mending"] = .group(["median": .text, "ninetieth": .text, "count": .text, "overdue": .text])
        return names
    }

    /// The summary of a campaign with a progress table.
    public static func progress(
        _ material: SummaryMaterial, _ own: ProgressMaterial, words template: SummaryWords
    ) -> SummaryDocument {
        let figures = ProgressFigures(material: own, span: material.span)
        let courses = ProgressCourses(figures: figures)
        let making = SummaryMaking(
            material: material, children: own.course.children.map(\.unit), rates: courses.rates(material.goals),
            kinds: courses.mending)
        let document = making.document(
            [
                making.overview, indicators(figures), making.ratesSection, making.comparisonSection, hazards(making),
                making.reportingSection, making.unitsSection, making.correctionsSection, making.notesSection,
            ])
        var words = making.words(document)
        for indicator in own.indicators.indicators {
            var group: [String: TextTemplate.Value] = [
                "title": WordValues.text(indicator.title), "unit": WordValues.text(indicator.unit),
            ]
            for column in ["opening", "increase", "total", "yearBefore", "change", "changeRate"] {
                group[column] = words.figure(IndicatorTables.key, indicator.key.name, column)
            }
            words.set(indicator.key.name, .group(group))
            words.set("i" + indicator.numberText, .group(group))
        }
        return document.with(template, words)
    }

    private static func indicators(_ figures: ProgressFigures) -> SummarySection {
        SummarySection(
            "indicators", "主要指标", sheet: "主要指标", isWide: true,
            IndicatorTables(figures: figures).tables.map { .table($0) })
    }

    private static func hazards(_ making: SummaryMaking) -> SummarySection? {
        let tables = making.mending
        if tables.kinds.isEmpty { return nil }
        var blocks: [SummarySection.Block] = [.table(tables.months), .charts(tables.charts)]
        let notes = [
            "期末未整改＝累计排查－累计整改；累计整改率＝累计整改÷累计排查，均自行动开始计算。",
            "进展报表不报整改时限和完成日期，逾期和整改用时无法统计。",
        ]
        blocks.append(.table(tables.byKind(notes: notes)))
        if !making.children.isEmpty { blocks.append(.table(tables.byUnit())) }
        return SummarySection("hazards", "隐患排查整改", sheet: "隐患排查整改", isWide: true, blocks)
    }

    /// The summary of a campaign of the three forms.
    ///
    /// - Parameter campaign: With all that counts of the units at and below the summary's.
    public static func safety(
        _ material: SummaryMaterial, _ campaign: SafetyCampaign, words template: SummaryWords
    ) -> SummaryDocument {
        let figures = SafetyFigures(campaign, unit: material.unit, span: material.span)
        let hazards = SafetyHazards(figures)
        let making = SummaryMaking(
            material: material, children: figures.children, rates: figures.rates, kinds: hazards.mending)
        let document = making.document(
            [
                making.overview, tally(figures), making.ratesSection, making.comparisonSection,
                safetyHazards(making, hazards), making.reportingSection, making.unitsSection, making.correctionsSection,
                making.notesSection,
            ])
        var words = making.words(document)
        for figure in TallyFigure.allCases {
            words.set(
                figure.key,
                .group([
                    "title": WordValues.text(figure.label),
                    "increase": words.figure(tallyKey, figure.key, "increase"),
                    "total": words.figure(tallyKey, figure.key, "total"),
                ]))
        }
        words.set(
            "mending",
            .group([
                "median": words.figure(MendingTables.kindsKey, "all", "median"),
                "ninetieth": words.figure(MendingTables.kindsKey, "all", "ninetieth"),
                "count": words.figure(MendingTables.kindsKey, "all", "timed"),
                "overdue": words.figure(MendingTables.kindsKey, "all", "overdue"),
            ]))
        return document.with(template, words)
    }

    private static let tallyKey = "tally"

    private static func tally(_ figures: SafetyFigures) -> SummarySection {
        let months = figures.span.months
        let years = Set(months.map(\.year)).count > 1
        var columns: [SummaryTable.Column] = [.init("figure", "项目", width: 190, isLead: true)]
        columns += months.map {
            .init($0.description, "\($0.month)月", group: years ? "\($0.year)年各月新增" : "各月新增", width: 46)
        }
        columns += [.init("increase", "本期新增", width: 54), .init("total", "期末累计", width: 54)]
        let rows = TallyFigure.allCases.map { figure in
            SummaryTable.Row(
                figure.key,
                [.text(figure.label)] + months.indices.map { figures.increase(figure, $0) }
                    + [figures.increase(figure), figures.total(figure, months.count - 1)])
        }
        let notes = [
            "由附件1、附件2 逐月计算，与各月附件3 一致；比率各列为月末数，由分子、分母重新计算。",
            "已完成、正在整改、逾期和护学岗的新增为净增，可以是负数。",
            "＊：该月（本期新增还看统计期前一个月）有单位缺这张表所依据的附件1 或附件2，见首页。",
        ]
        return SummarySection(
            "tally", "战果统计", sheet: "战果统计", isWide: true,
            [.table(SummaryTable(tallyKey, "战果统计（附件3）", columns, rows, notes: notes))])
    }

    private static func safetyHazards(_ making: SummaryMaking, _ hazards: SafetyHazards) -> SummarySection {
        let tables = making.mending
        let whole = MendingTables(
            span: tables.span, kinds: Array(tables.kinds.prefix(1)), children: tables.children, gaps: tables.gaps)
        let times = hazards.times
        func column(_ key: String, _ heading: String) -> SummaryTable.Column { .init(key, heading, width: 58) }
        let more: [(column: SummaryTable.Column, values: [SummaryValue])] = [
            (column("overdue", "期末逾期"), hazards.overdue),
            (column("timed", "有用时的"), times.map { .count($0.days.count) }),
            (column("median", "用时中位数（天）"), times.map { Quantile.median($0.days).map { .decimal($0) } ?? .none("—") }),
            (
                column("ninetieth", "用时90分位数（天）"),
                times.map { Quantile.ninetieth($0.days).map { .count($0) } ?? .none("—") }
            ),
            (column("untimed", "用时不明的"), times.map { .count($0.unknown) }),
        ]
        let notes = [
            "整改数为已完成的净增，与附件3 一致：反弹的减去。期末未整改为隐患整改情况填“正在整改中”的，含本期以前排查的。",
            "用时从排查日期算到首次填“已完成”的月份的报送期限日；表上只有月份，实际用时可能更短。没有排查日期的列为用时不明。90 分位数按最近序位法。",
        ]
        var blocks: [SummarySection.Block] = [
            .table(tables.months), .charts(whole.charts), .table(tables.byKind(more, notes: notes)),
        ]
        if !making.children.isEmpty {
            blocks.append(.table(whole.byUnit([(column("overdue", "期末逾期"), hazards.childOverdue)])))
        }
        return SummarySection("hazards", "隐患排查整改", sheet: "隐患排查整改", isWide: true, blocks)
    }
}
