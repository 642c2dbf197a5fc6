import Forms
import Foundation
import Ledger

/// The record files that paths lead to, each with what its place in a campaign folder says of it.
struct RecordPaths {
    /// What a file holds, as far as its path tells.
    enum Kind: Hashable {
        /// Progress tables, a line a unit and month.
        case submissions
        /// 期初数
        case openings
        /// 案事件
        case cases
        /// A form of one month; the unit is the file's name when the file has a month's folder to itself.
        case form(LedgerForm, Period, isOneUnit: Bool)
        /// A CSV or JSON file anywhere else.
        case unknown
    }

    struct File: Hashable {
        var path: String
        var kind: Kind
    }

    /// What a campaign folder keeps records in.
    private static let folders = ["submissions", "form1", "form2", "form3"]

    private(set) var files: [File] = []
    private var seen: Set<String> = []

    /// - Parameter head: Names the files of openings and cases of a campaign folder.
    init(_ paths: [String], head: CampaignHead) {
        for path in paths { add(Workspace.plain(path), head) }
    }

    private mutating func add(_ path: String, _ head: CampaignHead) {
        guard Self.isFolder(path) else { return take(path, head) }
        if access(path + "/campaign.yaml", F_OK) == 0 {
            for name in [head.opening?.name ?? "opening.csv", head.cases?.name ?? "cases.csv"]
            where access("\(path)/\(name)", F_OK) == 0 { take("\(path)/\(name)", head) }
            for name in Self.folders where Self.isFolder("\(path)/\(name)") {
                add("\(path)/\(name)", head)
            }
            return
        }
        for name in Self.names(in: path) {
            let inner = "\(path)/\(name)"
            // A link to a folder above would never end.
            if Self.isLink(inner), Self.isFolder(inner) { continue }
            add(inner, head)
        }
    }

    private mutating func take(_ path: String, _ head: CampaignHead) {
        guard seen.insert((path as NSString).standardizingPath).inserted else { return }
        files.append(File(path: path, kind: Self.kind(of: path, head)))
    }

    private static func kind(of path: String, _ head: CampaignHead) -> Kind {
        let parts = path.split(separator: "/").map(String.init)
        let name = parts.last ?? path
        if name == (head.opening?.name ?? "opening.csv") { return .openings }
        if name == (head.cases?.name ?? "cases.csv") { return .cases }
        let above = parts.dropLast()
        if above.last == "submissions" { return .submissions }
        if let form = above.last.flatMap(Self.form), let period = Period(stem(of: name)) {
            return .form(form, period, isOneUnit: false)
        }
        if let form = above.dropLast().last.flatMap(Self.form), let period = above.last.flatMap({ Period($0) }) {
            return .form(form, period, isOneUnit: true)
        }
        return .unknown
    }

    private static func form(_ folder: String) -> LedgerForm? {
        LedgerForm(key: folder).flatMap { $0 == .progress ? nil : $0 }
    }

    /// Hidden files and locks of open documents are not records.
    private static func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { ReceivedPaths.isContent($0) }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// A file's name without its ending.
    static func stem(of name: String) -> String { name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
