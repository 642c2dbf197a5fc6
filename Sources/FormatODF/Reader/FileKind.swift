import Archive
import Diagnostics

/// What a file is by its content, whatever its name says.
enum FileKind {
    case package
    case xml

    /// - Throws: ``Failure`` that names what the file is instead, and what to do.
    static func of(_ bytes: [UInt8]) throws -> FileKind {
        if bytes.isEmpty { throw refused("文件是空的", "请对方重新发送") }
        if PackageReader.recognises(bytes) { return .package }
        for (start, what, remedy) in known where bytes.starts(with: start) { throw refused(what, remedy) }
        let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
        let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<table") {
            throw refused("这是网页（HTML），不是 OpenDocument 表格", openAndSave)
        }
        if start.hasPrefix("<") || isUTF16XML(bytes) { return .xml }
        throw refused("这是文本或 CSV 文件，不是 OpenDocument 表格", openAndSave)
    }

    private static func isUTF16XML(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xFE, 0x3C, 0x00]) || bytes.starts(with: [0xFE, 0xFF, 0x00, 0x3C])
    }

    private static let openAndSave = "请用 LibreOffice 或 WPS 打开，另存为 .ods 后再试"

    private static let known: [([UInt8], String, String)] = [
        (
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "这是旧版 .xls、WPS .et 或加密的 Office 文件，不是 OpenDocument 表格",
            "请去掉密码，" + openAndSave.dropFirst()
        ),
        (Array("%PDF".utf8), "这是 PDF，不是 OpenDocument 表格", "请发送可编辑的表格文件"),
        ([0x89, 0x50, 0x4E, 0x47], "这是图片，不是 OpenDocument 表格", "请发送可编辑的表格文件"),
        ([0xFF, 0xD8, 0xFF], "这是图片，不是 OpenDocument 表格", "请发送可编辑的表格文件"),
        (Array("Rar!".utf8), "这是 RAR 压缩包，不是 OpenDocument 表格", "请先解压"),
        ([0x37, 0x7A, 0xBC, 0xAF], "这是 7z 压缩包，不是 OpenDocument 表格", "请先解压"),
    ]

    /// What a package without `content.xml` is.
    static func refusal(of package: PackageReader) -> Failure {
        if package.contains("xl/workbook.xml") { return refused("这是 XLSX 表格，不是 OpenDocument 表格", openAndSave) }
        if package.contains("word/document.xml") { return refused("这是 Word 文档（DOCX），不是表格", "请发送表格文件") }
        if package.contains("OFD.xml") { return refused("这是 OFD 版式文件，不是表格", "请发送可编辑的表格文件") }
        if package.entries.contains(where: { $0.name.lowercased().hasSuffix(".ods") || $0.name.lowercased().hasSuffix(".xlsx") }) {
            return refused("这是装有表格的压缩包，不是 OpenDocument 表格", "请先解压")
        }
        return Failure(
            .content, "odf.missing-part", "压缩包中缺少 content.xml，不是 OpenDocument 表格", remedy: "请用原程序打开后重新保存，或请对方重新发送")
    }

    /// What an XML document with another outermost element is.
    static func refusal(ofRoot name: String) -> Failure {
        if name.hasPrefix("{urn:schemas-microsoft-com:office:spreadsheet}") {
            return refused("这是 Excel 2003 XML 表格，不是 OpenDocument 表格", openAndSave)
        }
        if name.lowercased().hasSuffix("html") { return refused("这是网页（HTML），不是 OpenDocument 表格", openAndSave) }
        return refused("XML 的根元素应为 office:document，实为 \(name)", openAndSave)
    }

    static func refused(_ what: String, _ remedy: String) -> Failure {
        Failure(.content, "odf.wrong-kind", what, remedy: String(remedy))
    }
}
