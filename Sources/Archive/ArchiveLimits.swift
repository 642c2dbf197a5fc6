/// What a package may take at most, checked while it is unpacked.
public struct ArchiveLimits: Hashable, Sendable {
    /// The packed file, in bytes.
    public var packageBytes = 64 << 20
    /// Files in the package.
    public var entries = 4096
    /// One entry unpacked, in bytes.
    public var entryBytes = 256 << 20
    /// All entries that are read, unpacked, in bytes.
    public var totalBytes = 512 << 20
    /// Unpacked bytes for each packed one. Looked at past 1 MiB, because small entries of repeated text are harmless.
    public var compressionRatio = 400

    /// Limits that any office file keeps.
    public init() {}
}
