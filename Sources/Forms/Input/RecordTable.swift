import Diagnostics

/// Rows of one kind of record as a text file: CSV or JSON, in and out.
///
/// `RecordTable<RiskRecord>.read(bytes, file: "risks.csv")`
public enum RecordTable<Record: FormRecord> {
    /// Reads all rows, and says everything that is wrong at once.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, UTF-16 with a byte order mark, or GBK/GB18030.
    ///   - format: `nil` recognises it by its content.
    ///   - file: As the user named it, for the messages.
    /// - Returns: No value when the file cannot be taken apart; otherwise every row, also those with findings.
    public static func read(_ bytes: [UInt8], format: RecordFormat? = nil, file: String? = nil) -> Checked<
        [Located<Record>]
    > {
        let place = Place(file: file)
        do {
            let text = try TextEncoding.decode(bytes).text
            let checked =
                switch format ?? RecordFormat.recognised(text) {
                case .csv: CSVRows<Record>.read(text, place)
                case .json: try JSONRows<Record>.read(text, place)
                }
            return Checked(checked.value, checked.findings.map { $0.within(place) })
        } catch let failure as Failure {
            return Checked(nil, [failure.within(place).finding])
        } catch {
            return Checked(nil, [Finding("file.unreadable", .mandatory, at: place, "无法读取", remedy: "请检查文件是否正确")])
        }
    }

    /// A CSV file with Chinese headings: UTF-8 with a byte order mark, which Excel and WPS need, and CRLF.
    ///
    /// Reading it back gives the same records; only texts of nothing but white space come back as blanks.
    public static func csv(_ records: [Record], delimiter: DelimitedText.Delimiter = .comma) -> [UInt8] {
        csv(records.map { ($0, nil) }, delimiter)
    }

    /// As above, with the unit of each row in a first column 单位代码.
    public static func csv(_ forms: [MonthlyForm<Record>], delimiter: DelimitedText.Delimiter = .comma) -> [UInt8] {
        csv(forms.flatMap { form in form.rows.map { ($0.record, form.unit) } }, delimiter)
    }

    private static func csv(_ rows: [(Record, unit: String?)], _ delimiter: DelimitedText.Delimiter) -> [UInt8] {
        let labels = Record.catalogue.fields.map(\.definition.label)
        let hasUnits = rows.contains { $0.unit != nil }
        var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
        bytes += CSVText.line(hasUnits ? [UnitColumn.label] + labels : labels, delimiter)
        for (record, unit) in rows {
            let values = Record.catalogue.fields.map { CSVText.value($0.get(record)) }
            bytes += CSVText.line(hasUnits ? [unit ?? ""] + values : values, delimiter)
        }
        return bytes
    }

    /// A JSON array with one object a record, its keys in the order of the catalogue; what is blank is left out.
    public static func json(_ records: [Record]) -> [UInt8] {
        var text = "["
        for (index, record) in records.enumerated() {
            text += index == 0 ? "\n  " : ",\n  "
            text += JSONText.object(
                Record.catalogue.fields.map { ($0.definition.key, $0.get(record)) }.filter { !$0.1.isAbsent })
        }
        return Array((text + (records.isEmpty ? "]\n" : "\n]\n")).utf8)
    }
}

/// The text formats in which rows come and go.
public enum RecordFormat: String, Hashable, Sendable, CaseIterable {
    /// Comma, tab or semicolon; told by the heading line.
    case csv
    case json

    /// JSON begins with a bracket; a heading line does not.
    static func recognised(_ text: String) -> RecordFormat {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }
        return first == "[" || first == "{" ? .json : .csv
    }
}

/// The column that names the unit of each row, beside the form's own columns.
enum UnitColumn {
    static let key = "unit"
    static let label = "单位代码"
    /// Folded.
    static let names: Set<String> = ["unit", "单位代码", "所属单位", "填报单位", "填报单位代码", "单位", "单位名称"]
}
