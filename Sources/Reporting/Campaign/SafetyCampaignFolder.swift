import ByteIO
import Diagnostics
import Forms
import Foundation

/// A campaign after Changzhou's plan as a folder: `campaign.yaml` with `form: changzhou`, `units.csv`, `schools.csv`,
/// and what was handed in, as CSV or JSON: `form1/2019-09/UNIT.csv` a unit, or `form1/2019-09.csv` with a column 所属单位
/// for several; `form2` likewise. `form3/2019-09/UNIT.csv` is a typed 附件3; it is compared, never counted.
///
///     let campaign = try SafetyCampaignFolder.load("Examples/changzhou-2019")
public enum SafetyCampaignFolder {
    /// What `form:` of `campaign.yaml` says.
    public static let form = "changzhou"

    /// True when the folder's `campaign.yaml` says that it holds such a campaign.
    public static func isOne(_ path: String) -> Bool {
        var files = CampaignFiles(folder: path)
        return (try? files.head()?.form == form) ?? false
    }

    /// Reads all files of the folder; everything that is wrong with any of them is a finding, with file, line and
    /// column.
    ///
    /// What is wrong with the rows themselves is found by ``Forms/SafetyCampaign/check(_:period:reportingDay:)``.
    /// - Returns: No value when the tree or the months cannot be made out. A file that cannot be read is left out, with
    ///   a finding of class A.
    /// - Throws: ``Failure`` of kind `.system` when `campaign.yaml` itself cannot be read.
    public static func load(_ path: String) throws -> Checked<SafetyCampaign> {
        var loader = SafetyCampaignLoader(files: CampaignFiles(folder: path))
        return try loader.load()
    }
}

/// One reading of one folder.
private struct SafetyCampaignLoader {
    var files: CampaignFiles

    mutating func load() throws -> Checked<SafetyCampaign> {
        guard let head = try files.head() else { return Checked(nil, files.findings) }
        guard let units = files.units(head), let periods = head.periods else { return Checked(nil, files.findings) }
        let schools = files.schools()
        let checkups: [MonthlyForm<SecurityCheckup>] = forms("form1", units)
        let risks: [MonthlyForm<RiskRecord>] = forms("form2", units)
        let campaign = SafetyCampaign(
            name: head.name, periods: periods, due: head.due, units: units, schools: schools, checkups: checkups,
            risks: risks,
            typedTallies: typedTallies(units))
        return Checked(campaign, files.findings)
    }

    /// All that was handed in of one form, by month and unit.
    private mutating func forms<Record: FormRecord>(_ folder: String, _ units: UnitTree) -> [MonthlyForm<Record>] {
        var forms: [MonthlyForm<Record>] = []
        for (period, path) in months(in: folder) {
            if Self.isFolder(path) {
                for file in names(in: path) {
                    let form: MonthlyForm<Record> = form(path + "/" + file, unit: Self.stem(of: file), period, units)
                    forms.append(form)
                }
            } else {
                var rows: [Located<Record>] = files.rows(of: path)
                for index in rows.indices { rows[index].unit = units.code(for: rows[index].unit) }
                forms += MonthlyForm.split(rows, period: period) { units[$0]?.label ?? $0 }
            }
        }
        return forms
    }

    private mutating func typedTallies(_ units: UnitTree) -> [TypedTally] {
        var tallies: [TypedTally] = []
        for (period, folder) in months(in: "form3") {
            for name in names(in: folder) {
                let file = folder + "/" + name
                guard let bytes = files.within(file, { try FileBytes.read(file) }) else { continue }
                let read = TypedFigure.read(bytes, file: file)
                files.findings += read.findings
                let unit = units.code(for: Self.stem(of: name))
                tallies += read.value.map { [TypedTally(unit: unit, period: period, figures: $0)] } ?? []
            }
        }
        return tallies
    }

    /// The entries of a form's folder, each with the month that its name says.
    private mutating func months(in folder: String) -> [(period: Period, path: String)] {
        names(in: files.path(folder)).compactMap { name in
            let path = files.path("\(folder)/\(name)")
            if let period = Period(Self.stem(of: name)) { return (period, path) }
            files.findings.append(
                Finding(
                    "campaign.unread-file", .mandatory, at: Place(file: path), "文件或文件夹应以月份命名，这一个没有读",
                    remedy: "请改名，例如 2019-09"))
            return nil
        }
    }

    /// One unit's file. The unit is the file's name; a file with a heading and no rows says that there was nothing.
    private mutating func form<Record: FormRecord>(
        _ path: String, unit name: String, _ period: Period, _ units: UnitTree
    ) -> MonthlyForm<Record> {
        let code = units.code(for: name)
        var rows: [Located<Record>] = files.rows(of: path)
        for index in rows.indices {
            rows[index].unit = code
            rows[index].number = index + 1
        }
        return MonthlyForm(unit: code, unitName: units[code]?.label ?? name, period: period, rows: rows)
    }

    /// Hidden files and locks of open documents are not forms. Without the folder there is nothing.
    private func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("~$") }.sorted {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
    }

    private static func stem(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
