import Foundation
import TestSupport
import Testing

/// Blank forms are made by the command, filled in by a program that is not ours, collected, and counted.
@Suite("huxiao collect")
struct CollectCommandTests {
    private static let example = Checkout.root + "/Examples/changzhou-2019"
    private static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]
    private static let canFill: Bool =
        python.map { (try? CommandRun.run($0, ["-c", "import openpyxl"]).status) == 0 } ?? false

    /// Fills every row that has a school; a third argument bends the first row.
    private static let fill = """
        import openpyxl, sys
        wb = openpyxl.load_workbook(sys.argv[1]); ws = wb.worksheets[0]
        rows = [r for r in range(6, ws.max_row + 1) if ws.cell(r, 2).value and ws.cell(r, 1).value]
        words = {7: 3, 8: 3, 9: 0, 10: '配齐', 11: '有', 12: '是', 13: '已联网', 14: '有效', 15: '已联网', 16: '交警岗'}
        for r in rows:
            for c, v in words.items(): ws.cell(r, c).value = v
        if len(sys.argv) > 3: ws.cell(rows[0], 7).value = sys.argv[3]
        wb.save(sys.argv[2])
        """

    /// The example up to September, and a folder `in` for October.
    private static func campaign() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let files = FileManager.default
        try files.copyItem(atPath: example, toPath: folder.path(of: "c"))
        for form in ["form1", "form2"] {
            for month in ["2019-10", "2019-11", "2019-12"] {
                try? files.removeItem(atPath: folder.path(of: "c/\(form)/\(month)"))
            }
        }
        try files.createDirectory(atPath: folder.path(of: "in"), withIntermediateDirectories: true)
        for form in ["form1", "form2"] {
            _ = try Command.run(
                "blank", form, folder.path(of: "c"), "--all", "--period", "2019-10", "--format", "xlsx", "-o",
                folder.path(of: "blank"))
        }
        return folder
    }

    private static func fillIn(_ unit: String, bent: String? = nil, in folder: TemporaryFolder) throws {
        let blank = folder.path(of: "blank/2019年10月_\(unit)_中小学幼儿园安防体检表（空表）.xlsx")
        let run = try CommandRun.run(
            python ?? "", ["-c", fill, blank, folder.path(of: "in/\(unit)1.xlsx")] + (bent.map { [$0] } ?? []),
            environment: ["PYTHONIOENCODING": "utf-8"])
        #expect(run.stderr == "")
        try FileManager.default.copyItem(
            atPath: folder.path(of: "blank/2019年10月_\(unit)_中小学幼儿园风险隐患排查表（空表）.xlsx"),
            toPath: folder.path(of: "in/\(unit)2.xlsx"))
    }

    private static func collect(_ folder: TemporaryFolder, _ more: [String] = []) throws -> CommandRun {
        try CommandRun.run(
            Command.path, ["collect", "in", "--campaign", "c", "--period", "2019-10"] + more, in: folder.path)
    }

    @Test(
        "Blank forms, filled in and collected, feed 附件3",
        .enabled(if: canFill, "HUXIAO_PYTHON names no Python with openpyxl"))
    func wholeWay() throws {
        let folder = try Self.campaign()
        for unit in ["云溪区教育局", "竹亭区教育局", "湖湾市教育局", "示例市教育局直属学校"] { try Self.fillIn(unit, in: folder) }
        let run = try Self.collect(folder, ["-o", "c"])
        #expect(run.status == 0, "\(run.stdout) \(run.stderr)")
        #expect(run.stdout.contains("共 8 份，收下 8 份。"))
        #expect(run.stdout.contains("写出数据 8 个文件，在 c"))
        let report = try CommandRun.run(
            Command.path, ["report", "form3", "c", "--period", "2019-10", "--format", "fods", "-o", "out"],
            in: folder.path)
        #expect(report.status == 0, "\(report.stdout) \(report.stderr)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "c/form1/2019-10")).sorted()
        #expect(names == ["990201.csv", "990202.csv", "990281.csv", "990299.csv"])
    }

    @Test(
        "A wrong form is told, marked and left out; the others are taken",
        .enabled(if: canFill, "HUXIAO_PYTHON names no Python with openpyxl"))
    func bent() throws {
        let folder = try Self.campaign()
        try Self.fillIn("云溪区教育局", bent: "下月配齐", in: folder)
        try Self.fillIn("竹亭区教育局", in: folder)
        let run = try Self.collect(folder, ["-o", "out", "--mark", "退改"])
        #expect(run.status == 1)
        #expect(
            run.stderr.contains(
                "A 强制  in/云溪区教育局1.xlsx 安防体检表 G6 第1行（专职保安员数（人））：应填整数，实填“下月配齐”。"), "\(run.stderr)")
        #expect(run.stderr.contains("B 准强制  湖湾市 2019年10月：没有收到附件1、附件2。请催报。  [collect.missing-unit]"))
        let marked = try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "退改"))
        #expect(marked.contains("云溪区教育局1-需改正.xlsx"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "out/form1/2019-10")) == ["990202.csv"])
    }

    @Test("A progress table goes from one campaign folder into another")
    func progress() throws {
        let folder = try TemporaryFolder()
        let example = Checkout.root + "/Examples/zhengzhou-2017"
        _ = try Command.run(
            "report", example, "--period", "2017-05", "--unit", "西河区", "--format", "ods", "-o", folder.path(of: "in"))
        try FileManager.default.copyItem(atPath: example, toPath: folder.path(of: "c"))
        try FileManager.default.removeItem(atPath: folder.path(of: "c/submissions/西河区.csv"))
        let run = try CommandRun.run(Command.path, ["collect", "in", "--campaign", "c", "-o", "c"], in: folder.path)
        #expect(run.stdout.contains("收下 1 份"), "\(run.stdout) \(run.stderr)")
        let again = try CommandRun.run(Command.path, ["collect", "in", "--campaign", "c", "-o", "c"], in: folder.path)
        #expect(again.stdout.contains("收下 0 份"))
        #expect(again.stderr.contains("与已有的第 1 版相同，没有再收。  [collect.known-already]"))
    }

    @Test("JSON for machines: forms, counts, findings")
    func json() throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("学校,人数\n".utf8), to: "a.csv")
        let run = try CommandRun.run(Command.path, ["collect", "a.csv", "nothing.xlsx", "--json"], in: folder.path)
        #expect(run.status == 1)
        let object = try #require(JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [String: Any])
        let forms = try #require(object["forms"] as? [[String: Any]])
        #expect(forms.map { $0["file"] as? String } == ["a.csv", "nothing.xlsx"])
        #expect(forms.map { ($0["counts"] as? [String: Int])?["A"] } == [0, 1])
        #expect(run.stderr == "")
    }

    @Test("An empty folder says so")
    func empty() throws {
        let folder = try TemporaryFolder()
        let run = try CommandRun.run(Command.path, ["collect", folder.path])
        #expect(run.status == 1)
        #expect(run.stderr == "A 强制  没有找到任何文件。请检查路径。  [collect.nothing]\n")
    }
}
