import Foundation
import TestSupport
import Testing

/// A safety campaign with a folder of marked copies: 竹亭区's form 1 with a person in it.
private struct MarkedCampaign {
    let folder: TemporaryFolder
    /// With openpyxl.
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"] ?? "python3"

    init() throws {
        folder = try TemporaryFolder()
        let source = Checkout.root + "/Examples/changzhou-2019"
        try FileManager.default.copyItem(atPath: source, toPath: folder.path(of: "c"))
        for form in ["form1", "form2"] {
            try FileManager.default.removeItem(atPath: folder.path(of: "c/\(form)/2019-12"))
        }
        let yaml = try Checkout.text(source + "/campaign.yaml")
        try folder.write(Array((yaml + "\nmail:\n  from: 示例市教育局 <office@example.org>\n").utf8), to: "c/campaign.yaml")
        try folder.write(Array("单位代码,邮箱\n990202,zt@example.org\n".utf8), to: "c/contacts.csv")
        _ = try Command.run(
            "blank", "form1", path, "--unit", "990202", "--period", "2019-12", "--format", "xlsx", "-o",
            folder.path(of: "blank"))
        let fill = """
            import glob, openpyxl, sys
            book = openpyxl.load_workbook(glob.glob(sys.argv[1] + "/blank/*.xlsx")[0])
            sheet = book.active
            sheet["G6"], sheet["Q6"], sheet["S6"] = "很多", "甲某人", "乙某人请假"
            book.save(sys.argv[1] + "/回信.xlsx")
            """
        let run = try CommandRun.run(Self.python, ["-c", fill, folder.path])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        _ = try Command.run(
            "collect", folder.path(of: "回信.xlsx"), "--campaign", path, "--mark", folder.path(of: "back"))
    }

    var path: String { folder.path(of: "c") }

    func remind(_ arguments: String...) throws -> CommandRun {
        let all = ["remind", path, "--period", "2019-12", "--at", "2019-12-27", "--marked", folder.path(of: "back")]
        return try CommandRun.run(Command.path, all + arguments, in: Checkout.root)
    }

    /// The message to 竹亭区.
    func message(in name: String) throws -> ReadMessage {
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(of: name))
        let file = try #require(files.first { $0.hasPrefix("竹亭区教育局_") })
        return try ReadMessage.of(try folder.read(name + "/" + file))
    }
}

