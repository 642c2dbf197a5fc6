import Diagnostics

/// A formula with the result it had when it was last computed. Every format writes both: previewers and most libraries
/// show nothing else than the result.
///
/// It is kept as parts, not as text, so that references move with inserted rows and every format writes its own dialect.
public struct Formula: Hashable, Sendable {
    public var parts: [FormulaPart]
    /// Never itself a formula.
    public var result: CellValue

    public init(_ parts: [FormulaPart], result: CellValue) {
        self.parts = parts
        self.result = result
    }
}

public enum FormulaPart: Hashable, Sendable {
    /// Function names, operators, numbers, brackets and quoted strings (`"…"`, a quote inside doubled): equal in all formats.
    case text(String)
    /// Between a function's arguments: `;` in OpenDocument, `,` in the formats of Excel.
    case separator
    case reference(FormulaReference)
}

/// A cell or a range that a formula names.
public struct FormulaReference: Hashable, Sendable {
    /// `nil`: the formula's own sheet.
    public var sheet: String?
    public var first: Corner
    /// `nil`: one cell.
    public var last: Corner?

    public struct Corner: Hashable, Sendable {
        public var cell: CellRef
        /// `$` before the row, the column.
        public var isRowAbsolute: Bool
        public var isColumnAbsolute: Bool

        public init(_ cell: CellRef, isRowAbsolute: Bool = false, isColumnAbsolute: Bool = false) {
            self.cell = cell
            self.isRowAbsolute = isRowAbsolute
            self.isColumnAbsolute = isColumnAbsolute
        }
    }

    public init(sheet: String? = nil, _ first: Corner, _ last: Corner? = nil) {
        self.sheet = sheet
        self.first = first
        self.last = last
    }
}
