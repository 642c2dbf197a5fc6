import Diagnostics
import Foundation
import Reporting
import Sheets
import TestSupport

/// What programs that are not ours read from a written file: one sheet's cells and merges.
struct ReadSheet: Decodable, Equatable {
    struct Cell: Decodable, Hashable {
        var row: Int
        var column: Int
        /// `text`, `number`, `date`, `boolean`; `shown` where a format does not tell text from numbers.
        var kind: String
        var value: String
    }

    struct Merge: Decodable, Hashable {
        var row: Int
        var column: Int
        var rows: Int
        var columns: Int
    }

    var cells: [Cell]
    var merges: [Merge]

    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]

    /// For `.enabled(if:)`.
    static func isReadable(_ format: ReportFormat) -> Bool {
        python != nil && (!needsOffice(format) || OfficeSuite.isInstalled)
    }

    /// Formats that no Python library reads; LibreOffice saves them as ODS first.
    private static func needsOffice(_ format: ReportFormat) -> Bool { format == .fods || format == .xml }

    /// The sheets of a file as odfpy, openpyxl or html5lib see them, LibreOffice coming first where none of them can.
    static func read(_ bytes: [UInt8], as format: ReportFormat) throws -> [ReadSheet] {
        let folder = try TemporaryFolder()
        var file = try folder.write(bytes, to: "report.\(format.rawValue)")
        if needsOffice(format) { file = try OfficeSuite.convert(file, to: "ods", in: folder.path) }
        let script = try folder.write(Array(EqualityScript.text.utf8), to: "read.py")
        let run = try CommandRun.run(python ?? "python3", [script, file])
        guard run.status == 0 else { throw CommandRun.Trouble(run.stderr) }
        return try JSONDecoder().decode([ReadSheet].self, from: Data(run.stdout.utf8))
    }
}

extension ReadSheet {
    /// What a reader should find of a sheet of the model in a file of this format.
    init(_ sheet: Sheet, in format: ReportFormat) {
        cells = []
        let merges = MergeMap(sheet.merges)
        for (row, line) in sheet.rows.enumerated() {
            for (column, cell) in line.cells.enumerated() {
                let place = CellRef(row: row, column: column)
                guard merges.origin(covering: place) == nil, let (kind, value) = Self.expected(cell.value, format)
                else { continue }
                cells.append(Cell(row: row, column: column, kind: kind, value: value))
            }
        }
        self.merges = sheet.merges.map {
            Merge(
                row: $0.rows.lowerBound, column: $0.columns.lowerBound, rows: $0.rows.count, columns: $0.columns.count)
        }
        self = sorted
    }

    var sorted: ReadSheet {
        var copy = self
        copy.cells.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        copy.merges.sort { ($0.row, $0.column) < ($1.row, $1.column) }
        return copy
    }

    private static func expected(_ value: CellValue, _ format: ReportFormat) -> (String, String)? {
        switch value.shown {
        case .empty, .formula: nil
        case .text(let text): text.isEmpty ? nil : ("text", written(text, format))
        case .richText(let runs): ("text", written(runs.map(\.text).joined(), format))
        case .number(let number), .percentage(let number): ("number", plain(number, format))
        case .date(let moment): ("date", moment.day.description)
        case .time(let seconds): ("number", plain(Double(seconds), format))
        case .boolean(let flag): ("boolean", flag ? "true" : "false")
        }
    }

    /// As the scripts write numbers: without a trailing `.0`. LibreOffice saves fifteen digits.
    private static func plain(_ number: Double, _ format: ReportFormat) -> String {
        let kept = needsOffice(format) ? Double(String(format: "%.15g", number)) ?? number : number
        let text = kept.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Control characters are written as their pictures, in XLSX as escapes that only Excel and its like undo.
    /// LibreOffice 7.4 drops tabs in cells when it reads OpenDocument.
    private static func written(_ text: String, _ format: ReportFormat) -> String {
        text.unicodeScalars.map { scalar in
            if scalar == "\t", format == .fods { return "" }
            if scalar.value >= 0x20 || scalar == "\t" || scalar == "\n" { return String(scalar) }
            if format == .xlsx {
                return "_x00\(scalar.value < 16 ? "0" : "")\(String(scalar.value, radix: 16, uppercase: true))_"
            }
            return Unicode.Scalar(0x2400 + scalar.value).map { String($0) } ?? ""
        }.joined()
    }

    /// A web page says only of some values what they are: the others agree when they look alike.
    func matches(_ model: ReadSheet, _ format: ReportFormat) -> Bool {
        guard format == .html else { return self == model }
        guard merges == model.merges, cells.count == model.cells.count else { return false }
        return zip(cells, model.cells).allSatisfy { found, wanted in
            found.row == wanted.row && found.column == wanted.column && found.value == wanted.value
                && (found.kind == "shown" ? ["text", "number"].contains(wanted.kind) : found.kind == wanted.kind)
        }
    }

    /// The first few cells that differ, for the test's message.
    func difference(from model: ReadSheet) -> String {
        let (found, wanted) = (Set(cells), Set(model.cells))
        let lines =
            cells.filter { !wanted.contains($0) }.prefix(4).map { "read  \($0)" }
            + model.cells.filter { !found.contains($0) }.prefix(4).map { "model \($0)" }
            + merges.filter { !model.merges.contains($0) }.prefix(4).map { "read  \($0)" }
            + model.merges.filter { !merges.contains($0) }.prefix(4).map { "model \($0)" }
        return lines.joined(separator: "\n")
    }
}

enum EqualityScript {
    static let text = #"""
        import json, sys
        path = sys.argv[1]

