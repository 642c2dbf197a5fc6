import Diagnostics

/// One value of a row as it came, and where it stands.
public struct RawField: Hashable, Sendable {
    /// The field's key.
    public var key: String
    /// What stood there.
    public var input: FieldInput
    /// Where it stood.
    public var place: Place

    /// - Parameter place: Where it stood; nothing for values that come from code.
    public init(key: String, input: FieldInput, place: Place = Place()) {
        self.key = key
        self.input = input
        self.place = place
    }
}

extension Located {
    /// Takes a row's values for a record, from whatever file they came.
    ///
    /// - Parameters:
    ///   - absent: Keys of columns that the file lacks, which has been said once for the whole file.
    /// - Returns: Always a row; what could not be taken stays blank and has a finding. Messages do not repeat what may
    ///   be about a person.
    public static func reading(
        _ values: [RawField], number: Int, place: Place = Place(), unit: String = "", absent: Set<String> = []
    ) -> Checked<Located> {
        var row = Located(Record(), number: number, place: place, unit: unit, refused: absent)
        var troubles: [(FieldDefinition, FieldTrouble)] = []
        let inputs = Dictionary(values.map { ($0.key, $0) }) { first, _ in first }
        for field in Record.catalogue.fields {
            guard let raw = inputs[field.definition.key] else { continue }
            row.fieldPlaces[raw.key] = raw.place
            let parsed = FieldParser.parse(raw.input, as: field.definition)
            _ = field.set(&row.record, parsed.value)
            if parsed.isRefused { row.refused.insert(raw.key) }
            if let trouble = parsed.trouble { troubles.append((field.definition, trouble)) }
        }
        let findings = troubles.map { definition, trouble in
            trouble.finding(at: row.place(of: definition), hidesContent: row.hides(definition))
        }
        return Checked(row, findings)
    }

    private func hides(_ definition: FieldDefinition) -> Bool {
        Record.catalogue.type.hidesContent(of: definition, in: record.data)
    }
}
