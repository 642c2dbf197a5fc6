import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Reporting
import TestSupport
import Testing

/// A city with a district of two stations and a station of its own, in a ledger.
private struct SmallTown {
    let folder: TemporaryFolder
    let workspace: Workspace

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path(of: "templates"), withIntermediateDirectories: true)
        let files = [
            "campaign.yaml": "name: 湖镇校车安全\nform: lake-town\nperiod: {from: 2017-04, to: 2017-09}\n",
            "templates/lake-town.csv": """
            #title,湖镇校车安全月报
            no,key,band,group,title,unit,kind,relations
            1,buses,1,,校车数,辆,stock,
            2,checked,1,,已检校车数,辆,stock,<= 1 (error)
            3,trips,1,,出车次数,次,flow,
            """,
            "units.csv": """
            代码,名称,上级代码,首报期间,末报期间
            9,示例市,,,
            91,东岭区,9,,
            911,北岸所,91,,
            912,南岸所,91,,
            92,西滩所,9,,
            93,石桥所,9,2017-06,
            94,旧桥所,9,,2017-04

            """,
        ]
        for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
        workspace = try #require(
            try Workspace.prepare(
                folder.path, draft: nil, units: nil, templates: TemplateFolders([]), try StatusSample.note()
            ).workspace)
    }

    /// Writes files and imports them with one command.
    func take(_ files: [(name: String, text: String)], again: Bool = false, accepts: Bool = true) throws -> ImportResult
    {
        for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
        var options = ImportOptions(note: try StatusSample.note(), received: .init(try day("2017-04-30")))
        (options.accepts, options.isAgain) = (accepts, again)
        return try workspace.importRecords(files.map { folder.path(of: $0.name) }, options)
    }

    func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }

    func sentences(_ result: ImportResult, _ most: Severity = .verify) -> [String] {
        result.allFindings.filter { $0.severity <= most }.map {
            $0.description.replacing(folder.path + "/", with: "")
        }
    }

    static let openings = ("opening.csv", "单位,buses,checked\n西滩所,10,8\n北岸所,5,5\n南岸所,5,5\n旧桥所,1,1\n")
}

