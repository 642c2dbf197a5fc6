import Diagnostics
import Forms
import Sheets

/// A filled form that came back (收回的表格), read with its template.
public struct ReturnedForm: Sendable {
    /// What the workbook says of itself.
    public var identity: Identity
    /// Of the template's record type. Output-only and computed fields hold what the form shows, so that they can be
    /// compared; a field that the form does not show is blank.
    public var data: RecordData
    /// The rows of lists, block by block from top to bottom.
    public internal(set) var lists: [ReturnedList] = []
    /// Cells outside lists.
    var singles: [ValuePlace] = []

    /// Which form a workbook says it is; `nil` where it says nothing.
    public struct Identity: Hashable, Sendable {
        /// For example `changzhou-form2`.
        public var form: String?
        /// The template's version.
        public var templateVersion: String?
        /// The code of the unit that fills in.
        public var unit: String?
        /// 报表期间 as it was written, `2019-09`.
        public var period: String?

        /// A part that is not given is not known.
        public init(form: String? = nil, templateVersion: String? = nil, unit: String? = nil, period: String? = nil) {
            self.form = form
            self.templateVersion = templateVersion
            self.unit = unit
            self.period = period
        }
    }

    /// Where one value stands in the received file.
    public struct ValuePlace: Hashable, Sendable {
        /// As the received workbook calls it.
        public var sheet: String
        /// In the received workbook, wherever the template has it.
        public var cell: CellRef
        /// The field that the value belongs to.
        public var path: FieldPath
        /// Which item of the list that makes sheets, from 0; `nil` on an ordinary sheet.
        public var sheetItem: Int?
        /// Which item of the path's list, from 0; `nil` outside lists.
        public var item: Int?
        /// The cell holds something, and nothing of it could be used; a finding of class A says why.
        public var isRefused: Bool
    }

    /// Where every value stands: the cells outside lists, output-only ones too, then list by list and item by item. Made
    /// on each call; for single rows see ``ReturnedList/cells(of:)``.
    public var places: [ValuePlace] {
        singles + lists.flatMap { list in list.items.indices.flatMap { list.cells(of: $0) } }
    }
}

/// The rows of one list block on one received sheet.
public struct ReturnedList: Sendable {
    /// As the received workbook calls it.
    public let sheet: String
    /// Which item of the list that makes sheets, from 0; `nil` on an ordinary sheet.
    public let sheetItem: Int?
    /// Where the way to the list begins.
    public let base: FieldPath.Base
    /// The way from the base to the list, as in ``FieldPath/list``.
    public let list: [Int]
    let columns: [ListColumn]
    /// In the order of their rows; blank rows are none.
    public internal(set) var items: [Item] = []
    var refused: Set<CellRef> = []
    /// Keys of the items' fields whose column is gone or has become another; one finding says so for all rows.
    var unread: Set<String> = []

    /// One row, or one group of rows, of the list.
    public struct Item: Hashable, Sendable {
        /// 序号 as it is printed in the row; without a usable one the row's place in the list, from 1.
        public var number: Int
        /// The first row in the received sheet.
        public var row: Int
    }

    /// Where the values of an item stand.
    public func cells(of item: Int) -> [ReturnedForm.ValuePlace] {
        guard items.indices.contains(item) else { return [] }
        return columns.compactMap { column in
            guard let path = column.readablePath else { return nil }
            let cell = CellRef(row: items[item].row + column.rowOffset, column: column.column)
            return ReturnedForm.ValuePlace(
                sheet: sheet, cell: cell, path: path, sheetItem: sheetItem, item: item,
                isRefused: refused.contains(cell))
        }
    }
}

extension ReturnedForm {
    /// The rows of a list of the report as typed records with their places, ready for rules.
    ///
    /// - Parameters:
    ///   - key: The list's key in the report, for example `risks`.
    ///   - unit: The code of the unit that the rows belong to.
    public func located<Record: FormRecord>(
        _ type: Record.Type = Record.self, in key: String, unit: String = ""
    ) -> Checked<[Located<Record>]> {
        guard case .list(let items) = data[key], let step = data.type.fields.firstIndex(where: { $0.key == key }) else {
            return Checked([])
        }
        let rows = lists.filter { $0.base == .report && $0.list == [step] }.flatMap { list in
            list.items.indices.map { (list, $0) }
        }
        var findings: [Finding] = []
        let records = zip(items, rows).map { item, row in
            let checked = Record.make(from: item)
            let place = Place(sheet: row.0.sheet, record: "第\(row.0.items[row.1].number)行")
            findings += checked.findings.map { $0.within(place) }
            return Self.located(checked.value ?? Record(), row.0, row.1, unit: unit)
        }
        return Checked(records, findings)
    }

    private static func located<Record: FormRecord>(
        _ record: Record, _ list: ReturnedList, _ item: Int, unit: String
    ) -> Located<Record> {
        let cells = list.cells(of: item).filter { $0.path.steps.count == 1 }
        let places = cells.map { ($0.path.field.key, Place(sheet: $0.sheet, cell: $0.cell)) }
        return Located(
            record, number: list.items[item].number, place: Place(sheet: list.sheet), unit: unit,
            fieldPlaces: Dictionary(places) { first, _ in first },
            refused: list.unread.union(cells.filter(\.isRefused).map(\.path.field.key)))
    }
}
