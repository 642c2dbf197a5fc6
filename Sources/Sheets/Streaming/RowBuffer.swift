import CivilTime

/// One row on its way into a file: values with their types and styles, the texts as bytes in one block that is used
/// again for the next row.
///
/// Cells are appended from column A on.
public struct RowBuffer: ~Copyable {
    /// In points; as it stands whatever the cells hold.
    public var height = Row.standardHeight
    /// In points, for a row whose ``height`` was fitted to its text: what it has at least. `nil`: the height was stated,
    /// not fitted.
    public var minimumHeight: Double?
    /// True: the row is there, but not shown.
    public var isHidden = false
    @usableFromInline var slots: UnsafeMutablePointer<Slot>
    @usableFromInline var slotCapacity: Int
    @usableFromInline var used = 0
    @usableFromInline var texts: UnsafeMutableRawPointer
    @usableFromInline var textCapacity: Int
    @usableFromInline var textCount = 0
    @usableFromInline var cells: [Cell] = []

    @usableFromInline
    package enum Kind: UInt8 { case absent, blank, text, number, percentage, date, time, boolean, cell }

    @usableFromInline
    package struct Slot {
        /// A number's bits, a text's offset and length, a cell's index, days and seconds.
        @usableFromInline package var payload: UInt64
        @usableFromInline package var style: StyleID
        @usableFromInline package var kind: Kind

        @usableFromInline
        init(_ kind: Kind, _ payload: UInt64, _ style: StyleID) {
            self.payload = payload
            self.style = style
            self.kind = kind
        }
    }

    /// Behind every text as many bytes may be read.
    package static let padding = 16

    /// An empty row.
    public init() {
        slotCapacity = 64
        slots = .allocate(capacity: slotCapacity)
        textCapacity = 4_096
        texts = .allocate(byteCount: textCapacity, alignment: 16)
        texts.initializeMemory(as: UInt8.self, repeating: 0, count: textCapacity)
    }

    deinit {
        slots.deallocate()
        texts.deallocate()
    }

    /// How many columns the row has so far.
    public var count: Int { used }

    /// The height as the model has it.
    package var rowHeight: RowHeight { minimumHeight.map { .fitted(minimum: $0) } ?? .fixed(height) }

    /// Makes the row empty, of standard height and not hidden.
    public mutating func removeAll() {
        used = 0
        textCount = 0
        if !cells.isEmpty { cells.removeAll(keepingCapacity: true) }
        height = Row.standardHeight
        minimumHeight = nil
        isHidden = false
    }

    // MARK: Filling

    /// Text; “3” is text.
    @inlinable
    public mutating func append(_ text: String, style: StyleID = .standard) {
        let isCopied: Void? = text.utf8.withContiguousStorageIfAvailable {
            append(utf8: UnsafeRawBufferPointer($0), style: style)
        }
        if isCopied == nil { appendSlowly(text, style: style) }
    }

    /// Text that lies elsewhere than in one stretch of UTF-8.
    @inline(never)
    @usableFromInline
    mutating func appendSlowly(_ text: String, style: StyleID) {
        Array(text.utf8).withUnsafeBytes { append(utf8: $0, style: style) }
    }

    /// - Parameter bytes: Valid UTF-8, copied at once.
    @inlinable
    public mutating func append(utf8 bytes: UnsafeRawBufferPointer, style: StyleID = .standard) {
        let length = bytes.count
        if textCapacity &- textCount < length &+ 16 { growTexts(length) }
        if let start = bytes.baseAddress { texts.advanced(by: textCount).copyMemory(from: start, byteCount: length) }
        append(.text, UInt64(truncatingIfNeeded: textCount) << 32 | UInt64(truncatingIfNeeded: length), style)
        textCount &+= length
    }

    /// A number.
    @inlinable
    public mutating func append(_ number: Double, style: StyleID = .standard) {
        append(.number, number.bitPattern, style)
    }

    /// 0.85 is 85 %.
    @inlinable
    public mutating func append(percentage: Double, style: StyleID = .standard) {
        append(.percentage, percentage.bitPattern, style)
    }

    /// True or false.
    @inlinable
    public mutating func append(_ flag: Bool, style: StyleID = .standard) { append(.boolean, flag ? 1 : 0, style) }

