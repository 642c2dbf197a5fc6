import Diagnostics
import Forms
import Foundation
import Reporting
import TestSupport
import Testing

/// What a program that is not ours finds wrong with a summary's files: `Judges/summary.py`, which reads the ledger itself.
struct SummaryJudge {
    /// A line a difference.
    var differences: [String]
    /// How many numbers it compared.
    var checked: Int

    private static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]

    /// For `.enabled(if:)`.
    static let isAvailable = python.map { CommandRun.isInstalled($0) } ?? false

    /// - Parameter spoil: Changes the page before it is judged.
    init(
        _ sample: SummarySample, _ unit: String, _ first: String, _ last: String, before: SummarySample? = nil,
        spoil: (String) -> String = { $0 }
    ) throws {
        let periods = try #require(Period(first))...(try #require(Period(last)))
        let question = SummaryQuestion(.months(periods), unit: unit, yearBefore: before?.workspace)
        let file = SummaryFile(try #require(try sample.workspace.summary(question).value))
        let out = try TemporaryFolder()
        let workbook = try out.write(try file.bytes(as: .xlsx), to: "summary.xlsx")
        let page = String(decoding: try file.bytes(as: .html), as: UTF8.self)
        var arguments = [
            "\(Repository.root)/Tests/TestSupport/Judges/summary.py", sample.folder.path(of: Workspace.ledgerName),
            "\(Repository.templates)/zhengzhou-progress.csv", workbook,
            try out.write(Array(spoil(page).utf8), to: "summary.html"), "--unit", unit, "--from", first, "--to", last,
            "--campaign", sample.folder.path(of: "campaign.yaml"),
        ]
        if let before { arguments += ["--before", before.folder.path(of: Workspace.ledgerName)] }
        let run = try CommandRun.run(
            try #require(Self.python), arguments, environment: ["PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"])
        let words = run.stderr.split(separator: " ")
        guard words.first == "核对", words.count > 1, let checked = Int(words[1]) else {
            throw CommandRun.Trouble(run.stderr)
        }
        differences = run.stdout.split(separator: "\n").map(String.init)
        self.checked = checked
    }
}

@Suite(
    "Every number of a summary is as a second computation has it",
    .enabled(if: SummaryJudge.isAvailable, "HUXIAO_PYTHON is not set"))
struct SummaryJudgeTests {
    @Test(
        "A progress table: city, districts and schools, over all kinds of spans",
        arguments: [
            ("990100", "2017-04", "2018-01"), ("990190", "2017-07", "2017-11"),
            ("99019001", "2017-07", "2017-07"),
        ])
    func progress(unit: String, first: String, last: String) throws {
        let judge = try SummaryJudge(try SummarySample.zhengzhou.get(), unit, first, last)
        #expect(judge.differences == [])
        #expect(judge.checked > 1000)
    }

    @Test("A year beside the year before, of which another ledger tells")
    func yearBefore() throws {
        let judge = try SummaryJudge(
            try SummarySample.zhengzhouLater.get(), "990102", "2018-06", "2018-07",
            before: try SummarySample.zhengzhou.get())
        #expect(judge.differences == [])
    }

    @Test(
        "The three forms: city and districts, over all kinds of spans",
        arguments: [
            ("990200", "2019-09", "2019-12"), ("990202", "2019-10", "2019-12"), ("990203", "2019-10", "2019-11"),
        ])
    func safety(unit: String, first: String, last: String) throws {
        let judge = try SummaryJudge(try SummarySample.changzhou.get(), unit, first, last)
        #expect(judge.differences == [])
        #expect(judge.checked > 400)
    }

    @Test("The judge names a number of a table that is wrong")
    func wrongCell() throws {
        let judge = try SummaryJudge(try SummarySample.zhengzhou.get(), "990102", "2017-05", "2017-05") {
            $0.replacing(">295<", with: ">294<")
        }
        #expect(
            judge.differences.contains("HTML　表3　各项指标　04 配备保安员数　期末合计　应为 295　实为 294"), "\(judge.differences)")
    }

    @Test("The judge names a mark of a chart that is wrong")
    func wrongMark() throws {
        let judge = try SummaryJudge(try SummarySample.changzhou.get(), "990202", "2019-12", "2019-12") {
            $0.replacing(#"data-category="12月" data-value="1""#, with: #"data-category="12月" data-value="0.5""#)
        }
        #expect(
            judge.differences.contains { $0.hasPrefix("HTML　图 封闭化管理率　") && $0.hasSuffix("实为 0.5") },
            "\(judge.differences)")
    }
}
