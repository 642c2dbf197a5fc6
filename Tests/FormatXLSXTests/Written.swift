import Archive
import ByteIO
import Foundation
import Sheets
import TestSupport

@testable import FormatXLSX

/// A workbook written, and its parts.
struct Written {
    let bytes: [UInt8]
    private let reader: PackageReader

    init(_ workbook: Workbook, _ writer: XLSXWriter = .xlsx) throws {
        try self.init(bytes: writer.bytes(of: workbook))
    }

    init(bytes: [UInt8]) throws {
        self.bytes = bytes
        reader = try PackageReader(bytes)
    }

    var names: [String] { reader.entries.map(\.name) }

    func part(_ name: String) throws -> String {
        guard let bytes = try reader.bytes(of: name) else { throw CommandRun.Trouble("no part \(name)") }
        return String(decoding: bytes, as: UTF8.self)
    }

    func data(_ name: String) throws -> [UInt8] { try reader.bytes(of: name) ?? [] }
}

/// openpyxl, run by the Python that the environment variable `HUXIAO_PYTHON` names.
enum Openpyxl {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]
    static let isAvailable =
        python.map { (try? CommandRun.run($0, ["-c", "import openpyxl"]))?.status == 0 } ?? false

    /// Runs `script` with the workbook as `wb`; what it prints, line by line.
    static func run(_ script: String, on bytes: [UInt8]) throws -> [String] {
        guard let python else { throw CommandRun.Trouble("HUXIAO_PYTHON is not set") }
        let folder = try TemporaryFolder()
        let file = try folder.write(bytes, to: "a.xlsx")
        let whole = "import openpyxl, sys\nwb = openpyxl.load_workbook(sys.argv[1], rich_text=True)\n" + script
        let run = try CommandRun.run(python, ["-c", whole, file], environment: ["PYTHONIOENCODING": "utf-8"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        return run.stdout.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }
}
