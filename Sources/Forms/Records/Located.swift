import Diagnostics

/// A record, and where it stands in what was received.
public struct Located<Record: FormRecord>: Sendable {
    /// What the row says.
    public var record: Record
    /// The row as a whole: file and line, or file, sheet and row.
    public var place: Place
    /// 序号: its number in the form, from 1.
    public var number: Int
    /// The code of the unit that the row belongs to, where the file has such a column; empty otherwise.
    public var unit: String
    /// Where each column stands, by its key.
    public var fieldPlaces: [String: Place]
    /// Keys of columns that hold nothing usable and have a finding of their own; rules leave them alone.
    public var refused: Set<String>

    /// - Parameters:
    ///   - number: 序号 of the row, as messages name it.
    ///   - refused: Keys of columns with a finding of their own.
    public init(
        _ record: Record, number: Int, place: Place = Place(), unit: String = "", fieldPlaces: [String: Place] = [:],
        refused: Set<String> = []
    ) {
        self.record = record
        self.number = number
        self.place = place
        self.unit = unit
        self.fieldPlaces = fieldPlaces
        self.refused = refused
    }

    /// `risks.csv 第 3 行第 9 列 I3 东风小学（整改时限）`.
    public func place(of definition: FieldDefinition) -> Place {
        let inner = fieldPlaces[definition.key] ?? Place()
        let label = record.label.isEmpty ? "第 \(number) 条" : Quotation.shortened(record.label)
        return Place(record: label, field: definition.name).within(inner).within(place)
    }

    /// The row without a column: `risks.csv 第 3 行 东风小学`.
    public var rowPlace: Place {
        Place(record: record.label.isEmpty ? "第 \(number) 条" : Quotation.shortened(record.label)).within(place)
    }
}

extension Located where Record: FormRecord {
    /// Numbers records in their order, for those who have no file.
    public static func numbered(_ records: [Record], unit: String = "") -> [Located] {
        records.enumerated().map { Located($1, number: $0 + 1, unit: unit) }
    }
}

/// How messages quote what was found.
enum Quotation {
    /// The first 20 characters, without line breaks.
    static func shortened(_ text: String) -> String {
        let line = String(text.prefix(20).map { $0.isNewline ? " " : $0 })
        return text.count > 20 ? line + "…" : line
    }
}
