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
    public var maskedData: RecordData {
        let catalogue = Self.catalogue
        return RecordData(
            catalogue.type,
            ordered: catalogue.fields.map { field in
                let value = field.get(self)
                return catalogue.isSensitive(field.definition, in: self) ? Masking.masked(value) : value
            })
    }

    /// Values of this record's type, masked as ``maskedData`` does; the rule for the row as a whole counts.
    public static func masked(_ data: RecordData) -> RecordData {
        let record = make(from: data).value ?? Self()
        let values = zip(data.type.fields, data.values).map { definition, value in
            catalogue.isSensitive(definition, in: record) ? Masking.masked(value) : value
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
