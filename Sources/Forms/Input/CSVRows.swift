import Diagnostics

/// Reads the rows of a CSV file with a heading line.
enum CSVRows<Record: FormRecord> {
    static func read(_ text: String, _ place: Place) -> Checked<[Located<Record>]> {
        let table = HeadedTable.parse(text)
        guard let value = table.value else { return Checked(nil, table.findings) }
        let columns = Columns(value.header)
        var findings = table.findings + columns.findings
        var rows: [Located<Record>] = []
        for row in value.rows {
            let unit = columns.unit.map { FieldText.trimmed(row.cells[$0].text) } ?? ""
            let fields = columns.fields.map { key, column in
                RawField(key: key, input: .text(row.cells[column].text), place: row.cells[column].place)
            }
            let rowPlace = Place(position: TextPosition(line: row.line)).within(place)
            let read = Located<Record>.reading(
                fields, number: rows.count + 1, place: rowPlace, unit: unit, absent: columns.absent)
            if let row = read.value { rows.append(row) }
            findings += read.findings
        }
        return Checked(rows, findings)
    }

    /// Which column holds which field.
    private struct Columns {
        /// Field keys and columns, in the order of the file.
        var fields: [(key: String, column: Int)] = []
        var unit: Int?
        /// Keys of fields without a column.
        var absent: Set<String> = []
        var findings: [Finding] = []

        init(_ header: TextRow) {
            let type = Record.catalogue.type
            for (column, cell) in header.cells.enumerated() {
                switch type.lookUp(cell.text) {
                case .found(let place): take(type.fields[place], column, cell)
                case .ambiguous(let keys):
                    refuse(cell, "“\(Self.shown(cell))”指的可能是几个字段", "请改用其中一个：\(keys.joined(separator: "、"))")
                case .unknown(let nearest): unknown(column, cell, nearest)
                }
            }
            let given = Set(fields.map(\.key))
            for definition in type.fields where !given.contains(definition.key) && !definition.isComputed {
                absent.insert(definition.key)
                findings.append(Self.lacking(definition, header))
            }
        }

        private static func shown(_ cell: TextCell) -> String { Quotation.shortened(FieldText.trimmed(cell.text)) }

        private mutating func take(_ definition: FieldDefinition, _ column: Int, _ cell: TextCell) {
            if fields.contains(where: { $0.key == definition.key }) {
                refuse(cell, "“\(Self.shown(cell))”一列出现了两次，只读第一列", "请删去其中一列")
            } else {
                fields.append((definition.key, column))
            }
        }

        private mutating func refuse(_ cell: TextCell, _ statement: String, _ remedy: String) {
            findings.append(Finding("table.double-column", .mandatory, at: cell.place, statement, remedy: remedy))
        }

        private mutating func unknown(_ column: Int, _ cell: TextCell, _ nearest: String?) {
            let name = FieldText.folded(cell.text)
            // 序号 is counted anew.
            if name == "序号" || name == "#" || name == "no" { return }
            if UnitColumn.names.contains(name), unit == nil {
                unit = column
                return
            }
            let statement = name.isEmpty ? "这一列没有列名，没有读入" : "不认识“\(Self.shown(cell))”一列，没有读入"
            findings.append(
                Finding(
                    "table.unknown-column", .explain, at: cell.place, statement,
                    remedy: nearest.map { "列名是否应为“\($0)”？" } ?? "请改正列名，或删去这一列"))
        }

        private static func lacking(_ definition: FieldDefinition, _ header: TextRow) -> Finding {
            let place = Place(position: TextPosition(line: header.line))
            return definition.isRequired
                ? Finding(
                    "table.missing-column", .mandatory, at: place, "缺少必填的“\(definition.label)”一列", remedy: "请补上这一列")
                : Finding(
                    "table.missing-column", .explain, at: place, "缺少“\(definition.label)”一列，全部按未填处理",
                    remedy: "有数据的请补上这一列")
        }
    }
}

/// Writes CSV (RFC 4180).
package enum CSVText {
    static func line(_ values: [String], _ delimiter: DelimitedText.Delimiter) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, value) in values.enumerated() {
            if index > 0 { bytes.append(delimiter.rawValue) }
            bytes += quoted(value, delimiter)
        }
        return bytes + [0x0D, 0x0A]
    }

    private static func quoted(_ value: String, _ delimiter: DelimitedText.Delimiter) -> [UInt8] {
        let bytes = Array(value.utf8)
        let isPlain = bytes.allSatisfy {
            $0 != 0x22 && $0 != 0x0A && $0 != 0x0D && DelimitedText.Delimiter(rawValue: $0) == nil
        }
        if isPlain { return bytes }
        return [0x22] + bytes.flatMap { $0 == 0x22 ? [$0, $0] : [$0] } + [0x22]
    }

    /// A value as it stands in a CSV file; empty for a blank.
    package static func value(_ value: FieldValue) -> String {
        switch value {
        case .absent, .record, .list: ""
        case .text(let text), .choice(let text): text
        case .integer(let number): String(number)
        case .decimal(let number), .ratio(let number): String(number)
        case .day(let day): day.description
        case .month(let period): period.description
        case .flag(let flag): flag ? "是" : "否"
        }
    }
}
