import Foundation

/// LibreOffice without a screen: the judge of what is written.
public enum OfficeSuite {
    /// For `.enabled(if:)`.
    public static let isInstalled = CommandRun.isInstalled("soffice")

    /// Opens `file` and saves it again as `format`.
    ///
    /// One run at a time on this machine: they share a profile folder, because making a new one takes longer than the
    /// conversion.
    ///
    /// - Parameters:
    ///   - format: An extension such as `ods`, `fods`, `xlsx`, `pdf`, or with a filter:
    ///     `csv:Text - txt - csv (StarCalc):44,34,76`.
    ///   - folder: Must not be the one that holds `file` when the extension stays the same.
    /// - Returns: The new file's path.
    public static func convert(_ file: String, to format: String, in folder: String, timeout: Double = 120) throws
        -> String
    {
        let profile = FileManager.default.temporaryDirectory.appendingPathComponent("huxiao-office-\(getuid())").path
        let lock = try MachineLock(path: profile + ".lock")
        defer { lock.release() }
        let arguments = [
            "-env:UserInstallation=file://\(profile)", "--headless", "--norestore", "--convert-to", format, "--outdir",
            folder, file,
        ]
        do {
            let run = try CommandRun.run("soffice", arguments, timeout: timeout)
            return try result(of: run, file, format, folder)
        } catch {
            // A run that was ended may leave a profile that hinders the next one.
            try? FileManager.default.removeItem(atPath: profile)
            throw error
        }
    }

    private static func result(of run: CommandRun, _ file: String, _ format: String, _ folder: String) throws -> String
    {
        let kind = String(format.prefix { $0 != ":" })
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let path = "\(folder)/\(name).\(kind)"
        guard run.status == 0, FileManager.default.fileExists(atPath: path) else {
            throw CommandRun.Trouble("soffice made no \(kind) of \(file): \(run.stdout) \(run.stderr)")
        }
        return path
    }
}

/// Held by one process, and one thread in it, at a time.
private struct MachineLock {
    private static let inProcess = NSLock()
    private let descriptor: Int32

    init(path: String) throws {
        Self.inProcess.lock()
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            Self.inProcess.unlock()
            throw CommandRun.Trouble("cannot open \(path)")
        }
        flock(descriptor, LOCK_EX)
    }

    func release() {
        close(descriptor)
        Self.inProcess.unlock()
    }
}
