import Foundation

/// One run of another program.
public struct CommandRun: Sendable {
    /// The exit status.
    public var status: Int32
    /// All it wrote to standard output.
    public var stdout: String
    /// All it wrote to standard error.
    public var stderr: String

    /// Why a program could not be run to its end.
    public struct Trouble: Error, CustomStringConvertible {
        /// In English, for who reads the test's output.
        public var description: String

        /// Says what happened.
        public init(_ description: String) { self.description = description }
    }

    /// Runs `program` to its end.
    ///
    /// - Parameters:
    ///   - program: A path, or a name that is looked for in `PATH`.
    ///   - environment: Added to the environment of the test itself.
    ///   - input: What the program reads from standard input.
    ///   - timeout: In seconds; then the program is ended.
    /// - Throws: ``Trouble`` when there is no such program or it takes too long.
    public static func run(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], in folder: String? = nil,
        input: [UInt8] = [], timeout: Double = 60
    ) throws -> CommandRun {
        guard let path = locate(program) else { throw Trouble("there is no program \(program)") }
        // Files instead of pipes: a pipe that nobody empties in time stops the program.
        let scratch = try TemporaryFolder()
        try scratch.write(input, to: "in")
        try scratch.write([], to: "out")
        try scratch.write([], to: "err")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.standardInput = FileHandle(forReadingAtPath: scratch.path(of: "in"))
        process.standardOutput = FileHandle(forWritingAtPath: scratch.path(of: "out"))
        process.standardError = FileHandle(forWritingAtPath: scratch.path(of: "err"))
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        if ended.wait(timeout: .now() + timeout) == .timedOut {
            kill(process.processIdentifier, SIGKILL)
            ended.wait()
            throw Trouble("\(program) took more than \(timeout) s")
        }
        return CommandRun(
            status: process.terminationStatus, stdout: String(decoding: try scratch.read("out"), as: UTF8.self),
            stderr: String(decoding: try scratch.read("err"), as: UTF8.self))
    }

    /// The path of a program, or `nil` when it is not installed.
    public static func locate(_ program: String) -> String? {
        if program.contains("/") { return FileManager.default.isExecutableFile(atPath: program) ? program : nil }
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// For `.enabled(if:)`.
    public static func isInstalled(_ program: String) -> Bool { locate(program) != nil }
}
