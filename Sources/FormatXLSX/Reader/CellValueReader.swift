import CivilTime
import Diagnostics
import FileKinds
import Markup
import Sheets

/// Gathers the pieces of one cell and makes its value of them.
///
/// One object for millions of cells: its properties are used by nobody else at the same time, so that the checks for
/// that are off.
final class CellValueReader {
    private enum Kind { case number, shared, text, item, boolean, error, day }

    let formats: CellFormats
    let strings: SharedStrings
    let dates: SerialDates
    /// Without, a formula's cell is its last result and nothing else.
    let keepsFormulas: Bool
    let limits: ReadLimits
    /// The number in `cellXfs`.
    @exclusivity(unchecked) var style = 0
    let item: TextItemReader
    @exclusivity(unchecked) private var kind = Kind.number
    @exclusivity(unchecked) private var bytes: [UInt8] = []
    @exclusivity(unchecked) private var formula: FormulaPiece?
    @exclusivity(unchecked) private var formulaBytes: [UInt8] = []
    @exclusivity(unchecked) private var hasItem = false
    private var shared: [Int: (place: CellRef, parts: [FormulaPart])] = [:]

    /// What an `f` element says of itself.
    private struct FormulaPiece {
        var type = ""
        var group: Int?
    }

    init(formats: CellFormats, strings: SharedStrings, dates: SerialDates, keepsFormulas: Bool, limits: ReadLimits) {
        self.formats = formats
        self.strings = strings
        self.dates = dates
        self.keepsFormulas = keepsFormulas
        self.limits = limits
        item = TextItemReader(formats: formats, limits: limits)
        bytes.reserveCapacity(256)
    }

    // MARK: Pieces

    func begin() {
        style = 0
        kind = .number
        bytes.removeAll(keepingCapacity: true)
        if formula != nil { formula = nil }
        hasItem = false
    }

    func setType(_ name: UnsafeRawBufferPointer) {
        switch (name.count, name.first) {
        case (1, UInt8(ascii: "s")): kind = .shared
        case (1, UInt8(ascii: "b")): kind = .boolean
        case (1, UInt8(ascii: "e")): kind = .error
        case (1, UInt8(ascii: "d")): kind = .day
        case (3, UInt8(ascii: "s")): kind = .text
        case (9, UInt8(ascii: "i")): kind = .item
        default: kind = .number
        }
    }

    func add(value more: UnsafeRawBufferPointer) throws { try Self.add(more, to: &bytes, limits) }

    func add(formula more: UnsafeRawBufferPointer) throws { try Self.add(more, to: &formulaBytes, limits) }

    private static func add(_ more: UnsafeRawBufferPointer, to bytes: inout [UInt8], _ limits: ReadLimits) throws {
        bytes.append(contentsOf: more)
        if bytes.count > limits.textLength {
            throw Failure(
                .content, "xlsx.over-limit", "单元格文字的长度（字节）超过上限 \(limits.textLength)", remedy: "请删去多余的内容，或拆分文件")
        }
    }

    func beginItem() {
        hasItem = true
        item.begin()
    }

    func beginFormula(_ tag: XMLByteTag) {
        formulaBytes.removeAll(keepingCapacity: true)
        var piece = FormulaPiece()
        for index in 0..<tag.attributeCount {
            switch tag.attributeLocalName(index) {
            case "t": piece.type = tag.attributeString(index)
            case "si": piece.group = CellBytes.natural(tag.attributeBytes(index))
            default: break
            }
        }
        formula = piece
    }

    // MARK: Values

    func finish(_ place: CellRef, _ log: ReadLog) -> CellValue {
        if formula == nil {
            let value = result(place, log)
            if kind == .text, case .text(let text) = value, Self.isCellPicture(text) { return cellPicture(place, log) }
            return value
        }
        return finishFormula(place, log)
    }

    private func result(_ place: CellRef, _ log: ReadLog) -> CellValue {
        if kind == .item || hasItem && bytes.isEmpty {
            guard hasItem, item.holdsText else { return kind == .item && !bytes.isEmpty ? text : .empty }
            let (string, runs) = item.finish()
            return runs.map { .richText($0) } ?? .text(string)
        }
        if bytes.isEmpty { return kind == .text && formula != nil ? .text("") : .empty }
        switch kind {
        case .number: return number(place, log)
        case .shared: return sharedText(place, log)
        case .text, .item: return text
        case .boolean: return boolean
        case .error:
            log.note("xlsx.error-value", .verify, at: place, "单元格的值是错误“\(string)”", remedy: "请更正公式，或改填正确的值")
            return text
        case .day: return day(place, log)
        }
    }

    private var string: String { bytes.withUnsafeBytes { EscapedText.string($0) } }
    private var text: CellValue { .text(string) }

