import Foundation
import TestSupport
import Testing

/// The three forms of `Examples/changzhou-2019`, as a user makes them.
@Suite("huxiao report, blank and check with the forms of Changzhou")
struct SafetyCommandTests {
    static let example = "Examples/changzhou-2019"

    private func names(in folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    }

    @Test("Several forms of the whole city in one call")
    func severalForms() throws {
        let folder = try TemporaryFolder()
        let run = try Command.run(
            "report", "form1", "附件2", "form3", Self.example, "--period", "2019-12", "--format", "html,xml", "-o",
            folder.path)
        #expect(run.status == 0)
        let titles = ["安全集中整治攻坚行动战果统计表", "安防体检表", "风险隐患排查表"]
        #expect(
            try names(in: folder)
                == titles.flatMap { title in ["html", "xml"].map { "2019年12月_示例市教育局_中小学幼儿园\(title).\($0)" } })
    }

    @Test("A file for every unit, or for every unit below one")
    func everyUnit() throws {
        let folder = try TemporaryFolder()
        let all = try Command.run(
            "report", "form1", "form2", Self.example, "--all", "--period", "2019-12", "--format", "html", "-o",
            folder.path)
        #expect(all.status == 0)
        #expect(try names(in: folder).count == 8)
        let one = try Command.run(
            "report", "form2", Self.example, "--all", "--unit", "云溪区", "--period", "2019-12", "--format", "ods", "-o",
            folder.path)
        #expect(one.status == 0)
        #expect(try names(in: folder).filter { $0.hasSuffix(".ods") } == ["2019年12月_云溪区教育局_中小学幼儿园风险隐患排查表.ods"])
    }

    @Test("A month of which one unit's forms are missing is told, and printed")
    func missing() throws {
        let folder = try TemporaryFolder()
        let run = try Command.run(
            "report", "form3", Self.example, "--period", "2019-11", "--format", "html", "-o", folder.path)
        #expect(
            run.errorLines.contains(
                "B 准强制  湖湾市 2019年11月：没有收到附件1、附件2。请催报；没有隐患的也应报送空表。  [form3.missing-unit]"))
        let page = try String(decoding: folder.read(try #require(try names(in: folder).first)), as: UTF8.self)
        #expect(page.contains("缺报单位：湖湾市"))
    }

    @Test("附件1 and 附件2 say at their foot whose rows are missing; a blank form does not", arguments: ["form1", "form2"])
    func missingOnLists(form: String) throws {
        let folder = try TemporaryFolder()
        let run = try Command.run(
            "report", form, Self.example, "--period", "2019-11", "--format", "html", "-o", folder.path)
        #expect(run.status == 0)
        let page = try String(decoding: folder.read(try #require(try names(in: folder).first)), as: UTF8.self)
        #expect(page.contains("缺报单位：湖湾市"))
        let blanks = try TemporaryFolder()
        _ = try Command.run(
            "blank", form, Self.example, "--unit", "湖湾市", "--period", "2019-11", "--format", "fods", "-o", blanks.path)
        let blank = try String(decoding: blanks.read(try #require(try names(in: blanks).first)), as: UTF8.self)
        #expect(!blank.contains("缺报单位"))
    }

    @Test("Forms that lack a unit are not written down as sent")
    func notSent() throws {
        let folder = try TemporaryFolder()
        let noting = ["--by", "统计员", "--at", "2019-12-03"]
        let campaign = folder.path(of: "cz")
        try FileManager.default.copyItem(atPath: Checkout.root + "/\(Self.example)", toPath: campaign)
        func huxiao(_ arguments: [String]) throws -> CommandRun {
            try CommandRun.run(Command.path, arguments + noting, in: folder.path)
        }
        _ = try huxiao(["init", "cz"])
        _ = try huxiao(["import", "cz", "--into", "cz", "--accept"])
        let run = try huxiao(
            ["report", "form1", "form2", "form3", "cz", "--period", "2019-11", "--sent", "-o", "out"])
        #expect(run.status == 1)
        #expect(
            run.stderr.contains("没有报出：有 1 处缺报，没有写出文件，也没有记为已报出。请改正后再报；确实要照样报出的，请加 --anyway，记录会写明。"),
            "\(run.stderr)")
        let written = try? FileManager.default.contentsOfDirectory(atPath: folder.path(of: "out"))
        #expect(written ?? [] == [])
    }

    @Test("One template file cannot stand for two forms")
    func templateForTwo() throws {
        let run = try Command.run(
            "report", "form1", "form2", Self.example, "--template", "Templates/changzhou-form1.fods", "-o",
            "/nonexistent")
        #expect(run.status == 2)
        #expect(run.errorLines.first == "用法错误：--template 只能代替一张报表的模板，请一次生成一张")
    }

    @Test("A form without its data says what is missing")
    func noData() throws {
        let run = try Command.run("report", "form1", "form2")
        #expect(run.status == 2)
        #expect(
            run.errorLines.first
                == "用法错误：缺少数据：请在 form1 form2 后面写专项工作文件夹，例如 huxiao report form1 form2 Examples/changzhou-2019")
    }

    @Test("A received file is checked against the campaign")
    func received() throws {
        let run = try Command.run(
            "check", "form3", Self.example, "\(Self.example)/wrong/form3-2019-09.csv", "--unit", "示例市", "--period",
            "2019-09")
        #expect(run.status == 1)
        let expected = try Checkout.text("\(Checkout.root)/\(Self.example)/expected/wrong-form3-2019-09.txt")
        #expect(run.errorLines.count == expected.split(separator: "\n").count)
        #expect(run.stdout.hasPrefix("核对结果：A 强制"))
    }

    @Test("A received file needs its unit and month")
    func receivedWithoutUnit() throws {
        let run = try Command.run("check", "form1", Self.example, "\(Self.example)/wrong/form1-990201.csv")
        #expect(run.status == 2)
        #expect(run.errorLines.first == "用法错误：核对刚收到的表，请写明专项工作文件夹、文件、--unit 和 --period")
    }
}

/// A Python that has the readers.
private let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]

/// What is written is opened by libraries that are not ours.
@Suite("Masked and blank forms, read by openpyxl and odfpy", .enabled(if: python != nil, "HUXIAO_PYTHON is not set"))
struct BlankAndMaskingFileTests {
    /// What `script` prints for the one file that the command writes.
    private func read(_ arguments: [String], _ format: String, _ script: String) throws -> [String] {
        let folder = try TemporaryFolder()
        let made = try CommandRun.run(
            Command.path, arguments + ["--format", format, "-o", folder.path(of: "form.\(format)")], in: Checkout.root)
        #expect(made.status == 0)
        let run = try CommandRun.run(python ?? "python3", ["-c", script, folder.path(of: "form.\(format)")])
        guard run.status == 0 else { throw CommandRun.Trouble(run.stderr) }
        return run.stdout.split(separator: "\n").map(String.init)
    }

    private static let blank = [
        "blank", "form1", SafetyCommandTests.example, "--period", "2019-12", "--unit", "云溪区",
    ]

    @Test("An XLSX blank form has its lists, its protection and open cells")
    func xlsx() throws {
        let lines = try read(
            Self.blank, "xlsx",
            """
            import openpyxl, sys
            book = openpyxl.load_workbook(sys.argv[1])
            sheet = book.worksheets[0]
            for v in sheet.data_validations.dataValidation:
                if v.type == "list": print(str(v.sqref).split(":")[0], v.formula1, v.prompt)
            print(sheet.protection.sheet, sheet.protection.password, sheet["B6"].protection.locked, sheet["G6"].protection.locked)
            """)
        #expect(lines.contains("N6 \"有效,无效,无\" 请从下拉列表中选择"))
        #expect(lines.contains("P6 \"治安岗,交警岗,巡特警岗,群防群治\" 请从下拉列表中选择"))
        #expect(lines.last == "True None True False")
    }

    @Test("An ODS blank form has its lists and its identity")
    func ods() throws {
        let lines = try read(
            Self.blank, "ods",
            """
            import sys
            from odf.opendocument import load
            from odf.table import ContentValidation, Table
            from odf.meta import UserDefined
            book = load(sys.argv[1])
            for v in book.getElementsByType(ContentValidation): print(v.getAttribute("condition"))
            for p in book.meta.getElementsByType(UserDefined): print(p.getAttribute("name"), str(p))
            print(book.spreadsheet.getElementsByType(Table)[0].getAttribute("protected"))
            """)
        #expect(lines.contains("of:cell-content-is-in-list(\"有效\";\"无效\";\"无\")"))
        #expect(lines.contains("huxiao.unit 990201") && lines.contains("huxiao.period 2019-12"))
        #expect(lines.last == "true")
    }

    /// Said of persons in the example's hazards.
    private static let secrets = ["精神障碍", "社区民警", "绩效分配", "总务主任"]

    @Test(
        "A masked form holds nothing of persons, in any format, and says so",
        arguments: ["html", "xlsx", "ods", "fods", "xml"])
    func masked(format: String) throws {
        let form = ["report", "form2", SafetyCommandTests.example, "--period", "2019-12", "--mask"]
        let script = """
            import sys, zipfile
            path = sys.argv[1]
            if zipfile.is_zipfile(path):
                package = zipfile.ZipFile(path)
                text = "".join(package.read(n).decode("utf-8", "ignore") for n in package.namelist())
            else: text = open(path, encoding="utf-8").read()
            for word in \(Self.secrets) + ["＊＊＊", "本表已遮盖个人信息", "南门硬质防冲撞柱"]: print(word, word in text)
            """
        #expect(
            try read(form, format, script)
                == Self.secrets.map { "\($0) False" } + ["＊＊＊ True", "本表已遮盖个人信息 True", "南门硬质防冲撞柱 True"])
    }
}
