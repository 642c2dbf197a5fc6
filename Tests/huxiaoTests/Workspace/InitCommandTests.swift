import Foundation
import TestSupport
import Testing

@Suite("huxiao init")
struct InitCommandTests {
    @Test("A new folder gets its campaign, its units and its ledger")
    func new() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("代码,名称,上级代码\n1,甲市,\n11,乙区,1\n12,丙区,1\n".utf8), to: "u.csv")
        let run = try CommandRun.run(
            Command.path,
            [
                "init", "c", "--units", "u.csv", "--form", "changzhou", "--name", "集中“整治”: 2019", "--from", "2019-09",
                "--to", "2019-12", "--by", "统计员",
            ], in: folder.path)
        #expect(run.status == 0, "\(run.stderr)")
        #expect(
            run.stdout
                == "建立 c/units.csv\n建立 c/campaign.yaml\n建立 c/ledger.sqlite\n“集中“整治”: 2019”共 3 个单位，其中 2 个填报。\n")
        let yaml = String(decoding: try folder.read("c/campaign.yaml"), as: UTF8.self)
        #expect(yaml.contains("name: \"集中“整治”: 2019\"\n"))
        #expect(yaml.contains("  day: 25\n  monthOffset: 0\n"))
    }

    @Test("A tree in YAML is a list of units too")
    func tree() throws {
        let folder = try TemporaryFolder()
        let tree = "- code: 1\n  name: 甲市\n  children:\n    - {code: 11, name: 乙区}\n    - {code: 12, name: 丙区}\n"
        try folder.write(Array(tree.utf8), to: "tree.yaml")
        let run = try CommandRun.run(
            Command.path,
            [
                "init", "c", "--units", "tree.yaml", "--form", "zhengzhou-progress", "--name", "x", "--from", "2017-04",
                "--to", "2018-01", "--due", "次月3日",
            ], in: folder.path)
        #expect(run.status == 0, "\(run.stderr)")
        #expect(
            String(decoding: try folder.read("c/units.csv"), as: UTF8.self)
                == "\u{FEFF}代码,名称,简称,类别,上级代码,首报期间,末报期间\r\n1,甲市,,其他,,,\r\n11,乙区,,其他,1,,\r\n12,丙区,,其他,1,,\r\n")
        #expect(
            String(decoding: try folder.read("c/campaign.yaml"), as: UTF8.self).contains("  day: 3\n  monthOffset: 1\n")
        )
    }

    @Test("A campaign folder that is there gets only its ledger")
    func existing() throws {
        let campaign = try SmallCampaign()
        let before = try campaign.folder.names()
        let run = try campaign.command(["init", "."])
        #expect(run.stdout == "建立 ./ledger.sqlite\n“护校安园专项行动”共 3 个单位，其中 2 个填报。\n")
        #expect(try campaign.folder.names().filter { !$0.hasPrefix("ledger.sqlite") } == before)
    }

    @Test("Again, with nothing new, nothing changes")
    func again() throws {
        let campaign = try SmallCampaign.withLedger()
        #expect(try campaign.command(["init", "."]).stdout == "没有变动。\n“护校安园专项行动”共 3 个单位，其中 2 个填报。\n")
    }

    @Test("A changed list of units is taken up, and said")
    func changed() throws {
        let campaign = try SmallCampaign.withLedger()
        try campaign.write(
            """
            代码,名称,上级代码,首报期间,末报期间
            4101,天中市公安局,,,
            410101,东风区分局,4101,,2017-08
            410103,南关分局,4101,2017-06,

            """, to: "units.csv")
        #expect(
            try campaign.command(["init", "."]).stdout == """
                改名 410101 东风区分局（原名 东风分局）
                末报期间 410101 东风区分局：不限 → 2017年8月
                新增 410103 南关分局
                单位表中没有 410102 桐柏分局，台账保留；已撤销的请在单位表中写末报期间
                “护校安园专项行动”共 3 个单位，其中 2 个填报。

                """)
    }

    @Test("What is there is never overwritten")
    func overwriting() throws {
        let campaign = try SmallCampaign()
        let run = try campaign.command(["init", ".", "--units", "units.csv"])
        #expect(run.status == 1)
        #expect(run.stderr == "./units.csv：已经有了，没有改动。请直接修改这个文件，再执行 huxiao init。\n")
    }

    @Test("A folder without a campaign says what to write")
    func nothing() throws {
        let folder = try TemporaryFolder()
        let run = try CommandRun.run(Command.path, ["init", "."], in: folder.path)
        #expect(run.status == 1)
        #expect(
            run.stderr == ".：文件夹中没有 campaign.yaml。新建专项工作请写 --units、--form、--name、--from、--to。\n")
        #expect(try folder.names() == [])
    }

    @Test("A list of units that is no tree makes nothing")
    func broken() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("代码,名称,上级代码\n1,甲市,\n11,乙区,9\n".utf8), to: "u.csv")
        let run = try CommandRun.run(
            Command.path,
            [
                "init", "c", "--units", "u.csv", "--form", "changzhou", "--name", "x", "--from", "2019-09", "--to",
                "2019-12",
            ], in: folder.path)
        #expect(run.status == 1)
        #expect(run.stderr.contains("A 强制  u.csv 第 3 行 A3 乙区（代码）：上级代码 9 不在单位表中。"), "\(run.stderr)")
        #expect(try folder.names() == ["u.csv"])
    }

    @Test("A form that is unknown makes nothing, and the repeat with the right one works")
    func unknownForm() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("代码,名称,上级代码\n1,甲市,\n11,乙区,1\n".utf8), to: "u.csv")
        func run(_ form: String) throws -> CommandRun {
            try CommandRun.run(
                Command.path,
                [
                    "init", "c", "--units", "u.csv", "--form", form, "--name", "x", "--from", "2019-09", "--to",
                    "2019-12", "--by", "统计员",
                ], in: folder.path)
        }
        let wrong = try run("nosuch")
        #expect(wrong.status == 1)
        #expect(wrong.stdout == "")
        #expect(wrong.stderr.hasPrefix("没有建立台账：A 强制 1 条"), "\(wrong.stderr)")
        #expect(try folder.names() == ["u.csv"])
        #expect(try run("changzhou").status == 0)
    }
}
