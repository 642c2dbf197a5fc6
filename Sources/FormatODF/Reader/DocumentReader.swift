import Diagnostics
import FileKinds
import Sheets

/// Reads the parts below the outermost element, which are the same in a package and in one file.
struct DocumentReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog
    let part: Part
    var book = StyleBook()
    private var properties = DocumentProperties()
    private var body: BodyReader?

    /// Whose automatic styles these are: one file holds those of sheets and of master pages together.
    enum Part { case flat, styles, content }

    init(walker: ElementWalker, limits: ReadLimits, log: ReadLog, part: Part) {
        self.walker = walker
        self.limits = limits
        self.log = log
        self.part = part
    }

    /// Reads everything inside the element just begun.
    mutating func content() throws {
        let styles = StylesReader(walker: walker, limits: limits, log: log)
        while let tag = try walker.nextChild() {
            switch tag.name {
            case "office:meta": properties = try MetaReader(walker: walker).properties()
            case "office:font-face-decls": try styles.fontFaces(into: &book)
            case "office:styles": try styles.styles(into: &book, as: .common)
            case "office:automatic-styles":
                try styles.styles(into: &book, as: part == .styles ? .master : .content)
                if part == .flat {
                    book.styles[.master] = book.styles[.content]
                    book.dataStyles[.master] = book.dataStyles[.content]
                }
            case "office:master-styles": try styles.masterPages(into: &book)
            case "office:scripts":
                // LibreOffice writes the frame of its libraries into every flat file; a library stands one level
                // deeper.
                if try walker.depthOfChildren() > 2 { log.note("odf.macro-dropped", .hint, "文件带有宏，未读取") }
            case "office:body": try readBody()
            default: try walker.skip()
            }
        }
    }

    private mutating func readBody() throws {
        while let tag = try walker.nextChild() {
            guard tag.name == "office:spreadsheet" else {
                let names = [
                    "office:text": "文字文档", "office:presentation": "演示文稿", "office:drawing": "绘图", "office:chart": "图表",
                ]
                throw WantedFormat.openDocument.refusal("这是 OpenDocument \(names[tag.name] ?? "文件")，不是表格", "请发送表格文件")
            }
            var reader = BodyReader(walker: walker, limits: limits, log: log, book: book)
            try reader.spreadsheet()
            body = reader
        }
    }

    /// - Parameter picture: The bytes of an entry of the package.
    func workbook(picture: (String) throws -> [UInt8]?) throws -> Workbook {
        guard let body else {
            throw Failure(
                .content, "odf.missing-part", "文件中没有表格内容（office:spreadsheet）", remedy: "请用原程序打开后重新保存，或请对方重新发送")
        }
        var workbook = try body.workbook(picture: picture)
        workbook.properties = properties
        return workbook
    }
}
