import CCurl

/// Hands letters to an SMTP server, through libcurl.
public struct SMTPTransport: MailTransport {
    private let server: SMTPServer

    /// Nothing is sent yet; each letter has a connection of its own.
    public init(_ server: SMTPServer) { self.server = server }

    /// One attempt, within the server's time limits. When the server refuses one recipient, nobody gets the letter.
    public func send(_ letter: Letter, beginning begin: () throws -> Void) throws(DeliveryTrouble) {
        try check(letter)
        let session = try CurlSession(server)
        try session.run(letter, begin)
    }

    private func check(_ letter: Letter) throws(DeliveryTrouble) {
        if letter.to.isEmpty {
            throw DeliveryTrouble(.unusable, server: server.name, detail: "没有收件人")
        }
        if server.login != nil, server.security == .none {
            throw DeliveryTrouble(.unusable, server: server.name, detail: "不加密的连接上不发送口令")
        }
    }
}

/// One connection. The wall before libcurl: its handles and codes stay behind it.
private final class CurlSession {
    private let server: SMTPServer
    private let handle: UnsafeMutableRawPointer
    private var recipients: UnsafeMutablePointer<curl_slist>?
    private var bytes: [UInt8] = []
    private var position = 0
    private var conversation = SMTPConversation()
    /// Bytes of the letter that went out on the line.
    private var sent = 0
    private var isAccepted = true
    /// To be called before the first byte of the letter goes out.
    private var begin: (() throws -> Void)?
    /// Why the letter was not begun.
    private var hindrance: (any Error)?

    private static let isReady = huxiao_curl_start() == CURLE_OK

    init(_ server: SMTPServer) throws(DeliveryTrouble) {
        guard Self.isReady, let handle = curl_easy_init() else {
            throw DeliveryTrouble(.unusable, server: server.name, detail: "libcurl 不能启动")
        }
        self.server = server
        self.handle = handle
    }

    deinit {
        curl_slist_free_all(recipients)
        curl_easy_cleanup(handle)
    }

    func run(_ letter: Letter, _ begin: () throws -> Void) throws(DeliveryTrouble) {
        bytes = letter.bytes
        describeServer(greeting: letter.from.domain)
        describeLimits()
        describe(letter)
        listen()
        guard isAccepted else {
            throw DeliveryTrouble(.unusable, server: server.name, detail: "libcurl 不支持所需的设置")
        }
        let code = withoutActuallyEscaping(begin) { begin in
            self.begin = begin
            defer { self.begin = nil }
            return withExtendedLifetime(self) { curl_easy_perform(handle) }
        }
        if let hindrance {
            throw DeliveryTrouble(.unusable, server: server.name, detail: "\(hindrance)")
        }
        if code != CURLE_OK { throw trouble(code) }
    }

    // MARK: - Settings

    private func describeServer(greeting: String) {
        set(CURLOPT_URL, server.address(greeting: greeting))
        set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // An environment variable must not lead the message elsewhere.
        set(CURLOPT_PROXY, "")
        set(CURLOPT_USE_SSL, server.security == .none ? Int(CURLUSESSL_NONE.rawValue) : Int(CURLUSESSL_ALL.rawValue))
        set(CURLOPT_SSL_VERIFYPEER, 1)
        set(CURLOPT_SSL_VERIFYHOST, 2)
        set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
        if let authorities = server.authorities { set(CURLOPT_CAINFO, authorities) }
        if let login = server.login {
            set(CURLOPT_USERNAME, login.user)
            set(CURLOPT_PASSWORD, login.password.reveal())
        }
    }

