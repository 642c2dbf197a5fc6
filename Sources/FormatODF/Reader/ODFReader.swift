import Archive
import Diagnostics
import FileKinds
import Sheets

/// Reads OpenDocument spreadsheets, as packages (`.ods`) and as one XML file (`.fods`), told apart by content.
///
/// It takes files as LibreOffice, WPS and odfpy save them and gives what they mean: styles with all they inherit,
/// repeats spread out, blank filling up to the sheet's edge left off. What is not read (charts, macros,
/// forms, tracked changes, links) is left out with a finding.
public struct ODFReader: Sendable {
    /// Checked before memory is taken.
    public var limits: ReadLimits

    /// The defaults suit any form and any honest list.
    public init(limits: ReadLimits = ReadLimits()) { self.limits = limits }

    /// - Parameter bytes: The whole file. It is taken for hostile: no input makes this trap or take memory past the
    ///   limits.
    /// - Returns: The workbook, and what of the file it does not hold.
    /// - Throws: ``Failure`` of kind `.content`: another kind of file, encrypted, damaged, over a limit. Its place has
    ///   no file name; the caller adds it.
    public func read(_ bytes: [UInt8]) throws -> Checked<Workbook> {
        if bytes.count > limits.archive.packageBytes {
            throw Failure(
                .content, "odf.over-limit", "文件超过 \(limits.archive.packageBytes >> 20) MiB 的上限",
                remedy: "请确认文件是否正确，或拆分后再处理")
        }
        let log = ReadLog()
        let workbook =
            switch try FileKind.of(bytes, wanted: .openDocument) {
            case .package: try package(bytes, log)
            case .xml: try flat(bytes, log)
            }
        return Checked(workbook, log.findings)
    }

    // MARK: One file

    private func flat(_ bytes: [UInt8], _ log: ReadLog) throws -> Workbook {
        let walker = try ElementWalker(bytes, limits: limits.xml)
        let found = try walker.root()
        guard found?.name == "office:document" else {
            throw WantedFormat.openDocument.refusal(ofRoot: found?.name ?? "", expected: "office:document")
        }
        var document = DocumentReader(walker: walker, limits: limits, log: log, part: .flat)
        try document.content()
        try walker.finish()
        return try document.workbook { _ in nil }
    }

    // MARK: Packages

    private func package(_ bytes: [UInt8], _ log: ReadLog) throws -> Workbook {
        let package = try PackageReader(bytes, limits: limits.archive)
        if let manifest = try package.bytes(of: "META-INF/manifest.xml"), try Self.isEncrypted(manifest, limits) {
            throw Failure(.content, "odf.encrypted", "文件已加密，无法读取", remedy: "请用 LibreOffice 打开，去掉密码后另存")
        }
        guard let content = try package.bytes(of: "content.xml") else {
            throw WantedFormat.openDocument.refusal(of: package, missing: "content.xml")
        }
        if package.entries.contains(where: { $0.name.hasPrefix("Basic/") || $0.name.hasPrefix("Scripts/") }) {
            log.note("odf.macro-dropped", .hint, "文件带有宏，未读取")
        }
        var book = StyleBook()
        if let styles = try package.bytes(of: "styles.xml") {
            try part("styles.xml", styles, "office:document-styles", log) { document in
                try document.content()
                book = document.book
            }
        }
        var workbook: Workbook?
        try part("content.xml", content, "office:document-content", log) { document in
            document.book = book
            try document.content()
            workbook = try document.workbook { try Self.picture($0, package) }
        }
        guard var result = workbook else {
            throw WantedFormat.openDocument.refusal(of: package, missing: "content.xml")
        }
        result.properties = Self.properties(package, limits, log)
        return result
    }

    private func part(
        _ name: String, _ bytes: [UInt8], _ root: String, _ log: ReadLog, _ read: (inout DocumentReader) throws -> Void
    ) throws {
        let walker = try ElementWalker(bytes, limits: limits.xml)
        guard let tag = try walker.root(), tag.name == root else {
            throw Failure(
                .content, "odf.missing-part", "\(name) 的根元素应为 \(root)", remedy: "请用原程序打开后重新保存，或请对方重新发送")
        }
        var document = DocumentReader(
            walker: walker, limits: limits, log: log, part: name == "styles.xml" ? .styles : .content)
        try read(&document)
        try walker.finish()
    }

    /// Metadata never stops a read.
    private static func properties(_ package: PackageReader, _ limits: ReadLimits, _ log: ReadLog) -> DocumentProperties
    {
        do {
            guard let bytes = try package.bytes(of: "meta.xml") else { return DocumentProperties() }
            let walker = try ElementWalker(bytes, limits: limits.xml)
            var properties = DocumentProperties()
            guard try walker.root() != nil else { return properties }
            try walker.children { tag in
                if tag.name == "office:meta" {
                    properties = try MetaReader(walker: walker).properties()
                } else {
                    try walker.skip()
                }
            }
            return properties
        } catch {
            log.note("odf.meta-unreadable", .hint, "文档属性（meta.xml）无法读取，已略去")
            return DocumentProperties()
        }
    }

    private static func isEncrypted(_ manifest: [UInt8], _ limits: ReadLimits) throws -> Bool {
        let reader = try ElementWalker(manifest, limits: limits.xml)
        guard try reader.root() != nil else { return false }
        var found = false
        try reader.children { _ in
            try reader.children { child in
                if child.name == "manifest:encryption-data" { found = true }
                try reader.skip()
            }
        }
        return found
    }

    private static func picture(_ path: String, _ package: PackageReader) throws -> [UInt8]? {
        try package.bytes(of: path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
    }
}
