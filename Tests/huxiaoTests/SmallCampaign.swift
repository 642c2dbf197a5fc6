import Foundation
import TestSupport

/// A campaign of one city with two districts and two months, in a folder of its own; every figure is made up.
final class SmallCampaign: Sendable {
    static let city = "天中市公安局"
    /// The table of May, as the command names it.
    static let table = "2017年5月_天中市公安局_校园安全工作进展报表"

    let folder: TemporaryFolder
    var path: String { folder.path }

    /// - Parameter head: What `campaign.yaml` says instead of the ordinary.
    init(head: String = SmallCampaign.head) throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path(of: "submissions"), withIntermediateDirectories: true)
        try write(head, to: "campaign.yaml")
        try write(Self.units, to: "units.csv")
        try write(Self.opening, to: "opening.csv")
        try write(Self.cases, to: "cases.csv")
        for (code, month) in [
            ("410101", "2017-04"), ("410102", "2017-04"), ("410101", "2017-05"), ("410102", "2017-05"),
        ] {
            try submit(unit: code, month: month)
        }
    }

    func write(_ text: String, to name: String) throws { try folder.write(Array(text.utf8), to: name) }

    /// A month's submission; `changes` replaces single figures, as typed.
    func submit(unit: String, month: String, changes: [Int: String] = [:]) throws {
        let ordinary = [
            4: "2", 9: "6", 20: "3", 21: "1", 22: "2", 23: "1", 24: "1", 26: "5", 27: "4", 36: "1", 39: "4", 40: "3",
        ]
        let figures = (1...46).map { changes[$0] ?? ordinary[$0] ?? "0" }
        let heading = ["代码", "报表期间"] + (1...46).map(String.init)
        let lines = [heading, [unit, month] + figures].map { $0.joined(separator: ",") }
        try write(lines.joined(separator: "\n") + "\n", to: "submissions/\(unit)-\(month).csv")
    }

    static let head = """
        name: 护校安园专项行动
        form: zhengzhou-progress
        period: { from: 2017-04, to: 2018-01 }
        units: units.csv
        opening: opening.csv
        cases: cases.csv

        """

    private static let units = """
        代码,名称,上级代码
        4101,天中市公安局,
        410101,东风分局,4101
        410102,桐柏分局,4101

        """

    private static let stocks = [
        1: 30, 2: 18, 3: 12, 4: 60, 5: 25, 6: 40, 7: 25, 8: 28, 9: 300, 10: 24, 11: 10, 12: 8, 13: 9, 14: 7, 15: 500,
        16: 29,
        17: 20, 18: 15, 19: 22, 22: 0, 23: 0, 28: 30, 29: 100, 31: 10, 32: 5, 33: 12, 34: 15, 35: 60,
    ].sorted { $0.key < $1.key }

    private static let opening: String = {
        let heading = "代码," + stocks.map { String($0.key) }.joined(separator: ",")
        let levels = stocks.map { String($0.value) }.joined(separator: ",")
        return "\(heading)\n410101,\(levels)\n410102,\(levels)\n"
    }()

    private static let cases = """
        代码,报表期间,日期,类别,情况
        410101,2017-05,2017-05-08,防范案事件,及时制止一起在校门口持械滋事的苗头
        410102,2017-05,2017-05-16,刑事案件,破获一起在校园周边敲诈勒索学生的案件

        """
}

extension SmallCampaign {
    /// Runs the command inside this campaign's folder, so that messages name its files by short paths.
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandRun {
        try CommandRun.run(Command.path, arguments, environment: environment, in: path)
    }

    /// Names of the files in a folder of the campaign, in order; none when there is no such folder.
    func files(in name: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: name))) ?? []).sorted()
    }
}

extension CommandRun {
    var errorLines: [String] { stderr.split(separator: "\n").map(String.init) }
}