    private func describeLimits() {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_CONNECTTIMEOUT, server.limits.connecting)
        set(CURLOPT_TIMEOUT, server.limits.total)
        set(CURLOPT_SERVER_RESPONSE_TIMEOUT, server.limits.silence)
        set(CURLOPT_LOW_SPEED_LIMIT, 1)
        set(CURLOPT_LOW_SPEED_TIME, server.limits.silence)
    }

    private func describe(_ letter: Letter) {
        set(CURLOPT_MAIL_FROM, "<\(letter.from)>")
        for address in letter.to { recipients = curl_slist_append(recipients, "<\(address)>") }
        accept(huxiao_curl_set_list(handle, CURLOPT_MAIL_RCPT, recipients))
        set(CURLOPT_UPLOAD, 1)
        // A server that knows its limit can refuse before the letter is under way.
        accept(huxiao_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(bytes.count)))
        let context = Unmanaged.passUnretained(self).toOpaque()
        let reader: curl_read_callback = { buffer, size, count, context in
            guard let buffer, let context else { return 0 }
            return Unmanaged<CurlSession>.fromOpaque(context).takeUnretainedValue().read(
                into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        accept(huxiao_curl_set_reader(handle, reader, context))
    }

    private func listen() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let listener: curl_debug_callback = { _, kind, bytes, count, context in
            guard let bytes, let context, count > 0 else { return 0 }
            let heard = UnsafeRawBufferPointer(start: bytes, count: count)
            Unmanaged<CurlSession>.fromOpaque(context).takeUnretainedValue().note(kind, heard)
            return 0
        }
        accept(huxiao_curl_set_listener(handle, listener, context))
    }

    private func set(_ option: CURLoption, _ value: Int) { accept(huxiao_curl_set_long(handle, option, value)) }
    private func set(_ option: CURLoption, _ value: String) { accept(huxiao_curl_set_text(handle, option, value)) }
    private func accept(_ code: CURLcode) { isAccepted = isAccepted && code == CURLE_OK }

    // MARK: - While it runs

    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        do {
            try begin?()
            begin = nil
        } catch {
            hindrance = error
            return Int(CURL_READFUNC_ABORT)
        }
        let count = min(buffer.count, bytes.count - position)
        buffer.copyBytes(from: bytes[position..<position + count])
        position += count
        return count
    }

    private func note(_ kind: curl_infotype, _ bytes: UnsafeRawBufferPointer) {
        switch kind {
        case CURLINFO_HEADER_IN: conversation.hear(String(decoding: bytes, as: UTF8.self))
        case CURLINFO_HEADER_OUT: conversation.say(String(decoding: bytes, as: UTF8.self))
        case CURLINFO_DATA_OUT: sent += bytes.count
        default: break
        }
    }

    // MARK: - What went wrong

    private func trouble(_ code: CURLcode) -> DeliveryTrouble {
        let kind = kind(of: code)
        return DeliveryTrouble(
            kind, server: server.name, step: conversation.step,
            answer: [.postponed, .refused, .login].contains(kind) ? conversation.answer : "",
            detail: Self.words[code.rawValue] ?? "libcurl 错误 \(code.rawValue)")
    }

    private static let words: [UInt32: String] = [
        CURLE_PEER_FAILED_VERIFICATION.rawValue: "证书不是受信任的机构签发的，已过期，或不是这个服务器的",
        CURLE_SSL_CONNECT_ERROR.rawValue: "不能建立加密连接", CURLE_SSL_CACERT_BADFILE.rawValue: "证书文件不能读取",
        CURLE_USE_SSL_FAILED.rawValue: "服务器不支持 STARTTLS", CURLE_SSL_ISSUER_ERROR.rawValue: "证书的签发机构不对",
        CURLE_COULDNT_RESOLVE_HOST.rawValue: "找不到这个名称的服务器", CURLE_COULDNT_CONNECT.rawValue: "服务器没有接受连接",
        CURLE_OPERATION_TIMEDOUT.rawValue: "超过时限", CURLE_LOGIN_DENIED.rawValue: "登录被拒绝",
        CURLE_SEND_ERROR.rawValue: "连接断开", CURLE_RECV_ERROR.rawValue: "连接断开", CURLE_GOT_NOTHING.rawValue: "连接断开",
        CURLE_WEIRD_SERVER_REPLY.rawValue: "服务器的答复不像邮件服务器的",
        CURLE_URL_MALFORMAT.rawValue: "服务器名称不能使用", CURLE_UNSUPPORTED_PROTOCOL.rawValue: "libcurl 不支持发邮件",
    ]

    private func kind(of code: CURLcode) -> DeliveryTrouble.Kind {
        if let kind = Self.kindsBeforeTheLetter[code.rawValue] {
            return conversation.code.map { (400...499).contains($0) } ?? false ? .postponed : kind
        }
        switch conversation.code {
        case .some(400...499): return .postponed
        case .some(500...599): return .refused
        default: break
        }
        // The server may have the whole letter, and bring it.
        if sent >= bytes.count { return .unknown }
        return code == CURLE_OPERATION_TIMEDOUT ? .slow : .unreachable
    }

    private static let kindsBeforeTheLetter: [UInt32: DeliveryTrouble.Kind] = [
        CURLE_LOGIN_DENIED.rawValue: .login, CURLE_PEER_FAILED_VERIFICATION.rawValue: .untrusted,
        CURLE_SSL_CONNECT_ERROR.rawValue: .untrusted, CURLE_SSL_CACERT_BADFILE.rawValue: .untrusted,
        CURLE_USE_SSL_FAILED.rawValue: .untrusted, CURLE_SSL_ISSUER_ERROR.rawValue: .untrusted,
        CURLE_URL_MALFORMAT.rawValue: .unusable, CURLE_UNSUPPORTED_PROTOCOL.rawValue: .unusable,
        CURLE_COULDNT_RESOLVE_HOST.rawValue: .unreachable, CURLE_COULDNT_CONNECT.rawValue: .unreachable,
    ]
}
