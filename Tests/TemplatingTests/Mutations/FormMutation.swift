import Diagnostics
import Forms
import Sheets
import Templating
import Testing

/// One thing that people do to a form between receiving and sending it, and what must come of it.
struct FormMutation: CustomTestStringConvertible, Sendable {
    /// What was done.
    let name: String
    /// What is read otherwise than from the form that nobody bent: `甲小学 专职保安员数：3 → 空`.
    let reads: [String]
    /// Every finding: rule, class, and the sentence with the cell in the received file.
    let findings: [String]
    let change: @Sendable (inout Workbook) -> Void

    init(
        _ name: String, reads: [String] = [], _ findings: [String] = [],
        change: @escaping @Sendable (inout Workbook) -> Void
    ) {
        self.name = name
        self.reads = reads
        self.findings = findings
        self.change = change
    }

    /// On the first sheet, where most things happen.
    static func sheet(
        _ name: String, reads: [String] = [], _ findings: [String] = [],
        change: @escaping @Sendable (inout Sheet) -> Void
    ) -> FormMutation {
        FormMutation(name, reads: reads, findings) { change(&$0.sheets[0]) }
    }

    var testDescription: String { name }
}

/// A blank form as it is sent out, and filled in by hand as a unit would.
struct FilledForm {
    let template: FormTemplate
    let workbook: Workbook
    /// What it says before anybody bends it.
    let values: [String: String]

    init(_ form: OfficialForm) throws {
        template = try form.template()
        var known = RecordData(template.recordType, form.known)
        known["period"] = Period("2019-09").map { .month($0) } ?? .blank
        var workbook = try #require(template.blank(with: known).value)
        workbook.properties[custom: "huxiao.unit"] = "990299"
        workbook.properties[custom: "huxiao.period"] = "2019-09"
        form.fillIn(&workbook.sheets[0])
        self.workbook = workbook
        let read = template.read(workbook)
        #expect(read.findings.map(\.description) == [])
        values = ReadValues.of(try #require(read.value).data)
    }

    /// What is read otherwise once the form has been bent, and what is said about it.
    func bent(_ change: (inout Workbook) -> Void) -> (reads: [String], findings: [String]) {
        var workbook = workbook
        change(&workbook)
        return outcome(of: workbook)
    }

    func outcome(of workbook: Workbook) -> (reads: [String], findings: [String]) {
        let read = template.read(workbook)
        let findings = read.findings.map { "\($0.rule) \($0.severity.rawValue) \($0)" }
        guard let data = read.value?.data else { return (["没有读取"], findings) }
        return (ReadValues.differences(ReadValues.of(data), from: values), findings)
    }
}

/// A report's values under the words that people know them by.
enum ReadValues {
    static func of(_ data: RecordData) -> [String: String] {
        var values: [String: String] = [:]
        gather(data, "", &values)
        return values
    }

    /// In order; a value that is not there is 空, and many values lost together are counted.
    static func differences(_ found: [String: String], from wanted: [String: String]) -> [String] {
        let changed = Set(found.keys).union(wanted.keys).sorted().filter { found[$0] != wanted[$0] }
        let lost = Dictionary(grouping: changed.filter { found[$0] == nil }) { $0.prefix { $0 != " " } }
        let many = lost.filter { $0.value.count > 5 }
        let single = changed.filter { key in !many.values.contains { $0.contains(key) } }
        return many.map { "\($0.key)：\($0.value.count) 项 → 空" }.sorted()
            + single.map { "\($0)：\(wanted[$0] ?? "空") → \(found[$0] ?? "空")" }
    }

    private static func gather(_ data: RecordData, _ prefix: String, _ values: inout [String: String]) {
        for (field, value) in zip(data.type.fields, data.values) {
            var name = prefix + field.label.filter { !$0.isNewline }
            if data.type.fields.count(where: { $0.label == field.label }) > 1 {
                name += "（\(field.aliases.first ?? "")）"
            }
            switch value {
            case .blank: break
            case .record(let inner): gather(inner, name + " ", &values)
            case .list(let items):
                for (number, item) in items.enumerated() { gather(item, owner(of: item, number) + " ", &values) }
            default: values[name] = word(value)
            }
        }
    }

    private static func word(_ value: FieldValue) -> String {
        switch value {
        case .text(let text), .choice(let text): text
        case .integer(let number): String(number)
        case .decimal(let number), .ratio(let number): String(number)
        case .day(let day): day.description
        case .month(let month): month.description
        case .flag(let flag): flag ? "是" : "否"
        case .absent(let absence): absence.shown
        case .blank, .record, .list: ""
        }
    }

    /// Rows are known by their school, so that a sorted list is the same list.
    private static func owner(of item: RecordData, _ number: Int) -> String {
        if case .text(let school) = item["school"] { return school }
        return "第\(number + 1)行"
    }
}

extension OfficialForm {
    /// What is printed on the blank form.
    fileprivate var known: [String: FieldValue] {
        var values: [String: FieldValue] = ["unit": .text("示例市教育局")]
        values["identity"] = .text("\(rawValue)/1 · 990299 · 2019-09")
        if self == .form1 { values["checkups"] = .list(Self.schools) }
        return values
    }

    private static let schools = ["甲小学", "乙中学", "丙幼儿园"].map { name in
        RecordData(
            SecurityCheckup.catalogue.type,
            [
                "school": .text(name), "category": .choice("小学"), "area": .choice("城市"), "students": .integer(500),
                "station": .text("城东派出所"),
            ])
    }

    /// What people type, cell by cell.
    fileprivate func fillIn(_ sheet: inout Sheet) {
        switch self {
        case .form1:
            for row in 6...8 {
                for column in "GHI" { sheet.type(.number(3), at: "\(column)\(row)") }
                let words = ["配齐", "有", "是", "已联网", "有效", "已联网", "交警岗"]
                for (column, word) in zip("JKLMNOP", words) { sheet.type(word, at: "\(column)\(row)") }
            }
        case .form2:
            for (row, school) in zip(5...7, ["甲小学", "乙中学", "丙幼儿园"]) {
                let words = ["城东派出所", school, "其他", "围墙破损", "2019-9-\(row)", "修补", "总务处", "2019年10月\(row)日", "教育局"]
                for (column, word) in zip("BCDEFGHIJ", words) { sheet.type(word, at: "\(column)\(row)") }
                sheet.type("正在整改中", at: "K\(row)")
            }
        case .form3:
            for column in "BCDEF" {
                sheet.type(.number(7), at: "\(column)6"); sheet.type(.number(70), at: "\(column)7")
            }
        case .progress:
            for row in [6, 11, 16] {
                for column in row == 16 ? "BCDEFGHI" : "BCDEFGHIJKLMNOPQRST" {
                    sheet.type(.number(7), at: "\(column)\(row)")
                }
            }
        }
    }
}
