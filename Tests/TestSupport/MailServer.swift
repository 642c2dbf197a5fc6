import Foundation

/// An SMTP server on loopback (aiosmtpd), for one test. It ends with it, or with the test run.
public final class MailServer {
    /// Where it listens on 127.0.0.1.
    public let port: Int
    private let folder: TemporaryFolder
    private let process = Process()
    private let input = Pipe()

    /// For `.enabled(if:)`: the Python that `HUXIAO_PYTHON` names has what the server needs.
    public static let isAvailable =
        MailJudge.python.map { (try? CommandRun.run($0, ["-c", "import aiosmtpd, trustme"]).status) == 0 } ?? false

    /// - Parameters:
    ///   - behaviour: Arguments of `Judges/server.py`.
    ///   - certificate: One of ``MailCertificates``.
    public init(_ behaviour: [String] = [], certificate: String? = nil) throws {
        folder = try TemporaryFolder()
        var arguments = [MailJudge.script("server.py"), folder.path] + behaviour
        if let certificate {
            let store = try MailCertificates.folder.get()
            arguments += ["--certificate", store.path(of: certificate + ".pem")]
            arguments += ["--key", store.path(of: certificate + ".key")]
        }
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: try MailJudge.interpreter())
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CommandRun.Trouble("the server gave no port: \(line)")
        }
        self.port = port
    }

    deinit {
        // The threads of a test run block gentler signals, and a child inherits that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// What it took, in order.
    public func messages() throws -> [[UInt8]] {
        try folder.names().filter { $0.hasSuffix(".eml") }.map { try folder.read($0) }
    }

    /// What it was told of a message.
    public struct Envelope: Decodable, Equatable, Sendable {
        /// The sender's address.
        public var from: String
        /// The recipients' addresses.
        public var to: [String]
        /// The name in the greeting.
        public var hello: String
        /// Whether the line was.
        public var isEncrypted: Bool

        /// All of it.
        public init(from: String, to: [String], hello: String, isEncrypted: Bool) {
            (self.from, self.to, self.hello, self.isEncrypted) = (from, to, hello, isEncrypted)
        }
    }

    /// What it was told of each message that it took, in order.
    public func envelopes() throws -> [Envelope] {
        try folder.names().filter { $0.hasSuffix(".json") }.map {
            try JSONDecoder().decode(Envelope.self, from: Data(try folder.read($0)))
        }
    }
}

/// Two authorities, and certificates of them: `own` and `other` for `localhost`, `elsewhere` for another name.
public enum MailCertificates {
    static let folder = Result {
        let folder = try TemporaryFolder()
        _ = try MailJudge.run("certificates.py", [folder.path, "localhost"])
        return folder
    }

    /// The file with the certificate of an authority, `own` or `other`.
    public static func authority(_ name: String) throws -> String {
        try folder.get().path(of: name + "-authority.pem")
    }
}
