import ByteIO
import Diagnostics
import Forms
import Ledger
import Sheets

/// A marked copy (退改件) as it goes back to its unit.
public struct MarkedFile: Hashable, Sendable {
    /// Which form.
    public var form: LedgerForm
    /// The unit's code, or its name where the form says no code.
    public var unit: String
    /// What lists call the unit.
    public var unitName: String
    /// 报表期间
    public var period: Period
    /// The copy itself, as it lies in the folder. It holds what the unit filled in, and so may tell of persons anywhere.
    public var copy: MailedFile
    /// Its list of problems (问题清单) alone, which shows nobody; `nil` when the file has no such list.
    public var list: MailedFile?
}

/// A folder of marked copies, as ``MarkedCopy`` makes them, to be sent back.
public struct MarkedFolder: Sendable {
    /// In the order of the folder.
    public private(set) var files: [MarkedFile] = []
    /// What cannot be sent back to anybody, and why.
    public private(set) var findings: [Finding] = []

    /// - Parameter campaign: Whose units the copies name; `nil` takes what the forms say.
    public static func load(
        _ folder: String, templates: TemplateFolders, campaign: CollectCampaign? = nil
    ) -> MarkedFolder {
        var marked = MarkedFolder()
        let collected = FormCollector(templates: templates, campaign: campaign).collect([folder])
        marked.findings = collected.findings.filter { Self.isAboutReading($0) }
        var known = Set<String>()
        for form in collected.forms where known.insert(form.file).inserted { marked.take(form) }
        return marked
    }

    /// Who has not reported is no news to who reminds them.
    private static func isAboutReading(_ finding: Finding) -> Bool {
        finding.place.file != nil || finding.rule == "collect.nothing"
    }

    private mutating func take(_ form: CollectedForm) {
        let place = Place(file: form.file)
        if form.isPart {
            return refuse(place, "一个文件里有几个单位的表，不能发给其中一个", "请按单位分开后再附")
        }
        guard form.file == form.path else {
            return refuse(place, "退改件在邮件或压缩包里", "请取出来放在文件夹里")
        }
        guard let kind = form.kind, let unit = form.unit, let period = form.period else {
            let why = form.findings.first { $0.severity == .mandatory }?.statement ?? "认不出是哪个单位、哪个月的表"
            return refuse(place, "没有附：\(why)", "请核对文件")
        }
        guard let bytes = try? FileBytes.read(form.path, limit: CollectLimits().fileBytes) else {
            return refuse(place, "文件无法读取", "请检查权限")
        }
        let name = form.path.split(separator: "/").last.map(String.init) ?? form.path
        let owner = "\(form.unitName) \(kind.label)"
        files.append(
            MarkedFile(
                form: kind.ledgerForm, unit: unit, unitName: form.unitName, period: period,
                copy: MailedFile(name: name, bytes: bytes, showsPersons: true, of: owner),
                list: MarkedCopy.list(of: bytes).map { list in
                    MailedFile(name: Self.listName(name), bytes: list, showsPersons: false, of: owner)
                }))
    }

    private mutating func refuse(_ place: Place, _ statement: String, _ remedy: String) {
        findings.append(Finding("remind.not-attached", .verify, at: place, statement, remedy: remedy))
    }

    private static func listName(_ name: String) -> String {
        let stem = name.lastIndex(of: ".").map { name[..<$0] } ?? name[...]
        return "\(stem.hasSuffix("-需改正") ? stem.dropLast(4) : stem)-\(MarkedCopy.listName).xlsx"
    }
}

extension MarkedCopy {
    /// The list of problems of a marked copy alone, as XLSX: places and what to do, without what the unit filled in.
    ///
    /// - Returns: `nil` for a file that has no such list.
    static func list(of bytes: [UInt8]) -> [UInt8]? {
        guard var workbook = try? ReceivedWorkbook.read(bytes, limits: CollectLimits()).workbook else { return nil }
        workbook.sheets = workbook.sheets.filter(isList)
        guard !workbook.sheets.isEmpty else { return nil }
        for number in workbook.sheets.indices {
            guard let lead = workbook.sheets[number][1, 0].value.plainText else { continue }
            let alone = lead.replacing(ProblemSheet.mendHere, with: ProblemSheet.mendThere)
            workbook.sheets[number][1, 0].value = .text(alone)
        }
        workbook.properties = DocumentProperties()
        workbook.names = []
        return try? ReportFormat.xlsx.writer().bytes(of: workbook)
    }
}
