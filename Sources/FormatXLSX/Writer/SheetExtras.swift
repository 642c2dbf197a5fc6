import Archive
import ByteIO
import Sheets

/// What hangs on one sheet: pictures, charts and notes, with their parts and relationships.
struct SheetExtras {
    private let number: Int
    private let pictures: [Picture]
    private let pictureFiles: [String]
    private let charts: [Chart]
    private let notes: NotesPart
    /// Names below `xl/charts`.
    let chartParts: [String]

    /// - Parameters:
    ///   - number: From 1.
    ///   - stretch: The rows that are streamed into it.
    ///   - block: The next free block of shape numbers.
    ///   - charted: Charts of the sheets before it.
    init(
        _ sheet: Sheet, number: Int, streaming stretch: RowStretch?, _ media: inout MediaFiles, _ block: inout Int,
        charts charted: inout Int
    ) {
        self.number = number
        pictures = sheet.pictures.filter(MediaFiles.isWritten)
        pictureFiles = pictures.compactMap { media.name(of: $0) }
        charts = sheet.charts
        chartParts = sheet.charts.indices.map { [charted] in "chart\(charted + $0 + 1).xml" }
        charted += charts.count
        notes = NotesPart(sheet, streaming: stretch, firstBlock: block)
        block = notes.entries.isEmpty ? block : notes.blocks.upperBound
    }

    var drawingID: String? { pictures.isEmpty && charts.isEmpty ? nil : "rId1" }
    var notesID: String? { notes.entries.isEmpty ? nil : "rId2" }

    /// - Parameter parts: Of each chart.
    func write(rows: DrawnRows, _ parts: [ChartPart], to package: PackageStream, _ sink: inout some ByteSink) throws {
        if !relations.isEmpty {
            try package.add(
                "xl/worksheets/_rels/sheet\(number).xml.rels", PackageDirectory.relations(relations), to: &sink)
        }
        if drawingID != nil { try writeDrawing(rows, to: package, &sink) }
        for (name, part) in zip(chartParts, parts) { try package.add("xl/charts/" + name, part.bytes(), to: &sink) }
        if notesID != nil {
            try package.add("xl/comments\(number).xml", notes.comments(), to: &sink)
            try package.add("xl/drawings/vmlDrawing\(number).vml", notes.boxes(), to: &sink)
        }
    }

    private var relations: [PackageDirectory.Relation] {
        var relations: [PackageDirectory.Relation] = []
        if let drawingID {
            relations.append(
                .init(id: drawingID, type: RelationType.drawing, target: "../drawings/drawing\(number).xml"))
        }
        if let notesID {
            relations.append(
                .init(id: notesID, type: RelationType.notesDrawing, target: "../drawings/vmlDrawing\(number).vml"))
            relations.append(.init(id: "rId3", type: RelationType.comments, target: "../comments\(number).xml"))
        }
        return relations
    }

    private func writeDrawing(
        _ rows: DrawnRows, to package: PackageStream, _ sink: inout some ByteSink
    ) throws {
        let files = Numbered<String>(pictureFiles)
        var relations = files.all.enumerated().map { index, name in
            PackageDirectory.Relation(id: "rId\(index + 1)", type: RelationType.image, target: "../media/" + name)
        }
        relations += chartParts.enumerated().map { index, name in
            PackageDirectory.Relation(
                id: "rId\(files.all.count + index + 1)", type: RelationType.chart, target: "../charts/" + name)
        }
        let ids = pictureFiles.map { file in "rId\((files.all.firstIndex(of: file) ?? 0) + 1)" }
        let chartIDs = relations.dropFirst(files.all.count).map(\.id)
        let drawing = DrawingPart.bytes(pictures, charts, ids: ids + chartIDs, rows)
        try package.add("xl/drawings/drawing\(number).xml", drawing, to: &sink)
        try package.add("xl/drawings/_rels/drawing\(number).xml.rels", PackageDirectory.relations(relations), to: &sink)
    }
}
