import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Reporting
import TestSupport
import Testing

/// A workspace made of a copy of one of the examples, with all that makes a campaign's course crooked.
struct SummarySample: Sendable {
    let folder: TemporaryFolder
    let workspace: Workspace

    /// Made once: nothing is written to them after that.
    static let zhengzhou = Result { try SummarySample("zhengzhou-2017", edit: thinOut, decide: decideZhengzhou) }
    /// The same campaign a year later, to be compared with the one before.
    static let zhengzhouLater = Result { try SummarySample("zhengzhou-2017", edit: moveOneYear) { _ in } }
    static let changzhou = Result { try SummarySample("changzhou-2019", edit: closeAndOpen, decide: decideChangzhou) }

    private init(
        _ example: String, edit: (TemporaryFolder) throws -> Void, decide: (SummarySample) throws -> Void
    ) throws {
        folder = try TemporaryFolder()
        let source = "\(Repository.root)/Examples/\(example)"
        for name in try FileManager.default.contentsOfDirectory(atPath: source) {
            try FileManager.default.copyItem(atPath: "\(source)/\(name)", toPath: folder.path(of: name))
        }
        try edit(folder)
        let prepared = try Workspace.prepare(
            folder.path, draft: nil, units: nil, templates: TemplateFolders([Repository.templates]), Self.note)
        workspace = try #require(prepared.workspace)
        try take([folder.path], accepts: true)
        try decide(self)
    }

    // MARK: - Deeds

