import Diagnostics
import FileKinds
import Sheets

/// Puts the whole workbook together.
struct WorkbookAssembler {
    private let file: XLSXFile
    private let styles: StyleNumbering
    private var log: ReadLog { file.log }

    init(_ file: XLSXFile) {
        self.file = file
        styles = StyleNumbering(file.formats)
    }

    func workbook() throws -> Workbook {
        var sheets: [Sheet] = []
        var features: [SheetFeatures] = []
        /// From the place in the file's list to that among the sheets read.
        var index: [Int: Int] = [:]
        for (place, entry) in file.part.sheets.enumerated() {
            guard let (sheet, more) = try sheet(entry) else { continue }
            index[place] = sheets.count
            sheets.append(sheet)
            features.append(more)
        }
        var names: [NamedRange] = []
        for name in file.part.names.prefix(65_536) {
            if let range = name.apply(to: &sheets, index: index, log) { names.append(range) }
        }
        for place in sheets.indices {
            log.sheet = sheets[place].name
            sheets[place].validations = features[place].validations.compactMap { parsed in
                parsed.validation(dates: file.part.dates, log) { words($0, sheets, place, names) }
            }
            log.sheet = nil
        }
        let properties = PropertiesReader(parts: file.parts, log: log).properties(file.relations)
        return Workbook(sheets: sheets, styles: styles.table, names: names, properties: properties)
    }

    private func sheet(_ entry: WorkbookDirectory.SheetEntry) throws -> (Sheet, SheetFeatures)? {
        let assembler = SheetAssembler(
            name: entry.name, styles: styles, limits: file.limits, log: log, budget: file.budget)
        guard try file.read(entry, assembler, keepsFormulas: true), let part = entry.relation?.target else {
            return nil
        }
        log.sheet = entry.name
        defer { log.sheet = nil }
        let relations = try file.parts.relations(of: part)
        var sheet = try assembler.finish(notes: notes(relations, assembler.features))
        sheet.isHidden = entry.isHidden
        sheet.conditionalFormats = assembler.features.conditionals.compactMap { $0.format(sheet, styles) }
        if let drawing = relations.first(where: { $0.id == assembler.features.drawing })?.target {
            sheet.pictures = try PictureReader(parts: file.parts, limits: file.limits, log: log).pictures(
                drawing, on: sheet)
        }
        return (sheet, assembler.features)
    }

    private func notes(_ relations: [PackageParts.Relation], _ features: SheetFeatures) throws -> [(CellRef, Note)] {
        guard let part = relations.first(where: { $0.kind == "comments" })?.target, let root = try file.parts.root(part)
        else { return [] }
        // The old drawing is often no XML at all; then no note is shown.
        let drawing = relations.first { $0.id == features.legacyDrawing }.flatMap { try? file.parts.root($0.target) }
        return NotesReader.notes(root, shown: drawing.map { NotesReader.shown($0) } ?? [])
    }

    private static let longestList = 4096

    /// The words in the cells that a list's formula names, blanks left out.
    private func words(_ formula: String, _ sheets: [Sheet], _ own: Int, _ names: [NamedRange]) -> [String]? {
        var target: (sheet: Sheet, range: CellRange)?
        if let reference = A1Formula.reference(formula), let range = SheetRanges.range(reference) {
            let sheet = reference.sheet.flatMap { name in sheets.first { $0.name.lowercased() == name.lowercased() } }
            target = reference.sheet == nil ? (sheets[own], range) : sheet.map { ($0, range) }
        } else if let named = names.first(where: { $0.name.lowercased() == formula.lowercased() }) {
            target = sheets.first { $0.name == named.sheet }.map { ($0, named.range) }
        }
        guard let (sheet, range) = target else { return nil }
        var words: [String] = []
        for row in range.rows.clamped(to: 0..<sheet.rows.count) {
            for column in range.columns.clamped(to: 0..<sheet.rows[row].cells.count) {
                guard let word = Self.word(sheet.rows[row].cells[column].value.shown), !word.isEmpty else { continue }
                words.append(word)
                if words.count > Self.longestList { return nil }
            }
        }
        return words
    }

    private static func word(_ value: CellValue) -> String? {
        switch value {
        case .text, .richText: value.plainText
        case .number(let number), .percentage(let number): Decimal.plain(number)
        case .date(let moment): moment.description
        case .boolean(let flag): flag ? "TRUE" : "FALSE"
        case .empty, .time, .formula: nil
        }
    }
}
