extension ProgressReport {
    /// The field catalogue of a progress table with these indicators.
    public static func recordType(for indicators: IndicatorSet) -> RecordType {
        let table = indicatorRecord(indicators)
        return RecordType(
            key: "progress", label: indicators.title,
            fields: headFields + bodyFields + [
                FieldDefinition(
                    "indicators", "指标", .record(table), isComputed: true, .source, summary: "按序号、名称或 key 取一个指标"),
                FieldDefinition(
                    "indicatorList", "指标清单", .list(listedIndicator), isComputed: true, .ours, summary: "全部指标，按序号排列"),
                FieldDefinition(
                    "children", "下级单位", .list(child(table)), isComputed: true, .ours, summary: "直接下级单位及其指标"),
            ])
    }

    private static let headFields: [FieldDefinition] = [
        FieldDefinition("unit", "填表单位", aliases: ["填报单位"], .text, isRequired: true, .source),
        FieldDefinition("unitCode", "单位代码", .text, isRequired: true, .ours),
        FieldDefinition("period", "报表期间", aliases: ["期间"], .month, isRequired: true, .ours, summary: "报表所反映的月份"),
        FieldDefinition("campaign", "活动名称", .text, .source),
        FieldDefinition("title", "报表名称", .text, .source),
        FieldDefinition("reviewer", "审核人", .text, isSensitive: true, .source, summary: "可留空手签"),
        FieldDefinition("preparer", "填表人", .text, isSensitive: true, .source, summary: "可留空手签"),
        FieldDefinition("phone", "联系电话", .text, isSensitive: true, .source),
        FieldDefinition("date", "填表日期", aliases: ["填报日期"], .day, .source),
    ]

    private static let bodyFields: [FieldDefinition] = [
        FieldDefinition(
            "remark", "具体情况", .text, isSensitive: true, isComputed: true, .source,
            summary: "打击涉校违法犯罪和防范案事件情况；有缺报单位时写在第一行"),
        FieldDefinition("missingUnits", "缺报单位", .text, isComputed: true, .ours, summary: "没有缺报时为空"),
        FieldDefinition("lateUnits", "迟报单位", .text, isComputed: true, .ours, summary: "没有迟报时为空"),
        FieldDefinition("correctedUnits", "更正情况", .text, isComputed: true, .ours, summary: "本期及以前各期的更正"),
        FieldDefinition("identity", "表单标识", .text, isComputed: true, .ours, summary: "表单、单位和期间，供收回时核对"),
        FieldDefinition("maskNote", "遮盖说明", .text, isComputed: true, .ours, summary: "遮盖了什么，取数有什么特别；没有时为空"),
        FieldDefinition("cases", "案事件", .list(caseRecord), .source, summary: "具体情况中的每一起"),
    ]

    private static let caseRecord = RecordType(
        key: "case", label: "案事件",
        fields: [
            FieldDefinition("day", "日期", .day, .ours),
            FieldDefinition("kind", "类别", .text, .plan),
            FieldDefinition("summary", "情况", aliases: ["简要情况"], .text, isRequired: true, isSensitive: true, .source),
            FieldDefinition("unit", "单位", .text, .ours),
        ])

    private static func facets(_ kind: IndicatorKind) -> [FieldDefinition] {
        [
            // Only a stock may shrink.
            FieldDefinition(
                "increase", "新增", .integer, .source, bounds: kind == .flow ? 0...ReportedFigure.range.upperBound : nil),
            FieldDefinition("previousTotal", "上期合计", .integer, isComputed: true, .ours),
            FieldDefinition("total", "合计", .integer, isComputed: true, .source),
            FieldDefinition("title", "名称", .text, isComputed: true, .source),
            FieldDefinition("number", "序号", .integer, isComputed: true, .ours),
            FieldDefinition("unit", "计量单位", .text, isComputed: true, .source),
        ]
    }

    private static let flowRecord = RecordType(key: "indicator", label: "指标", fields: facets(.flow))
    private static let stockRecord = RecordType(key: "indicator", label: "指标", fields: facets(.stock))

    private static func facetRecord(_ kind: IndicatorKind) -> RecordType { kind == .flow ? flowRecord : stockRecord }

    private static let listedIndicator = RecordType(
        key: "listedIndicator", label: "指标",
        fields: facets(.stock) + [FieldDefinition("group", "分组", .text, isComputed: true, .source)])

