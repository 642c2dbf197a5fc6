import Diagnostics

/// Why a message was not brought to the server, or why that is not known.
public struct DeliveryTrouble: Error, Hashable, Sendable {
    /// What went wrong, and so what may be done.
    public enum Kind: String, Hashable, Sendable {
        /// The server asks to try again later (4xx).
        case postponed
        /// The server does not want it (5xx).
        case refused
        /// The server cannot be reached, or the line broke before the message was whole.
        case unreachable
        /// The server took too long.
        case slow
        /// The server could not show that it is who it should be, or the line cannot be protected.
        case untrusted
        /// User name or password are wrong.
        case login
        /// The message was handed over whole, but the server's answer is missing: it may or may not have arrived.
        case unknown
        /// The message cannot be sent at all, as it is or as things are set up.
        case unusable
    }

    /// What went wrong.
    public var kind: Kind
    /// The server, as `smtp.example.org:465`.
    public var server: String
    /// What the server was asked last, for example `DATA`; never a word of the login.
    public var step: String
    /// The server's last answer, with its number; empty when there was none.
    public var answer: String
    /// What the library said where the server said nothing.
    public var detail: String

    init(_ kind: Kind, server: String, step: String = "", answer: String = "", detail: String = "") {
        self.kind = kind
        self.server = server
        self.step = step
        self.answer = answer
        self.detail = detail
    }

    /// True when the message surely was not taken and the same attempt may succeed later.
    public var mayTryAgain: Bool {
        switch kind {
        case .postponed, .unreachable, .slow: true
        case .refused, .untrusted, .login, .unknown, .unusable: false
        }
    }

    /// True when it lies with the server, the line or the login, and so would meet any other letter.
    var isOfEveryLetter: Bool {
        switch kind {
        case .login, .untrusted: true
        case .unreachable, .slow: step.isEmpty
        case .postponed, .refused, .unknown, .unusable: false
        }
    }

    /// The sentence for the user.
    public var failure: Failure {
        Failure(.system, "mail.\(kind.rawValue)", at: Place(record: server), statement, remedy: remedy)
    }

    private var statement: String {
        switch kind {
        case .postponed: "邮件服务器暂时不收\(said)"
        case .refused: "邮件服务器拒收\(said)"
        case .unreachable: step.isEmpty ? "连不上邮件服务器\(said)" : "与邮件服务器的连接中断，邮件没有送出\(said)"
        case .slow: "邮件服务器太久没有回应，邮件没有送出\(said)"
        case .untrusted: "无法确认邮件服务器的身份，或连接不能加密\(said)"
        case .login: "邮件服务器不认可用户名或口令\(said)"
        case .unknown: "邮件开始交给服务器以后没有收到回执，不知道是否送达\(said)"
        case .unusable: "邮件不能发送\(said)"
        }
    }

    private var said: String {
        let words = answer.isEmpty ? [stage, detail] : [step, "答复“\(answer)”"]
        let text = words.filter { !$0.isEmpty }.joined(separator: answer.isEmpty ? "，" : " ")
        return text.isEmpty ? "" : "（\(text)）"
    }

    /// ``step`` in words, where the server said nothing that one could show to who runs it.
    private var stage: String {
        switch step {
        case "EHLO", "HELO": "问候以后"
        case "STARTTLS": "要求加密以后"
        case "AUTH": "登录时"
        case "MAIL FROM": "报发件人以后"
        case "DATA": "交邮件正文时"
        default: step.replacing("RCPT TO", with: "报收件人")
        }
    }

    private var remedy: String {
        switch kind {
        case .postponed: "请过一段时间再发"
        case .refused: "请按答复核对收件人地址和附件大小，改正后再发"
        case .unreachable: "请检查网络，并核对设置（mail:）中的 server 和 port 后再发"
        case .slow: "请检查网络后再发；附件很大时可以放宽时限"
        case .untrusted:
            "请核对设置（mail:）中的 server、port 和 security（tls 通常用 465，starttls 通常用 587）；"
                + "本单位自建的证书，请用 authorities 写明证书文件"
        case .login: "请核对设置（mail:）中的 user 和口令文件；许多邮箱要用“授权码”，不是登录网页的口令"
        case .unknown: "请先问收件人是否收到，没有收到再发"
        case .unusable: "请改正后再发"
        }
    }
}
