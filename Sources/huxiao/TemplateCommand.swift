import ArgumentParser
import Forms
import Reporting

struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "模板：可用的字段。", subcommands: [FieldsCommand.self], defaultSubcommand: nil)
}

struct FieldsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "列出模板中可以使用的全部字段：键名、名称、类型、选项。",
        discussion: "在模板的单元格里写 {{名称}} 或 {{键名}}；带 [] 的是清单，所在的行会重复。")

    @Argument(help: ArgumentHelp("哪张报表：progress、form1、form2、form3，或模板的代号。", valueName: "报表"))
    var form = "zhengzhou-progress"

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let type = try recordType()
        if shared.json {
            Console.printJSON(FieldList(type, isComplete: true).entries)
            return
        }
        let fields = FieldList(type, isComplete: false).entries
        var table = TextTable()
        table.add(["占位符", "键名", "类型", "选项", "必填", "来源", "说明"])
        for field in fields {
            table.add([
                "{{\(field.placeholder)}}", field.key, field.type, field.choices.joined(separator: "、"),
                field.required ? "必填" : field.computed ? "自动" : "", field.provenance, field.summary,
            ])
        }
        table.lines.forEach(Console.print)
    }

    private func recordType() throws -> RecordType {
        let named = SafetyForm.allCases.first { $0.template == form }.map { FormChoice.safety($0) }
        if case .safety(let form) = named ?? FormChoice(form) { return form.recordType }
        let name = FormChoice(form) == .progress ? "zhengzhou-progress" : form
        let indicators = try ProgressForm.indicators(of: name, in: shared.folders)
        guard let set = indicators.value else {
            Console.printFindings(indicators.findings)
            throw ExitCode(ExitStatus.findings)
        }
        return ProgressReport.recordType(for: set)
    }
}

extension FieldKind {
    /// The keys of a group's fields; `nil` for anything else.
    fileprivate var memberKeys: [String]? {
        if case .record(let type) = self { type.fields.map(\.key) } else { nil }
    }
}

/// A record type's fields, each with the placeholder that names it.
struct FieldList {
    struct Entry: Encodable {
        var placeholder: String
        var key: String
        var label: String
        var aliases: [String]
        var type: String
        var choices: [String]
        var required: Bool
        var sensitive: Bool
        var computed: Bool
        var provenance: String
        var summary: String
    }
    private(set) var entries: [Entry] = []
    private let isComplete: Bool
    /// Groups of like members that were listed already.
    private var listed: Set<RecordType> = []

    /// - Parameter isComplete: False, for people: a group whose members are all alike (46 indicators of six fields
    ///   each) takes one line a member, and the same group again one line.
    init(_ type: RecordType, isComplete: Bool) {
        self.isComplete = isComplete
        add(type, labels: "", keys: "")
    }

    private mutating func add(_ type: RecordType, labels: String, keys: String) {
        for field in type.fields {
            let name = isUnique(field.label, in: type) ? field.label : field.aliases.first ?? field.key
            switch field.kind {
            case .record(let inner):
                if !isComplete, let member = Self.commonMember(of: inner) {
                    addGroup(inner, of: member, labels + name, keys + field.key)
                } else {
                    add(inner, labels: labels + name + ".", keys: keys + field.key + ".")
                }
            case .list(let item): add(item, labels: labels + name + "[].", keys: keys + field.key + "[].")
            default: entries.append(entry(field, labels + name, keys + field.key))
            }
        }
    }

    /// The type of the first member, when there are several and all have fields of the same names.
    private static func commonMember(of type: RecordType) -> RecordType? {
        guard type.fields.count > 1, case .record(let first) = type.fields[0].kind,
            type.fields.allSatisfy({ $0.kind.memberKeys == first.fields.map(\.key) })
        else { return nil }
        return first
    }

    private mutating func addGroup(_ group: RecordType, of member: RecordType, _ label: String, _ key: String) {
        let facets = member.fields.map(\.label).joined(separator: "、")
        guard listed.insert(group).inserted else {
            let field = FieldDefinition(
                key, label, .record(group), isComputed: true, .ours, summary: "与上面的\(group.label)相同")
            entries.append(entry(field, "\(label).…", "\(key).…"))
            return
        }
        for field in group.fields {
            let name = field.aliases.first ?? field.label
            var entry = entry(
                field, "\(label).\(name).\(member.fields[0].label)", "\(key).\(field.key).\(member.fields[0].key)")
            entry.type = member.fields[0].kind.word
            entry.computed = member.fields[0].isComputed
            entry.summary = "\(field.label)　\(field.summary)"
            entries.append(entry)
        }
        let facet = FieldDefinition(key, label, .record(member), isComputed: true, .ours, summary: "末尾一级可换成：\(facets)")
        entries.append(entry(facet, "\(label).….…", "\(key).….…"))
    }

    private func isUnique(_ label: String, in type: RecordType) -> Bool { type.fields.count { $0.label == label } == 1 }

    private func entry(_ field: FieldDefinition, _ placeholder: String, _ key: String) -> Entry {
        var choices: [String] = []
        if case .choice(let words) = field.kind { choices = words }
        let provenance =
            switch field.provenance {
            case .source: "原表"
            case .plan: "方案"
            case .ours: "本程序"
            }
        return Entry(
            placeholder: placeholder, key: key, label: field.label, aliases: field.aliases, type: field.kind.word,
            choices: choices, required: field.isRequired, sensitive: field.isSensitive, computed: field.isComputed,
            provenance: provenance, summary: field.summary)
    }
}