        def plain(n):
            text = repr(float(n))
            return text[:-2] if text.endswith(".0") else text

        def value_of(cell):
            from odf import teletype
            from odf.text import P
            kind = cell.getAttribute("valuetype")
            if kind == "string": return "text", "\n".join(teletype.extractText(p) for p in cell.getElementsByType(P))
            if kind in ("float", "percentage"): return "number", plain(cell.getAttribute("value"))
            if kind == "date": return "date", cell.getAttribute("datevalue")[:10]
            if kind == "boolean": return "boolean", cell.getAttribute("booleanvalue")
            return None, None

        def ods(path):
            from odf.opendocument import load
            from odf.table import CoveredTableCell, Table, TableCell, TableRow
            names = (TableCell().qname, CoveredTableCell().qname)
            for table in load(path).spreadsheet.getElementsByType(Table):
                cells, merges, row = [], [], 0
                for line in table.getElementsByType(TableRow):
                    column, found = 0, []
                    for cell in line.childNodes:
                        if cell.qname not in names: continue
                        count = int(cell.getAttribute("numbercolumnsrepeated") or 1)
                        if cell.qname == names[0]:
                            kind, value = value_of(cell)
                            if value: found += [(place, kind, value) for place in range(column, column + count)]
                            rows = int(cell.getAttribute("numberrowsspanned") or 1)
                            columns = int(cell.getAttribute("numbercolumnsspanned") or 1)
                            if rows > 1 or columns > 1: merges.append(dict(row=row, column=column, rows=rows, columns=columns))
                        column += count
                    repeated = int(line.getAttribute("numberrowsrepeated") or 1)
                    for place in range(row, row + (repeated if found else 1)):
                        cells += [dict(row=place, column=c, kind=kind, value=value) for c, kind, value in found]
                    row += repeated
                yield dict(cells=cells, merges=merges)

        def xlsx(path):
            import datetime, openpyxl
            for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
                if sheet.sheet_state != "visible": continue
                cells = []
                for line in sheet.iter_rows():
                    for cell in line:
                        value = cell.value
                        if value is None: continue
                        if isinstance(value, bool): kind, value = "boolean", str(value).lower()
                        elif isinstance(value, (int, float)): kind, value = "number", plain(value)
                        elif isinstance(value, (datetime.datetime, datetime.date)): kind, value = "date", value.isoformat()[:10]
                        else: kind, value = "text", str(value)
                        cells.append(dict(row=cell.row - 1, column=cell.column - 1, kind=kind, value=value))
                merges = [dict(row=m.min_row - 1, column=m.min_col - 1, rows=m.max_row - m.min_row + 1,
                    columns=m.max_col - m.min_col + 1) for m in sheet.merged_cells.ranges]
                yield dict(cells=cells, merges=merges)

        def html(path):
            import html5lib
            root = html5lib.parse(open(path, encoding="utf-8").read(), namespaceHTMLElements=False)
            cells, merges, taken, row = [], [], set(), 0
            for line in root.iter("tr"):
                column = 0
                for cell in line:
                    if cell.tag not in ("td", "th"): continue
                    while (row, column) in taken: column += 1
                    rows, columns = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                    taken |= {(row + r, column + c) for r in range(rows) for c in range(columns)}
                    if rows > 1 or columns > 1: merges.append(dict(row=row, column=column, rows=rows, columns=columns))
                    kind, value = "shown", "".join(cell.itertext())
                    for inner in cell.iter():
                        if inner.tag == "data": kind, value = "number", plain(inner.get("value"))
                        if inner.tag == "time": kind, value = "date", inner.get("datetime")
                    if value: cells.append(dict(row=row, column=column, kind=kind, value=value))
                    column += columns
                row += 1
            yield dict(cells=cells, merges=merges)

        print(json.dumps(list(dict(ods=ods, xlsx=xlsx, html=html)[path.rsplit(".", 1)[1]](path))))
        """#
}
