import Diagnostics
import FileKinds
import Sheets

/// Reads one `table:table`.
struct TableReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog
    var styles: StyleLookup
    /// Cells taken up so far in the whole file.
    var cells: Int
    private var builder: SheetBuilder
    private var validations: [String: RegionBuilder] = [:]
    private var mapped = MappedRegions()
    private var ownFormats: [ConditionalFormatReader.Definition] = []
    private var hasOwnFormats = false
    private(set) var pictures: [ParsedPicture] = []
    private var floating: [ParsedPicture] = []
    private(set) var names: [NamedRange] = []

    init(
        _ tag: ElementWalker.Tag, walker: ElementWalker, limits: ReadLimits, log: ReadLog, styles: StyleLookup,
        cells: Int
    ) {
        self.walker = walker
        self.limits = limits
        self.log = log
        self.styles = styles
        self.cells = cells
        builder = SheetBuilder(name: tag["table:name"] ?? "", limits: limits, log: log)
    }

    /// - Returns: The sheet, its validations still by name.
    mutating func sheet(_ tag: ElementWalker.Tag) throws -> (sheet: Sheet, validations: [String: [CellRange]]) {
        log.sheet = builder.sheet.name
        defer { log.sheet = nil }
        setUp(tag)
        try content()
        var sheet = try builder.finish(cells: &cells)
        sheet.conditionalFormats = conditionalFormats()
        pictures.append(contentsOf: floating.map { $0.anchored(in: sheet) })
        var ranges: [String: [CellRange]] = [:]
        for (name, var regions) in validations { ranges[name] = regions.ranges() }
        return (sheet, ranges)
    }

    private mutating func setUp(_ tag: ElementWalker.Tag) {
        let style = tag["table:style-name"]
        let chain = styles.book.chain("table", style, in: .content)
        builder.sheet.page = PageSetupReader(book: styles.book).page(chain.lazy.compactMap(\.masterPage).first)
        builder.sheet.isHidden = styles.book.value("table", style, "style:table-properties", "table:display") == "false"
        builder.sheet.isProtected = tag["table:protected"] == "true"
        let printed = SheetAddress.targets(tag["table:print-ranges"] ?? "")
        builder.sheet.printRange = printed.first?.range
        if printed.count > 1 {
            log.note("odf.print-ranges", .verify, "设有多个打印区域，只采用第一个", remedy: "请合并为一个打印区域")
        }
    }

    // MARK: Structure

    private mutating func content() throws {
        while let tag = try walker.nextChild() {
            switch tag.name {
            case "table:table-columns", "table:table-column-group", "table:table-rows", "table:table-row-group":
                try content()
            case "table:table-header-columns":
                let start = builder.columnIndex
                try content()
                header(\.headerColumns, start, builder.columnIndex)
            case "table:table-header-rows":
                let start = builder.rowIndex
                try content()
                header(\.headerRows, start, builder.rowIndex)
            case "table:table-column": try column(tag)
            case "table:table-row": try row(tag)
            default: try other(tag)
            }
        }
    }

    private mutating func header(_ path: WritableKeyPath<Sheet, Range<Int>?>, _ start: Int, _ end: Int) {
        guard end > start else { return }
        guard let known = builder.sheet[keyPath: path] else {
            builder.sheet[keyPath: path] = start..<end
            return
        }
        if known.upperBound == start {
            builder.sheet[keyPath: path] = known.lowerBound..<end
        } else {
            log.note("odf.header-rows", .hint, "重复的表头不止一处，只采用第一处")
        }
    }

    private mutating func other(_ tag: ElementWalker.Tag) throws {
        switch tag.name {
        case "table:shapes":
            while let child = try walker.nextChild() { try shape(child) }
        case "calcext:conditional-formats":
            hasOwnFormats = true
            ownFormats = try ConditionalFormatReader(walker: walker, log: log).definitions()
        case "table:named-expressions":
            names += try NamesReader(walker: walker, log: log).names(sheet: builder.sheet.name)
        case "table:table-source", "table:dde-link":
            log.note("odf.external-link", .verify, "工作表链接到外部文件，只读取已保存的内容", remedy: "请断开外部链接")
            try walker.skip()
        case "office:forms":
            if try walker.hasChildren() { log.note("odf.form-dropped", .hint, "带有窗体控件，未读取") }
        default: try walker.skip()
        }
    }

    private mutating func shape(_ tag: ElementWalker.Tag) throws {
        if tag.name == "draw:frame" {
            if let picture = try PictureReader(walker: walker, log: log).frame(tag, at: CellRef(row: 0, column: 0)) {
                floating.append(picture)
            }
            return
        }
        log.note("odf.shape-dropped", .hint, "带有绘制的图形，未读取", remedy: "如需要，请改为插入图片")
        try walker.skip()
    }

    // MARK: Columns and rows

    private mutating func column(_ tag: ElementWalker.Tag) throws {
        let style = tag["table:style-name"]
        let column = Column(
            widthInPoints: styles.columnWidth(style), isHidden: Self.isHidden(tag),
            style: tag["table:default-cell-style-name"].map { styles.cell($0) } ?? .standard)
        if styles.breaksBeforeColumn(style), builder.columnIndex > 0 {
            log.note("odf.column-break", .hint, "设有竖向分页，未采用", remedy: "请改用“调整为一页宽”")
        }
        builder.addColumns(column, count: CellReader.count(tag["table:number-columns-repeated"]))
        try walker.skip()
    }

    private static func isHidden(_ tag: ElementWalker.Tag) -> Bool {
        tag["table:visibility"] == "collapse" || tag["table:visibility"] == "filter"
    }

    private mutating func row(_ tag: ElementWalker.Tag) throws {
        let look = styles.row(tag["table:style-name"])
        let rows =
            builder.rowIndex..<min(builder.rowIndex + CellReader.count(tag["table:number-rows-repeated"]), limits.rows)
        if look.breaksBefore, rows.lowerBound > 0 { builder.addBreak() }
        var parsed = try RowPieces(walker: walker, limits: limits, log: log).pieces(rows.lowerBound)
        let defaultStyle = tag["table:default-cell-style-name"]
        var cells: [Cell] = []
        var hasContent = false
        parsed.cutFiller()
        for piece in parsed.pieces {
            try place(piece, rows, defaultStyle, &cells)
            if !piece.cell.isBlank { hasContent = true }
        }
        trim(&cells)
        let row = Row(cells, height: look.height, isHidden: Self.isHidden(tag))
        let count = CellReader.count(tag["table:number-rows-repeated"])
        try builder.add(row, count: count, hasContent: hasContent, cells: &self.cells)
    }

    /// Leaves out blank cells of the standard style at the end. Those that a column lends its borders stay, so that
    /// nobody has to ask the column.
    private func trim(_ cells: inout [Cell]) {
        while let last = cells.last, last.isBlank {
            let column = cells.count - 1
            guard builder.columnStyles(in: column..<column + 1).first?.style == .standard else { return }
            cells.removeLast()
        }
    }

    private mutating func place(
        _ piece: RowPieces.Piece, _ rows: Range<Int>, _ defaultStyle: String?, _ cells: inout [Cell]
    ) throws {
        let styleName = piece.cell.styleName ?? defaultStyle
        let runs =
            styleName.map { [(columns: piece.columns, style: styles.cell($0))] }
            ?? builder.columnStyles(in: piece.columns)
        for run in runs {
            if let name = piece.cell.validationName {
                validations[name, default: RegionBuilder()].add(rows: rows, columns: run.columns)
            }
            let maps = styles.maps(styleName)
            if !maps.isEmpty { mapped.add(maps, own: run.style, rows: rows, columns: run.columns) }
            if piece.isFiller { continue }
            let cell = Cell(value(of: piece.cell, run.style), style: run.style, note: piece.cell.note)
            cells.append(contentsOf: repeatElement(cell, count: run.columns.count))
        }
        pictures.append(contentsOf: piece.cell.pictures)
        if piece.cell.spannedRows > 1 || piece.cell.spannedColumns > 1 { try merge(piece, rows) }
    }

    private mutating func merge(_ piece: RowPieces.Piece, _ rows: Range<Int>) throws {
        let column = piece.columns.lowerBound
        for row in rows {
            cells += 1
            if cells > limits.cells { throw ReadTrouble.overLimit("单元格个数", limits.cells, sheet: builder.sheet.name) }
            try builder.addMerge(
                rows: row..<row + piece.cell.spannedRows, columns: column..<column + piece.cell.spannedColumns)
        }
    }

    private func value(of cell: ParsedCell, _ style: StyleID) -> CellValue {
        guard cell.hasStyledText else { return cell.value }
        return RichTextReader(styles: styles, font: styles.style(style).font).value(cell.paragraphs)
    }

    // MARK: Conditional formats

    private mutating func conditionalFormats() -> [ConditionalFormat] {
        let definitions = hasOwnFormats ? ownFormats : mapped.definitions()
        return definitions.compactMap { definition in
            var rules: [ConditionalFormat.Rule] = []
            let own = builder.sheet[definition.ranges[0].first].style
            for map in definition.maps {
                guard
                    let condition = ConditionReader.format(map.condition)?.moved(
                        from: map.base, to: definition.ranges[0].first)
                else {
                    log.note(
                        "odf.condition-unknown", .hint, at: definition.ranges[0].first,
                        "条件格式的条件不支持：\(map.condition)，已略去")
                    continue
                }
                rules.append(.init(condition, style: styles.conditional(map.styleName, over: own)))
            }
            return rules.isEmpty ? nil : ConditionalFormat(ranges: definition.ranges, rules: rules)
        }
    }
}
