import Foundation

/// The Python that the environment variable `HUXIAO_PYTHON` names, with the programs in `Judges`.
public enum MailJudge {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]

    /// For `.enabled(if:)`.
    public static let isAvailable = python.map { CommandRun.isInstalled($0) } ?? false

    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Judges/\(name)").path
    }

    static func interpreter() throws -> String {
        guard let python, let path = CommandRun.locate(python) else {
            throw CommandRun.Trouble("HUXIAO_PYTHON names no Python")
        }
        return path
    }

    static func run(_ name: String, _ arguments: [String]) throws -> String {
        let run = try CommandRun.run(try interpreter(), [script(name)] + arguments, environment: ["PYTHONUTF8": "1"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        return run.stdout
    }
}

/// What Python's email package reads in a message.
public struct ReadMessage: Decodable, Sendable {
    /// An attachment.
    public struct File: Decodable, Sendable {
        /// As programs of today read it.
        public var name: String
        /// As old programs do.
        public var oldName: String
        /// For example `application/zip`.
        public var type: String
        /// All of it.
        public var bytes: Data
    }
    /// Name and value, in order.
    public var fields: [[String]]
    /// Names and addresses by field.
    public var addresses: [String: [[String]]]
    /// ISO 8601.
    public var date: String
    /// Of the message and all its parts, in order.
    public var types: [String]
    /// With `\n` between lines.
    public var text: String
    /// As it is.
    public var html: String
    /// In order.
    public var files: [File]
    /// What is not as the standards demand.
    public var defects: [String]
    /// In bytes.
    public var longestLine: Int
    /// Carriage returns and line feeds that are not in pairs.
    public var loneLineEnds: Int
    /// Whether every byte is below 128.
    public var isASCII: Bool

    /// Reads a whole message.
    public static func of(_ bytes: [UInt8]) throws -> ReadMessage {
        let folder = try TemporaryFolder()
        let file = try folder.write(bytes, to: "m.eml")
        return try JSONDecoder().decode(ReadMessage.self, from: Data(try MailJudge.run("message.py", [file]).utf8))
    }

    /// The value of the first field of that name.
    public func field(_ name: String) -> String? { fields.first { $0.first == name }?.last }

    /// In order.
    public var fieldNames: [String] { fields.compactMap(\.first) }
}
