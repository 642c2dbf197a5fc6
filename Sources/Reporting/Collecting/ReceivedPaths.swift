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
        for name in names.filter(Self.isContent).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            add(path.hasSuffix("/") ? path + name : "\(path)/\(name)", depth: depth + 1, &seen)
        }
    }

    /// False for hidden files, locks of open documents and what systems leave in folders.
    static func isContent(_ name: String) -> Bool {
        !name.hasPrefix(".") && !name.hasPrefix("~$") && name != "__MACOSX" && name.lowercased() != "thumbs.db"
            && name.lowercased() != "desktop.ini"
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