    /// A day and time.
    @inlinable
    public mutating func append(_ moment: CalendarMoment, style: StyleID = .standard) {
        let day = UInt32(bitPattern: Int32(truncatingIfNeeded: moment.day.daysSince1970))
        append(.date, UInt64(day) << 32 | UInt64(truncatingIfNeeded: moment.time.secondsSinceMidnight), style)
    }

    /// A span of time; may pass 24 hours.
    @inlinable
    public mutating func append(seconds: Int, style: StyleID = .standard) {
        append(.time, UInt64(bitPattern: Int64(seconds)), style)
    }

    /// A cell with a style and no value.
    @inlinable
    public mutating func appendBlank(style: StyleID = .standard) { append(.blank, 0, style) }

    /// Any cell of the model: formulas, rich text. Notes are not written in a stream.
    public mutating func append(_ cell: Cell) {
        append(.cell, UInt64(cells.count), cell.style)
        cells.append(cell)
    }

    /// Leaves out cells.
    public mutating func skip(_ columns: Int) {
        for _ in 0..<max(columns, 0) { append(.absent, 0, .standard) }
    }

    @inlinable
    mutating func append(_ kind: Kind, _ payload: UInt64, _ style: StyleID) {
        if used == slotCapacity { growSlots() }
        slots.advanced(by: used).initialize(to: Slot(kind, payload, style))
        used &+= 1
    }

    // MARK: For writers

    /// - Parameter column: Below ``count``.
    @inlinable
    package func slot(_ column: Int) -> Slot {
        precondition(column >= 0 && column < used)
        return slots[column]
    }

    /// The text of a slot of kind `.text`; another ``padding`` bytes behind it may be read. Valid until the row
    /// changes.
    @inlinable
    package func text(of slot: Slot) -> UnsafeRawBufferPointer {
        let offset = Int(truncatingIfNeeded: slot.payload >> 32)
        let length = Int(truncatingIfNeeded: slot.payload & 0xFFFF_FFFF)
        return UnsafeRawBufferPointer(start: texts + offset, count: length)
    }

    /// Any slot as the cell it stands for.
    package func cell(of slot: Slot) -> Cell {
        switch slot.kind {
        case .absent, .blank: Cell(.empty, style: slot.style)
        case .text: Cell(.text(String(decoding: text(of: slot), as: UTF8.self)), style: slot.style)
        case .number: Cell(.number(Double(bitPattern: slot.payload)), style: slot.style)
        case .percentage: Cell(.percentage(Double(bitPattern: slot.payload)), style: slot.style)
        case .date: Cell(Self.moment(slot.payload).map { .date($0) } ?? .empty, style: slot.style)
        case .time: Cell(.time(seconds: Int(Int64(bitPattern: slot.payload))), style: slot.style)
        case .boolean: Cell(.boolean(slot.payload != 0), style: slot.style)
        case .cell: cells[Int(slot.payload)]
        }
    }

    private static func moment(_ payload: UInt64) -> CalendarMoment? {
        let days = Int(Int32(bitPattern: UInt32(truncatingIfNeeded: payload >> 32)))
        let seconds = Int(UInt32(truncatingIfNeeded: payload))
        return CalendarDay(daysSince1970: days).map { CalendarMoment($0, ClockTime(secondsSinceMidnight: seconds)) }
    }

    // MARK: Room

    @inline(never)
    @usableFromInline
    mutating func growSlots() {
        let larger = UnsafeMutablePointer<Slot>.allocate(capacity: slotCapacity * 2)
        larger.moveInitialize(from: slots, count: used)
        slots.deallocate()
        slots = larger
        slotCapacity *= 2
    }

    @inline(never)
    @usableFromInline
    mutating func growTexts(_ more: Int) {
        let capacity = max(textCapacity * 2, textCount + more + Self.padding)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: texts, byteCount: textCount)
        // What is read behind the last text is never used, but must have been written once.
        larger.advanced(by: textCount).initializeMemory(as: UInt8.self, repeating: 0, count: capacity - textCount)
        texts.deallocate()
        texts = larger
        textCapacity = capacity
    }
}
