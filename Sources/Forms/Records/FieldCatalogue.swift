/// All columns of one kind of record, in the order of the form: the one list behind printing, input, dropdown lists,
/// masking and messages.
public struct FieldCatalogue<Record: Sendable>: Sendable {
    /// The same columns without their properties, as templates know them.
    public let type: RecordType
    /// In the order of ``RecordType/fields``.
    public let fields: [Field<Record>]
    private let deciding: Field<Record>?

    /// - Parameters:
    ///   - key: For machines, for example `risk`.
    ///   - label: The official word, for example `风险隐患`.
    ///   - personRows: Which rows tell of persons; `nil`: none as a whole.
    public init(key: String, label: String, fields: [Field<Record>], personRows: PersonRows? = nil) {
        type = RecordType(key: key, label: label, fields: fields.map(\.definition), personRows: personRows)
        self.fields = fields
        deciding = personRows.flatMap { rows in fields.first { $0.definition.key == rows.column } }
        precondition(Set(fields.map(\.definition.key)).count == fields.count, "a key stands twice in \(key)")
        precondition(
            (personRows.map { $0.texts.union([$0.column]) } ?? []).allSatisfy { key in
                fields.contains { $0.definition.key == key }
            },
            "an unknown key in \(key)")
    }

    /// The column that `path` holds.
    public func field(of path: PartialKeyPath<Record>) -> Field<Record> {
        guard let field = fields.first(where: { $0.path as PartialKeyPath<Record> == path }) else {
            preconditionFailure("\(path) is not a column of \(type.key)")
        }
        return field
    }

    /// What the column that `path` holds is called, and what it may hold.
    public func definition(of path: PartialKeyPath<Record>) -> FieldDefinition { field(of: path).definition }

    /// Whether what this row says in the column is about a person: masked on demand, and never in a message.
    public func isSensitive(_ definition: FieldDefinition, in record: Record) -> Bool {
        definition.isSensitive || mayTellOfPersons(definition) && isAboutPerson(record)
    }

    /// Whether the column tells of persons in some rows.
    func mayTellOfPersons(_ definition: FieldDefinition) -> Bool {
        type.personRows?.texts.contains(definition.key) ?? false
    }

    /// Whether the row as a whole tells of a person.
    public func isAboutPerson(_ record: Record) -> Bool {
        guard let rows = type.personRows, let deciding else { return false }
        return rows.holds(deciding.get(record))
    }
}
