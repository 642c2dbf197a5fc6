import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Reporting

/// Which official form a command is about.
enum FormChoice: Hashable {
    case progress
    case safety(SafetyForm)

    /// `form1`, `附件1`, `progress`…; `nil` for anything else, such as a path.
    init?(_ word: String) {
        switch FieldText.folded(word) {
        case "progress", "进展报表", "校园安全工作进展报表": self = .progress
        case "form1", "附件1": self = .safety(.form1)
        case "form2", "附件2": self = .safety(.form2)
        case "form3", "附件3": self = .safety(.form3)
        default: return nil
        }
    }

    /// The forms that the first of `words` name, and the paths behind them. Without such a word it follows from the
    /// campaign.
    static func split(_ words: [String]) throws -> (forms: [FormChoice], paths: [String]) {
        let named = words.prefix { FormChoice($0) != nil }
        let paths = Array(words.dropFirst(named.count))
        if paths.isEmpty {
            let names = named.joined(separator: " ")
            throw ValidationError("缺少数据：请在 \(names) 后面写专项工作文件夹，例如 huxiao report \(names) Examples/changzhou-2019")
        }
        var forms: [FormChoice] = []
        for form in named.compactMap(FormChoice.init) where !forms.contains(form) { forms.append(form) }
        return (forms, paths)
    }
}

/// A campaign of either kind, as its folder says.
enum LoadedCampaign {
    case progress(Campaign)
    case safety(SafetyCampaign)

    /// - Throws: As the loaders of both kinds do.
    static func load(_ paths: [String], from folders: TemplateFolders) throws -> Checked<LoadedCampaign> {
        if paths.count == 1, SafetyCampaignFolder.isOne(paths[0]) {
            let loaded = try SafetyCampaignFolder.load(paths[0])
            return Checked(loaded.value.map { .safety($0) }, loaded.findings)
        }
        let loaded = try CampaignFolder.load(paths: paths, templates: folders.paths)
        return Checked(loaded.value.map { .progress($0) }, loaded.findings)
    }

    var units: UnitTree {
        switch self {
        case .progress(let campaign): campaign.units
        case .safety(let campaign): campaign.units
        }
    }

    private func lastReportedPeriod(asOf day: CalendarDay?) -> Period? {
        switch self {
        case .progress(let campaign): campaign.lastReportedPeriod(asOf: day)
        case .safety(let campaign):
            (campaign.checkups.map(\.period) + campaign.risks.map(\.period))
                .filter { campaign.periods.contains($0) }.max()
        }
    }

    /// The month asked for, or the last one with data.
    ///
    /// - Parameter day: Only what had arrived by then counts as data; `nil`: everything.
    func period(_ wanted: Period?, asOf day: CalendarDay? = nil) throws -> Period {
        if let period = wanted ?? lastReportedPeriod(asOf: day) { return period }
        throw Failure(
            .content, "campaign.nothing-reported", "还没有任何月报数据", remedy: "请把收到的数据放进专项工作文件夹，或用 --period 指定月份")
    }

    /// The units asked for, or the topmost one.
    ///
    /// - Parameter isEach: The units below them that hand in forms of their own in `period`, each once.
    /// - Throws: ``Failure`` of kind `.content` for a unit that is not in the tree.
    func unitNames(_ wanted: [String], each isEach: Bool = false, in period: Period) throws -> [String] {
        guard let root = units.roots.first else {
            throw Failure(.content, "campaign.no-unit", "单位表是空的", remedy: "请在 campaign.yaml 或 units.csv 中列出单位")
        }
        if !isEach { return wanted.isEmpty ? [root.code] : wanted }
        let tops = wanted.isEmpty ? units.roots : try wanted.map { try units.find($0) }
        var seen = Set<String>()
        let codes = tops.flatMap { units.leaves(under: $0.code, reportingIn: period) }.map(\.code)
        return codes.filter { seen.insert($0).inserted }
    }

    /// The forms asked for, or the one form that the campaign has.
    func forms(_ wanted: [FormChoice]) throws -> [FormChoice] {
        switch self {
        case .progress:
            if wanted.allSatisfy({ $0 == .progress }) { return [.progress] }
            throw ValidationError("这个专项工作只有进展报表（progress），没有附件1、附件2、附件3")
        case .safety:
            if wanted.contains(.progress) { throw ValidationError("这个专项工作没有进展报表，只有 form1、form2、form3") }
            if !wanted.isEmpty { return wanted }
            throw ValidationError("这个专项工作有三张报表，请写明哪一张：form1（附件1）、form2（附件2）或 form3（附件3）")
        }
    }
}