    private static func indicatorRecord(_ set: IndicatorSet) -> RecordType {
        let fields = set.indicators.map { indicator in
            FieldDefinition(
                indicator.key.name, indicator.title, aliases: [indicator.numberText, String(indicator.number)],
                .record(facetRecord(indicator.kind)), isComputed: true, .source,
                summary: [indicator.group, "（\(indicator.unit)，\(indicator.kind.word)）"].compactMap { $0 }.joined())
        }
        return RecordType(key: "indicators", label: "指标", fields: fields)
    }

    private static func child(_ table: RecordType) -> RecordType {
        RecordType(
            key: "child", label: "下级单位",
            fields: [
                FieldDefinition("unit", "单位", aliases: ["单位名称"], .text, .ours),
                FieldDefinition("code", "代码", aliases: ["单位代码"], .text, .ours),
                FieldDefinition("indicators", "指标", .record(table), isComputed: true, .source),
            ])
    }
}

extension ProgressReport {
    /// The report as values for a template, of the type that ``recordType(for:)`` gives.
    public var data: RecordData {
        let type = Self.recordType(for: indicators)
        return RecordData(type, headValues.merging(bodyValues(type)) { first, _ in first })
    }

    private var headValues: [String: FieldValue] {
        [
            "unit": .text(unit.name), "unitCode": .text(unit.code), "period": .month(period),
            "campaign": .text(campaign),
            "title": .text(indicators.title), "reviewer": Self.text(signatures.reviewer),
            "preparer": Self.text(signatures.preparer), "phone": Self.text(signatures.phone),
            "date": signatures.date.map { .day($0) } ?? .blank, "remark": Self.text(remark),
            "missingUnits": Self.text(missingText), "lateUnits": Self.text(lateText),
            "correctedUnits": Self.text(correctionText), "identity": Self.text(identity),
            "maskNote": Masking.footNote(isMasked: isMasked, basis: basis),
        ]
    }

    private func bodyValues(_ type: RecordType) -> [String: FieldValue] {
        let table = Self.indicatorRecord(indicators)
        let childType = Self.child(table)
        return [
            "cases": .list(cases.map(Self.record)),
            "indicators": .record(record(figures, table)),
            "indicatorList": .list(zip(indicators.indicators, figures).map(Self.listed)),
            "children": .list(
                children.map { child in
                    RecordData(
                        childType,
                        [
                            "unit": .text(child.unit.label), "code": .text(child.unit.code),
                            "indicators": .record(record(child.figures, table)),
                        ])
                }),
        ]
    }

    private func record(_ figures: [IndicatorFigures], _ type: RecordType) -> RecordData {
        let values = zip(indicators.indicators, figures).map { indicator, figures in
            (
                indicator.key.name,
                FieldValue.record(RecordData(Self.facetRecord(indicator.kind), Self.values(indicator, figures)))
            )
        }
        return RecordData(type, Dictionary(values) { first, _ in first })
    }

    private static func listed(_ indicator: Indicator, _ figures: IndicatorFigures) -> RecordData {
        var values = Self.values(indicator, figures)
        values["group"] = indicator.group.map { .text($0) } ?? .blank
        return RecordData(listedIndicator, values)
    }

    private static func values(_ indicator: Indicator, _ figures: IndicatorFigures) -> [String: FieldValue] {
        [
            "increase": figures.increase.fieldValue, "previousTotal": figures.previousTotal.fieldValue,
            "total": figures.total.fieldValue, "title": .text(indicator.title), "number": .integer(indicator.number),
            "unit": .text(indicator.unit),
        ]
    }

    private static func record(_ entry: ReportedCase) -> RecordData {
        RecordData(
            caseRecord,
            [
                "day": entry.detail.day.map { .day($0) } ?? .blank, "kind": text(entry.detail.kind),
                "summary": text(entry.detail.summary), "unit": .text(entry.unit.label),
            ])
    }

    private static func text(_ text: String) -> FieldValue { text.isEmpty ? .blank : .text(text) }
}

extension ProgressReport {
    /// `桐柏区（6月9日收到，应于6月1日前）、…`; empty when nobody is late.
    public var lateText: String {
        late.map { "\($0.unit.label)（\($0.received.month)月\($0.received.day)日收到，应于\($0.due.month)月\($0.due.day)日前）" }
            .joined(separator: "、")
    }

    /// `东岭区更正 2017年6月（第2版）、…`; empty when nothing was corrected.
    public var correctionText: String {
        corrections.map { "\($0.unit.label)更正 \($0.period.chinese)（第\($0.version)版）" }.joined(separator: "、")
    }
}
