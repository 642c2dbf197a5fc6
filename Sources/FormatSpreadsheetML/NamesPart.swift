import Markup
import Sheets

/// `ss:Names` of the workbook (defined names) and of a sheet (print range, repeated rows and columns).
enum NamesPart {
    static func write(_ workbook: Workbook, _ names: ExcelSheetNames, _ lists: LongLists, to markup: inout MarkupText) {
        let kept = workbook.names.filter { ExcelDefinedName.isAllowed($0.name) }
        if kept.isEmpty, lists.lists.isEmpty { return }
        markup.start("Names")
        for name in kept {
            let sheet = R1C1.prefix(sheet: names.written(for: name.sheet))
            markup.empty("NamedRange", ["ss:Name": name.name, "ss:RefersTo": "=\(sheet)\(R1C1.range(name.range))"])
        }
        lists.writeNames(to: &markup)
        markup.end()
        markup.lineBreak()
    }

    static func write(printNamesOf sheet: Sheet, name: String, to markup: inout MarkupText) {
        let prefix = R1C1.prefix(sheet: name)
        let titles = [
            sheet.headerColumns.flatMap { $0.isEmpty ? nil : prefix + R1C1.columns($0) },
            sheet.headerRows.flatMap { $0.isEmpty ? nil : prefix + R1C1.rows($0) },
        ].compactMap { $0 }
        if sheet.printRange == nil, titles.isEmpty { return }
        markup.start("Names")
        if let range = sheet.printRange {
            markup.empty("NamedRange", ["ss:Name": "Print_Area", "ss:RefersTo": "=\(prefix)\(R1C1.range(range))"])
        }
        if !titles.isEmpty {
            markup.empty(
                "NamedRange", ["ss:Name": "Print_Titles", "ss:RefersTo": "=" + titles.joined(separator: ",")])
        }
        markup.end()
        markup.lineBreak()
    }
}
