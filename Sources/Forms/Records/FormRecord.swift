import Diagnostics

/// A typed record: one row of an official form, or one entry of a list.
public protocol FormRecord: Hashable, Sendable {
    static var catalogue: FieldCatalogue<Self> { get }
    /// What must hold for a row and among rows, in the order in which it is printed in the reference documentation.
    static var rules: [Rule<Self>] { get }
    /// All columns blank.
    init()
    /// What a message calls the row, for example the school's name; may be empty.
    var label: String { get }
}

extension FormRecord {
    /// No rules.
    public static var rules: [Rule<Self>] { [] }

    /// The values for a template.
    public var data: RecordData {
        RecordData(Self.catalogue.type, ordered: Self.catalogue.fields.map { $0.get(self) })
    }

    /// As ``data``, with ``Masking/mark`` in place of what is about persons. A blank stays blank.
    ///
    /// Columns that tell of persons in some rows only keep their text in the others, without the names that the row itself
    /// gives in a sensitive column, and without numbers as long as a telephone's.
    public var maskedData: RecordData { Self.masked(data, of: self) }

    /// Values of this record's type, masked as ``maskedData`` does; the rule for the row as a whole counts.
    public static func masked(_ data: RecordData) -> RecordData { masked(data, of: make(from: data).value ?? Self()) }

    private static func masked(_ data: RecordData, of record: Self) -> RecordData {
        let columns = Array(zip(data.type.fields, data.values))
        let names = columns.compactMap { definition, value in
            definition.isSensitive ? Masking.name(value) : nil
        }
        let values = columns.map { definition, value in
            if catalogue.isSensitive(definition, in: record) { return Masking.masked(value) }
            return catalogue.mayTellOfPersons(definition) ? Masking.masked(value, naming: names) : value
        }
        return RecordData(data.type, ordered: values)
    }

    /// The way back: a record from the values of its columns.
    ///
    /// - Returns: Always a record. A value of the wrong kind is a finding of class A, and its column stays blank.
    public static func make(from data: RecordData) -> Checked<Self> {
        var record = Self()
        var findings: [Finding] = []
        for field in catalogue.fields {
            let value = data[field.definition.key]
            if field.set(&record, value) { continue }
            let place = Place(field: field.definition.name)
            findings.append(
                Finding(
                    "field.kind", .mandatory, at: place, "应为\(field.definition.kind.word)，实为其他类型的值",
                    remedy: "请按“\(field.definition.label)”一栏的要求填写"))
        }
        return Checked(record, findings)
    }
}

/// How what is about persons is kept out of what is mailed (遮盖).
public enum Masking {
    /// Stands in place of the content.
    public static let mark = "＊＊＊"
    /// For the form's foot.
    public static let note = "本表已遮盖个人信息"

    /// What the form's foot says of what was masked and of what the figures are made of.
    static func footNote(isMasked: Bool, basis: String) -> FieldValue {
        let notes = (isMasked ? [note] : []) + (basis.isEmpty ? [] : [basis])
        return notes.isEmpty ? .blank : .text(notes.joined(separator: "；"))
    }

    /// The mark for anything that says something; what is absent stays so.
    public static func masked(_ value: FieldValue) -> FieldValue {
        if case .absent = value { value } else { .text(mark) }
    }

    /// A text with the mark in place of `names` and of runs of digits as long as a telephone's or an identity card's.
    static func masked(_ value: FieldValue, naming names: [String]) -> FieldValue {
        guard case .text(var text) = value else { return value }
        for name in names.sorted(by: { $0.count > $1.count }) { text = text.replacing(name, with: mark) }
        return .text(text.replacing(longNumber, with: mark))
    }

    /// What a sensitive column says, when it may be looked for in others: a single character is no name.
    static func name(_ value: FieldValue) -> String? {
        guard case .text(let text) = value else { return nil }
        let name = FieldText.trimmed(text)
        return name.count > 1 ? name : nil
    }

    /// Seven digits and more: not a date's, which are parted.
    private static var longNumber: Regex<Substring> { /[0-9０-９]{7,}[Xx]?/ }
}

extension RecordData {
    /// With the mark in place of every field that its type calls sensitive, in records and lists inside too.
    ///
    /// Columns that are sensitive in some rows only are left: for rows of a form use ``FormRecord/maskedData``.
    public var masked: RecordData {
        let values = zip(type.fields, values).map { field, value -> FieldValue in
            if field.isSensitive { return Masking.masked(value) }
            return switch value {
            case .record(let record): .record(record.masked)
            case .list(let items): .list(items.map(\.masked))
            default: value
            }
        }
        return RecordData(type, ordered: values)
    }
}