    private var boolean: CellValue {
        bytes.withUnsafeBytes { SheetPartReader.isTrue($0) }
            ? .boolean(true)
            : bytes == [UInt8(ascii: "0")] || bytes.elementsEqual("false".utf8) ? .boolean(false) : text
    }

    private func number(_ place: CellRef, _ log: ReadLog) -> CellValue {
        guard let number = bytes.withUnsafeBytes({ CellBytes.number($0) }) else {
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { return .empty }
            log.note("xlsx.bad-number", .verify, at: place, "应为数字，实为“\(string)”，按文字读取", remedy: "请核对该单元格")
            return text
        }
        let kind = formats.kind(style)
        if kind == .number { return .number(number) }
        if let value = dates.value(number, kind) { return value }
        log.note(
            "xlsx.bad-date", .verify, at: place, "日期格式的单元格中的数 \(Decimal.plain(number)) 不是有效日期，按数字读取", remedy: "请核对该单元格")
        return .number(number)
    }

    private func sharedText(_ place: CellRef, _ log: ReadLog) -> CellValue {
        if let number = bytes.withUnsafeBytes({ CellBytes.natural($0) }), let value = strings.value(number) {
            return value
        }
        log.note(
            "xlsx.missing-string", .mandatory, at: place, "文字（共享字符串 \(string)）在文件中找不到，内容缺失",
            remedy: "请用原程序打开后重新保存，或请对方重新发送")
        return .empty
    }

    private func day(_ place: CellRef, _ log: ReadLog) -> CellValue {
        if let moment = CalendarMoment(iso: string) { return .date(moment) }
        let clock = string.prefix { $0 != "." && $0 != "Z" }.split(separator: ":").map { Int($0) }
        if clock.count >= 2, let hour = clock[0], let minute = clock[1],
            let time = ClockTime(hour: hour, minute: minute, second: clock.count > 2 ? clock[2] ?? -1 : 0)
        {
            return .time(seconds: time.secondsSinceMidnight)
        }
        log.note("xlsx.bad-date", .verify, at: place, "应为日期，实为“\(string)”，按文字读取", remedy: "请写成 2019-07-15")
        return text
    }

    // MARK: Formulas

    private func finishFormula(_ place: CellRef, _ log: ReadLog) -> CellValue {
        let value = result(place, log)
        let text = formulaBytes.withUnsafeBytes { EscapedText.string($0) }
        if Self.isCellPicture(text) { return cellPicture(place, log) }
        guard keepsFormulas, let parts = parts(text, place, log) else { return value }
        if value == .empty {
            log.note(
                "xlsx.formula-without-value", .hint, at: place, "公式没有保存计算结果",
                remedy: "请用 WPS、Excel 或 LibreOffice 打开后重新保存")
        }
        return .formula(Formula(parts, result: value))
    }

    /// - Returns: `nil` when only the value can be kept; the log says why.
    private func parts(_ text: String, _ place: CellRef, _ log: ReadLog) -> [FormulaPart]? {
        switch formula?.type {
        case "array":
            log.note("xlsx.array-formula", .hint, at: place, "数组公式只保留计算结果")
            return nil
        case "dataTable":
            log.note("xlsx.formula-dropped", .hint, at: place, "模拟运算表只保留计算结果")
            return nil
        case "shared" where text.isEmpty:
            if let master = formula?.group.flatMap({ shared[$0] }),
                let parts = master.parts.moved(
                    rows: place.row - master.place.row, columns: place.column - master.place.column)
            {
                return parts
            }
            log.note("xlsx.formula-dropped", .hint, at: place, "共享公式无法展开，只保留计算结果")
            return nil
        default: break
        }
        if text.isEmpty { return nil }
        switch A1Formula.parts(text) {
        case .success(let parts):
            if formula?.type == "shared", let group = formula?.group { shared[group] = (place, parts) }
            return parts
        case .failure(.external):
            log.note("xlsx.external-reference", .hint, at: place, "公式引用了其他文件，只保留计算结果")
        case .failure(.structured):
            log.note("xlsx.formula-dropped", .hint, at: place, "公式引用了表格的列或多个工作表，只保留计算结果")
        }
        return nil
    }

    /// WPS puts a picture into a cell as a formula that no other program knows.
    private static func isCellPicture(_ text: String) -> Bool {
        text.utf8.count >= 9 && text.prefix(16).uppercased().contains("DISPIMG(")
    }

    private func cellPicture(_ place: CellRef, _ log: ReadLog) -> CellValue {
        log.note("xlsx.cell-picture", .verify, at: place, "单元格中是 WPS 嵌入的图片，不是数据，未读取", remedy: "请改填文字或数字")
        return .empty
    }
}
