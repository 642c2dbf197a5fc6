import Diagnostics

/// Reads an array of JSON objects, one a row.
enum JSONRows<Record: FormRecord> {
    static func read(_ text: String, _ place: Place) throws -> Checked<[Located<Record>]> {
        let document = try JSONInput.parse(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard case .list(let items) = document.content else {
            throw Failure(
                .content, "json.rows", at: Place(position: document.position), "应为一个数组，每条记录一个对象，实为\(document.word)",
                remedy: "请写成 [ {…}, {…} ]")
        }
        var findings: [Finding] = []
        var rows: [Located<Record>] = []
        for item in items {
            guard case .map(let entries) = item.content else {
                findings.append(
                    Finding(
                        "json.rows", .mandatory, at: Place(position: item.position), "应为一个对象，实为\(item.word)",
                        remedy: "请写成 {…}"))
                continue
            }
            let read = row(entries, item.position, number: rows.count + 1, place)
            if let row = read.value { rows.append(row) }
            findings += read.findings
        }
        return Checked(rows, findings)
    }

    private static func row(
        _ entries: [InputEntry], _ position: TextPosition, number: Int, _ place: Place
    ) -> Checked<Located<Record>> {
        var findings: [Finding] = []
        var fields: [RawField] = []
        var unit = ""
        for entry in entries {
            switch Record.catalogue.type.lookUp(entry.key) {
            case .found(let index):
                let definition = Record.catalogue.type.fields[index]
                if fields.contains(where: { $0.key == definition.key }) {
                    findings.append(note("json.double-key", .mandatory, entry, "出现了两次，只读第一个", "请删去其中一个"))
                } else if let input = input(entry.value, definition.kind) {
                    fields.append(
                        RawField(key: definition.key, input: input, place: Place(position: entry.value.position)))
                } else {
                    findings.append(note("json.value", .mandatory, entry, "应为一个值，实为\(entry.value.word)", "请改成一个值"))
                }
            case .ambiguous(let keys):
                findings.append(
                    note("json.double-key", .mandatory, entry, "指的可能是几个字段", "请改用其中一个：\(keys.joined(separator: "、"))"))
            case .unknown(let nearest):
                let name = FieldText.folded(entry.key)
                if UnitColumn.names.contains(name), let text = entry.value.scalar {
                    unit = text
                } else if name != "序号" {
                    findings.append(
                        note(
                            "table.unknown-column", .explain, entry, "不是\(Record.catalogue.type.label)的字段，没有读入",
                            nearest.map { "是否应为“\($0)”？" } ?? "请改正或删去"))
                }
            }
        }
        let read = Located<Record>.reading(
            fields, number: number, place: Place(position: position).within(place), unit: unit)
        return Checked(read.value, findings + read.findings)
    }

    private static func note(
        _ rule: String, _ severity: Severity, _ entry: InputEntry, _ statement: String, _ remedy: String
    ) -> Finding {
        Finding(
            rule, severity, at: Place(position: entry.position), "“\(Quotation.shortened(entry.key))”\(statement)",
            remedy: remedy)
    }

    /// `nil` for a list or an object.
    private static func input(_ node: InputNode, _ kind: FieldKind) -> FieldInput? {
        switch node.content {
        case .null: return .empty
        case .flag(let flag): return .flag(flag)
        case .text(let text): return .text(text)
        case .number(let written):
            switch kind {
            case .day, .month, .decimal, .ratio: return Double(written).map { .number($0) } ?? .text(written)
            // As written: nothing is rounded.
            default: return .text(written)
            }
        case .list, .map: return nil
        }
    }
}

/// Writes JSON (RFC 8259).
enum JSONText {
    static func object(_ entries: [(String, FieldValue)]) -> String {
        "{" + entries.map { "\(string($0)): \(value($1))" }.joined(separator: ", ") + "}"
    }

    private static func value(_ value: FieldValue) -> String {
        switch value {
        case .absent, .record, .list: "null"
        case .text(let text), .choice(let text): string(text)
        case .integer(let number): String(number)
        case .decimal(let number), .ratio(let number): number.isFinite ? String(number) : "null"
        case .day(let day): string(day.description)
        case .month(let period): string(period.description)
        case .flag(let flag): flag ? "true" : "false"
        }
    }

    private static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
