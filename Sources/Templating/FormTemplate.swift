import Diagnostics
import Forms
import Sheets

/// A form's template: an ordinary spreadsheet with `{{placeholders}}`, taken apart and bound to the fields of a record
/// type.
///
/// It works in both directions: it knows for each placeholder where it stands and which field it binds, and every cell
/// without one is an anchor.
public struct FormTemplate: Sendable {
    /// The spreadsheet as it was read, placeholders included.
    public let workbook: Workbook
    /// Form and version, for forms that come back.
    public let identity: Identity
    /// The fields that placeholders may name.
    public let recordType: RecordType
    /// In the order of the workbook's sheets.
    let sheets: [SheetTemplate]

    /// Which form this is. It travels in the document properties of the template and of every form made from it.
    public struct Identity: Hashable, Sendable {
        /// For example `zhengzhou-progress`.
        public var form: String
        /// Changes whenever the printed form changes.
        public var version: String

        /// Empty text where the template says nothing.
        public init(form: String, version: String) {
            self.form = form
            self.version = version
        }

        /// The document property (自定义属性) that names the form.
        public static let formProperty = "huxiao.form"
        /// The document property (自定义属性) that holds the template's version.
        public static let versionProperty = "huxiao.template-version"
    }

    /// A placeholder and the field that it binds.
    public struct Binding: Hashable, Sendable {
        /// Sheet and cell in the template.
        public var sheet: String
        /// Zero-based in code; of a merged range the upper left cell.
        public var cell: CellRef
        /// As it is written in the cell.
        public var placeholder: Placeholder
        /// The field that it prints, and that is read back from it.
        public var path: FieldPath
    }

    /// Binds the placeholders of `workbook` to the fields of `recordType`.
    ///
    /// - Returns: The template, and every finding of the lint at once; no template when a finding of class A stands.
    public static func compile(_ workbook: Workbook, for recordType: RecordType) -> Checked<FormTemplate> {
        var compiler = TemplateCompiler(workbook: workbook, recordType: recordType)
        return compiler.compile()
    }

    /// Every placeholder in a cell, in reading order.
    public var bindings: [Binding] {
        zip(workbook.sheets, sheets).flatMap { sheet, template in
            template.cells.keys.sorted().flatMap { cell in
                (template.cells[cell]?.fields ?? []).map { placeholder, path in
                    Binding(sheet: sheet.name, cell: cell, placeholder: placeholder, path: path)
                }
            }
        }
    }
}

/// One sheet of a template.
struct SheetTemplate: Sendable {
    /// Cells with at least one placeholder.
    var cells: [CellRef: TextTemplate] = [:]
    /// Rows that repeat, from top to bottom; no two overlap.
    var blocks: [RowBlock] = []
    /// The list whose items make one sheet each; its steps from the report.
    var sheetList: [Int]?
    /// The sheet's name, when it holds a placeholder.
    var name: TextTemplate?
    /// Page header and footer texts with placeholders, by their text.
    var margins: [String: TextTemplate] = [:]
}

/// Rows of a template that are made once for each item of a list.
struct RowBlock: Hashable, Sendable {
    var rows: Range<Int>
    var base: FieldPath.Base
    /// Steps from the base to the list.
    var list: [Int]
    var minimumItems: Int
}

/// A text with bound placeholders.
struct TextTemplate: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case literal(String, offset: Int)
        case field(Placeholder, FieldPath, offset: Int)
    }
    var pieces: [Piece]

    var fields: [(Placeholder, FieldPath)] {
        pieces.compactMap {
            if case .field(let placeholder, let path, _) = $0 { return (placeholder, path) }
            return nil
        }
    }

    /// The only thing in the text, when it is a placeholder: such a cell keeps the value's type.
    var sole: (Placeholder, FieldPath)? {
        guard pieces.count == 1, case .field(let placeholder, let path, _) = pieces[0] else { return nil }
        return (placeholder, path)
    }
}
