/// What a message may hold at most. Looked at before memory is taken.
struct MailLimits: Hashable, Sendable {
    /// Parts inside parts.
    var depth = 8
    /// Parts of the whole message.
    var parts = 500
    /// One part's header, in bytes.
    var headerBytes = 256 << 10
    /// All attachments decoded, in bytes.
    var totalBytes = 256 << 20

    init() {}
}
