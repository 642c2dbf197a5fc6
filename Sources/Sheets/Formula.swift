import Diagnostics

/// A formula with the result it had when it was last computed. Every format writes both: previewers and most libraries
/// show nothing else than the result.
///
/// It is kept as parts, not as text, so that references move with inserted rows and every format writes its own
/// dialect.
public struct Formula: Hashable, Sendable {
    /// The formula without its `=`, in reading order.
    public var parts: [FormulaPart]
    /// Never itself a formula.
    public var result: CellValue

    /// - Parameter result: What readers show that cannot compute; never itself a formula.
    public init(_ parts: [FormulaPart], result: CellValue) {
        self.parts = parts
        self.result = result
    }
}

/// A piece of a formula: what all formats write alike, and what each writes in its own dialect.
public enum FormulaPart: Hashable, Sendable {
    /// Function names, operators, numbers, brackets and quoted strings (`"…"`, a quote inside doubled): equal in all
    /// formats.
    case text(String)
    /// Between a function's arguments: `;` in OpenDocument, `,` in the formats of Excel.
    case separator
    case reference(FormulaReference)
}

/// A cell or a range that a formula names.
public struct FormulaReference: Hashable, Sendable {
    /// `nil`: the formula's own sheet.
    public var sheet: String?
    /// The cell, or one corner of the range.
    public var first: Corner
    /// `nil`: one cell.
    public var last: Corner?

    /// One end of a reference, with its dollar signs.
    public struct Corner: Hashable, Sendable {
        /// Its place on the sheet, wherever the formula stands; the `$` matter only when the formula is copied.
        public var cell: CellRef
        /// `$` before the row, the column.
        public var isRowAbsolute: Bool
        /// `$` before the column's letters.
        public var isColumnAbsolute: Bool

        /// A relative corner unless said otherwise.
        public init(_ cell: CellRef, isRowAbsolute: Bool = false, isColumnAbsolute: Bool = false) {
            self.cell = cell
            self.isRowAbsolute = isRowAbsolute
            self.isColumnAbsolute = isColumnAbsolute
        }
    }

    /// One cell, or with `last` a range; on the formula's own sheet unless another is named.
    public init(sheet: String? = nil, _ first: Corner, _ last: Corner? = nil) {
        self.sheet = sheet
        self.first = first
        self.last = last
    }
}
