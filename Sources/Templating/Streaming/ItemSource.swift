import Forms

/// Where a streamed list's items come from. A class, because it stands for a place in a list that is read once.
protocol ItemSource: AnyObject {
    /// Goes to the next item.
    ///
    /// - Returns: False behind the last one.
    func advance() throws -> Bool
    /// The values of the current item.
    var data: RecordData { get }
    /// Where the current item's values lie in its memory, in the order of its type's fields; empty when they cannot be
    /// read from there.
    var storage: [FieldStorage?] { get }
    /// Calls `body` with the current item's memory.
    func withMemory(_ body: (UnsafeRawPointer) -> Void)
}

/// Items that are values already.
final class DataItems: ItemSource {
    private let next: () throws -> RecordData?
    private(set) var data: RecordData
    let storage: [FieldStorage?] = []

    init(_ type: RecordType, _ next: @escaping () throws -> RecordData?) {
        self.next = next
        data = RecordData(type, [:])
    }

    func advance() throws -> Bool {
        guard let item = try next() else { return false }
        precondition(item.type.key == data.type.key, "the items are of another record type")
        data = item
        return true
    }

    func withMemory(_ body: (UnsafeRawPointer) -> Void) {}
}

/// Typed records, read where they lie.
final class RecordItems<Record: FormRecord>: ItemSource {
    private let next: () throws -> Record?
    private var current = Record()
    private let isMasked: Bool
    let storage: [FieldStorage?]

    init(isMasked: Bool, _ next: @escaping () throws -> Record?) {
        self.next = next
        self.isMasked = isMasked
        storage = isMasked ? [] : Record.catalogue.fields.map(\.storage)
    }

    func advance() throws -> Bool {
        guard let record = try next() else { return false }
        current = record
        return true
    }

    var data: RecordData { isMasked ? current.maskedData : current.data }

    func withMemory(_ body: (UnsafeRawPointer) -> Void) {
        withUnsafeMutablePointer(to: &current) { body(UnsafeRawPointer($0)) }
    }
}
