import Diagnostics
import Markup
import Sheets

/// `xl/drawings/drawingN.xml`: the pictures and charts of a sheet, each hung on its cell.
enum DrawingPart {
    /// - Parameter ids: The relationship of each picture, then of each chart.
    static func bytes(_ pictures: [Picture], _ charts: [Chart], ids: [String], _ rows: DrawnRows) -> [UInt8] {
        var markup = MarkupText()
        markup.declaration()
        markup.start("xdr:wsDr", ["xmlns:xdr": Names.sheetDrawing, "xmlns:a": Names.drawing])
        for (index, (picture, id)) in zip(pictures, ids).enumerated() {
            let anchor = Anchor(picture.anchor, picture.offsetX, picture.offsetY, rows)
            self.anchor(anchor, picture.width, picture.height, to: &markup) { markup in
                write(picture, number: index + 1, id, to: &markup)
            }
        }
        for (index, (chart, id)) in zip(charts, ids.dropFirst(pictures.count)).enumerated() {
            let anchor = Anchor(chart.anchor, chart.offsetX, chart.offsetY, rows)
            self.anchor(anchor, chart.width, chart.height, to: &markup) { markup in
                write(chart, number: index + 1, shape: pictures.count + index + 2, id, to: &markup)
            }
        }
        markup.end()
        return markup.take()
    }

    /// A cell and an offset that lies inside it: Excel cuts off what is beyond.
    struct Anchor {
        var column: Int
        var row: Int
        var offsetX: Double
        var offsetY: Double

        init(_ cell: CellRef, _ x: Double, _ y: Double, _ rows: DrawnRows) {
            (column, offsetX) = Self.step(cell.column, x, below: Limit.columns, rows.width(ofColumn:))
            (row, offsetY) = Self.step(cell.row, y, below: Limit.rows, rows.height(ofRow:))
        }

        private static func step(_ start: Int, _ offset: Double, below end: Int, _ length: (Int) -> Double) -> (
            Int, Double
        ) {
            var index = min(max(start, 0), end - 1)
            var rest = offset.isFinite ? min(max(offset, 0), 100_000) : 0
            while index < end - 1 {
                let length = length(index)
                guard length.isFinite, length >= 0, rest >= length else { break }
                rest -= length
                index += 1
            }
            return (index, rest)
        }
    }

    private static func size(_ width: Double, _ height: Double) -> KeyValuePairs<String, String?> {
        ["cx": String(Units.emu(width)), "cy": String(Units.emu(height))]
    }

    private static func anchor(
        _ anchor: Anchor, _ width: Double, _ height: Double, to markup: inout MarkupText,
        _ content: (inout MarkupText) -> Void
    ) {
        markup.start("xdr:oneCellAnchor")
        markup.element("xdr:from") { markup in
            markup.element("xdr:col", text: String(anchor.column))
            markup.element("xdr:colOff", text: String(Units.emu(anchor.offsetX)))
            markup.element("xdr:row", text: String(anchor.row))
            markup.element("xdr:rowOff", text: String(Units.emu(anchor.offsetY)))
        }
        markup.empty("xdr:ext", size(width, height))
        content(&markup)
        markup.empty("xdr:clientData")
        markup.end()
    }

    private static func write(_ picture: Picture, number: Int, _ id: String, to markup: inout MarkupText) {
        markup.start("xdr:pic")
        markup.element("xdr:nvPicPr") { markup in
            let name = picture.name.flatMap { $0.isEmpty ? nil : $0 } ?? "图片 \(number)"
            markup.empty("xdr:cNvPr", ["id": String(number + 1), "name": name, "descr": picture.alternativeText])
            markup.element("xdr:cNvPicPr") { $0.empty("a:picLocks", ["noChangeAspect": "1"]) }
        }
        markup.element("xdr:blipFill") { markup in
            markup.empty("a:blip", ["xmlns:r": Names.relations, "r:embed": id])
            markup.element("a:stretch") { $0.empty("a:fillRect") }
        }
        markup.element("xdr:spPr") { markup in
            markup.element("a:xfrm") { markup in
                markup.empty("a:off", ["x": "0", "y": "0"])
                markup.empty("a:ext", size(picture.width, picture.height))
            }
            markup.element("a:prstGeom", ["prst": "rect"]) { $0.empty("a:avLst") }
        }
        markup.end()
    }

