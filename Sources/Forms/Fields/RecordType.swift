import Diagnostics

/// The field catalogue of one kind of record: what a template may name, what input may hold, what the reference
/// documentation lists.
///
/// One catalogue drives printing, reading back, dropdown lists, JSON and CSV input, and messages.
public struct RecordType: Hashable, Sendable {
    /// For machines, for example `progress`.
    public let key: String
    /// The official word, for example `校园安全工作进展报表`.
    public let label: String
    /// In the order in which the reference documentation lists them.
    public let fields: [FieldDefinition]
    /// Which records tell of persons; `nil`: none as a whole.
    public let personRows: PersonRows?
    /// Folded names to places in `fields`; a name that fits several fields has several.
    private let places: [String: [Int]]
    /// Folded keys to places; the first of equal ones.
    private let keyPlaces: [String: Int]

    /// - Parameters:
    ///   - key: For machines, unique among the types of one report.
    ///   - label: The official word.
    ///   - personRows: Which records tell of persons; `nil`: none as a whole.
    public init(key: String, label: String, fields: [FieldDefinition], personRows: PersonRows? = nil) {
        self.personRows = personRows
        self.key = key
        self.label = label
        self.fields = fields
        var places: [String: [Int]] = [:]
        for (place, field) in fields.enumerated() {
            for name in Set(([field.key, field.label] + field.aliases).map { FieldText.folded($0) }) {
                places[name, default: []].append(place)
            }
        }
        self.places = places
        keyPlaces = Dictionary(fields.enumerated().map { (FieldText.folded($1.key), $0) }) { first, _ in first }
    }

    /// Whether a message about what `record` holds in `field` must not repeat it: in a record about persons anything but
    /// a choice may tell of one.
    public func hidesContent(of field: FieldDefinition, in record: @autoclosure () -> RecordData) -> Bool {
        if field.isSensitive { return true }
        guard let personRows else { return false }
        if case .choice = field.kind { return false }
        return personRows.holds(record()[personRows.column])
    }

    /// What a name in a template or in a heading leads to.
    public enum Lookup: Hashable, Sendable {
        /// The field's place in ``RecordType/fields``.
        case found(Int)
        /// Several fields are called so; their keys.
        case ambiguous([String])
        /// The name that was probably meant, if any is near.
        case unknown(nearest: String?)
    }

    /// Finds a field by key, label or alias; letter case, width and white space do not count.
    public func lookUp(_ name: String) -> Lookup {
        let folded = FieldText.folded(name)
        // A key is unique, whatever else is called the same.
        if let exact = keyPlaces[folded] { return .found(exact) }
        switch places[folded] {
        case let places? where places.count == 1: return .found(places[0])
        case let places?: return .ambiguous(places.map { fields[$0].key })
        case nil:
            let candidates = fields.lazy.flatMap { [$0.label, $0.key] + $0.aliases }
            return .unknown(nearest: NearestName.of(FieldText.narrowed(name), in: candidates))
        }
    }
}

/// Which rows of a list tell of persons, by what they say in one column, and in which columns they do.
public struct PersonRows: Hashable, Sendable {
    /// The key of the column that decides.
    public let column: String
    /// Its words for rows about persons. A row in which it is blank may be one, and is treated as one.
    public let words: Set<String>
    /// The keys of the columns that tell of a person in such rows: masked there on demand.
    public let texts: Set<String>

    /// All three.
    public init(column: String, words: Set<String>, texts: Set<String>) {
        self.column = column
        self.words = words
        self.texts = texts
    }

    /// Whether a row with this value in the column is about persons.
    func holds(_ value: FieldValue) -> Bool { if case .choice(let word) = value { words.contains(word) } else { true } }
}

/// One field of a record.
public struct FieldDefinition: Hashable, Sendable {
    /// For code and machines, for example `deadline`.
    public var key: String
    /// The official word, for example `整改时限`.
    public var label: String
    /// Other names that templates and input may use.
    public var aliases: [String]
    /// What its values are.
    public var kind: FieldKind
    /// True: a record in which it is blank has a finding.
    public var isRequired: Bool
    /// Names of persons, phones, what is said of a person: masked on demand, never in messages.
    public var isSensitive: Bool
    /// Follows from other fields: printed and compared, never taken from input.
    public var isComputed: Bool
    /// Whether the field is official or was added.
    public var provenance: Provenance
    /// What an integer may be, both ends included; `nil`: anything.
    public var bounds: ClosedRange<Int>?
    /// One sentence for the reference documentation; may be empty.
    public var summary: String

    /// An optional field that is neither sensitive nor computed, unless said otherwise.
    public init(
        _ key: String, _ label: String, aliases: [String] = [], _ kind: FieldKind, isRequired: Bool = false,
        isSensitive: Bool = false, isComputed: Bool = false, _ provenance: Provenance, bounds: ClosedRange<Int>? = nil,
        summary: String = ""
    ) {
        self.key = key
        self.label = label
        self.aliases = aliases
        self.kind = kind
        self.isRequired = isRequired
        self.isSensitive = isSensitive
        self.isComputed = isComputed
        self.provenance = provenance
        self.bounds = bounds
        self.summary = summary
    }

    /// Key and label, as a finding's place carries them.
    public var name: FieldName { FieldName(key: key, label: label) }
}

/// Who says that a field belongs to the form.
public enum Provenance: String, Hashable, Sendable, CaseIterable {
    /// The words stand in the source's form.
    case source
    /// The plan's text demands the fact; the column heading is lost.
    case plan
    /// This project added it.
    case ours
}

/// What a field's values are, for input, for printing and for dropdown lists.
public enum FieldKind: Hashable, Sendable {
    case text
    case integer
    case decimal
    /// 0.85 is 85 %.
    case ratio
    case day
    case month
    /// 是 or 否.
    case flag
    /// The official words, in their order.
    case choice([String])
    indirect case record(RecordType)
    indirect case list(RecordType)

    /// What a person would call it: 文字、整数、日期…
    public var word: String {
        switch self {
        case .text: "文字"
        case .integer: "整数"
        case .decimal: "数字"
        case .ratio: "百分比"
        case .day: "日期"
        case .month: "月份"
        case .flag: "是/否"
        case .choice: "选项"
        case .record: "分组"
        case .list: "清单"
        }
    }
}
