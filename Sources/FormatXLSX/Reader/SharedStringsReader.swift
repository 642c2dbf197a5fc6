import Diagnostics
import FileKinds
import Markup
import Sheets

/// The texts of `sharedStrings.xml`, by number.
struct SharedStrings {
    fileprivate(set) var plain: [String] = []
    fileprivate(set) var rich: [Int: [TextRun]] = [:]

    /// `nil` when the file has no text of that number.
    @inline(__always)
    func value(_ number: Int) -> CellValue? {
        guard plain.indices.contains(number) else { return nil }
        if !rich.isEmpty, let runs = rich[number] { return .richText(runs) }
        return .text(plain[number])
    }
}

/// Reads `sharedStrings.xml`. What it says of its own count is never believed.
///
/// Source: ISO/IEC 29500-1 clause 18.4.
final class SharedStringsReader: XMLByteHandler {
    private var strings = SharedStrings()
    private let text: TextItemReader
    private var isInItem = false
    private let limits: ReadLimits
    private let budget: MemoryBudget

    private init(_ formats: CellFormats, limits: ReadLimits, budget: MemoryBudget) {
        text = TextItemReader(formats: formats, limits: limits)
        self.limits = limits
        self.budget = budget
    }

    static func strings(
        _ source: @escaping XMLByteReader.Source, _ formats: CellFormats, limits: ReadLimits, budget: MemoryBudget
    ) throws -> SharedStrings {
        let reader = SharedStringsReader(formats, limits: limits, budget: budget)
        try SheetElements.reader(limits.xml).parse(from: source, reader)
        return reader.strings
    }

    func start(_ tag: XMLByteTag) throws {
        if isInItem {
            try text.start(tag)
        } else if tag.name == SheetElements.Name.si.rawValue {
            isInItem = true
            text.begin()
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws {
        if isInItem { try text.text(bytes) }
    }

    func end(_ tag: XMLByteTag) throws {
        guard isInItem, text.end(tag) else { return }
        isInItem = false
        if strings.plain.count >= limits.strings {
            throw Failure(.content, "xlsx.over-limit", "共享字符串个数超过上限 \(limits.strings)", remedy: "请删去多余的内容，或拆分文件")
        }
        let (string, runs) = text.finish()
        if let runs { strings.rich[strings.plain.count] = runs }
        try budget.take(16 + MemoryBudget.bytes(of: string) * (runs == nil ? 1 : 2) + (runs?.count ?? 0) * 160)
        strings.plain.append(string)
    }
}

/// Reads the inside of `si` or `is`: plain text or runs, phonetic guides left out.
///
/// One object for all texts, as ``CellValueReader``.
final class TextItemReader {
    private let formats: CellFormats
    private let limits: ReadLimits
    @exclusivity(unchecked) private var buffer: [UInt8] = []
    @exclusivity(unchecked) private var runs: [(text: String, font: Font?)] = []
    @exclusivity(unchecked) private var depth = 0
    /// Inside `rPh` or something unknown: the depth at which it began.
    @exclusivity(unchecked) private var skippedFrom: Int?
    @exclusivity(unchecked) private var isInText = false
    @exclusivity(unchecked) private var hasText = false
    @exclusivity(unchecked) private var isInRun = false
    @exclusivity(unchecked) private var runFont: Font?
    @exclusivity(unchecked) private var properties: ElementBuilder?

    init(formats: CellFormats, limits: ReadLimits) {
        self.formats = formats
        self.limits = limits
    }

    func begin() {
        buffer.removeAll(keepingCapacity: true)
        if !runs.isEmpty { runs = [] }
        depth = 1
        skippedFrom = nil
        (isInText, hasText, isInRun) = (false, false, false)
        (runFont, properties) = (nil, nil)
    }

    func start(_ tag: XMLByteTag) throws {
        depth += 1
        if properties != nil {
            try properties?.start(tag)
            return
        }
        if skippedFrom != nil { return }
        switch SheetElements.Name(rawValue: tag.name) {
        case .t:
            isInText = true
            hasText = true
        case .r:
            isInRun = true
            runFont = nil
            buffer.removeAll(keepingCapacity: true)
        case .rPr:
            var builder = ElementBuilder(limit: 1000)
            try builder.start(tag)
            properties = builder
        default: skippedFrom = depth
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws {
        guard isInText, skippedFrom == nil else { return }
        buffer.append(contentsOf: bytes)
        if buffer.count > limits.textLength {
            throw Failure(
                .content, "xlsx.over-limit", "单元格文字的长度（字节）超过上限 \(limits.textLength)", remedy: "请删去多余的内容，或拆分文件")
        }
    }

    /// - Returns: True when this was the end of the item itself.
    func end(_ tag: XMLByteTag) -> Bool {
        depth -= 1
        if depth == 0 { return true }
        if properties != nil {
            if let element = properties?.end().first {
                runFont = formats.runFont(element)
                properties = nil
            }
            return false
        }
        if let from = skippedFrom {
            if depth < from { skippedFrom = nil }
            return false
        }
        isInText = false
        if tag.name == SheetElements.Name.r.rawValue, isInRun {
            isInRun = false
            if runs.count < 10_000 { runs.append((buffer.withUnsafeBytes { EscapedText.string($0) }, runFont)) }
            buffer.removeAll(keepingCapacity: true)
        }
        return false
    }

    /// True when there was any `t`: an item without is no text at all.
    var holdsText: Bool { hasText }

    /// - Returns: The whole text, and its runs where at least one has a font of its own.
    func finish() -> (String, [TextRun]?) {
        if runs.isEmpty { return (buffer.withUnsafeBytes { EscapedText.string($0) }, nil) }
        let kept = runs.filter { !$0.text.isEmpty }
        let whole = kept.map(\.text).joined()
        if kept.allSatisfy({ $0.font == nil }) { return (whole, nil) }
        return (whole, kept.map { TextRun($0.text, font: $0.font) })
    }
}
