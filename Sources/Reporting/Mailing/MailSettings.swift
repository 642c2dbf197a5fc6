import Diagnostics
import Forms
import Mail

/// What a campaign's `campaign.yaml` says under `mail` (邮件): who sends, who receives, and through which server.
///
/// It holds no password: that is given by a file or the environment.
public struct MailSettings: Hashable, Sendable {
    /// 发件人; `nil`: it must be given otherwise.
    public var from: Mailbox?
    /// 收件人: whom the month's reports are sent to.
    public var to: [Mailbox] = []
    /// 抄送
    public var cc: [Mailbox] = []
    /// Where answers go, when not to the sender.
    public var replyTo: Mailbox?
    /// `nil`: nothing is sent, only written as a file.
    public var server: SMTPServer?
    /// The server's user name; `nil`: the server asks nobody, or the environment says it.
    public var user: String?
    /// The largest message in MiB, as it travels; most offices' servers take 20 to 50.
    public var mostMegabytes = 20

    /// Nothing is set.
    public init() {}

    static let key = InputKey("mail", "邮件")

    /// What the folder's `campaign.yaml` says; empty when it says nothing.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the file cannot be read.
    public static func load(_ folder: String) throws -> Checked<MailSettings> {
        var files = CampaignFiles(folder: Workspace.plain(folder))
        guard let head = try files.head() else { return Checked(nil, files.findings) }
        guard let node = head.mail else { return Checked(MailSettings()) }
        var reader = MailSettingsReader()
        var settings = reader.read(node)
        // As other names of files in `campaign.yaml`, from the folder; a system's own authorities lie elsewhere.
        if let authorities = settings.server?.authorities, !authorities.hasPrefix("/") {
            settings.server?.authorities = files.path(authorities)
        }
        let file = Place(file: files.path("campaign.yaml"))
        return Checked(settings, reader.findings.map { $0.within(file) })
    }
}

private struct MailSettingsReader {
    var findings: [Finding] = []

    private static let from = InputKey("from", "发件人")
    private static let to = InputKey("to", "收件人")
    private static let cc = InputKey("cc", "抄送")
    private static let replyTo = InputKey("replyTo", "回复到")
    private static let server = InputKey("server", "服务器")
    private static let port = InputKey("port", "端口")
    private static let security = InputKey("security", "加密方式")
    private static let user = InputKey("user", "用户名")
    private static let authorities = InputKey("authorities", "证书文件")
    private static let most = InputKey("mostMegabytes", "大小上限")

    mutating func read(_ node: InputNode) -> MailSettings {
        var settings = MailSettings()
        let keys = [
            Self.from, Self.to, Self.cc, Self.replyTo, Self.server, Self.port, Self.security, Self.user,
            Self.authorities, Self.most,
        ]
        guard let map = InputMap(node, keys: keys, path: MailSettings.key.key, &findings) else { return settings }
        settings.from = mailboxes(map, Self.from).first
        settings.to = mailboxes(map, Self.to)
        settings.cc = mailboxes(map, Self.cc)
        settings.replyTo = mailboxes(map, Self.replyTo).first
        settings.user = map.text(Self.user, &findings)
        settings.server = server(map)
        settings.mostMegabytes = map.integer(Self.most, in: 1...1000, &findings) ?? settings.mostMegabytes
        return settings
    }

    /// One text with several, or a list of texts.
    private mutating func mailboxes(_ map: InputMap, _ key: InputKey) -> [Mailbox] {
        guard let node = map[key] else { return [] }
        if case .list(let items) = node.content {
            return items.flatMap { item in
                item.scalar.map { mailboxes($0, Place(position: item.position, field: map.field(key))) } ?? []
            }
        }
        return map.text(key, &findings).map { mailboxes($0, map.place(key)) } ?? []
    }

    private mutating func mailboxes(_ text: String, _ place: Place) -> [Mailbox] {
        do {
            return try Mailbox.list(text)
        } catch {
            findings.append(error.within(place).finding)
            return []
        }
    }

    private mutating func server(_ map: InputMap) -> SMTPServer? {
        guard let host = map.text(Self.server, &findings) else { return nil }
        let port = map.integer(Self.port, in: 1...65_535, &findings)
        do {
            var server = try SMTPServer(host: host, port: port, security: security(map))
            server.authorities = map.text(Self.authorities, &findings)
            return server
        } catch {
            findings.append(error.within(map.place(Self.server)).finding)
            return nil
        }
    }

    private mutating func security(_ map: InputMap) -> SMTPServer.Security {
        guard let text = map.text(Self.security, &findings) else { return .tls }
        if let security = SMTPServer.Security(rawValue: text.lowercased()) { return security }
        let all = SMTPServer.Security.allCases.map(\.rawValue).joined(separator: "、")
        findings.append(
            Finding(
                "input.wrong-type", .mandatory, at: map.place(Self.security), "应为 \(all) 之一，实写“\(text.prefix(20))”",
                remedy: "请改正"))
        return .tls
    }
}