@Suite("huxiao remind --marked", .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"))
struct RemindProtectionTests {
    @Test("A marked copy holds persons: nothing is written without a decision")
    func asks() throws {
        let campaign = try MarkedCampaign()
        let run = try campaign.remind("-o", campaign.folder.path(of: "out"))
        #expect(run.status == 1)
        #expect(
            run.stderr
                == "竹亭区 附件1：附件中有个人信息（姓名、电话或涉及个人的内容），没有写明怎样保护。"
                + "请加 --mask 遮盖，或 --encrypt 加密附件；确实要明文发送的，请加 --clear。\n")
        #expect(try !campaign.folder.names().contains("out"))
        let dry = try campaign.remind("--dry-run")
        #expect(dry.status == 1)
        #expect(dry.stdout.contains("  附件：回信-需改正.xlsx（"))
        #expect(dry.stderr.hasPrefix("正式生成前还要决定：竹亭区 附件1：附件中有个人信息"))
    }

    @Test("--clear: one paragraph a form, what to do once, the files once")
    func clear() throws {
        let campaign = try MarkedCampaign()
        #expect(try campaign.remind("--clear", "-o", campaign.folder.path(of: "out")).status == 0)
        let message = try campaign.message(in: "out")
        let blank = "2019年12月_竹亭区教育局_中小学幼儿园风险隐患排查表（空表）.xlsx"
        #expect(message.files.map(\.name) == [blank, "回信-需改正.xlsx"])
        #expect(
            message.text == """
                竹亭区教育局：

                　　2019年全市中小学幼儿园安全集中整治攻坚行动，贵单位还有下列报表没有报送或需要重报：

                　　1. 2019年12月附件1（安防体检表）：有要改正的地方，请改正后重报，应于2019年12月25日前报送，逾期 2 天。

                　　2. 2019年12月附件2（风险隐患排查表）：缺报，应于2019年12月25日前报送，逾期 2 天。

                　　空表已附上，单位和期间已印好，填好后回复本邮件发回；没有发生的请填 0，没有内容的也请报送空表。

                　　退改件已附上，请直接改正标出的问题，回复本邮件重报。

                附件：
                　　1. \(blank)
                　　2. 回信-需改正.xlsx

                示例市教育局

                """)
    }

    @Test("--mask: the list of problems alone, in which nobody is named")
    func mask() throws {
        let campaign = try MarkedCampaign()
        #expect(try campaign.remind("--mask", "-o", campaign.folder.path(of: "out")).status == 0)
        let message = try campaign.message(in: "out")
        let list = try #require(message.files.last)
        #expect(list.name == "回信-问题清单.xlsx")
        try campaign.folder.write([UInt8](list.bytes), to: "list.xlsx")
        let script = """
            import sys, zipfile, openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            print(book.sheetnames, book.worksheets[0]["A2"].value[-30:])
            package = zipfile.ZipFile(sys.argv[1])
            text = b"".join(package.read(name) for name in package.namelist()).decode()
            print([name for name in ["甲某人", "乙某人"] if name in text])
            """
        let read = try CommandRun.run(
            MarkedCampaign.python, ["-c", script, campaign.folder.path(of: "list.xlsx")],
            environment: ["PYTHONIOENCODING": "utf-8"])
        #expect(read.stdout == "['问题清单'] 请核对。请在本单位留存的原表上改正后发回，不要在清单上填写。\n[]\n")
        #expect(message.text.contains("为保护个人信息，没有附原表，请在本单位留存的表上改正后回复本邮件重报。"))
    }

    @Test("--encrypt: the marked copy in a package, the blank form beside it")
    func encrypt() throws {
        let campaign = try MarkedCampaign()
        try campaign.folder.write(Array("correct-horse-battery\n".utf8), to: "password")
        chmod(campaign.folder.path(of: "password"), 0o600)
        let run = try campaign.remind(
            "--encrypt", "--zip-password-file", campaign.folder.path(of: "password"), "-o",
            campaign.folder.path(of: "out"))
        #expect(run.status == 0)
        #expect(run.stdout.contains("\n    内有：回信-需改正.xlsx\n"))
        let message = try campaign.message(in: "out")
        #expect(message.files.last?.name == "竹亭区教育局_退改件.zip")
        #expect(message.text.contains("退改件已加密"))
    }

    @Test("What can be attached to nobody is told")
    func leftOver() throws {
        let campaign = try MarkedCampaign()
        try campaign.folder.write(Array("x".utf8), to: "back/说明.txt")
        let run = try Command.run(
            "remind", campaign.path, "--period", "2019-11", "--marked", campaign.folder.path(of: "back"), "--mask",
            "--dry-run")
        #expect(run.stderr.contains("说明.txt：没有附："))
        #expect(run.stderr.contains("回信-需改正.xlsx：竹亭区 2019年12月附件1没有附：这次催报的是2019年11月。要附的请用 --period 写明月份。"))
        let nothing = try Command.run(
            "remind", campaign.path, "--marked", campaign.folder.path(of: "nosuch"), "--dry-run")
        #expect(nothing.stderr.contains("nosuch"))
    }

    @Test("--unit: marked copies of other units are nothing to tell")
    func otherUnits() throws {
        let campaign = try MarkedCampaign()
        let run = try campaign.remind("--mask", "--dry-run", "--unit", "990201")
        #expect(!run.stderr.contains("竹亭区"))
    }

    @Test("What came with problems and nobody sent back: asked for in true words, with its marked copy or without")
    func notReturned() throws {
        let campaign = try MarkedCampaign()
        #expect(try Command.run("init", campaign.path).status == 0)
        _ = try Command.run("collect", campaign.folder.path(of: "回信.xlsx"), "--into", campaign.path)
        let plain = try Command.run("remind", campaign.path, "--period", "2019-12", "--at", "2019-12-27", "--dry-run")
        let marked = try campaign.remind("--mask", "-o", campaign.folder.path(of: "out"))
        let line = "2019年12月附件1　已收到但未采用：第 1 版有 21 条 A 类问题，待退回　逾期 2 天\n"
        #expect(plain.stdout.contains(line))
        #expect(marked.stdout.contains(line))
        let text = try campaign.message(in: "out").text
        #expect(text.contains("2019年12月附件1（安防体检表）：有 21 处要改正，请改正后重报，应于2019年12月25日前报送，逾期 2 天。\n"))
        #expect(!text.contains("退回"))
        let subject = try campaign.message(in: "out").field("Subject")
        #expect(subject == "催报：2019年9月、2019年10月、2019年11月、2019年12月附件1、附件2（最近的期限2019年12月25日）")
    }

    @Test("Who sent it back, when and why stands in the text, from the ledger")
    func returned() throws {
        let campaign = try MarkedCampaign()
        #expect(try Command.run("init", campaign.path).status == 0)
        _ = try Command.run("collect", campaign.folder.path(of: "回信.xlsx"), "--into", campaign.path)
        let returned = try Command.run(
            "return", campaign.path, "--unit", "990202", "--period", "2019-12", "--form", "form1", "--why",
            "护学岗没有填，\n人数与上月不符", "--by", "王主任", "--at", "2019-12-26")
        #expect(returned.status == 0)
        #expect(try campaign.remind("--clear", "-o", campaign.folder.path(of: "out")).status == 0)
        let text = try campaign.message(in: "out").text
        #expect(
            text.contains(
                "2019年12月附件1（安防体检表）：已退回待重报，应于2019年12月25日前报送，逾期 2 天。已由王主任于2019年12月26日退回，"
                    + "原因：护学岗没有填， 人数与上月不符。\n"))
    }
}
