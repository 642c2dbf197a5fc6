import ByteIO
import Foundation
import Mail
import TestSupport

/// An SMTP server on loopback (aiosmtpd), for one test. It ends with it, or with the test run.
final class LoopbackServer {
    let port: Int
    let folder: TemporaryFolder
    private let process = Process()
    private let input = Pipe()

    /// - Parameter behaviour: Arguments of `Judges/server.py`.
    init(_ behaviour: [String] = [], certificate: String? = nil) throws {
        guard let python = Judges.python else { throw CommandRun.Trouble("HUXIAO_PYTHON is not set") }
        folder = try TemporaryFolder()
        var arguments = [Judges.script("server.py"), folder.path] + behaviour
        if let certificate {
            let store = try Certificates.folder.get()
            arguments += [
                "--certificate", store.path(of: certificate + ".pem"), "--key", store.path(of: certificate + ".key"),
            ]
        }
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: CommandRun.locate(python) ?? python)
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
    func messages() throws -> [[UInt8]] {
        try folder.names().filter { $0.hasSuffix(".eml") }.map { try folder.read($0) }
    }

    struct Envelope: Decodable, Equatable {
        var from: String
        var to: [String]
        var hello: String
        var isEncrypted: Bool
    }

    func envelopes() throws -> [Envelope] {
        try folder.names().filter { $0.hasSuffix(".json") }.map {
            try JSONDecoder().decode(Envelope.self, from: Data(try folder.read($0)))
        }
    }

    /// A transport to it that gives up soon.
    func transport(
        _ security: SMTPServer.Security = .none, host: String = "127.0.0.1", authority: String? = nil,
        login: SMTPLogin? = nil, seconds: Int = 20
    ) throws -> SMTPTransport {
        var server = try SMTPServer(host: host, port: port, security: security)
        server.login = login
        if let authority { server.authorities = try Certificates.folder.get().path(of: authority + "-authority.pem") }
        server.limits.connecting = seconds
        server.limits.silence = seconds
        server.limits.total = seconds
        return SMTPTransport(server)
    }
}

/// Two authorities, and certificates of them for `localhost`.
enum Certificates {
    static let folder = Result {
        let folder = try TemporaryFolder()
        _ = try Judges.run("certificates.py", [folder.path, "localhost"])
        return folder
    }
}
