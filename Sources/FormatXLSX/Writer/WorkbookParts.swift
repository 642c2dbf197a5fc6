import Archive
import ByteIO
import Sheets

/// The package's parts, in the order they are written.
struct WorkbookParts: ~Copyable {
    /// Without the streamed rows; the merges of that sheet stand where its rows are.
    private let workbook: Workbook
    private let stretch: RowStretch?
    private let names: ExcelSheetNames
    private let lists: LongLists
    private let package: PackageStream
    private let sharesStrings: Bool
    private let active: Int
    private let extras: [SheetExtras]
    /// The streamed rows' cells that charts show, once the rows are written.
    private let kept: KeptCells?
    private let media: MediaFiles
    private var cells: CellWriting
    private var data = SheetData()

    /// A sheet with more rows is handed on while it is made; sizes then stand behind its content.
    private static let mostRowsHeld = 8_192

    /// - Parameters:
    ///   - stretch: The rows that come one at a time.
    ///   - kept: Where their cells are found that charts show.
    ///   - cap: As ``StringTable/init(cap:)``.
    init(
        _ given: Workbook, streaming stretch: RowStretch? = nil, keeping kept: KeptCells? = nil, strings cap: Int,
        _ package: PackageStream
    ) {
        var workbook = given
        self.stretch = stretch
        self.kept = kept
        if let stretch { workbook.sheets[stretch.sheet] = given.sheets[stretch.sheet].closed(over: stretch) }
        // Excel opens no workbook without a sheet.
        if workbook.sheets.isEmpty { workbook.sheets = [Sheet(name: "Sheet1")] }
        let ownNames = ExcelSheetNames(workbook.sheets.map(\.name))
        lists = LongLists(workbook, ownNames)
        if let sheet = lists.sheet { workbook.sheets.append(sheet) }
        names = ExcelSheetNames(workbook.sheets.map(\.name))
        self.workbook = workbook
        self.package = package
        sharesStrings = cap > 0
        active = workbook.sheets.firstIndex { !$0.isHidden } ?? 0
        var media = MediaFiles()
        var block = 1
        var charts = 0
        extras = workbook.sheets.enumerated().map { index, sheet in
            SheetExtras(
                sheet, number: index + 1, streaming: stretch.flatMap { $0.sheet == index ? $0 : nil }, &media, &block,
                charts: &charts)
        }
        self.media = media
        cells = CellWriting(styles: StyleUse(workbook.styles), strings: StringTable(cap: cap), names: names)
    }

    mutating func write(to sink: inout some ByteSink) throws {
        try start(to: &sink)
        for index in workbook.sheets.indices { try sheet(index, to: &sink) }
        try end(to: &sink)
    }

    mutating func write(
        _ streamed: inout StreamedRows, from rows: inout some RowProducer, to sink: inout some ByteSink
    ) throws {
        try start(to: &sink)
        for index in workbook.sheets.indices {
            if index == stretch?.sheet {
                try sheet(index, &streamed, from: &rows, to: &sink)
            } else {
                try sheet(index, to: &sink)
            }
        }
        try end(to: &sink)
    }

    private func start(to sink: inout some ByteSink) throws {
        try package.add("[Content_Types].xml", directory().contentTypes(), to: &sink)
        try package.add("_rels/.rels", PackageDirectory.relations(packageRelations), to: &sink)
        try package.add("docProps/app.xml", PropertiesPart.application(), to: &sink)
        try package.add("docProps/core.xml", PropertiesPart.core(workbook.properties), to: &sink)
        if hasCustomProperties {
            try package.add("docProps/custom.xml", PropertiesPart.custom(workbook.properties), to: &sink)
        }
        try package.add("xl/_rels/workbook.xml.rels", PackageDirectory.relations(workbookRelations), to: &sink)
    }

    /// What is known only after the sheets: the texts and styles that were used.
    private mutating func end(to sink: inout some ByteSink) throws {
        try package.add("xl/workbook.xml", workbookPart.bytes(), to: &sink)
        for file in media.files { try package.add("xl/media/" + file.name, file.data, to: &sink) }
        if sharesStrings { try package.add("xl/sharedStrings.xml", cells.strings.bytes(), to: &sink) }
        var styles = StylesPart(cells.styles.styles, conditional: conditionalStyles)
        try package.add("xl/styles.xml", styles.bytes(), to: &sink)
        try package.finish(to: &sink)
    }

    private var hasCustomProperties: Bool { !PropertiesPart.custom(workbook.properties.custom).isEmpty }

    private var workbookPart: WorkbookPartWriter {
        WorkbookPartWriter(
            workbook: workbook, names: names, lists: lists,
            relations: workbook.sheets.indices.map { "rId\($0 + 1)" }, active: active)
    }

    // MARK: Sheets

