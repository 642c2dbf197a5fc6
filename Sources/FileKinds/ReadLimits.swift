import Archive
import Markup

/// What a file may take at most. Checked before memory is taken.
public struct ReadLimits: Hashable, Sendable {
    /// Of the package that the file is, if it is one.
    public var archive = ArchiveLimits()
    /// Of each XML document in it.
    public var xml = XMLLimits()
    /// Of the whole file.
    public var sheets = 1000
    /// Of one sheet.
    public var rows = 1 << 20
    /// Of one sheet.
    public var columns = 1 << 14
    /// Of the whole file, cells inside repeated rows and columns counted each.
    public var cells = 4_000_000
    /// Of one merge.
    public var mergedCells = 1 << 20
    /// Of one run of `text:s`.
    public var spaces = 4096
    /// Characters of one cell.
    public var textLength = 1 << 20
    /// Styles of the file.
    public var styles = 65_536
    /// Shared strings of the file.
    public var strings = 2_000_000
    /// What cells, texts and formulas of the whole file take in memory, in bytes, as estimated while they are read.
    public var memoryBytes = 200 << 20

    /// Limits that any official form keeps.
    public init() {}
}
