import Diagnostics
import FileKinds
import Sheets

/// `workbook.xml`: the sheets in order, defined names, the epoch.
///
/// Source: ISO/IEC 29500-1 clause 18.2.
struct WorkbookDirectory {
    struct SheetEntry {
        var name: String
        var isHidden: Bool
        /// `nil` when the relation is missing.
        var relation: PackageParts.Relation?
    }

    var sheets: [SheetEntry] = []
    var names: [DefinedName] = []
    var dates = SerialDates()

    init(_ root: PartElement, relations: [PackageParts.Relation]) {
        dates.startsIn1904 = root.child("workbookPr")?.flag("date1904") ?? false
        for element in root.child("sheets")?.children ?? [] where element.name == "sheet" {
            let id = element["r:id"] ?? ""
            sheets.append(
                SheetEntry(
                    name: EscapedText.string(element["name"] ?? ""),
                    isHidden: element["state"] == "hidden" || element["state"] == "veryHidden",
                    relation: relations.first { $0.id == id }))
        }
        for element in root.child("definedNames")?.children ?? [] where element.name == "definedName" {
            guard let name = element["name"] else { continue }
            names.append(
                DefinedName(
                    name: name, text: element.text, sheet: element.int("localSheetId"),
                    isHidden: element.flag("hidden") ?? false))
        }
    }
}

/// One `definedName`: a name of the user's, or one of the program's that sets up printing.
struct DefinedName {
    var name: String
    var text: String
    /// The place among the sheets; `nil`: the whole file's.
    var sheet: Int?
    var isHidden: Bool

    private var isBuiltin: Bool { name.lowercased().hasPrefix("_xlnm.") }

    /// Applies what the name says of printing to its sheet, or gives the user's named range.
    func apply(to sheets: inout [Sheet], index: [Int: Int], _ log: ReadLog) -> NamedRange? {
        if isBuiltin {
            if let place = sheet.flatMap({ index[$0] }) {
                log.sheet = sheets[place].name
                applyPrinting(to: &sheets[place], log)
                log.sheet = nil
            }
            return nil
        }
        if isHidden { return nil }
        guard let areas = NameTarget.areas(text), areas.count == 1, let range = SheetRanges.range(areas[0]),
            let target = areas[0].sheet ?? sheet.flatMap({ index[$0] }).map({ sheets[$0].name })
        else {
            log.note("xlsx.name-dropped", .hint, "名称“\(name)”不是一个区域，未读取")
            return nil
        }
        return NamedRange(name: name, sheet: target, range: range)
    }

    private func applyPrinting(to sheet: inout Sheet, _ log: ReadLog) {
        let areas = NameTarget.areas(text) ?? []
        switch name.lowercased() {
        case "_xlnm.print_area":
            sheet.printRange = areas.first.flatMap { SheetRanges.range($0) }
            if areas.count > 1 { log.note("xlsx.print-range-dropped", .hint, "有多个打印区域，只读取第一个") }
        case "_xlnm.print_titles":
            for range in areas.compactMap({ SheetRanges.range($0) }) {
                if range.columns.count == Limit.columns {
                    sheet.headerRows = range.rows
                } else {
                    sheet.headerColumns = range.columns
                }
            }
        default: break
        }
    }
}