    private mutating func sheet(_ index: Int, to sink: inout some ByteSink) throws {
        let part = part(of: index)
        try package.open(Self.name(ofSheet: index), isStreamed: part.finishedRowCount > Self.mostRowsHeld)
        try part.write(&cells, &data, to: package, &sink)
        try package.close(to: &sink)
        try extras[index].write(rows: DrawnRows(part), chartParts(of: index), to: package, &sink)
    }

    private mutating func sheet(
        _ index: Int, _ streamed: inout StreamedRows, from rows: inout some RowProducer, to sink: inout some ByteSink
    ) throws {
        let part = part(of: index)
        try package.open(Self.name(ofSheet: index), isStreamed: part.finishedRowCount > Self.mostRowsHeld)
        try part.write(&streamed, from: &rows, &cells, &data, to: package, &sink)
        try package.close(to: &sink)
        let drawn = DrawnRows(part, streamed: streamed.heights)
        try extras[index].write(rows: drawn, chartParts(of: index), to: package, &sink)
    }

    private func chartParts(of index: Int) -> [ChartPart] {
        let sheet = workbook.sheets[index]
        let cells = ChartCells(sheet, streaming: stretch.flatMap { $0.sheet == index ? $0 : nil }, kept: kept)
        let prefix = A1.prefix(sheet: names.written[index])
        return sheet.charts.map { ChartPart(figures: ChartFigures($0, cells, workbook.styles), prefix: prefix) }
    }

    private static func name(ofSheet index: Int) -> String { "xl/worksheets/sheet\(index + 1).xml" }

    private func part(of index: Int) -> SheetPart {
        SheetPart(
            workbook: workbook, index: index, stretch: stretch.flatMap { $0.sheet == index ? $0 : nil },
            heights: workbook.fittedHeights(ofSheet: index), names: names, lists: lists,
            firstDifference: firstDifference(of: index),
            isSelected: index == active, merges: MergePlan(workbook.sheets[index], in: workbook),
            drawingID: extras[index].drawingID, notesID: extras[index].notesID)
    }

    private func firstDifference(of sheet: Int) -> Int {
        workbook.sheets[..<sheet].reduce(0) { $0 + $1.conditionalFormats.reduce(0) { $0 + $1.rules.count } }
    }

    private var conditionalStyles: [CellStyle] {
        workbook.sheets.flatMap(\.conditionalFormats).flatMap(\.rules).map { rule in
            workbook.styles.all.indices.contains(rule.style.number)
                ? workbook.styles[rule.style] : workbook.styles.standard
        }
    }

    // MARK: Directory

    private func directory() -> PackageDirectory {
        var directory = PackageDirectory()
        for ending in media.extensions { directory.add(fileExtension: ending) }
        if extras.contains(where: { $0.notesID != nil }) { directory.add(fileExtension: "vml") }
        directory.add("docProps/app.xml", type: ContentType.extended)
        directory.add("docProps/core.xml", type: ContentType.core)
        if hasCustomProperties { directory.add("docProps/custom.xml", type: ContentType.custom) }
        directory.add("xl/workbook.xml", type: ContentType.workbook)
        for (index, extra) in extras.enumerated() {
            directory.add(Self.name(ofSheet: index), type: ContentType.sheet)
            if extra.drawingID != nil {
                directory.add("xl/drawings/drawing\(index + 1).xml", type: ContentType.drawing)
            }
            for chart in extra.chartParts { directory.add("xl/charts/" + chart, type: ContentType.chart) }
            if extra.notesID != nil { directory.add("xl/comments\(index + 1).xml", type: ContentType.comments) }
        }
        if sharesStrings { directory.add("xl/sharedStrings.xml", type: ContentType.strings) }
        directory.add("xl/styles.xml", type: ContentType.styles)
        return directory
    }

    private var packageRelations: [PackageDirectory.Relation] {
        var relations = [
            PackageDirectory.Relation(id: "rId1", type: RelationType.workbook, target: "xl/workbook.xml"),
            PackageDirectory.Relation(id: "rId2", type: RelationType.core, target: "docProps/core.xml"),
            PackageDirectory.Relation(id: "rId3", type: RelationType.extended, target: "docProps/app.xml"),
        ]
        if hasCustomProperties {
            relations.append(.init(id: "rId4", type: RelationType.custom, target: "docProps/custom.xml"))
        }
        return relations
    }

    private var workbookRelations: [PackageDirectory.Relation] {
        var relations = workbook.sheets.indices.map { index in
            PackageDirectory.Relation(
                id: "rId\(index + 1)", type: RelationType.sheet, target: "worksheets/sheet\(index + 1).xml")
        }
        relations.append(.init(id: "rId\(relations.count + 1)", type: RelationType.styles, target: "styles.xml"))
        if sharesStrings {
            relations.append(
                .init(id: "rId\(relations.count + 1)", type: RelationType.strings, target: "sharedStrings.xml"))
        }
        return relations
    }
}
