import CivilTime

/// Where a column's value lies in the memory of a record, in bytes from its start: long lists are written without a
/// ``FieldValue`` for each cell.
package enum FieldStorage: Sendable {
    /// A `String`; the empty one is a blank.
    case text(Int)
    /// An `Int?`.
    case integer(Int)
    /// A `Double?`.
    case decimal(Int)
    /// A `CalendarDay?`.
    case day(Int)
    /// A `Bool?`.
    case flag(Int)
    /// Reads the official word from a record's start.
    case choice(@Sendable (UnsafeRawPointer) -> String?)
}
