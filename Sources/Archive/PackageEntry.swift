/// One named stretch of bytes in a ZIP package.
public struct PackageEntry: Hashable, Sendable {
    public enum Compression: Hashable, Sendable { case stored, deflated }

    /// With `/` between folders.
    public var name: String
    public var bytes: [UInt8]
    public var compression: Compression

    public init(name: String, bytes: [UInt8], compression: Compression = .deflated) {
        self.name = name
        self.bytes = bytes
        self.compression = compression
    }
}
