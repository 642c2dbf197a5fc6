import Archive
import Diagnostics
import FileKinds
import Markup
import Sheets

/// An opened `.xlsx` file: its sheets' names at once, their cells when they are asked for.
public final class XLSXFile {
    let parts: PackageParts
    let limits: ReadLimits
    let log = ReadLog()
    let part: WorkbookDirectory
    let formats: CellFormats
    let budget: MemoryBudget
    /// Of the package itself.
    let relations: [PackageParts.Relation]
    private let relationsOfWorkbook: [PackageParts.Relation]
    private var loadedStrings: SharedStrings?

    init(_ package: PackageReader, _ limits: ReadLimits) throws {
        self.limits = limits
        let parts = PackageParts(package, limits: limits.xml)
        self.parts = parts
        budget = MemoryBudget(limits)
        relations = (try? parts.relations(of: "")) ?? []
        let main = relations.first { $0.kind == "officeDocument" }?.target
        let path = [main, "xl/workbook.xml"].compactMap { $0 }.first { parts.contains($0) }
        guard let path, let root = try parts.root(path), root.name == "workbook" else {
            throw WantedFormat.xlsx.refusal(of: package, missing: "xl/workbook.xml")
        }
        relationsOfWorkbook = try parts.relations(of: path)
        part = WorkbookDirectory(root, relations: relationsOfWorkbook)
        if part.sheets.count > limits.sheets {
            throw Failure(.content, "xlsx.over-limit", "工作表个数超过上限 \(limits.sheets)", remedy: "请删去多余的内容，或拆分文件")
        }
        formats = try Self.formats(parts, relationsOfWorkbook, limits, log)
        if relationsOfWorkbook.contains(where: { $0.kind == "vbaProject" }) {
            log.note("xlsx.macro-dropped", .hint, "文件带有宏，未读取")
        }
    }

    private static func formats(
        _ parts: PackageParts, _ relations: [PackageParts.Relation], _ limits: ReadLimits, _ log: ReadLog
    ) throws -> CellFormats {
        var theme = Theme()
        if let path = relations.first(where: { $0.kind == "theme" })?.target {
            do {
                if let root = try parts.root(path) { theme = Theme(root) }
            } catch {
                log.note("xlsx.theme-unreadable", .hint, "主题（\(path)）无法读取，颜色和字体按 Office 默认")
            }
        }
        guard let path = relations.first(where: { $0.kind == "styles" })?.target, let root = try parts.root(path) else {
            return CellFormats(theme: theme)
        }
        return try CellFormats(root, theme: theme, limits: limits, log: log)
    }

    /// One sheet, as the list of sheets shows it.
    public struct SheetInfo: Hashable, Sendable {
        /// As the tab shows it.
        public var name: String
        /// Hidden by the user, or so that only a program can show it.
        public var isHidden: Bool
    }

    /// In the file's order; chart sheets, which hold no cells, included.
    public var sheets: [SheetInfo] { part.sheets.map { SheetInfo(name: $0.name, isHidden: $0.isHidden) } }

    /// The shared texts, read at the first call.
    func strings() throws -> SharedStrings {
        if let strings = loadedStrings { return strings }
        var strings = SharedStrings()
        if let path = relationsOfWorkbook.first(where: { $0.kind == "sharedStrings" })?.target,
            let source = try parts.stream(path)
        {
            strings = try SharedStringsReader.strings(source, formats, limits: limits, budget: budget)
        }
        loadedStrings = strings
        return strings
    }

    /// Walks one sheet's part.
    ///
    /// - Returns: False when the sheet has no such part; the log says so.
    func read(_ entry: WorkbookDirectory.SheetEntry, _ consumer: any SheetPartConsumer, keepsFormulas: Bool) throws
        -> Bool
    {
        log.sheet = entry.name
        defer { log.sheet = nil }
        guard let relation = entry.relation, relation.kind == "worksheet" else {
            let what = ["chartsheet": "图表", "dialogsheet": "对话框", "xlMacrosheet": "宏"][entry.relation?.kind ?? ""]
            if let what {
                log.note("xlsx.sheet-dropped", .hint, "这是\(what)工作表，没有单元格，未读取")
            } else {
                missing()
            }
            return false
        }
        let strings = try strings()
        guard let source = try parts.stream(relation.target) else {
            missing()
            return false
        }
        let values = CellValueReader(
            formats: formats, strings: strings, dates: part.dates, keepsFormulas: keepsFormulas, limits: limits)
        do {
            try SheetPartReader(consumer, values: values, limits: limits, log: log).read(source)
        } catch let failure as Failure {
            throw failure.within(Place(sheet: entry.name))
        }
        return true
    }

    private func missing() {
        log.note("xlsx.missing-part", .mandatory, "工作表的内容在文件中找不到", remedy: "请用原程序打开后重新保存，或请对方重新发送")
    }
}
