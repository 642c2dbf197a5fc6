import Diagnostics
import FileKinds
import Sheets

/// Reads the pictures of a drawing part; charts and shapes are left out with a finding.
///
/// Source: ISO/IEC 29500-1 clause 20.5.
struct PictureReader {
    let parts: PackageParts
    let limits: ReadLimits
    let log: ReadLog

    func pictures(_ part: String, on sheet: Sheet) throws -> [Picture] {
        guard let root = try parts.root(part) else { return [] }
        var targets: [String: String] = [:]
        for relation in try parts.relations(of: part) where !relation.isExternal && targets[relation.id] == nil {
            targets[relation.id] = relation.target
        }
        var pictures: [Picture] = []
        for anchor in root.children.prefix(1000) where anchor.name.hasPrefix("xdr:") {
            guard let element = anchor.child("xdr:pic") else {
                log.note("xlsx.drawing-dropped", .hint, "图表、图形或控件未读取")
                continue
            }
            if let picture = try picture(element, anchor, targets, sheet) { pictures.append(picture) }
        }
        return pictures
    }

    private func picture(_ element: PartElement, _ anchor: PartElement, _ targets: [String: String], _ sheet: Sheet)
        throws -> Picture?
    {
        let properties = element.child("xdr:nvPicPr")?.child("xdr:cNvPr")
        guard let id = element.child("xdr:blipFill")?.child("a:blip")?["r:embed"], let part = targets[id],
            let data = try parts.bytes(part), !data.isEmpty
        else {
            log.note("xlsx.picture-missing", .verify, "图片在文件中找不到，未读取", remedy: "请重新插入图片")
            return nil
        }
        let place = place(anchor)
        guard place.cell.row < limits.rows, place.cell.column < limits.columns else { return nil }
        let size = size(element, anchor, place, sheet)
        return Picture(
            name: properties?["name"], anchor: place.cell, offsetX: place.x, offsetY: place.y, width: size.width,
            height: size.height,
            mediaType: Self.mediaType(data, part), data: data,
            alternativeText: properties?["descr"].flatMap { $0.isEmpty ? nil : $0 })
    }

    private typealias Spot = (cell: CellRef, x: Double, y: Double)

    private func place(_ anchor: PartElement) -> Spot {
        if let from = anchor.child("xdr:from") { return Self.spot(from) }
        let position = anchor.child("xdr:pos")
        return (CellRef(row: 0, column: 0), Self.points(position?["x"]), Self.points(position?["y"]))
    }

    private static func spot(_ element: PartElement) -> Spot {
        func index(_ name: String) -> Int { min(max(element.child(name).flatMap { Int($0.text) } ?? 0, 0), 1 << 20) }
        return (
            CellRef(row: index("xdr:row"), column: index("xdr:col")), points(element.child("xdr:colOff")?.text),
            points(element.child("xdr:rowOff")?.text)
        )
    }

    private static func points(_ emu: String?) -> Double {
        let number = emu.flatMap { CellBytes.number($0) } ?? 0
        return (min(max(number, -1e9), 1e9) / Measures.emuPerPoint * 1000).rounded() / 1000
    }

    /// What the picture says of itself; without it, the distance of its corners.
    private func size(_ element: PartElement, _ anchor: PartElement, _ from: Spot, _ sheet: Sheet) -> (
        width: Double, height: Double
    ) {
        let stated = anchor.child("xdr:ext") ?? element.child("xdr:spPr")?.child("a:xfrm")?.child("a:ext")
        let size = (width: Self.points(stated?["cx"]), height: Self.points(stated?["cy"]))
        if size.width > 0, size.height > 0 { return size }
        guard let to = anchor.child("xdr:to").map(Self.spot) else { return (0, 0) }
        let columns = from.cell.column..<max(min(to.cell.column, limits.columns), from.cell.column)
        let rows = from.cell.row..<max(min(to.cell.row, limits.rows), from.cell.row)
        let width = columns.reduce(to.x - from.x) { $0 + sheet.column($1).widthInPoints }
        let height = rows.reduce(to.y - from.y) { $0 + Self.height(sheet, $1) }
        return (max(width, 0), max(height, 0))
    }

    private static func height(_ sheet: Sheet, _ row: Int) -> Double {
        guard row < sheet.rows.count else { return 15 }
        switch sheet.rows[row].height {
        case .fixed(let height), .fitted(let height): return height
        }
    }

    private static func mediaType(_ data: [UInt8], _ part: String) -> String {
        if data.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if data.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if data.starts(with: Array("GIF8".utf8)) { return "image/gif" }
        if data.starts(with: Array("BM".utf8)) { return "image/bmp" }
        let types = [
            "svg": "image/svg+xml", "emf": "image/x-emf", "wmf": "image/x-wmf", "tif": "image/tiff",
            "tiff": "image/tiff",
        ]
        return types[part.split(separator: ".").last.map { $0.lowercased() } ?? ""] ?? "application/octet-stream"
    }
}
