import Diagnostics
import FileKinds
import Markup
import Sheets

/// Takes what a sheet's part holds, in the file's order.
protocol SheetPartConsumer: AnyObject {
    /// Before the row's cells.
    func row(_ row: RowLook) throws
    /// - Parameter style: The number in `cellXfs`.
    func cell(row: Int, column: Int, style: Int, _ value: CellValue) throws
    /// A child of the outermost element other than the cells.
    func element(_ element: PartElement) throws
}

/// What a `row` element says of the whole row.
struct RowLook: Hashable {
    var index: Int
    var height: Double?
    var hasOwnHeight = false
    var isHidden = false
    /// The number in `cellXfs` for cells that the row does not hold; `nil` without.
    var style: Int?
}

/// Reads a sheet's part: cells as bytes, everything around them as elements.
///
/// Source: ISO/IEC 29500-1 clause 18.3.
final class SheetPartReader: XMLByteHandler {
    typealias Name = SheetElements.Name
    private enum State { case outside, element, data, row, cell, value, formula, item, skipped }

    private let consumer: any SheetPartConsumer
    private let values: CellValueReader
    private let limits: ReadLimits
    private let log: ReadLog
    @exclusivity(unchecked) private var state = State.outside
    private var builder: ElementBuilder
    /// Where to go on after the skipped element, and how deep inside it the reader stands.
    private var stateBeforeSkip = State.outside
    @exclusivity(unchecked) private var skipDepth = 0
    @exclusivity(unchecked) private var row = -1
    @exclusivity(unchecked) private var nextColumn = 0
    private(set) var sawRoot = ""

    init(_ consumer: any SheetPartConsumer, values: CellValueReader, limits: ReadLimits, log: ReadLog) {
        self.consumer = consumer
        self.values = values
        self.limits = limits
        self.log = log
        builder = ElementBuilder(limit: 400_000)
    }

    func read(_ source: @escaping XMLByteReader.Source) throws {
        try SheetElements.reader(limits.xml).parse(from: source, self)
    }

    // MARK: Events

    func start(_ tag: XMLByteTag) throws {
        switch state {
        case .row where tag.name == Name.c.rawValue: try startCell(tag)
        case .cell: try startInCell(tag)
        case .item: try values.item.start(tag)
        case .data where tag.name == Name.row.rawValue: try startRow(tag)
        case .outside: try startOutside(tag)
        case .element: try builder.start(tag)
        case .skipped: skipDepth += 1
        case .data, .row, .value, .formula: skip(tag)
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws {
        switch state {
        case .value: try values.add(value: bytes)
        case .formula: try values.add(formula: bytes)
        case .item: try values.item.text(bytes)
        case .element: builder.text(bytes)
        default: break
        }
    }

    func end(_ tag: XMLByteTag) throws {
        switch state {
        case .value, .formula: state = .cell
        case .cell where tag.name == Name.c.rawValue:
            state = .row
            let value = values.finish(CellRef(row: row, column: nextColumn - 1), log)
            try consumer.cell(row: row, column: nextColumn - 1, style: values.style, value)
        case .item: if values.item.end(tag) { state = .cell }
        case .row where tag.name == Name.row.rawValue: state = .data
        case .data where tag.name == Name.sheetData.rawValue: state = .outside
        case .skipped:
            skipDepth -= 1
            if skipDepth == 0 { state = stateBeforeSkip }
        case .element:
            let elements = builder.end()
            if builder.isEmpty { state = .outside }
            for element in elements { try consumer.element(element) }
        case .outside, .cell, .row, .data: break // The outermost element, and alternatives that were stepped into.
        }
    }

    // MARK: Starts

    private func startOutside(_ tag: XMLByteTag) throws {
        if sawRoot.isEmpty {
            sawRoot = tag.localName
        } else if tag.name == Name.sheetData.rawValue, tag.namespace == SheetElements.main {
            state = .data
        } else {
            state = .element
            try builder.start(tag)
        }
    }

    /// What stands here by no rule is passed over, but for the alternative that older programs are meant to read.
    private func skip(_ tag: XMLByteTag) {
        if tag.name == Name.alternateContent.rawValue || tag.name == Name.fallback.rawValue { return }
        stateBeforeSkip = state
        skipDepth = 1
        state = .skipped
    }

    private func startRow(_ tag: XMLByteTag) throws {
        state = .row
        nextColumn = 0
        var look = RowLook(index: row + 1)
        for index in 0..<tag.attributeCount {
            let bytes = tag.attributeBytes(index)
            switch Name(rawValue: tag.attributeName(index)) {
            case .r: if let number = CellBytes.natural(bytes), number > 0 { look.index = number - 1 }
            case .ht: look.height = CellBytes.number(bytes)
            case .customHeight: look.hasOwnHeight = Self.isTrue(bytes)
            case .hidden: look.isHidden = Self.isTrue(bytes)
            case .s: look.style = CellBytes.natural(bytes)
            default: break
            }
        }
        row = look.index
        try check(row, limits.rows, "行数")
        try consumer.row(look)
    }

    private func startCell(_ tag: XMLByteTag) throws {
        state = .cell
        values.begin()
        var place = CellRef(row: row, column: nextColumn)
        for index in 0..<tag.attributeCount {
            let bytes = tag.attributeBytes(index)
            switch Name(rawValue: tag.attributeName(index)) {
            case .r:
                if let stated = CellBytes.reference(bytes) {
                    place = stated
                } else {
                    log.note("xlsx.bad-reference", .verify, at: place, "单元格地址“\(tag.attributeString(index))”无法识别，按顺序读取")
                }
            case .s: values.style = CellBytes.natural(bytes) ?? 0
            case .t: values.setType(bytes)
            default: break
            }
        }
        try check(place.row, limits.rows, "行数")
        try check(place.column, limits.columns, "列数")
        row = place.row
        nextColumn = place.column + 1
    }

    private func startInCell(_ tag: XMLByteTag) throws {
        switch Name(rawValue: tag.name) {
        case .v: state = .value
        case .f:
            state = .formula
            values.beginFormula(tag)
        case .item:
            state = .item
            values.beginItem()
        default: skip(tag)
        }
    }

    private func check(_ index: Int, _ limit: Int, _ what: String) throws {
        if index >= limit {
            throw Failure(
                .content, "xlsx.over-limit", at: Place(sheet: log.sheet), "\(what)超过上限 \(limit)",
                remedy: "请删去多余的内容，或拆分文件")
        }
    }

    static func isTrue(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == 1 ? bytes[0] == UInt8(ascii: "1") : bytes.elementsEqual("true".utf8)
    }
}
