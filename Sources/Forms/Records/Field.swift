import CivilTime

/// One column of a typed record: its definition, and the way to the property that holds it.
public struct Field<Record: Sendable>: Sendable {
    /// A property of the record.
    public typealias Path = PartialKeyPath<Record> & Sendable

    /// Key, label, kind, and whether it is required or sensitive.
    public let definition: FieldDefinition
    /// The property that holds the value.
    public let path: Path
    /// Where the value lies in a record's memory; `nil` for a property that is computed.
    package let storage: FieldStorage?
    let get: @Sendable (Record) -> FieldValue
    /// False when the value is of another kind; the record is then as it was.
    let set: @Sendable (inout Record, FieldValue) -> Bool

    /// Any text; the empty text is a blank.
    public static func text(
        _ path: WritableKeyPath<Record, String> & Sendable, _ key: String, _ label: String, aliases: [String] = [],
        isRequired: Bool = false, isSensitive: Bool = false, _ provenance: Provenance, summary: String = ""
    ) -> Field {
        Field(
            definition: FieldDefinition(
                key, label, aliases: aliases, .text, isRequired: isRequired, isSensitive: isSensitive, provenance,
                summary: summary),
            path: path, storage: storage(of: path) { .text($0) },
            get: { $0[keyPath: path].isEmpty ? .blank : .text($0[keyPath: path]) },
            set: { record, value in
                guard case .text(let text) = value else { return blanked(value) { record[keyPath: path] = "" } }
                record[keyPath: path] = text
                return true
            })
    }

    /// A whole number; `nil` is a blank.
    ///
    /// - Parameter bounds: What it may be; beyond them a rule speaks up, the value is kept.
    public static func integer(
        _ path: WritableKeyPath<Record, Int?> & Sendable, _ key: String, _ label: String, aliases: [String] = [],
        _ bounds: ClosedRange<Int>, isRequired: Bool = false, _ provenance: Provenance, summary: String = ""
    ) -> Field {
        Field(
            definition: FieldDefinition(
                key, label, aliases: aliases, .integer, isRequired: isRequired, provenance, bounds: bounds,
                summary: summary),
            path: path, storage: storage(of: path) { .integer($0) },
            get: { .integer($0[keyPath: path], else: .blank) },
            set: { record, value in
                guard case .integer(let number) = value else { return blanked(value) { record[keyPath: path] = nil } }
                record[keyPath: path] = number
                return true
            })
    }

    /// A number with decimals; `nil` is a blank.
    public static func decimal(
        _ path: WritableKeyPath<Record, Double?> & Sendable, _ key: String, _ label: String, aliases: [String] = [],
        isRequired: Bool = false, _ provenance: Provenance, summary: String = ""
    ) -> Field {
        Field(
            definition: FieldDefinition(
                key, label, aliases: aliases, .decimal, isRequired: isRequired, provenance, summary: summary),
            path: path, storage: storage(of: path) { .decimal($0) },
            get: { $0[keyPath: path].map { .decimal($0) } ?? .blank },
            set: { record, value in
                guard case .decimal(let number) = value else { return blanked(value) { record[keyPath: path] = nil } }
                record[keyPath: path] = number
                return true
            })
    }

    /// A day of the calendar; `nil` is a blank.
    public static func day(
        _ path: WritableKeyPath<Record, CalendarDay?> & Sendable, _ key: String, _ label: String,
        aliases: [String] = [],
        isRequired: Bool = false, _ provenance: Provenance, summary: String = ""
    ) -> Field {
        Field(
            definition: FieldDefinition(
                key, label, aliases: aliases, .day, isRequired: isRequired, provenance, summary: summary),
            path: path, storage: storage(of: path) { .day($0) },
            get: { $0[keyPath: path].map { .day($0) } ?? .blank },
            set: { record, value in
                guard case .day(let day) = value else { return blanked(value) { record[keyPath: path] = nil } }
                record[keyPath: path] = day
                return true
            })
    }

    /// 是 or 否; `nil` is a blank.
    public static func flag(
        _ path: WritableKeyPath<Record, Bool?> & Sendable, _ key: String, _ label: String, aliases: [String] = [],
        isRequired: Bool = false, _ provenance: Provenance, summary: String = ""
    ) -> Field {
        Field(
            definition: FieldDefinition(
                key, label, aliases: aliases, .flag, isRequired: isRequired, provenance, summary: summary),
            path: path, storage: storage(of: path) { .flag($0) },
            get: { $0[keyPath: path].map { .flag($0) } ?? .blank },
            set: { record, value in
                guard case .flag(let flag) = value else { return blanked(value) { record[keyPath: path] = nil } }
                record[keyPath: path] = flag
                return true
            })
    }

    /// One of an enum's official words; `nil` is a blank.
    public static func choice<Choice: FormChoice>(
        _ path: WritableKeyPath<Record, Choice?> & Sendable, _ key: String, _ label: String, aliases: [String] = [],
        isRequired: Bool = false, _ provenance: Provenance, summary: String = ""
    ) -> Field {
        Field(
            definition: FieldDefinition(
                key, label, aliases: aliases, .choice(Choice.words), isRequired: isRequired, provenance,
                summary: summary),
            path: path,
            storage: storage(of: path) { offset in
                .choice { $0.load(fromByteOffset: offset, as: Choice?.self)?.word }
            },
            get: { $0[keyPath: path].map { .choice($0.word) } ?? .blank },
            set: { record, value in
                guard case .choice(let word) = value, let choice = Choice(rawValue: word) else {
                    return blanked(value) { record[keyPath: path] = nil }
                }
                record[keyPath: path] = choice
                return true
            })
    }

    private static func storage(of path: PartialKeyPath<Record>, _ kind: (Int) -> FieldStorage) -> FieldStorage? {
        MemoryLayout<Record>.offset(of: path).map(kind)
    }

    /// Takes what is absent as a blank, and nothing else.
    private static func blanked(_ value: FieldValue, _ clear: () -> Void) -> Bool {
        guard case .absent = value else { return false }
        clear()
        return true
    }
}
