import Diagnostics
import Foundation

/// The files that given paths lead to, folders walked through.
struct ReceivedPaths {
    private let limits: CollectLimits
    private(set) var files: [String] = []
    private(set) var findings: [Finding] = []

    /// - Parameter paths: Files and folders. Inside a folder files come in order of their names' bytes.
    init(_ paths: [String], limits: CollectLimits) {
        self.limits = limits
        var seen = Set<String>()
        for path in paths { add(path, depth: 0, &seen) }
    }

    private mutating func add(_ path: String, depth: Int, _ seen: inout Set<String>) {
        // A path that is given twice, also inside a folder, is one file.
        guard files.count < limits.files, seen.insert(Self.plain(path)).inserted else { return }
        switch Self.kind(of: path, followsLinks: depth == 0) {
        case S_IFDIR: addFolder(path, depth: depth, &seen)
        case S_IFREG where Self.isEmptyMbox(path): return
        case S_IFREG, nil:
            files.append(path)
            if files.count == limits.files {
                findings.append(
                    Finding("collect.too-many-files", .mandatory, "文件超过 \(limits.files) 个，其余的没有读", remedy: "请分几次收集"))
            }
        default:
            // A pipe or a device would never end; inside a folder a link to a folder could lead in a circle.
            if depth > 0 { return }
            findings.append(
                Finding("collect.not-a-file", .mandatory, at: Place(file: path), "不是文件，也不是文件夹", remedy: "请检查路径"))
        }
    }

    private mutating func addFolder(_ path: String, depth: Int, _ seen: inout Set<String>) {
        if depth > limits.folderDepth {
            findings.append(
                Finding(
                    "collect.too-deep", .mandatory, at: Place(file: path), "文件夹套了 \(limits.folderDepth) 层以上，里面的没有读",
                    remedy: "请把文件移到上层"))
            return
        }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            findings.append(
                Finding("file.unreadable", .mandatory, at: Place(file: path), "文件夹无法读取", remedy: "请检查权限"))
            return
        }
        let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
        let isMail = MailFolder.isOne(folder)
        var discarded = 0
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            let inner = "\(folder)/\(name)"
            guard isMail ? MailFolder.isContent(name) : true, Self.isContent(name) || Self.isHiddenMail(name, inner)
            else { continue }
            if MailFolder.isDiscarded(name) {
                discarded += 1
            } else if MailFolder.isOwn(name), MailFolder.isOne(inner) || Self.isMbox(inner) {
                findings.append(MailFolder.notRead(inner))
            } else {
                add(inner, depth: depth + 1, &seen)
            }
        }
        if discarded > 0 { findings.append(MailFolder.discarded(discarded, in: path)) }
    }

    /// A Maildir's subfolders are hidden.
    private static func isHiddenMail(_ name: String, _ path: String) -> Bool {
        name.hasPrefix(".") && name != "." && name != ".." && MailFolder.isOne(path)
    }

    private static func isMbox(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let file = FileHandle(forReadingAtPath: path)
        else { return false }
        let start = (try? file.read(upToCount: 16 << 10)) ?? Data()
        return MboxFile.recognises([UInt8](start))
    }

    /// Whether `path` is a folder of messages that has none: Thunderbird keeps an empty file for it, beside its subfolders
    /// or its index.
    private static func isEmptyMbox(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size == 0
            && [".sbd", ".msf"].contains { access(path + $0, F_OK) == 0 }
    }

    /// False for hidden files, locks of open documents, and what systems and mail programs leave in folders.
    static func isContent(_ name: String) -> Bool {
        let lower = name.lowercased()
        return !name.hasPrefix(".") && !name.hasPrefix("~$") && name != "__MACOSX" && lower != "thumbs.db"
            && lower != "desktop.ini" && !lower.hasSuffix(".msf")
    }

    private static func plain(_ path: String) -> String { (path as NSString).standardizingPath }

    /// `nil` when there is nothing: opening it will say why.
    private static func kind(of path: String, followsLinks: Bool) -> mode_t? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        if followsLinks || kind != S_IFDIR { return kind }
        var own = stat()
        guard lstat(path, &own) == 0 else { return nil }
        return own.st_mode & S_IFMT == S_IFLNK ? S_IFLNK : kind
    }
}
