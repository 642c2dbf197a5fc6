import Archive
import FileKinds

/// What collecting may take at most. Received files are hostile until they are read.
public struct CollectLimits: Hashable, Sendable {
    /// One file, as it lies in a folder, a message or a ZIP package, in bytes.
    public var fileBytes = 64 << 20
    /// Files in all folders together.
    public var files = 100_000
    /// Folders inside folders.
    public var folderDepth = 32
    /// Messages and ZIP packages inside each other.
    public var nesting = 4
    /// Files inside one received file, at any depth.
    public var members = 2000
    /// All that is unpacked from one received file, in bytes.
    public var unpackedBytes = 256 << 20
    /// Of each spreadsheet.
    public var reading = ReadLimits()

    /// Limits that any month of a city keeps.
    public init() {}
}
