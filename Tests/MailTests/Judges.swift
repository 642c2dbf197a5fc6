import Foundation
import TestSupport

/// The Python that the environment variable `HUXIAO_PYTHON` names, with the programs beside this file.
enum Judges {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]
    static let hasPython = python.map { CommandRun.isInstalled($0) } ?? false
    static let hasServer = has("aiosmtpd, trustme")

    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Judges/\(name)").path
    }

    static func run(_ name: String, _ arguments: [String]) throws -> String {
        guard let python else { throw CommandRun.Trouble("HUXIAO_PYTHON is not set") }
        let run = try CommandRun.run(python, [script(name)] + arguments, environment: ["PYTHONUTF8": "1"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        return run.stdout
    }

    private static func has(_ modules: String) -> Bool {
        guard let python, CommandRun.isInstalled(python) else { return false }
        return (try? CommandRun.run(python, ["-c", "import \(modules)"]).status) == 0
    }
}

/// What Python's email package reads in a message.
struct ReadMessage: Decodable {
    struct File: Decodable {
        var name: String
        var oldName: String
        var type: String
        var bytes: Data
    }
    var fields: [[String]]
    var addresses: [String: [[String]]]
    var date: String
    var types: [String]
    var text: String
    var html: String
    var files: [File]
    var defects: [String]
    var longestLine: Int
    var loneLineEnds: Int
    var isASCII: Bool

    static func of(_ bytes: [UInt8]) throws -> ReadMessage {
        let folder = try TemporaryFolder()
        let file = try folder.write(bytes, to: "m.eml")
        return try JSONDecoder().decode(ReadMessage.self, from: Data(try Judges.run("message.py", [file]).utf8))
    }

    func field(_ name: String) -> String? { fields.first { $0.first == name }?.last }
    var fieldNames: [String] { fields.compactMap(\.first) }
}
