import ByteIO
import Diagnostics

/// The server that takes messages and brings them on, and how to talk to it.
public struct SMTPServer: Hashable, Sendable {
    /// How the line is protected. A certificate is always verified.
    public enum Security: String, Hashable, Sendable, CaseIterable {
        /// Encrypted from the first byte; usually port 465.
        case tls
        /// Encrypted after a greeting, or not used at all; usually port 587.
        case startTLS = "starttls"
        /// In clear: for a server on the same machine or in a closed network; no login is sent over it.
        case none
    }

    /// A name or an IP address.
    public let host: String
    /// 1 to 65,535.
    public let port: Int
    /// How the line is protected.
    public let security: Security
    /// Who may send; `nil` when the server asks nobody.
    public var login: SMTPLogin?
    /// A file with the certificates (PEM) of those who are trusted, for an office's own authority; `nil`: the system's.
    public var authorities: String?
    /// How long it may take.
    public var limits = SMTPLimits()

    /// - Parameter port: `nil`: the usual one, 465, 587 or 25.
    /// - Throws: ``Diagnostics/Failure`` of kind `.content` for what cannot be a server's name or port.
    public init(host: String, port: Int? = nil, security: Security = .tls) throws(Failure) {
        let port = port ?? Self.usualPort(security)
        guard Self.isHost(host) else {
            throw Failure(
                .content, "mail.server", "应为邮件服务器的名称，实写“\(HeaderText(host.prefix(60)))”",
                remedy: "请写成 smtp.example.org 的样子")
        }
        guard (1...65_535).contains(port) else {
            throw Failure(.content, "mail.server", "邮件服务器的端口应为 1 到 65535，实为 \(port)", remedy: "请改正，通常是 465 或 587")
        }
        self.host = host
        self.port = port
        self.security = security
    }

    /// `smtp.example.org:465`, for messages.
    public var name: String { "\(host):\(port)" }

    /// - Parameter greeting: The name that is told to the server: not this machine's, which is nobody's business.
    func address(greeting: String) -> String {
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(greeting)"
    }

    private static func usualPort(_ security: Security) -> Int {
        switch security {
        case .tls: 465
        case .startTLS: 587
        case .none: 25
        }
    }

    private static func isHost(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || ".-:".unicodeScalars.contains($0))
            }
    }
}

/// Who may send through a server.
public struct SMTPLogin: Hashable, Sendable {
    /// Usually the address of the mailbox.
    public var user: String
    /// The mailbox's password, or the code (授权码) that Chinese mail providers give out instead.
    public var password: Secret

    /// Both as the provider gave them.
    public init(user: String, password: Secret) {
        self.user = user
        self.password = password
    }
}

/// How long sending may take, in seconds.
public struct SMTPLimits: Hashable, Sendable {
    /// Until the server is reached and the line is protected.
    public var connecting = 30
    /// Until the server answers a command, and the longest that nothing moves.
    public var silence = 60
    /// All in all, for one attempt.
    public var total = 900

    /// The usual ones; each can be set.
    public init() {}
}