@Suite("What is imported is judged with what counts now")
struct ImportJudgingTests {
    @Test("A month in an earlier file is accepted when a later file of the same command puts the month before right")
    func settles() throws {
        let town = try SmallTown()
        _ = try town.take([SmallTown.openings, ("a4.csv", "单位,期间,buses,checked,trips\n西滩所,2017-04,0,2,1\n")])
        let alone = try town.take([("b5.csv", "单位,期间,buses,checked,trips\n西滩所,2017-05,0,1,1\n")])
        #expect(
            town.sentences(alone) == [
                "b5.csv 第 2 行 D2 西滩所 2017年5月（已检校车数）：“02 已检校车数”合计应不大于“01 校车数”合计，前者为 11，后者为 10。请核对后更正。"
            ])
        #expect(alone.files[0].forms[0].standingText == "待退回")
        let both = try town.take([
            ("b5.csv", "单位,期间,buses,checked,trips\n西滩所,2017-05,0,1,1\n"),
            ("c4.csv", "单位,期间,版本,checked\n西滩所,2017-04,2,1\n"),
        ])
        #expect(town.sentences(both) == [])
        #expect(both.files.flatMap { $0.forms.map(\.standingText) } == ["已采用", "已采用"])
    }

    @Test("A correction of what was returned, with the changed cell alone, is whole when it is accepted")
    func partial() throws {
        let town = try SmallTown()
        _ = try town.take(
            [SmallTown.openings, ("a.csv", "单位,期间,buses,checked,trips\n西滩所,2017-04,1,1,900\n")], accepts: false)
        var back = Workspace.Decision(.returnIt, unit: "西滩所", period: try #require(Period("2017-04")))
        back.form = .progress
        _ = try town.workspace.decide(
            back, ChangeNote(at: try StatusSample.note().at, by: "统计员", why: "多填了位数"))
        let result = try town.take([("b.csv", "单位,期间,版本,trips\n西滩所,2017-04,2,9\n")])
        #expect(result.acceptedCount == 1)
        #expect(
            town.sentences(result) == ["b.csv 西滩所 2017年4月：有 2 项没有填，沿用已退回的第 1 版。请核实退回的原因是否都已更正。"])
        let set = try #require(town.workspace.indicators)
        let report = try town.workspace.ledger.progressReport(
            of: "西滩所", period: try #require(Period("2017-04")), set)
        #expect(report["trips"]?.total == .known(9))
        #expect(report["buses"]?.total == .known(11))
    }

    @Test("A file with headings only is told, and so is one without opening balances")
    func empty() throws {
        let town = try SmallTown()
        let result = try town.take([("opening.csv", "单位,buses\n"), ("a.csv", "单位,期间,trips\n"), ("b.json", "[]")])
        #expect(
            town.sentences(result) == [
                "opening.csv：文件里没有期初数，没有登记。没有的请填 0；不用登记期初数的可以不管。",
                "a.csv：文件里没有数据行，没有登记任何单位。请检查是不是空表，或存错了文件。",
                "b.json：文件里没有数据行，没有登记任何单位。请检查是不是空表，或存错了文件。",
            ])
    }

    @Test("Opening balances are checked when they come; of a file with something wrong nothing is stored")
    func openings() throws {
        let town = try SmallTown()
        let wrong = "单位,buses,checked,trips\n西滩所,10,-1,\n东岭区,3,,\n石桥所,4,,\n南岸所,,,7\n"
        let told = town.sentences(try town.take([("opening.csv", wrong)]))
        #expect(
            told == [
                "opening.csv 第 2 行 C2 西滩所 期初数（已检校车数）：期初数应在 0 到 10 亿之间，实填 -1。请改正。",
                "opening.csv 第 3 行 B3 东岭区 期初数（校车数）：“东岭区”的期初数由下级单位相加得出。请改填下级单位的期初数。",
                "opening.csv 第 4 行 B4 石桥所 期初数（校车数）：“石桥所”在专项工作期间才开始填报，期初数应为 0，实填 4。请把原有数量填入首报期间的新增。",
                "opening.csv 第 5 行 D5 南岸所 期初数（出车次数）：“03 出车次数”是累计数，从 0 开始，没有期初数。请删去这一列。",
                "opening.csv：有 4 条 A 类问题，这个文件的期初数一项也没有登记。请改正后再登记整个文件。",
            ])
        let set = try #require(town.workspace.indicators)
        #expect(try town.workspace.ledger.campaign(set).openings.isEmpty)
    }

    @Test("Opening balances that contradict each other are told when they come, and not stored")
    func openingRelations() throws {
        let town = try SmallTown()
        let result = try town.take([("opening.csv", "单位,buses,checked\n西滩所,10,11\n北岸所,5,5\n")])
        #expect(
            town.sentences(result) == [
                "opening.csv 第 2 行 C2 西滩所 期初数（已检校车数）：“02 已检校车数”期初数应不大于“01 校车数”期初数，前者为 11，后者为 10。请核对后更正。",
                "opening.csv：有 1 条 A 类问题，这个文件的期初数一项也没有登记。请改正后再登记整个文件。",
            ])
        #expect(result.files[0].openings == 0)
    }

    @Test("An old file takes nothing back, and says so; on purpose it does")
    func known() throws {
        let town = try SmallTown()
        let old = ("a.csv", "单位,期间,buses,checked,trips\n西滩所,2017-04,1,1,9\n")
        _ = try town.take([SmallTown.openings, old])
        _ = try town.take([("b.csv", "单位,期间,版本,trips\n西滩所,2017-04,2,7\n")])
        let again = try town.take([old])
        #expect(
            town.sentences(again) == [
                "西滩所 2017年4月进展报表：这份以前登记过，与第 1 版相同，后来有第 2 版，这次没有登记。确实要用这份代替第 2 版的，请加 --again。"
            ])
        #expect(again.storedCount == 0)
        #expect(try town.take([old], again: true).files[0].forms[0].outcome == .stored(version: 3))
        let newer = try town.take([("opening.csv", "单位,buses\n西滩所,11\n")])
        #expect(
            town.sentences(newer) == [
                "opening.csv：改动了 1 项已登记的期初数，例如 西滩所“01 校车数”10 → 11，以前各月的合计随之改变。请核对；已报出的报表用 huxiao changes 查看。"
            ])
        #expect(
            town.sentences(try town.take([SmallTown.openings]))
                == ["opening.csv：这个期初数文件以前登记过（第 2 号变更，2017-06-03），后来又登记了新的期初数，这次没有登记。确实要恢复成这个文件的数，请加 --again。"])
    }

    @Test("Taking back an acceptance takes back the explanation that it wrote, not one that was written before")
    func undoAccept() throws {
        let town = try SmallTown()
        _ = try town.take(
            [SmallTown.openings, ("a.csv", "单位,期间,buses,checked,trips\n西滩所,2017-04,1,1,\n")], accepts: false)
        let april = try #require(Period("2017-04"))
        var note = try StatusSample.note()
        func decide(_ action: DecisionAction) throws -> SubmissionState? {
            _ = try town.workspace.decide(Workspace.Decision(action, unit: "92", period: april), note)
            return try town.workspace.history(of: "92", period: april, form: .progress).versions.last?.version.state
        }
        note.why = "停运"
        #expect(try decide(.accept) == .accepted)
        note.why = ""
        #expect(try decide(.undoAccept) == .received)
        note.why = "停运"
        #expect(try decide(.explain) == .explained)
        note.why = ""
        #expect(try decide(.accept) == .accepted)
        #expect(try decide(.undoAccept) == .explained)
    }

    @Test("What comes for a locked month is listed with the reason why it was not accepted")
    func lockedMonth() throws {
        let town = try SmallTown()
        _ = try town.take([SmallTown.openings, ("a.csv", "单位,期间,buses,checked,trips\n西滩所,2017-04,1,1,9\n")])
        let april = try #require(Period("2017-04"))
        _ = try town.workspace.decide(Workspace.Decision(.lock, unit: "92", period: april), try StatusSample.note())
        let result = try town.take([("b.csv", "单位,期间,版本,trips\n西滩所,2017-04,2,7\n")])
        #expect(
            town.sentences(result) == [
                "西滩所 2017年4月进展报表：该月第 1 版已锁定，第 2 版只登记，没有采用。要采用的，请先解锁（huxiao lock --undo）再采用；不采用的请退回。"
            ])
        #expect(result.files[0].forms[0].needsCare)
        #expect(result.files[0].forms[0].standingText == "待解锁")
    }

    @Test("An accepted month that what comes makes wrong is told when it comes")
    func acceptedWrong() throws {
        let town = try SmallTown()
        let both = "单位,期间,buses,checked,trips\n西滩所,2017-04,0,0,9\n西滩所,2017-05,0,2,9\n"
        #expect(try town.take([SmallTown.openings, ("a.csv", both)]).acceptedCount == 2)
        let result = try town.take([("b.csv", "单位,期间,版本,checked\n西滩所,2017-04,2,1\n")])
        #expect(result.acceptedCount == 1)
        #expect(
            town.sentences(result).contains(
                "西滩所 2017年5月进展报表：已采用的第 1 版现在有 1 条 A 类问题（“02 已检校车数”合计应不大于“01 校车数”合计，前者为 11，后者为 10）。请核对这个月和刚登记的数据，错的请更正后重报；已报出的用 huxiao changes 查看。"
            ), "\(town.sentences(result))")
    }

    @Test("An old file with something wrong, long replaced, is no work any more")
    func oldWrong() throws {
        let town = try SmallTown()
        let old = ("a.csv", "单位,期间,buses,checked,trips\n西滩所,2017-04,1,九,9\n")
        #expect(try town.take([SmallTown.openings, old]).files[1].forms[0].needsCare)
        _ = try town.take([("b.csv", "单位,期间,版本,checked\n西滩所,2017-04,2,1\n")])
        let again = try town.take([old])
        #expect(
            town.sentences(again) == [
                "西滩所 2017年4月进展报表：这份以前登记过，与第 1 版相同，后来有第 2 版，这次没有登记。确实要用这份代替第 2 版的，请加 --again。"
            ])
        #expect(!again.files[0].forms[0].needsCare)
    }

    @Test("What a district and a city typed is recorded and compared with what is below, cell by cell")
    func sums() throws {
        let town = try SmallTown()
        let leaves = "单位,期间,buses,checked,trips\n北岸所,2017-04,1,0,3\n南岸所,2017-04,0,0,4\n西滩所,2017-04,0,0,5\n"
        _ = try town.take([SmallTown.openings, ("a.csv", leaves)])
        let typed = try town.take([("b.csv", "单位,期间,buses=,trips\n东岭区,2017-04,11,8\n示例市,2017-04,21,\n")])
        #expect(
            town.sentences(typed) == [
                "b.csv 第 2 行 D2 东岭区 2017年4月（出车次数）：“03 出车次数”本单位填报新增 8，2 个下级单位填报之和为 7。请核对上级的表和各下级的表。"
            ])
        #expect(typed.files[0].forms.map(\.outcomeText) == ["登记第 1 版", "登记第 1 版"])
        #expect(
            town.sentences(typed, .hint).contains(
                "b.csv 第 3 行 A3 示例市 2017年4月：“上级填报的新增等于下级填报的新增之和”有 1 项指标没有检查：有下级单位没有数（旧桥所）。补齐数据后再检查。"),
            "\(town.sentences(typed, .hint))")
        var question = Workspace.StatusQuestion()
        question.period = Period("2017-04")
        let calls = try town.workspace.status(question, on: try town.day("2017-05-03")).calls
        #expect(
            calls.map { "\($0.unit.name) \($0.reason)" } == [
                "旧桥所 缺报", "东岭区 已收到但未采用：第 1 版有 1 条 A 类问题，待退回（“03 出车次数”本单位填报新增 8，2 个下级单位填报之和为 7）",
            ])
        _ = try town.take([("c.csv", "单位,期间,trips\n东岭区,2017-04,7\n")])
        #expect(try town.workspace.status(question, on: try town.day("2017-05-03")).calls.map(\.unit.name) == ["旧桥所"])
    }

    @Test("Units that owe nothing are not called all right; what came and does not count is not called missing")
    func words() throws {
        let town = try SmallTown()
        _ = try town.take(
            [SmallTown.openings, ("a.csv", "单位,期间,buses,checked,trips\n西滩所,2017-05,1,1,9\n")], accepts: false)
        var question = Workspace.StatusQuestion()
        (question.period, question.listsEverybody) = (Period("2017-05"), true)
        let board = try town.workspace.status(question, on: try town.day("2017-06-03"))
        #expect(
            board.forms[0].leaves.map { "\($0.unit.name) \($0.situation)" } == [
                "北岸所 缺报", "南岸所 缺报", "西滩所 第 1 版待采用", "石桥所 未开办", "旧桥所 已停办",
            ])
        let set = try #require(town.workspace.indicators)
        let may = try #require(Period("2017-05"))
        #expect(
            try town.workspace.ledger.campaign(set).check(through: may).map(\.description).contains(
                "西滩所 2017年5月：已收到但未采用：第 1 版待审核，汇总数从本月起无法得出。请审核后采用，或退回更正；要先出报表，请用 --partial。"))
    }

    @Test("One bad line keeps no other unit's form from being accepted; two lines that contradict each other are told")
    func lines() throws {
        let town = try SmallTown()
        let text = """
            单位,期间,buses,checked,trips
            西滩所,2017-13,0,0,1
            北岸所,2017-04,0,0,1
            南岸所,2017-04,0,0,2
            南岸所,2017-04,0,0,3

            """
        let result = try town.take([SmallTown.openings, ("a.csv", text)])
        #expect(
            town.sentences(result) == [
                "a.csv 第 5 行 A5 南岸所 2017年4月：第 1 版重复，另一份在 第 4 行 A4。更正请把版本加 1，重复的请删去一份。",
                "a.csv 第 2 行 B2（期间）：应为月份，实填“2017-13”。请写成 2017-05。",
            ])
        #expect(result.files[1].forms.map(\.standingText) == ["已采用", "已采用", "待退回"])
    }
}
