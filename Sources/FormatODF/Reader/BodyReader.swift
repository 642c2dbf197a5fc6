import Diagnostics
import FileKinds
import Sheets

/// Reads `office:spreadsheet`.
struct BodyReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog
    private var styles: StyleLookup
    private var cells = 0
    private var definitions: [ValidationDefinition] = []
    private var sheets: [(sheet: Sheet, validations: [String: [CellRange]], pictures: [ParsedPicture])] = []
    private var names: [NamedRange] = []

    init(walker: ElementWalker, limits: ReadLimits, log: ReadLog, book: StyleBook) {
        self.walker = walker
        self.limits = limits
        self.log = log
        styles = StyleLookup(book)
    }

    mutating func spreadsheet() throws {
        while let tag = try walker.nextChild() {
            switch tag.name {
            case "table:content-validations":
                definitions = try ValidationReader(walker: walker, limits: limits, log: log).definitions()
            case "table:table": try table(tag)
            case "table:named-expressions": names += try NamesReader(walker: walker, log: log).names(sheet: nil)
            case "table:tracked-changes":
                if try walker.hasChildren() {
                    log.note("odf.tracked-changes", .verify, "文件带有修订记录，只读取当前内容", remedy: "请接受或拒绝修订后另存")
                }
            case "table:dde-links":
                log.note("odf.external-link", .verify, "文件带有外部链接，未读取", remedy: "请断开外部链接")
                try walker.skip()
            case "table:data-pilot-tables":
                log.note("odf.pivot-dropped", .hint, "文件带有数据透视表，只读取其结果")
                try walker.skip()
            default: try walker.skip()
            }
        }
    }

    private mutating func table(_ tag: ElementWalker.Tag) throws {
        if sheets.count >= limits.sheets { throw ReadTrouble.overLimit("工作表个数", limits.sheets) }
        // LibreOffice keeps copies of external sheets under such names.
        if let name = tag["table:name"], name.hasPrefix("'file:") {
            log.note("odf.external-link", .verify, "文件带有外部链接，未读取", remedy: "请断开外部链接")
            try walker.skip()
            return
        }
        var reader = TableReader(tag, walker: walker, limits: limits, log: log, styles: styles, cells: cells)
        let (sheet, validations) = try reader.sheet(tag)
        styles = reader.styles
        cells = reader.cells
        names += reader.names
        sheets.append((sheet, validations, reader.pictures))
    }

    /// Puts together what only makes sense when all sheets are read.
    func workbook(picture: (String) throws -> [UInt8]?) throws -> Workbook {
        var workbook = Workbook(sheets: sheets.map(\.sheet), styles: styles.table, names: names)
        for index in sheets.indices {
            workbook.sheets[index].validations = definitions.compactMap { definition in
                guard let ranges = sheets[index].validations[definition.name] else { return nil }
                return validation(definition, ranges, onSheet: sheets[index].sheet.name)
            }
            log.sheet = sheets[index].sheet.name
            workbook.sheets[index].pictures = try sheets[index].pictures.compactMap { try loaded($0, picture) }
        }
        log.sheet = nil
        return workbook
    }

    private func loaded(_ parsed: ParsedPicture, _ picture: (String) throws -> [UInt8]?) throws -> Picture? {
        var result = parsed.picture
        if let path = parsed.path {
            guard let bytes = try picture(path) else {
                log.note("odf.picture-missing", .verify, at: result.anchor, "找不到图片文件 \(path)", remedy: "请重新插入图片")
                return nil
            }
            result.data = bytes
            if let known = MediaType.of(bytes) { result.mediaType = known }
        }
        if result.mediaType.isEmpty { result.mediaType = "application/octet-stream" }
        return result
    }

    private func validation(_ definition: ValidationDefinition, _ ranges: [CellRange], onSheet name: String)
        -> DataValidation
    {
        var validation = definition.validation
        validation.ranges = ranges
        if let list = definition.list {
            validation.rule = .list(words(list, onSheet: list.sheet ?? definition.baseSheet ?? name))
        }
        return validation
    }

    /// The words of a dropdown that stand in cells; blank ones are none.
    private func words(_ reference: FormulaReference, onSheet name: String) -> [String] {
        guard let sheet = sheets.first(where: { $0.sheet.name == name })?.sheet else { return [] }
        let range = CellRange(reference.first.cell, reference.last?.cell ?? reference.first.cell)
        var words: [String] = []
        for row in range.rows.clamped(to: 0..<sheet.rows.count) {
            for column in range.columns.clamped(to: 0..<sheet.rows[row].cells.count) {
                let cell = sheet.rows[row].cells[column]
                let word = styles.style(cell.style).numberFormat.display(cell.value)
                if !word.isEmpty { words.append(word) }
            }
        }
        return words
    }
}
