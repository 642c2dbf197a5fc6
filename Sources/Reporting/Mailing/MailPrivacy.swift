import ByteIO
import Diagnostics
import Mail
import Sealing

/// How attachments that may be about persons are protected.
public enum MailPrivacy: Hashable, Sendable {
    /// Not decided: only what shows nobody may be mailed.
    case undecided
    /// The sender takes it upon himself (`--clear`).
    case clear
    /// Persons are masked (`--mask`).
    case masked
    /// Attachments in a package with this password (`--encrypt`).
    case encrypted(Secret)

    /// Whether there is a password to be told apart from the message.
    public var isEncrypted: Bool { if case .encrypted = self { true } else { false } }
}

/// A file that is to be mailed, before it is protected.
public struct MailedFile: Hashable, Sendable {
    /// As offices name it.
    public var name: String
    /// The whole file.
    public var bytes: [UInt8]
    /// Whether something about persons stands in it in clear, or may.
    public var showsPersons: Bool
    /// For messages: whose form it is, `示例中学 附件1`.
    public var owner: String

    /// All of it.
    public init(name: String, bytes: [UInt8], showsPersons: Bool, of owner: String) {
        self.name = name
        self.bytes = bytes
        self.showsPersons = showsPersons
        self.owner = owner
    }
}

/// What goes with one message: every command that mails files asks the same question of them, and protects them alike.
public struct Enclosure: Hashable, Sendable {
    /// In the order in which they are attached.
    public var files: [MailedFile]
    /// How persons are protected. What is masked has been masked before.
    public var privacy: MailPrivacy
    /// The encrypted package's name.
    public var package: String
    /// Whether a package holds files that show nobody too.
    public var isSealedWhole: Bool

    /// All of it.
    public init(_ files: [MailedFile], privacy: MailPrivacy, package: String, isSealedWhole: Bool) {
        self.files = files
        self.privacy = privacy
        self.package = package
        self.isSealedWhole = isSealedWhole
    }

    /// What has to be decided first, of class A; `nil` when the files may go as they are.
    public var question: Failure? {
        guard privacy == .undecided || privacy == .masked, let file = files.first(where: \.showsPersons) else {
            return nil
        }
        return Failure(
            .content, "mail.shows-persons", at: Place(record: file.owner), "附件中有个人信息（姓名、电话或涉及个人的内容），没有写明怎样保护",
            remedy: "请加 --mask 遮盖，或 --encrypt 加密附件；确实要明文发送的，请加 --clear")
    }

    /// What the message is known by: a package is another one each time.
    public var plain: [Attachment] { files.map { Attachment(name: $0.name, bytes: $0.bytes) } }

    /// Whether a package is among the attachments.
    public var isSealed: Bool { privacy.isEncrypted && files.contains(where: isSealed) }

    /// As they travel; the package stands last.
    ///
    /// - Throws: ``Diagnostics/Failure`` of kind `.content` for a password that will not do.
    public func attachments() throws -> [Attachment] {
        guard case .encrypted(let password) = privacy, isSealed else { return plain }
        let open = files.filter { !isSealed($0) }.map { Attachment(name: $0.name, bytes: $0.bytes) }
        let inside = files.filter(isSealed).map { SealedFile(name: $0.name, bytes: $0.bytes) }
        return open + [Attachment(name: package, bytes: try SealedPackage.bytes(of: inside, password: password))]
    }

    private func isSealed(_ file: MailedFile) -> Bool { isSealedWhole || file.showsPersons }
}