    private static func write(
        _ chart: Chart, number: Int, shape: Int, _ id: String, to markup: inout MarkupText
    ) {
        markup.start("xdr:graphicFrame", ["macro": ""])
        markup.element("xdr:nvGraphicFramePr") { markup in
            markup.empty(
                "xdr:cNvPr", ["id": String(shape), "name": "图表 \(number)", "descr": chart.alternativeText])
            markup.empty("xdr:cNvGraphicFramePr")
        }
        markup.element("xdr:xfrm") { markup in
            markup.empty("a:off", ["x": "0", "y": "0"])
            markup.empty("a:ext", ["cx": "0", "cy": "0"])
        }
        markup.element("a:graphic") { markup in
            markup.element("a:graphicData", ["uri": Names.chart]) { markup in
                markup.empty("c:chart", ["xmlns:c": Names.chart, "xmlns:r": Names.relations, "r:id": id])
            }
        }
        markup.end()
    }
}

/// `xl/media`: each picture's data once.
struct MediaFiles {
    /// Name below `xl/media` and data.
    private(set) var files: [(name: String, data: [UInt8])] = []
    private var numbers: [[UInt8]: Int] = [:]

    /// The extension of a type that Excel shows; `nil` for others.
    static func fileExtension(of mediaType: String) -> String? {
        switch mediaType.lowercased() {
        case "image/png": "png"
        case "image/jpeg", "image/jpg": "jpeg"
        case "image/gif": "gif"
        case "image/bmp": "bmp"
        case "image/tiff": "tiff"
        case "image/x-emf", "image/emf": "emf"
        case "image/x-wmf", "image/wmf": "wmf"
        default: nil
        }
    }

    static func isWritten(_ picture: Picture) -> Bool {
        fileExtension(of: picture.mediaType) != nil && !picture.data.isEmpty
    }

    /// The name of the picture's file; `nil` when it cannot be written.
    mutating func name(of picture: Picture) -> String? {
        guard Self.isWritten(picture), let ending = Self.fileExtension(of: picture.mediaType) else { return nil }
        if let known = numbers[picture.data], files[known].name.hasSuffix("." + ending) { return files[known].name }
        numbers[picture.data] = files.count
        files.append(("image\(files.count + 1).\(ending)", picture.data))
        return files.last?.name
    }

    /// In order of first use.
    var extensions: [String] {
        var kinds = Numbered<String>()
        for file in files { _ = kinds.number(of: file.name.split(separator: ".").last.map(String.init) ?? "") }
        return kinds.all
    }
}

/// How wide and high the cells under a sheet's pictures and charts are drawn, in points; what is hidden takes no room.
struct DrawnRows {
    private let sheet: Sheet
    private let stretch: RowStretch?
    private let heights: [Double]
    private let streamed: [Double]

    /// - Parameter streamed: Heights of the first rows that were streamed.
    init(_ part: SheetPart, streamed: [Double] = []) {
        sheet = part.workbook.sheets[part.index]
        stretch = part.stretch
        heights = part.heights
        self.streamed = streamed
    }

    func width(ofColumn index: Int) -> Double {
        sheet.column(index).isHidden ? 0 : sheet.column(index).widthInPoints
    }

    /// - Parameter place: In the file.
    func height(ofRow place: Int) -> Double {
        var row = place
        if let stretch, place >= stretch.first {
            if stretch.rows.contains(place) {
                let index = place - stretch.first
                return index < streamed.count ? streamed[index] : Row.standardHeight
            }
            row -= stretch.rowCount
        }
        guard row < heights.count else { return Row.standardHeight }
        return sheet.rows.indices.contains(row) && sheet.rows[row].isHidden ? 0 : heights[row]
    }
}
