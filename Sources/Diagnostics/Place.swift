/// Where something was found. Every part that is known is filled in; nothing is guessed.
///
/// Each layer adds the part it knows: the cell parser nothing, the sheet reader the cell, the file reader the file.
public struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The file as the user named it.
    public var file: String?
    /// A place in a text file (JSON, CSV, YAML).
    public var position: TextPosition?
    /// The sheet's name, as on its tab.
    public var sheet: String?
    /// Zero-based in code, printed as `J7`.
    public var cell: CellRef?
    /// Which record, in the user's words: `桐柏区 2017年5月`.
    public var record: String?
    /// The field of the model; the last part of the sentence, in brackets.
    public var field: FieldName?

    /// Parts that are not known stay `nil`.
    public init(
        file: String? = nil, position: TextPosition? = nil, sheet: String? = nil, cell: CellRef? = nil,
        record: String? = nil, field: FieldName? = nil
    ) {
        self.file = file
        self.position = position
        self.sheet = sheet
        self.cell = cell
        self.record = record
        self.field = field
    }

    /// `risks.csv 第 3 行 J7 东风小学（整改时限）`; empty when nothing is known.
    public var description: String {
        // Who sees the cell's name has no use for the character's place in the line.
        let position = cell == nil ? position : position.map { TextPosition(line: $0.line) }
        let parts = [file, position?.description, sheet, cell?.description, record].compactMap { $0 }
        let place = parts.filter { !$0.isEmpty }.joined(separator: " ")
        guard let field else { return place }
        return place.isEmpty ? field.label : "\(place)（\(field.label)）"
    }

    /// This place, with the parts that it lacks taken from `outer`.
    public func within(_ outer: Place) -> Place {
        Place(
            file: file ?? outer.file, position: position ?? outer.position, sheet: sheet ?? outer.sheet,
            cell: cell ?? outer.cell, record: record ?? outer.record, field: field ?? outer.field)
    }
}

/// A line and column of a text file, both counted from 1 as editors show them. Columns count characters.
public struct TextPosition: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// From 1.
    public var line: Int
    /// `nil` when only the line is known.
    public var column: Int?

    /// Both counted from 1.
    public init(line: Int, column: Int? = nil) {
        self.line = line
        self.column = column
    }

    /// `第 3 行第 5 列`, or `第 3 行` when only the line is known.
    public var description: String { column.map { "第 \(line) 行第 \($0) 列" } ?? "第 \(line) 行" }

    /// Reading order; a line alone comes before its columns.
    public static func < (a: TextPosition, b: TextPosition) -> Bool {
        (a.line, a.column ?? 0) < (b.line, b.column ?? 0)
    }
}

/// A field of the model: the key that code and machines use, and the official word that people read.
public struct FieldName: Hashable, Sendable {
    /// For example `risk.deadline`.
    public var key: String
    /// For example `整改时限`.
    public var label: String

    /// Both names of a field: for machines and for people.
    public init(key: String, label: String) {
        self.key = key
        self.label = label
    }
}

extension Place: Comparable {
    /// Order of place: file, position, sheet, cell, record, field.
    public static func < (a: Place, b: Place) -> Bool {
        if a.file != b.file { return (a.file ?? "") < (b.file ?? "") }
        if a.position != b.position { return precedes(a.position, b.position) }
        if a.sheet != b.sheet { return (a.sheet ?? "") < (b.sheet ?? "") }
        if a.cell != b.cell { return precedes(a.cell, b.cell) }
        if a.record != b.record { return NaturalOrder.precedes(a.record ?? "", b.record ?? "") }
        return (a.field?.key ?? "") < (b.field?.key ?? "")
    }

    private static func precedes<T: Comparable>(_ a: T?, _ b: T?) -> Bool {
        guard let b else { return false }
        guard let a else { return true }
        return a < b
    }
}
