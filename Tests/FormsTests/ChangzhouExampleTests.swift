import Diagnostics
import Foundation
import Testing

@testable import Forms

/// `Examples/changzhou-2019`, read without the campaign loader.
enum ChangzhouExample {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/changzhou-2019")
    static let months = ["2019-09", "2019-10", "2019-11", "2019-12"]
    static let units = [
        ReportingUnit(code: "990200", name: "示例市教育局", shortName: "示例市", kind: .city),
        ReportingUnit(code: "990201", name: "云溪区教育局", shortName: "云溪区", kind: .district, parent: "990200"),
        ReportingUnit(code: "990202", name: "竹亭区教育局", shortName: "竹亭区", kind: .district, parent: "990200"),
        ReportingUnit(code: "990281", name: "湖湾市教育局", shortName: "湖湾市", kind: .district, parent: "990200"),
        ReportingUnit(code: "990299", name: "示例市教育局直属学校", shortName: "市直属学校", kind: .other, parent: "990200"),
    ]

    static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: path))) }

    static func rows<Record>(_ path: String) throws -> Checked<[Located<Record>]> {
        RecordTable<Record>.read(try bytes(path), file: path)
    }

    private static func forms<Record>(_ form: String) throws -> [MonthlyForm<Record>] {
        var forms: [MonthlyForm<Record>] = []
        for month in months {
            for unit in units.dropFirst() {
                let path = "\(form)/\(month)/\(unit.code).csv"
                guard FileManager.default.fileExists(atPath: folder.appending(path: path).path()) else { continue }
                let checked: Checked<[Located<Record>]> = try rows(path)
                #expect(checked.findings == [], "\(path)")
                forms.append(
                    MonthlyForm(
                        unit: unit.code, unitName: unit.label, period: ChangzhouSamples.month(month),
                        rows: try #require(checked.value)))
            }
        }
        return forms
    }

    static func campaign() throws -> SafetyCampaign {
        let schools: Checked<[Located<School>]> = try rows("schools.csv")
        #expect(schools.findings == [])
        let rows = try #require(schools.value)
        #expect(School.check(rows, in: RuleContext()) == [])
        return SafetyCampaign(
            name: "2019年全市中小学幼儿园安全集中整治攻坚行动",
            periods: ChangzhouSamples.month("2019-09")...ChangzhouSamples.month("2019-12"),
            units: try #require(UnitTree.join(units).value), schools: rows.map(\.record), checkups: try forms("form1"),
            risks: try forms("form2"))
    }

    static func text(_ findings: [Finding]) -> String {
        findings.map { "\($0.severity.rawValue) \($0.rule) \($0)\n" }.joined()
    }

    /// Compares with a file of `expected`; `RECORD_GOLDEN=1` writes it, and fails.
    static func expect(_ text: String, _ name: String) throws {
        let file = folder.appending(path: "expected/\(name)")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try Data(text.utf8).write(to: file)
            Issue.record("recorded \(name); run again without RECORD_GOLDEN")
            return
        }
        #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self), "\(name)")
    }
}

@Suite("Examples/changzhou-2019")
struct ChangzhouExampleTests {
    @Test("附件3 of every unit and month, as another program counts it")
    func tally() throws {
        let campaign = try ChangzhouExample.campaign()
        var lines = ["unit,month,figure,increase,total,whole"]
        for unit in ChangzhouExample.units {
            for month in ChangzhouExample.months {
                let tally = campaign.tally(of: unit.code, period: ChangzhouSamples.month(month))
                for figure in TallyFigure.allCases {
                    let entry = tally[figure]
                    let (increase, whole) = (entry.increase.map(String.init) ?? "", entry.whole.map(String.init) ?? "")
                    lines.append("\(unit.code),\(month),\(figure.key),\(increase),\(entry.count),\(whole)")
                }
            }
        }
        // The other program is expected/tally.py; its output is never recorded from here.
        let file = ChangzhouExample.folder.appending(path: "expected/tally.csv")
        let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n").map(
            String.init)
        for (line, other) in zip(lines, expected) { #expect(line == other) }
        #expect(lines.count == expected.count)
    }

    @Test("The city's findings of every month", arguments: ChangzhouExample.months)
    func findings(month: String) throws {
        let findings = try ChangzhouExample.campaign().check("990200", period: ChangzhouSamples.month(month))
        #expect(!findings.contains { $0.severity == .mandatory })
        try ChangzhouExample.expect(ChangzhouExample.text(findings), "findings-\(month).txt")
    }

    @Test("The wrong files show their findings", arguments: ["form1-990201", "form2-990202", "form2-columns"])
    func wrong(name: String) throws {
        let campaign = try ChangzhouExample.campaign()
        let unit = name.hasSuffix("990201") ? "990201" : "990202"
        let context = RuleContext(
            schools: SchoolList(campaign.schools.filter { $0.unit == unit }),
            reportingDay: ChangzhouSamples.day("2019-09-25"),
            campaign: campaign.periods)
        var findings: [Finding]
        if name.hasPrefix("form1") {
            let read: Checked<[Located<SecurityCheckup>]> = try ChangzhouExample.rows("wrong/\(name).csv")
            findings = read.findings + SecurityCheckup.check(read.value ?? [], in: context)
        } else {
            let read: Checked<[Located<RiskRecord>]> = try ChangzhouExample.rows("wrong/\(name).csv")
            findings = read.findings + RiskRecord.check(read.value ?? [], in: context)
        }
        findings.removeAll { $0.rule == "form1.missing-school" }
        findings.sort { $0.place < $1.place }
        try ChangzhouExample.expect(ChangzhouExample.text(findings), "wrong-\(name).txt")
    }

    @Test("A typed 附件3 is compared with what was counted")
    func typed() throws {
        let typed = TypedFigure.read(
            try ChangzhouExample.bytes("wrong/form3-2019-09.csv"), file: "wrong/form3-2019-09.csv")
        let tally = try ChangzhouExample.campaign().tally(of: "990200", period: ChangzhouSamples.month("2019-09"))
        let findings = typed.findings + tally.check(try #require(typed.value))
        try ChangzhouExample.expect(ChangzhouExample.text(findings), "wrong-form3-2019-09.txt")
    }

    @Test("Hazards of every kind, three districts and at least thirty campuses")
    func size() throws {
        let campaign = try ChangzhouExample.campaign()
        #expect(campaign.schools.count >= 30)
        #expect(
            Set(campaign.risks.flatMap { $0.rows.map(\.record.category) })
                == Set(RiskCategory.allCases.map(Optional.some)))
        #expect(campaign.units.units.filter { $0.kind == .district }.count == 3)
    }
}
