/// One cell: what it holds, how it looks, and a note on it.
public struct Cell: Hashable, Sendable {
    /// What the cell holds, with its type.
    public var value: CellValue
    /// How it looks: a number of the workbook's ``Workbook/styles``.
    public var style: StyleID
    /// A remark on it (批注); `nil` for none.
    public var note: Note?

    /// Everything that is not given stays empty; the style is the workbook's standard one.
    public init(_ value: CellValue = .empty, style: StyleID = .standard, note: Note? = nil) {
        self.value = value
        self.style = style
        self.note = note
    }

    /// Neither value, style nor note.
    public static let blank = Cell()
    /// True where there is no value, no style but the standard one, and no note.
    public var isBlank: Bool { self == .blank }
}

/// A cell's value with its type. Text “3” is text; nothing is guessed from how a string looks.
public enum CellValue: Hashable, Sendable {
    case empty
    case text(String)
    /// At least one run; a line break is `\n`.
    case richText([TextRun])
    case number(Double)
    /// 0.85 is 85 %.
    case percentage(Double)
    case date(CalendarMoment)
    /// A span of time in seconds; may pass 24 hours.
    case time(seconds: Int)
    case boolean(Bool)
    indirect case formula(Formula)

    /// The text of `.text` and `.richText`, else `nil`.
    public var plainText: String? {
        switch self {
        case .text(let text): text
        case .richText(let runs): runs.map(\.text).joined()
        default: nil
        }
    }

    /// What the cell shows: a formula's last result, everything else itself.
    public var shown: CellValue {
        if case .formula(let formula) = self { return formula.result }
        return self
    }
}

/// A stretch of text in one font.
public struct TextRun: Hashable, Sendable {
    /// The characters of the run; a line break is `\n`.
    public var text: String
    /// `nil`: the cell's own font.
    public var font: Font?

    /// A run in the cell's own font unless another is given.
    public init(_ text: String, font: Font? = nil) {
        self.text = text
        self.font = font
    }
}

/// A remark that office suites show beside a cell (批注).
public struct Note: Hashable, Sendable {
    /// What the remark says; a line break is `\n`.
    public var text: String
    /// Who wrote it, as suites show it above the text; `nil` when nobody is named.
    public var author: String?
    /// True: always seen. False: seen only while the pointer is on the cell.
    public var isShown: Bool

    /// Hidden until the pointer is on the cell, unless asked otherwise.
    public init(_ text: String, author: String? = nil, isShown: Bool = false) {
        self.text = text
        self.author = author
        self.isShown = isShown
    }
}
