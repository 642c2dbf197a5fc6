import Diagnostics
import Forms
import Sheets

/// What of a template keeps one of its lists from being written item by item.
struct StreamCheck {
    let template: FormTemplate
    let list: [Int]
    let listLabel: String
    private(set) var findings: [Finding] = []
    /// Set when the list can be streamed.
    private(set) var place: (sheet: Int, block: Int)?

    init(_ template: FormTemplate, list: Int) {
        self.template = template
        self.list = [list]
        listLabel = template.recordType.fields[list].label
        let places = places()
        guard places.count == 1, let found = places.first else {
            findings = [Self.places(places.count, listLabel)]
            return
        }
        findings = check(found.sheet, found.block)
        if findings.isEmpty { place = found }
    }

    private func places() -> [(sheet: Int, block: Int)] {
        template.sheets.enumerated().flatMap { sheet, template in
            template.blocks.enumerated().compactMap { number, block in
                block.base == .report && block.list == list ? (sheet, number) : nil
            }
        }
    }

    private static func places(_ count: Int, _ label: String) -> Finding {
        Finding(
            "template.stream-places", .mandatory, "逐行写出的清单“\(label)”在模板中应占一处，实有 \(count) 处",
            remedy: "请只在一个地方使用这个清单，或把各项一次给出")
    }

    private func check(_ sheet: Int, _ block: Int) -> [Finding] {
        let rows = template.sheets[sheet].blocks[block].rows
        return sheetForEachItem(sheet) + formulas(reaching: rows, of: sheet) + parts(of: rows, in: sheet)
            + notes(in: rows, of: sheet)
    }

    private func sheetForEachItem(_ sheet: Int) -> [Finding] {
        if template.sheets[sheet].sheetList == nil { return [] }
        return [finding("template.stream-sheets", sheet, nil, "这张工作表每项做一张，其中的清单“\(listLabel)”不能逐行写出")]
    }

    private func finding(_ rule: String, _ sheet: Int, _ cell: CellRef?, _ statement: String) -> Finding {
        Finding(
            rule, .mandatory, at: Place(sheet: template.workbook.sheets[sheet].name, cell: cell), statement,
            remedy: "请改动模板，或把各项一次给出")
    }

    /// Results of formulas stand in the file, some of them before the rows that they are computed from.
    private func formulas(reaching rows: Range<Int>, of target: Int) -> [Finding] {
        let targetName = template.workbook.sheets[target].name.lowercased()
        return template.workbook.sheets.enumerated().flatMap { number, sheet in
            sheet.rows.enumerated().flatMap { row, cells in
                cells.cells.enumerated().compactMap { column, cell -> Finding? in
                    guard case .formula(let formula) = cell.value else { return nil }
                    let isInside = number == target && rows.contains(row)
                    let reaches = formula.parts.contains { part in
                        guard case .reference(let reference) = part else { return false }
                        let isTarget = reference.sheet.map { $0.lowercased() == targetName } ?? (number == target)
                        let last = reference.last ?? reference.first
                        return isTarget && CellRange(reference.first.cell, last.cell).rows.overlaps(rows)
                    }
                    guard isInside || reaches else { return nil }
                    return finding(
                        "template.stream-formula", number, CellRef(row: row, column: column),
                        "公式用到逐行写出的清单“\(listLabel)”，写文件时还算不出结果")
                }
            }
        }
    }

    /// What would have to be repeated for every item.
    private func parts(of rows: Range<Int>, in number: Int) -> [Finding] {
        let sheet = template.workbook.sheets[number]
        func repeats(_ range: CellRange) -> Bool {
            let inside = range.rows.clamped(to: rows)
            return !inside.isEmpty && inside != rows
        }
        var findings: [Finding] = []
        if let row = sheet.rowBreaks.first(where: rows.contains) {
            findings.append(
                finding("template.stream-break", number, CellRef(row: row, column: 0), "分页符在清单“\(listLabel)”的行上，每项都要分页")
            )
        }
        findings += sheet.pictures.filter { rows.contains($0.anchor.row) }.map {
            finding("template.stream-picture", number, $0.anchor, "图片在清单“\(listLabel)”的行上，每项都要一张")
        }
        let shown = sheet.charts.filter { $0.ranges.contains { $0.rows.overlaps(rows) } }
        findings += shown.map {
            finding("template.stream-chart", number, $0.anchor, "图表“\($0.title)”用到逐行写出的清单“\(listLabel)”，事先查不出其中的错误")
        }
        let ranges = sheet.validations.flatMap(\.ranges) + sheet.conditionalFormats.flatMap(\.ranges)
        if let range = ranges.first(where: repeats) {
            findings.append(
                finding(
                    "template.stream-range", number, range.first, "有效性或条件格式的区域 \(range) 只包含清单“\(listLabel)”每项的一部分行"))
        }
        return findings
    }

    private func notes(in rows: Range<Int>, of number: Int) -> [Finding] {
        let sheet = template.workbook.sheets[number]
        return rows.filter(sheet.rows.indices.contains).flatMap { row in
            sheet.rows[row].cells.enumerated().filter { $0.element.note != nil }.map { column, _ in
                finding(
                    "template.stream-note", number, CellRef(row: row, column: column), "批注在清单“\(listLabel)”的行上，每项都要一个")
            }
        }
    }
}
