/// One named stretch of bytes in a ZIP package.
public struct PackageEntry: Hashable, Sendable {
    /// How the bytes lie in the package.
    public enum Compression: Hashable, Sendable { case stored, deflated }

    /// With `/` between folders.
    public var name: String
    /// Unpacked.
    public var bytes: [UInt8]
    /// `.stored` for what is small or compressed already.
    public var compression: Compression

    /// An entry that is deflated unless said otherwise.
    public init(name: String, bytes: [UInt8], compression: Compression = .deflated) {
        self.name = name
        self.bytes = bytes
        self.compression = compression
    }
}
