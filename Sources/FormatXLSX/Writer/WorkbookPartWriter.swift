import Markup
import Sheets

/// `xl/workbook.xml`: the sheets' names, and the names of ranges.
struct WorkbookPartWriter {
    let workbook: Workbook
    let names: ExcelSheetNames
    let lists: LongLists
    /// Of each sheet, in order.
    let relations: [String]
    let active: Int

    func bytes() -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("workbook", ["xmlns": Names.main, "xmlns:r": Names.relations])
        markup.element("bookViews") { $0.empty("workbookView", ["activeTab": active > 0 ? String(active) : nil]) }
        markup.start("sheets")
        for (index, sheet) in workbook.sheets.enumerated() {
            markup.empty(
                "sheet",
                [
                    "name": Escaping.excel(names.written[index]), "sheetId": String(index + 1),
                    "state": sheet.isHidden && index != active ? "hidden" : nil, "r:id": relations[index],
                ])
        }
        markup.end()
        definedNames(to: &markup)
        markup.end()
        return markup.take()
    }

    private func definedNames(to markup: inout MarkupText) {
        let entries =
            printNames
            + Self.kept(workbook).map { name in
                Entry(name: name.name, value: A1.prefix(sheet: names.written(for: name.sheet)) + A1.fixed(name.range))
            } + listNames
        if entries.isEmpty { return }
        markup.start("definedNames")
        for entry in entries {
            markup.element(
                "definedName",
                [
                    "name": entry.name, "localSheetId": entry.sheet.map(String.init),
                    "hidden": entry.isHidden ? "1" : nil,
                ],
                text: Escaping.excel(entry.value))
        }
        markup.end()
    }

    private struct Entry {
        var name: String
        var value: String
        var sheet: Int?
        var isHidden = false
    }

    private var listNames: [Entry] {
        lists.ranges.map { name, range in
            Entry(name: name, value: A1.prefix(sheet: lists.sheetName) + A1.fixed(range), isHidden: true)
        }
    }

    /// What is printed of each sheet, and the rows and columns repeated on every page.
    private var printNames: [Entry] {
        workbook.sheets.enumerated().flatMap { index, sheet in
            let prefix = A1.prefix(sheet: names.written[index])
            var entries: [Entry] = []
            if let range = sheet.printRange.flatMap(A1.clamped) {
                entries.append(Entry(name: "_xlnm.Print_Area", value: prefix + A1.fixed(range), sheet: index))
            }
            let titles = [
                Self.titles(sheet.headerColumns, Limit.columns).map { prefix + A1.columns($0) },
                Self.titles(sheet.headerRows, Limit.rows).map { prefix + A1.rows($0) },
            ].compactMap { $0 }
            if !titles.isEmpty {
                entries.append(Entry(name: "_xlnm.Print_Titles", value: titles.joined(separator: ","), sheet: index))
            }
            return entries
        }
    }

    private static func titles(_ lines: Range<Int>?, _ limit: Int) -> Range<Int>? {
        guard let lines = lines?.clamped(to: 0..<limit), !lines.isEmpty else { return nil }
        return lines
    }

    /// The names that Excel takes; of two that differ in case only the first.
    static func kept(_ workbook: Workbook) -> [NamedRange] {
        var taken: Set<String> = []
        return workbook.names.filter {
            ExcelDefinedName.isAllowed($0.name) && A1.clamped($0.range) == $0.range
                && workbook.sheet(named: $0.sheet) != nil
                && taken.insert($0.name.lowercased()).inserted
        }
    }
}
