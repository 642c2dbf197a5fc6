import Diagnostics
import Foundation

/// The encodings in which offices save text files (文本编码).
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// Holds GBK and GB2312 too; what Excel and WPS write as CSV on Chinese Windows.
    case gb18030 = "GB18030"

    /// Text of a file whose encoding follows from its content: a byte order mark, valid UTF-8, or GB18030.
    ///
    /// - Throws: ``Failure`` of kind `.content` when it is none of them.
    public static func decode(_ bytes: [UInt8]) throws -> (text: String, encoding: TextEncoding) {
        try refuseWorkbook(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            guard let text = String(validating: bytes.dropFirst(3), as: UTF8.self) else { throw unknown(bytes) }
            return (text, .utf8)
        }
        if bytes.starts(with: [0xFF, 0xFE]) { return (try utf16(bytes, lowFirst: true), .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (try utf16(bytes, lowFirst: false), .utf16BigEndian) }
        if let text = String(validating: bytes, as: UTF8.self) { return (text, .utf8) }
        guard let text = gb18030(bytes) else { throw unknown(bytes) }
        return (text, .gb18030)
    }

    /// Text in an encoding that is stated elsewhere; `nil` when the bytes are not of it. UTF-16 has its byte order
    /// mark.
    public static func decode(_ bytes: [UInt8], as encoding: TextEncoding) -> String? {
        switch encoding {
        case .utf8: String(validating: bytes, as: UTF8.self)
        case .utf16LittleEndian: try? utf16(bytes, lowFirst: true)
        case .utf16BigEndian: try? utf16(bytes, lowFirst: false)
        case .gb18030: gb18030(bytes)
        }
    }

    private static func utf16(_ bytes: [UInt8], lowFirst: Bool) throws -> String {
        guard bytes.count % 2 == 0 else { throw unknown(bytes) }
        let units = stride(from: 2, to: bytes.count, by: 2).map { place in
            let (a, b) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
            return lowFirst ? b << 8 | a : a << 8 | b
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw unknown(bytes) }
        return text
    }

    /// - Returns: `nil` when the bytes are not GB18030.
    private static func gb18030(_ bytes: [UInt8]) -> String? {
        guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(converter) }
        var input = bytes.map { CChar(bitPattern: $0) }
        // Two bytes become at most three, four at most four.
        let capacity = bytes.count * 2 + 16
        var written = 0
        let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            buffer.withMemoryRebound(to: CChar.self) { chars in
                input.withUnsafeMutableBufferPointer { source in
                    var (from, to) = (source.baseAddress, chars.baseAddress)
                    var (fromLeft, toLeft) = (source.count, capacity)
                    let result = iconv(converter, &from, &fromLeft, &to, &toLeft)
                    written = result == Int(bitPattern: UInt.max) || fromLeft > 0 ? -1 : capacity - toLeft
                }
            }
            count = max(written, 0)
        }
        return written < 0 ? nil : String(validating: output, as: UTF8.self)
    }

    private static func unknown(_ bytes: [UInt8]) -> Failure {
        let whole = String(decoding: bytes, as: UTF8.self).unicodeScalars
        let line = whole.prefix { $0 != "\u{FFFD}" }.count { $0 == "\n" } + 1
        return Failure(
            .content, "text.encoding", at: Place(position: TextPosition(line: line)),
            "应为 UTF-8、UTF-16（带 BOM）或 GBK/GB18030 编码的文本，实际不是其中任何一种",
            remedy: "请用 WPS 或 Excel 打开原表，另存为“CSV UTF-8”后重试")
    }

    /// The first bytes of XLSX and ODS packages, and of old Excel and WPS workbooks.
    private static let workbookMarks: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]]

    private static func refuseWorkbook(_ bytes: [UInt8]) throws {
        guard workbookMarks.contains(where: { bytes.starts(with: $0) }) else { return }
        throw Failure(
            .content, "text.not-text", "应为文本文件（CSV、JSON、YAML），实为电子表格或压缩包",
            remedy: "请在 WPS 或 Excel 中打开，另存为 CSV 后重试")
    }
}