    static var note: ChangeNote {
        get throws { ChangeNote(at: Moment(try #require(CalendarDay(iso: "2020-01-06"))), by: "统计员", why: "属实") }
    }

    /// Files that do not say when they came are of the 24th of their month; those of 云溪区 are late.
    private func take(_ paths: [String], accepts: Bool) throws {
        var options = ImportOptions(note: try Self.note)
        options.accepts = accepts
        options.fileMoment = { path in
            let month = path.split(separator: "/").first { $0.count == 7 && $0.hasPrefix("2019-") }
            return month.flatMap { CalendarDay(iso: "\($0)-\(path.contains("990201") ? 27 : 24)") }.map { Moment($0) }
        }
        _ = try workspace.importRecords(paths, options)
    }

    private func decide(
        _ action: DecisionAction, _ unit: String, _ month: String, _ form: LedgerForm? = nil, version: Int? = nil
    ) throws {
        var decision = Workspace.Decision(action, unit: unit, period: try #require(Period(month)))
        (decision.form, decision.version) = (form, version)
        _ = try workspace.decide(decision, try Self.note)
    }

    private func correct(_ lines: [String], accepts: Bool) throws {
        let file = try folder.write(Array(lines.joined(separator: "\n").utf8), to: "correction-\(accepts).csv")
        try take([file], accepts: accepts)
    }

    private static func edit(_ folder: TemporaryFolder, _ name: String, _ change: (String) -> String?) throws {
        let lines = String(decoding: try folder.read(name), as: UTF8.self).split(whereSeparator: \.isNewline)
            .map(String.init)
        try folder.write(Array(lines.compactMap(change).joined(separator: "\n").utf8), to: name)
    }

    // MARK: - Zhengzhou

    /// A unit that reports levels leaves out a month and the last one, one a month for which it will be exempt, a school one in
    /// the holidays; one leaves figures open.
    private static func thinOut(_ folder: TemporaryFolder) throws {
        func leaveOut(_ name: String, _ months: [String]) throws {
            try edit(folder, "submissions/\(name).csv") { line in months.contains { line.contains($0) } ? nil : line }
        }
        try leaveOut("桐柏区", ["2017年8月", "2018年1月"])
        try leaveOut("北苑区", ["2017-09"])
        try leaveOut("市直学校", ["示例市第一实验学校,2017-07"])
        try edit(folder, "submissions/柳林市.csv") { line in
            guard line.contains("2017-06") else { return line }
            var cells = line.components(separatedBy: ";")
            for open in [3 + 3, 3 + 18, 3 + 40] { cells[open] = "" }
            return cells.joined(separator: ";")
        }
    }

    /// Months exempt with and without a table; a correction in part that counts, one that waits and one that was returned; a
    /// table returned, one not accepted; reports that were sent before the corrections came.
    private static func decideZhengzhou(_ sample: SummarySample) throws {
        try sample.decide(.exempt, "北苑区", "2017-09")
        let change = try sample.workspace.ledger.lastChange()
        for (unit, format) in [("990100", "xlsx"), ("990100", "html"), ("990102", "xlsx")] {
            let report = SentReport(
                unit: unit, form: .progress, period: try #require(Period("2017-05")), policy: .carryForward,
                madeAt: change,
                format: format, fileName: "5月.\(format)", bytes: [])
            _ = try sample.workspace.ledger.recordSent(report, try note)
        }
        try sample.correct(
            ["代码,期间,版本,收到日期,guards,legalEducationSessions", "990102,2017-05,2,2017-09-01,33,101"], accepts: true)
        try sample.correct(
            ["代码,期间,版本,收到日期,guards", "990103,2017-05,2,2017-09-03,77", "990105,2017-06,2,2017-09-03,55"], accepts: false
        )
        try sample.decide(.accept, "柳林市", "2017-06", version: 1)
        try sample.decide(.returnIt, "南坪区", "2017-06", version: 2)
        try sample.decide(.undoAccept, "清溪县", "2017-11")
        try sample.decide(.returnIt, "清溪县", "2017-11")
        try sample.decide(.undoAccept, "西河区", "2017-12")
    }

    /// One unit of it is enough.
    private static func moveOneYear(_ folder: TemporaryFolder) throws {
        let kept = "东岭区.csv"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "submissions"))
        where name != kept {
            try FileManager.default.removeItem(atPath: folder.path(of: "submissions/\(name)"))
        }
        for name in ["campaign.yaml", "units.csv", "cases.csv", "submissions/\(kept)"] {
            let bytes = try folder.read(name).replacing(Array("2018".utf8), with: Array("2019".utf8))
            try folder.write(bytes.replacing(Array("2017".utf8), with: Array("2018".utf8)), to: name)
        }
    }

    // MARK: - Changzhou

    /// 湖湾市 is closed after November, 新城区 opens in November; a hazard stands twice, one without a day, one without a kind.
    private static func closeAndOpen(_ folder: TemporaryFolder) throws {
        try edit(folder, "units.csv") { line in
            line.hasPrefix("代码") ? line + ",首报期间,末报期间" : line + (line.hasPrefix("990281") ? ",,2019-11" : ",,")
        }
        let units = String(decoding: try folder.read("units.csv"), as: UTF8.self)
        try folder.write(Array((units + "\n990203,新城区教育局,新城区,区县,990200,2019-11,\n").utf8), to: "units.csv")
        for month in ["2019-11", "2019-12"] {
            for form in ["form1", "form2"] {
                try FileManager.default.copyItem(
                    atPath: folder.path(of: "\(form)/\(month)/990299.csv"),
                    toPath: folder.path(of: "\(form)/\(month)/990203.csv"))
            }
        }
        let twice = "form2/2019-10/990201.csv"
        let lines = String(decoding: try folder.read(twice), as: UTF8.self).split(whereSeparator: \.isNewline)
        try folder.write(Array((lines + [lines[1]]).joined(separator: "\n").utf8), to: twice)
        try edit(folder, "form2/2019-11/990202.csv") { line in
            line.replacing("安全防范设施", with: "", maxReplacements: 1).replacing("2019-09-02", with: "")
        }
    }

    /// Nearly all is accepted with its explanations; one form is left, one returned, one exempt.
    private static func decideChangzhou(_ sample: SummarySample) throws {
        for month in ["2019-09", "2019-10", "2019-11", "2019-12"] {
            for unit in ["云溪区", "竹亭区", "湖湾市", "市直属学校", "新城区"] {
                for form in [LedgerForm.form1, .form2] where (month, unit, form) != ("2019-10", "竹亭区", .form1) {
                    // What was accepted already, or never came, is refused.
                    try? sample.decide(.accept, unit, month, form)
                }
            }
        }
        try sample.decide(.undoAccept, "市直属学校", "2019-11", .form2)
        try sample.decide(.returnIt, "市直属学校", "2019-11", .form2)
        try sample.decide(.exempt, "湖湾市", "2019-11", .form1)
    }
}
