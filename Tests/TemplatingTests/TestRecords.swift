import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating

/// A small record type with every kind of field.
enum TestRecords {
    static let risk = RecordType(
        key: "risk", label: "风险隐患",
        fields: [
            FieldDefinition("school", "学校名称", .text, .plan),
            FieldDefinition("text", "涉校风险隐患", .text, .source),
            FieldDefinition("deadline", "整改时限", .day, .plan),
            FieldDefinition("count", "数量", .integer, .ours),
        ])
    static let facets = RecordType(
        key: "facets", label: "指标数据",
        fields: [
            FieldDefinition("increase", "新增", .integer, .source),
            FieldDefinition("total", "合计", .integer, isComputed: true, .source),
        ])
    static let indicators = RecordType(
        key: "indicators", label: "指标",
        fields: [
            FieldDefinition("guards", "配备保安员数", aliases: ["04", "4"], .record(facets), .source),
            FieldDefinition("found", "其中重性精神病人", aliases: ["21"], .record(facets), .source),
            FieldDefinition("controlled", "其中重性精神病人", aliases: ["23"], .record(facets), .source),
        ])
    static let unit = RecordType(
        key: "unit", label: "单位",
        fields: [
            FieldDefinition("name", "名称", .text, .ours),
            FieldDefinition("risks", "隐患", .list(risk), .ours),
        ])
    static let report = RecordType(
        key: "report", label: "报表",
        fields: [
            FieldDefinition("unit", "填报单位", .text, .source),
            FieldDefinition("date", "填报日期", .day, .source),
            FieldDefinition("period", "报表期间", .month, .source),
            FieldDefinition("rate", "整改完成率", .ratio, isComputed: true, .ours),
            FieldDefinition("compliant", "是否达标", .flag, .ours),
            FieldDefinition("risks", "隐患", .list(risk), .ours),
            FieldDefinition("indicators", "指标", .record(indicators), .source),
            FieldDefinition("units", "单位", .list(unit), .ours),
        ])

    static func risk(_ school: String, _ text: String, _ deadline: CalendarDay?, _ count: Int? = nil) -> RecordData {
        RecordData(
            risk,
            [
                "school": .text(school), "text": .text(text), "deadline": deadline.map { .day($0) } ?? .blank,
                "count": .integer(count, else: .blank),
            ])
    }

    static func sample(risks: [RecordData] = [], units: [RecordData] = []) -> RecordData {
        var data = RecordData(
            report,
            [
                "unit": .text("东岭区教育局"), "rate": .ratio(0.8567), "compliant": .flag(true), "risks": .list(risks),
                "units": .list(units),
                "indicators": .record(
                    RecordData(
                        indicators,
                        [
                            "guards": .record(
                                RecordData(facets, ["increase": .integer(-2), "total": .absent(.notReported)]))
                        ])),
            ])
        data["date"] = CalendarDay(year: 2019, month: 7, day: 5).map { .day($0) } ?? .blank
        data["period"] = Period(year: 2019, month: 6).map { .month($0) } ?? .blank
        return data
    }

    /// Rows of texts from A1 on, as a template's only sheet.
    static func workbook(_ rows: [[String]], name: String = "表") -> Workbook {
        let rows = rows.map { Row($0.map { Cell($0.isEmpty ? .empty : .text($0)) }) }
        return Workbook(
            sheets: [Sheet(name: name, rows: rows)],
            properties: DocumentProperties(custom: [
                CustomProperty(name: "huxiao.form", value: "test"),
                CustomProperty(name: "huxiao.template-version", value: "1"),
            ]))
    }

    /// The template's first sheet, filled.
    static func filled(_ workbook: Workbook, with data: RecordData = sample()) throws -> Sheet {
        try filledWorkbook(workbook, with: data).sheets[0]
    }

    static func filledWorkbook(_ workbook: Workbook, with data: RecordData = sample()) throws -> Workbook {
        let compiled = FormTemplate.compile(workbook, for: report)
        guard let template = compiled.value else { throw Refused(findings: compiled.findings) }
        guard let filled = template.filled(with: data).value else { throw Refused(findings: []) }
        return filled
    }

    struct Refused: Error { var findings: [Finding] }
}

extension Sheet {
    /// Values as rows, trailing empty cells left out.
    var texts: [[String]] {
        rows.map { row in
            var texts = row.cells.map { NumberFormat.general.display($0.value) }
            while texts.last == "" { texts.removeLast() }
            return texts
        }
    }
}
