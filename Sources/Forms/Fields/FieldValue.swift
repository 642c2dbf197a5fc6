import CivilTime

/// What one field of one record holds.
public enum FieldValue: Hashable, Sendable {
    case absent(Absence)
    case text(String)
    case integer(Int)
    case decimal(Double)
    case ratio(Double)
    case day(CalendarDay)
    case month(Period)
    case flag(Bool)
    /// The official word.
    case choice(String)
    indirect case record(RecordData)
    case list([RecordData])

    /// The cell was left empty (未填): neither 0 nor 无.
    public static let blank = FieldValue.absent(.blank)

    /// `.integer`, or `.absent(absence)` for `nil`.
    public static func integer(_ number: Int?, else absence: Absence) -> FieldValue {
        number.map { .integer($0) } ?? .absent(absence)
    }
}

/// Why there is no value. A blank, a typed 0, “无” and “/” are different things.
public enum Absence: Hashable, Sendable {
    /// Nobody filled it in: an empty cell, room for ink.
    case blank
    /// A unit or a month is missing, so the figure is not known: `缺报`.
    case notReported
    /// The figure has no meaning, such as a rate of nothing: `—`.
    case undefined

    /// What stands in the cell.
    public var shown: String {
        switch self {
        case .blank: ""
        case .notReported: "缺报"
        case .undefined: "—"
        }
    }
}

/// A record's values, in the order of its type's fields.
public struct RecordData: Hashable, Sendable {
    /// The catalogue that says what each value is.
    public let type: RecordType
    /// One for each of the type's fields, in their order.
    public private(set) var values: [FieldValue]

    /// - Parameter values: By field key; a field without one is blank.
    public init(_ type: RecordType, _ values: [String: FieldValue]) {
        self.type = type
        self.values = type.fields.map { values[$0.key] ?? .blank }
        assert(values.keys.allSatisfy { key in type.fields.contains { $0.key == key } }, "a key that \(type.key) lacks")
    }

    /// - Parameter values: In the order of the type's fields, one for each.
    public init(_ type: RecordType, ordered values: [FieldValue]) {
        precondition(values.count == type.fields.count, "\(type.key) has \(type.fields.count) fields")
        self.type = type
        self.values = values
    }

    /// By key; blank for a key that the type lacks.
    public subscript(key: String) -> FieldValue {
        get { type.fields.firstIndex { $0.key == key }.map { values[$0] } ?? .blank }
        set {
            guard let place = type.fields.firstIndex(where: { $0.key == key }) else { return }
            values[place] = newValue
        }
    }
}
