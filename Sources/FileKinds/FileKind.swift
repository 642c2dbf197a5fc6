import Archive
import Diagnostics

/// What a file is by its content, whatever its name says.
public enum FileKind: Hashable, Sendable {
    case package
    case xml

    /// - Throws: ``Failure`` that names what the file is instead of `wanted`, and what to do.
    public static func of(_ bytes: [UInt8], wanted: WantedFormat) throws -> FileKind {
        if bytes.isEmpty { throw wanted.refusal("文件是空的", "请对方重新发送") }
        if PackageReader.recognises(bytes) { return .package }
        for (start, what, remedy) in known where bytes.starts(with: start) {
            throw wanted.refusal("这是\(what)，不是\(wanted.name)", remedy ?? wanted.openAndSave)
        }
        if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            if holdsEncryptedPackage(bytes) {
                throw wanted.refusal("这是加了密码的 Office 文件，读不出来", "请去掉密码，" + wanted.openAndSave.dropFirst())
            }
            throw wanted.refusal("这是旧版 .xls 或 WPS .et 文件，不是\(wanted.name)", wanted.openAndSave)
        }
        let head = String(decoding: bytes.prefix(4096), as: UTF8.self).lowercased()
        let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") || start.hasPrefix("<table") {
            throw wanted.refusal("这是网页（HTML），不是\(wanted.name)", wanted.openAndSave)
        }
        if start.hasPrefix("<") || isUTF16XML(bytes) { return .xml }
        if bytes.prefix(4096).contains(0) { throw wanted.refusal("认不出这是什么文件", "请对方用 WPS、Excel 或 LibreOffice 重新保存后再发送") }
        throw wanted.refusal("这是文本或 CSV 文件，不是\(wanted.name)", wanted.openAndSave)
    }

    /// Source: MS-OFFCRYPTO 2.3.4: an encrypted document stands in the stream `EncryptedPackage` of a compound file.
    private static func holdsEncryptedPackage(_ bytes: [UInt8]) -> Bool {
        let name = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        // A directory's entries are 128 bytes long, and every sector begins at a multiple of 512.
        return stride(from: 512, through: bytes.count - 128, by: 128).contains { bytes[$0...].starts(with: name) }
    }

    private static func isUTF16XML(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0xFF, 0xFE, 0x3C, 0x00]) || bytes.starts(with: [0xFE, 0xFF, 0x00, 0x3C])
    }

    private static let known: [(start: [UInt8], what: String, remedy: String?)] = [
        (Array("%PDF".utf8), " PDF", "请发送可编辑的表格文件"), ([0x89, 0x50, 0x4E, 0x47], "图片", "请发送可编辑的表格文件"),
        ([0xFF, 0xD8, 0xFF], "图片", "请发送可编辑的表格文件"), (Array("Rar!".utf8), " RAR 压缩包", "请先解压"),
        ([0x37, 0x7A, 0xBC, 0xAF], " 7z 压缩包", "请先解压"),
    ]
}

/// The format that a reader reads, in the words of its refusals.
public struct WantedFormat: Hashable, Sendable {
    /// Of the rules: `odf` gives `odf.wrong-kind`.
    public var rulePrefix: String
    /// After “不是”: ` OpenDocument 表格`, with a space before Latin letters.
    public var name: String
    /// What to do with a file that an office suite can open: `请用 … 打开，另存为 .ods 后再试`.
    public var openAndSave: String

    /// `.ods` and `.fods`.
    public static let openDocument = WantedFormat(
        rulePrefix: "odf", name: " OpenDocument 表格", openAndSave: "请用 LibreOffice 或 WPS 打开，另存为 .ods 后再试")
    /// `.xlsx`, as Excel has saved it since 2007.
    public static let xlsx = WantedFormat(
        rulePrefix: "xlsx", name: " XLSX 表格", openAndSave: "请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试")

    /// The failure that says what the file is instead.
    ///
    /// - Parameters:
    ///   - what: For example `这是 PDF，不是 XLSX 表格`.
    ///   - remedy: What to do.
    public func refusal(_ what: String, _ remedy: String) -> Failure {
        Failure(.content, "\(rulePrefix).wrong-kind", what, remedy: remedy)
    }

    /// What a package without the part that every file of this format has is.
    public func refusal(of package: PackageReader, missing part: String) -> Failure {
        if part != "xl/workbook.xml", package.contains("xl/workbook.xml") {
            return refusal("这是 XLSX 表格，不是\(name)", openAndSave)
        }
        if package.contains("xl/workbook.bin") { return refusal("这是二进制表格（.xlsb），不是\(name)", openAndSave) }
        if package.contains("word/document.xml") { return refusal("这是 Word 文档（DOCX），不是表格", "请发送表格文件") }
        if package.contains("ppt/presentation.xml") { return refusal("这是演示文稿（PPTX），不是表格", "请发送表格文件") }
        if package.contains("OFD.xml") { return refusal("这是 OFD 版式文件，不是表格", "请发送可编辑的表格文件") }
        if package.contains("content.xml"), package.contains("META-INF/manifest.xml") {
            return refusal("这是 OpenDocument 文件（.ods 等），不是\(name)", openAndSave)
        }
        if package.entries.contains(where: {
            $0.name.lowercased().hasSuffix(".ods") || $0.name.lowercased().hasSuffix(".xlsx")
        }) {
            return refusal("这是装有表格的压缩包，不是\(name)", "请先解压")
        }
        return Failure(
            .content, "\(rulePrefix).missing-part", "压缩包中缺少 \(part)，不是\(name)", remedy: "请用原程序打开后重新保存，或请对方重新发送")
    }

    /// What an XML document with another outermost element is.
    ///
    /// - Parameter root: As ``XMLEventReader`` names an element of a namespace that it does not know, or with a known
    ///   prefix.
    public func refusal(ofRoot root: String, expected: String) -> Failure {
        if root.hasPrefix("{urn:schemas-microsoft-com:office:spreadsheet}") {
            return refusal("这是 Excel 2003 XML 表格，不是\(name)", openAndSave)
        }
        if root.hasPrefix("{urn:oasis:names:tc:opendocument:xmlns:office:1.0}") {
            return refusal("这是 OpenDocument 文件（.fods 等），不是\(name)", openAndSave)
        }
        if root.lowercased().hasSuffix("html") { return refusal("这是网页（HTML），不是\(name)", openAndSave) }
        return refusal("XML 的根元素应为 \(expected)，实为 \(root)", openAndSave)
    }
}
