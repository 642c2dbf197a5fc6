import Diagnostics
import FileKinds
import Foundation
import Sheets

/// A `draw:frame` with an image; of one in a package the bytes are fetched later.
struct ParsedPicture {
    var picture: Picture
    /// The entry of the package that holds the image; `nil` when it stands in the file itself.
    var path: String?
}

/// Reads `draw:frame`.
struct PictureReader {
    let walker: ElementWalker
    let log: ReadLog

    /// - Returns: `nil` when the frame holds no image; what it holds instead is noted.
    func frame(_ tag: ElementWalker.Tag, at anchor: CellRef) throws -> ParsedPicture? {
        var picture = Picture(
            name: tag["draw:name"], anchor: anchor, offsetX: Length.points(tag["svg:x"]) ?? 0,
            offsetY: Length.points(tag["svg:y"]) ?? 0, width: max(Length.points(tag["svg:width"]) ?? 0, 0),
            height: max(Length.points(tag["svg:height"]) ?? 0, 0), mediaType: "", data: [])
        var path: String?
        var holdsObject = false
        var description: String?
        try walker.children { child in
            switch child.name {
            case "draw:image" where picture.data.isEmpty && path == nil:
                path = child["xlink:href"]
                picture.mediaType = child["draw:mime-type"] ?? child["loext:mime-type"] ?? ""
                picture.data = try binaryData()
            case "draw:object", "draw:object-ole", "draw:plugin", "draw:applet":
                holdsObject = true
                try walker.skip()
            case "svg:title": picture.alternativeText = try walker.allText()
            case "svg:desc": description = try walker.allText()
            default: try walker.skip()
            }
        }
        if picture.alternativeText == nil { picture.alternativeText = description }
        if holdsObject {
            log.note("odf.object-dropped", .hint, at: anchor, "带有图表或嵌入的对象，未读取", remedy: "如需要，请改为插入图片")
            return nil
        }
        if picture.data.isEmpty, path == nil { return nil }
        if picture.mediaType.isEmpty { picture.mediaType = MediaType.of(picture.data) ?? "" }
        return ParsedPicture(picture: picture, path: picture.data.isEmpty ? path : nil)
    }

    private func binaryData() throws -> [UInt8] {
        var data: [UInt8] = []
        try walker.children { child in
            guard child.name == "office:binary-data" else {
                try walker.skip()
                return
            }
            data = [UInt8](Data(base64Encoded: try walker.allText(), options: .ignoreUnknownCharacters) ?? Data())
        }
        return data
    }
}

/// Recognises pictures by their first bytes.
enum MediaType {
    static func of(_ data: [UInt8]) -> String? {
        let starts: [([UInt8], String)] = [
            ([0x89, 0x50, 0x4E, 0x47], "image/png"), ([0xFF, 0xD8, 0xFF], "image/jpeg"),
            (Array("GIF8".utf8), "image/gif"),
            (Array("BM".utf8), "image/bmp"), (Array("<svg".utf8), "image/svg+xml"),
            (Array("<?xml".utf8), "image/svg+xml"),
        ]
        return starts.first { data.starts(with: $0.0) }?.1
    }

    static func fileExtension(of mediaType: String) -> String {
        switch mediaType {
        case "image/jpeg": "jpg"
        case "image/gif": "gif"
        case "image/bmp": "bmp"
        case "image/svg+xml": "svg"
        default: "png"
        }
    }
}
