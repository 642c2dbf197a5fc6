import Foundation
import Sheets
import TestSupport
import Testing

/// A workbook that another program has opened in one format and saved in another.
struct Resave: CustomTestStringConvertible, Sendable {
    let from: FileKind
    let to: FileKind

    init(_ from: FileKind, _ to: FileKind) { (self.from, self.to) = (from, to) }

    var testDescription: String { "\(from.rawValue)→\(to.rawValue)" }

    /// What LibreOffice makes of it.
    func byOffice(_ workbook: Workbook) throws -> Workbook {
        let (folder, outside) = (try TemporaryFolder(), try TemporaryFolder())
        let path = try folder.write(from.bytes(of: workbook), to: "a.\(from.rawValue)")
        _ = try OfficeSuite.convert(path, to: to.rawValue, in: outside.path)
        return try to.workbook(of: outside.read("a.\(to.rawValue)"))
    }

    private static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"] ?? "python3"

    /// For `.enabled(if:)`.
    static func hasPython(_ module: String) -> Bool {
        (try? CommandRun.run(python, ["-c", "import \(module)"]).status) == 0
    }

    /// What a Python program makes of it.
    ///
    /// - Parameter script: Reads `sys.argv[1]` and writes `sys.argv[2]`.
    static func byPython(_ workbook: Workbook, _ kind: FileKind, _ script: String) throws -> Workbook {
        let folder = try TemporaryFolder()
        let path = try folder.write(kind.bytes(of: workbook), to: "a.\(kind.rawValue)")
        let saved = folder.path(of: "b.\(kind.rawValue)")
        let run = try CommandRun.run(python, ["-c", "import sys\n\(script)", path, saved])
        guard run.status == 0 else { throw CommandRun.Trouble(run.stderr) }
        return try kind.workbook(of: folder.read("b.\(kind.rawValue)"))
    }
}
