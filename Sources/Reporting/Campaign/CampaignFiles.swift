import ByteIO
import Diagnostics
import Forms
import Foundation

/// The files of one campaign folder, read with all that is wrong with them.
struct CampaignFiles {
    let folder: String
    var findings: [Finding] = []

    init(folder: String) { self.folder = folder }

    /// What `campaign.yaml` says; `nil` when it cannot be made out.
    ///
    /// - Throws: ``Failure`` of kind `.system` when the file cannot be read.
    mutating func head() throws -> CampaignHead? {
        let file = path("campaign.yaml")
        let bytes = try FileBytes.read(file, limit: 16 << 20)
        guard let root = within(file, { try YAMLInput.parse(try TextEncoding.decode(bytes).text) }) else { return nil }
        var noted: [Finding] = []
        let head = CampaignHead.read(root, &noted)
        take(noted, from: file)
        return head
    }

    mutating func units(_ head: CampaignHead) -> UnitTree? {
        var input = UnitsInput()
        switch head.units {
        case .list(let nodes):
            let tree = input.read(nodes)
            take(input.findings, from: path("campaign.yaml"))
            return tree
        case .file(let name, let place):
            guard let file = inside(name, place), let text = text(of: file) else { return nil }
            let tree = input.read(csv: text)
            take(input.findings, from: file)
            return tree
        }
    }

    /// The indicators that `form:` names, from the folder's own `templates` or from `folders`.
    mutating func indicators(_ head: CampaignHead, _ folders: [String]) -> IndicatorSet? {
        guard let form = head.form else { return nil }
        let isName =
            !form.isEmpty && form.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != 0 } && !form.hasPrefix(".")
        let folders = [path("templates")] + folders
        let candidates: [String] = folders.map { $0.hasSuffix("/") ? "\($0)\(form).csv" : "\($0)/\(form).csv" }
        let file = isName ? candidates.first { access($0, F_OK) == 0 } : nil
        guard let file else {
            let finding = Finding(
                "campaign.unknown-form", .mandatory, at: head.formPlace,
                "找不到表单“\(form.prefix(60))”的指标文件", remedy: "请检查表单名；自定义表单请把 .csv 和 .fods 放进活动文件夹的 templates")
            take([finding], from: path("campaign.yaml"))
            return nil
        }
        guard let bytes = within(file, { try FileBytes.read(file, limit: 16 << 20) }) else { return nil }
        let set = IndicatorSet.read(bytes, key: form)
        take(set.findings, from: file)
        return set.value
    }

    /// `nil` for a file that is not named in `campaign.yaml` and does not exist.
    mutating func optionalFile(_ named: (name: String, place: Place)?, or usual: String) -> String? {
        if let named { return inside(named.name, named.place) }
        return access(path(usual), F_OK) == 0 ? path(usual) : nil
    }

    func path(_ name: String) -> String { folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)" }

    mutating func take(_ more: [Finding], from file: String) {
        findings += more.map { $0.within(Place(file: file)) }
    }

    /// A file that cannot be used is a finding, so that the others are still read.
    mutating func within<Value>(_ file: String, _ body: () throws -> Value) -> Value? {
        do {
            return try body()
        } catch let failure as Failure {
            findings.append(failure.within(Place(file: file)).finding)
        } catch {
            findings.append(Finding("file.unreadable", .mandatory, at: Place(file: file), "无法读取（\(error)）"))
        }
        return nil
    }

    mutating func text(of file: String) -> String? {
        within(file) { try TextEncoding.decode(try FileBytes.read(file)).text }
    }

    /// Names from data never lead out of the folder.
    mutating func inside(_ name: String, _ place: Place) -> String? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain =
            !parts.contains { $0.isEmpty || $0 == "." || $0 == ".." } && !name.contains("\\") && !name.contains("\0")
        if isPlain, !leavesFolder(path(name)) { return path(name) }
        let finding = Finding(
            "campaign.path-outside", .mandatory, at: place, "文件应在活动文件夹中，实写“\(name.prefix(60))”",
            remedy: "请把文件放进活动文件夹，只写文件名")
        take([finding], from: path("campaign.yaml"))
        return nil
    }

    /// True for a link that leads elsewhere.
    private func leavesFolder(_ file: String) -> Bool {
        guard let root = realPath(folder), let real = realPath(file) else { return false }
        return !real.hasPrefix(root.hasSuffix("/") ? root : root + "/")
    }

    /// `nil` when there is no such file.
    private func realPath(_ path: String) -> String? {
        guard let real = Foundation.realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
