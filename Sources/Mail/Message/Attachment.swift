/// A file that travels with a message.
public struct Attachment: Hashable, Sendable {
    /// The file's name where it is saved: one line, no folder.
    public let name: String
    /// What it is.
    public var type: MediaType
    /// All of it; it arrives byte for byte.
    public var bytes: [UInt8]

    /// - Parameters:
    ///   - name: Line breaks and control characters become blanks, signs that lead into a folder become `_`.
    ///   - type: `nil`: what the end of the name says.
    public init(name: String, type: MediaType? = nil, bytes: [UInt8]) {
        self.name = Self.plain(name)
        self.type = type ?? MediaType(fileName: self.name)
        self.bytes = bytes
    }

    /// At most 120 characters, the ending kept.
    private static func plain(_ name: String) -> String {
        var line = HeaderText(name).description.replacing("/", with: "_").replacing("\\", with: "_")[...]
        while line.first == "." { line.removeFirst() }
        if line.count > 120 {
            let ending = line.lastIndex(of: ".").map { line[$0...] }.flatMap { $0.count <= 10 ? $0 : nil } ?? ""
            line = line.prefix(120 - ending.count) + ending
        }
        return line.isEmpty ? "附件" : String(line)
    }
}
