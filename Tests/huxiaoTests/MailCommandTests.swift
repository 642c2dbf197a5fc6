import Foundation
import TestSupport
import Testing

/// A small campaign with somebody to write to, and what the command writes and sends of it.
struct MailedCampaign {
    let campaign: SmallCampaign

    /// - Parameters:
    ///   - mail: More lines of `mail:` in `campaign.yaml`.
    ///   - server: Through which it sends.
    init(_ mail: [String] = [], server: MailServer? = nil) throws {
        var lines = ["mail:", "from: 天中市公安局 <office@example.org>", "to: 省公安厅 <province@example.org>"] + mail
        if let server { lines += ["server: 127.0.0.1", "port: \(server.port)", "security: none"] }
        campaign = try SmallCampaign(head: SmallCampaign.head + lines.joined(separator: "\n  ") + "\n")
    }

    func file(_ name: String) -> String { campaign.folder.path(of: name) }

    func mail(_ arguments: String..., environment: [String: String] = [:]) throws -> CommandRun {
        try CommandRun.run(
            Command.path, ["mail", campaign.path, "--period", "2017-05"] + arguments, environment: environment,
            in: Checkout.root, timeout: 120)
    }

    /// The messages in a folder, by way of Python.
    func messages(in folder: String) throws -> [ReadMessage] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: file(folder))) ?? []
        return try names.filter { $0.hasSuffix(".eml") }.sorted().map {
            try ReadMessage.of([UInt8](Data(contentsOf: URL(fileURLWithPath: file(folder + "/" + $0)))))
        }
    }
}

@Suite("huxiao mail", .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"))
struct MailCommandTests {
    @Test("The month's report as a message that nobody got yet: text, the report in it, the file with an office's name")
    func written() throws {
        let mailed = try MailedCampaign()
        let run = try mailed.mail("--clear", "--format", "xlsx,ods", "-o", mailed.file("out"))
        #expect(run.status == 0)
        let message = try #require(try mailed.messages(in: "out").first)
        #expect(message.field("Subject") == "天中市公安局2017年5月校园安全工作进展报表")
        #expect(message.addresses["To"] == [["省公安厅", "province@example.org"]])
        #expect(message.files.map(\.name) == [SmallCampaign.table + ".xlsx", SmallCampaign.table + ".ods"])
        #expect(message.text.hasPrefix("省公安厅：\n\n　　现报送天中市公安局2017年5月校园安全工作进展报表，请审阅。\n"))
        #expect(message.html.contains("<table"))
        #expect(message.field("X-Unsent") == "1")
    }

    @Test("The attachment is the file that huxiao report writes, byte for byte")
    func sameFile() throws {
        let mailed = try MailedCampaign()
        _ = try mailed.mail("--clear", "-o", mailed.file("out"))
        _ = try Command.run(
            "report", mailed.campaign.path, "--period", "2017-05", "--format", "xlsx", "-o", mailed.file("r"))
        let report = try mailed.campaign.folder.read("r/\(SmallCampaign.table).xlsx")
        #expect(try mailed.messages(in: "out").first?.files.first.map { [UInt8]($0.bytes) } == report)
    }

    @Test("A dry run says who gets what and writes nothing")
    func dryRun() throws {
        let mailed = try MailedCampaign()
        let before = try mailed.campaign.folder.names()
        let run = try mailed.mail("--mask", "--dry-run", "--cc", "备份 <copy@example.org>")
        #expect(run.status == 0)
        let lines = run.stdout.split(separator: "\n").map(String.init)
        #expect(lines[0] == "将发送：天中市公安局2017年5月校园安全工作进展报表")
        #expect(lines[1] == "  收件人：省公安厅 <province@example.org>")
        #expect(lines[2] == "  抄送：备份 <copy@example.org>")
        #expect(lines[3].hasPrefix("  附件：\(SmallCampaign.table).xlsx（"))
        #expect(try mailed.campaign.folder.names() == before)
    }

    @Test("A missing unit keeps it back; --anyway sends it and says so in the text")
    func missing() throws {
        let mailed = try MailedCampaign()
        try FileManager.default.removeItem(atPath: mailed.file("submissions/410102-2017-05.csv"))
        let refused = try mailed.mail("--mask", "-o", mailed.file("out"))
        #expect(refused.status == 1)
        #expect(refused.stderr.contains("没有报送：有 1 处缺报。请改正后再发；确实要照样报送的，请加 --anyway，邮件正文会写明。"))
        #expect(try mailed.messages(in: "out").isEmpty)
        #expect(try mailed.mail("--mask", "--anyway", "--partial", "-o", mailed.file("out")).status == 0)
        let text = try #require(try mailed.messages(in: "out").first?.text)
        #expect(text.contains("请注意：桐柏分局 2017年5月：缺报，汇总的新增不含该单位，合计沿用它上一次的数。"))
    }

    @Test("What came and was not accepted is not called missing")
    func uncounted() throws {
        let mailed = try MailedCampaign()
        #expect(try Command.run("init", mailed.campaign.path).status == 0)
        #expect(try Command.run("import", mailed.campaign.path, "--into", mailed.campaign.path).status == 0)
        let run = try mailed.mail("--mask", "--dry-run")
        #expect(run.status == 1)
        #expect(run.stderr.contains("正式报送时会被拦下：有 4 处已收到但未采用。请改正后再发"))
        #expect(!run.stderr.contains("处缺报"))
    }

    @Test("A finding of class A keeps it back, and is counted in the text, not told")
    func mandatory() throws {
        let mailed = try MailedCampaign()
        try mailed.campaign.submit(unit: "410101", month: "2017-05", changes: [4: "很多"])
        #expect(try mailed.mail("--mask", "--dry-run").status == 1)
        #expect(try mailed.mail("--mask", "--anyway", "-o", mailed.file("out")).status == 0)
        let text = try #require(try mailed.messages(in: "out").first?.text)
        #expect(text.contains("强制性审核问题没有改正"))
        #expect(!text.contains("很多"))
    }

    @Test("Persons in clear ask for a decision")
    func persons() throws {
        let example = Checkout.root + "/Examples/changzhou-2019"
        let run = try Command.run(
            "mail", "form2", example, "--period", "2019-10", "--to", "a@example.org", "--from", "b@example.org",
            "--dry-run")
        #expect(run.status == 1)
        #expect(
            run.stderr.contains(
                "附件中有个人信息（姓名、电话或涉及个人的内容），没有写明怎样保护。请加 --mask 遮盖，或 --encrypt 加密附件；确实要明文发送的，请加 --clear。"))
    }

    @Test("A dry run lists who would get what although the question of protection is open, and says that it is")
    func dryRunAsks() throws {
        let mailed = try MailedCampaign()
        let run = try mailed.mail("--dry-run")
        #expect(run.status == 1)
        #expect(run.stdout.hasPrefix("将发送：天中市公安局2017年5月校园安全工作进展报表\n  收件人：省公安厅 <province@example.org>\n"))
        #expect(run.stderr.hasPrefix("正式生成前还要决定：天中市公安局 校园安全工作进展报表：附件中有个人信息"))
        #expect(try mailed.mail("--dry-run", "--json").stdout.contains("\"mail.shows-persons\""))
    }

    @Test(
        "A dry run lists what a missing unit would keep back; --encrypt asks for no password and names what is packed")
    func dryRunObstacle() throws {
        let mailed = try MailedCampaign()
        try FileManager.default.removeItem(atPath: mailed.file("submissions/410102-2017-05.csv"))
        let run = try mailed.mail("--encrypt", "--dry-run")
        #expect(run.status == 1)
        #expect(run.stdout.contains("  附件：2017年5月_天中市公安局_报表.zip（"))
        #expect(run.stdout.contains("\n    内有：\(SmallCampaign.table).xlsx\n"))
        #expect(run.stderr.contains("正式报送时会被拦下：有 1 处缺报。请改正后再发；确实要照样报送的，请加 --anyway，邮件正文会写明。"))
    }

    @Test("A dry run lists although sender, recipient and the password's file are missing, and tells all three")
    func dryRunLacking() throws {
        let mailed = try MailedCampaign()
        try mailed.campaign.write(SmallCampaign.head, to: "campaign.yaml")
        try mailed.campaign.write("short\n", to: "password")
        chmod(mailed.file("password"), 0o600)
        let run = try mailed.mail("--encrypt", "--zip-password-file", mailed.file("password"), "--dry-run")
        #expect(run.status == 1)
        #expect(run.stdout.hasPrefix("将发送：天中市公安局2017年5月校园安全工作进展报表\n  收件人：（未写）\n"))
        #expect(
            run.stderr.split(separator: "\n").map { $0.prefix(15) } == [
                "正式生成前要改正：加密口令应不", "正式生成前要改正：没有发件人。", "正式生成前要改正：没有收件人。",
            ])
        #expect(try mailed.mail("--mask", "-o", mailed.file("out")).status == 2)
        #expect(try mailed.mail("--mask", "--to", "nobody", "--dry-run").status == 2)
    }

    @Test("--encrypt: one package with the password, no report in the text")
    func encrypted() throws {
        let mailed = try MailedCampaign()
        try mailed.campaign.write("correct-horse-battery\n", to: "password")
        chmod(mailed.file("password"), 0o600)
        let run = try mailed.mail("--encrypt", "--zip-password-file", mailed.file("password"), "-o", mailed.file("out"))
        #expect(run.status == 0)
        let message = try #require(try mailed.messages(in: "out").first)
        #expect(message.files.map(\.name) == ["2017年5月_天中市公安局_报表.zip"])
        #expect(message.text.contains("附件已加密"))
        #expect(!message.html.contains("<table"))
        #expect(!(run.stdout + run.stderr + message.text).contains("correct-horse"))
    }

    @Test("Wrong mail settings are told with their line, before anything else")
    func wrongSettings() throws {
        let mailed = try MailedCampaign(["cc: nobody", "servr: x"])
        let run = try mailed.mail("--dry-run")
        #expect(run.status == 1)
        #expect(run.stderr.contains("应为邮箱地址，实写“nobody”。请写成 office@example.org 的样子。"))
        #expect(run.stderr.contains("不认识键“servr”。是否为“server”？请改正。"))
    }

    @Test("A template that names what there is not is refused with its line")
    func wrongTemplate() throws {
        let mailed = try MailedCampaign()
        try FileManager.default.createDirectory(
            atPath: mailed.file("templates/mail"), withIntermediateDirectories: true)
        try mailed.campaign.write("{{unit}}\n\n{{preiod}}\n", to: "templates/mail/report.txt")
        let run = try mailed.mail("--mask", "--dry-run")
        #expect(run.status == 1)
        #expect(run.stderr.contains("report.txt 第 3 行：邮件模板中不认识 {{preiod}}。是否为 {{period}}？请改正。"))
    }

    @Test("A message over the limit is refused with what to do")
    func tooLarge() throws {
        let mailed = try MailedCampaign(["mostMegabytes: 1"])
        try FileManager.default.createDirectory(
            atPath: mailed.file("templates/mail"), withIntermediateDirectories: true)
        let words = "s\n" + String(repeating: "很长的说明。", count: 50_000)
        try mailed.campaign.write(words, to: "templates/mail/report.txt")
        let run = try mailed.mail("--mask", "--dry-run")
        #expect(run.status == 1)
        #expect(
            run.stderr
                == "正式生成前要改正：s：邮件应不超过 1 MiB，实为 3 MiB。请少选几种格式，或按下级单位分开发送；服务器允许更大的，请改 campaign.yaml 中的 mostMegabytes。\n")
        #expect(run.stdout.hasPrefix("将发送：s\n  收件人：省公安厅"))
        #expect(try mailed.mail("--mask", "-o", mailed.file("out")).stderr.hasPrefix("s：邮件应不超过 1 MiB"))
    }
}

@Suite("huxiao mail --send", .enabled(if: MailServer.isAvailable, "HUXIAO_PYTHON names no Python with aiosmtpd"))
struct MailSendingTests {
    @Test("It is sent once, however often the command runs")
    func once() throws {
        let server = try MailServer()
        let mailed = try MailedCampaign(server: server)
        let first = try mailed.mail("--mask", "--send")
        let second = try mailed.mail("--mask", "--send")
        #expect(first.status == 0)
        #expect(first.stdout.hasPrefix("已发送：天中市公安局2017年5月校园安全工作进展报表\n"))
        #expect(second.stdout.hasPrefix("以前已发送，没有重发：天中市公安局2017年5月校园安全工作进展报表\n"))
        #expect(try server.messages().count == 1)
        #expect(try mailed.messages(in: "outbox/sent").count == 1)
    }

    @Test("A correction is another message, which says what it replaces; it too is sent once")
    func correction() throws {
        let server = try MailServer()
        let mailed = try MailedCampaign(server: server)
        _ = try mailed.mail("--mask", "--send")
        try mailed.campaign.submit(unit: "410101", month: "2017-05", changes: [4: "3"])
        let run = try mailed.mail("--mask", "--send")
        #expect(run.stdout.hasPrefix("已发送：更正：天中市公安局2017年5月校园安全工作进展报表\n"))
        #expect(try mailed.mail("--mask", "--send").stdout.hasPrefix("以前已发送，没有重发：更正："))
        let messages = try server.messages().map(ReadMessage.of)
        #expect(messages.count == 2)
        #expect(messages.last?.text.contains("这是更正，代替以前报送的天中市公安局2017年5月校园安全工作进展报表，请以本次为准。") == true)
        #expect(messages.first?.field("References") == messages.last?.field("References"))
        let other = try mailed.mail("--mask", "--dry-run", "--to", "other@example.org")
        #expect(other.stdout.hasPrefix("将发送：天中市公安局"))
    }

    @Test("Where there is no outbox, the ledger knows what a correction replaces")
    func correctionByLedger() throws {
        let server = try MailServer()
        let mailed = try MailedCampaign(server: server)
        #expect(try Command.run("init", mailed.campaign.path).status == 0)
        _ = try mailed.mail("--mask", "--anyway", "--partial", "--send")
        try FileManager.default.removeItem(atPath: mailed.file("outbox"))
        let run = try mailed.mail("--clear", "--anyway", "--partial", "--dry-run", "--format", "ods")
        #expect(run.stdout.hasPrefix("将发送：更正：天中市公安局"))
    }

    @Test("What the server refuses waits in the outbox, and the same command sends it later")
    func waits() throws {
        let server = try MailServer(["--answers", "554 5.7.1 refused|250 OK"])
        let mailed = try MailedCampaign(server: server)
        let refused = try mailed.mail("--mask", "--send")
        #expect(refused.status == 3)
        #expect(refused.stderr.contains("邮件服务器拒收（DATA 答复“554 5.7.1 refused”）"))
        #expect(refused.stderr.contains("再执行同一条命令就会重发，已发出的不会重复；也可以用邮件软件打开它发送，发送后请把它移到 "))
        #expect(try mailed.messages(in: "outbox").map { $0.field("X-Unsent") } == ["1"])
        #expect(try mailed.mail("--mask", "--send").status == 0)
        #expect(try server.messages().count == 1)
        #expect(try mailed.messages(in: "outbox").isEmpty)
        #expect(try mailed.messages(in: "outbox/sent").map { $0.field("X-Unsent") } == [nil])
    }

    @Test("TLS and a login from the environment; the password is printed nowhere")
    func login() throws {
        let server = try MailServer(["--tls", "tls", "--login", "office:s3cret-code"], certificate: "own")
        let mailed = try MailedCampaign([
            "server: localhost", "port: \(server.port)", "security: tls", "user: office",
            "authorities: \(try MailCertificates.authority("own"))",
        ])
        let wrong = try mailed.mail("--mask", "--send", environment: ["HUXIAO_SMTP_PASSWORD": "other-code"])
        #expect(wrong.status == 3)
        #expect(wrong.stderr.contains("邮件服务器不认可用户名或口令"))
        let right = try mailed.mail("--mask", "--send", environment: ["HUXIAO_SMTP_PASSWORD": "s3cret-code"])
        #expect(right.status == 0)
        let said = wrong.stdout + wrong.stderr + right.stdout + right.stderr
        #expect(!said.contains("s3cret-code") && !said.contains("other-code"))
        #expect(try server.envelopes().map(\.isEncrypted) == [true])
    }

    @Test("The file with the authority is looked for in the campaign's folder")
    func authority() throws {
        let server = try MailServer(["--tls", "starttls"], certificate: "own")
        let mailed = try MailedCampaign([
            "server: localhost", "port: \(server.port)", "security: starttls", "authorities: ca.pem",
        ])
        try mailed.campaign.write(Checkout.text(MailCertificates.authority("own")), to: "ca.pem")
        #expect(try mailed.mail("--mask", "--send").status == 0)
    }

    @Test("A password without a user is not left out in silence")
    func noUser() throws {
        let server = try MailServer()
        let mailed = try MailedCampaign(server: server)
        try mailed.campaign.write("s3cret-code\n", to: "login")
        chmod(mailed.file("login"), 0o600)
        let run = try mailed.mail("--mask", "--send", "--login-file", mailed.file("login"))
        #expect(run.status == 2)
        #expect(run.stderr.contains("有发信口令，但没有用户名。请写在 campaign.yaml 的 mail: user: 里，或设环境变量 HUXIAO_SMTP_USER"))
        #expect(try server.messages().isEmpty)
    }

    @Test("A certificate that nobody vouches for: nothing is sent, and it says why")
    func untrusted() throws {
        let server = try MailServer(["--tls", "tls"], certificate: "own")
        let mailed = try MailedCampaign(["server: localhost", "port: \(server.port)", "security: tls"])
        let run = try mailed.mail("--mask", "--send")
        #expect(run.status == 3)
        #expect(run.stderr.contains("无法确认邮件服务器的身份，或连接不能加密"))
        #expect(try server.messages().isEmpty)
    }

    @Test("A ledger writes down what was sent, to whom, once")
    func ledger() throws {
        let server = try MailServer()
        let mailed = try MailedCampaign(server: server)
        let campaign = mailed.campaign.path
        #expect(try Command.run("init", campaign).status == 0)
        for _ in 0..<2 { #expect(try mailed.mail("--mask", "--anyway", "--partial", "--send").status == 0) }
        #expect(try server.messages().count == 1)
        // On another machine there is a ledger, but no outbox.
        try FileManager.default.removeItem(atPath: mailed.file("outbox"))
        #expect(try mailed.mail("--mask", "--anyway", "--partial", "--send").stdout.hasPrefix("以前已发送，没有重发"))
        #expect(try server.messages().count == 1)
        let again = try Command.run(
            "report", campaign, "--period", "2017-05", "--as-sent", "--mask", "--format", "xlsx", "-o",
            mailed.file("again"))
        #expect(again.stderr.contains("报出的逐字节相同"))
    }
}

@Suite("huxiao remind, huxiao calendar", .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"))
struct RemindCommandTests {
    private func campaign() throws -> MailedCampaign {
        let mailed = try MailedCampaign()
        for unit in ["410101", "410102"] {
            try FileManager.default.removeItem(atPath: mailed.file("submissions/\(unit)-2017-05.csv"))
        }
        try mailed.campaign.write("单位,邮箱\n桐柏分局,tongbai@example.org\n", to: "contacts.csv")
        return mailed
    }

    @Test("Every unit that is missing gets a message with its blank form; the officer a list with all")
    func reminders() throws {
        let mailed = try campaign()
        let run = try Command.run(
            "remind", mailed.campaign.path, "--period", "2017-05", "--at", "2017-06-04", "-o", mailed.file("out"))
        #expect(run.status == 0)
        #expect(run.stdout.contains("东风分局　2017年5月进展报表　缺报　逾期 3 天　（没有邮箱，未发信）\n"))
        let messages = try mailed.messages(in: "out")
        let unit = try #require(messages.first { $0.addresses["To"] == [["桐柏分局", "tongbai@example.org"]] })
        #expect(unit.field("Subject") == "催报：2017年5月进展报表（2017年6月1日前报送）")
        #expect(unit.files.map(\.name) == ["2017年5月_桐柏分局_校园安全工作进展报表（空表）.xlsx"])
        #expect(unit.field("Auto-Submitted") == "auto-generated")
        let officer = try #require(messages.first { $0.addresses["To"] == [["天中市公安局", "office@example.org"]] })
        #expect(officer.text.contains("桐柏分局　2017年5月进展报表　缺报　逾期 3 天\n"))
    }

    @Test("A dry run lists although an address is wrong, and tells it")
    func wrongAddress() throws {
        let mailed = try campaign()
        try mailed.campaign.write("单位,邮箱\n桐柏分局,tongbai@example.org\n东风分局,nobody\n", to: "contacts.csv")
        let arguments = ["remind", mailed.campaign.path, "--period", "2017-05", "--at", "2017-06-04"]
        let run = try CommandRun.run(Command.path, arguments + ["--dry-run"], in: Checkout.root)
        #expect(run.status == 1)
        #expect(run.stdout.contains("  收件人：桐柏分局 <tongbai@example.org>\n"))
        #expect(run.stderr.contains("应为邮箱地址，实写“nobody”"))
        #expect(run.stderr.hasSuffix("\n正式催报时会被拦下：contacts.csv 有错，请改正。\n"))
        #expect(try CommandRun.run(Command.path, arguments, in: Checkout.root).status == 1)
    }

    @Test("Before the day nothing is called missing")
    func before() throws {
        let mailed = try campaign()
        let run = try Command.run(
            "remind", mailed.campaign.path, "--period", "2017-05", "--at", "2017-05-30", "--dry-run")
        #expect(run.stdout.contains("桐柏分局　2017年5月进展报表　尚未报送　还有 2 天\n"))
    }

    @Test("--days: only on those days", arguments: [("2017-05-29", true), ("2017-05-30", false), ("2017-06-08", true)])
    func days(day: String, isWritten: Bool) throws {
        let mailed = try campaign()
        let run = try Command.run(
            "remind", mailed.campaign.path, "--period", "2017-05", "--at", day, "--days", "-3,7", "--dry-run")
        #expect(run.status == 0)
        #expect(run.stdout.contains("将发送") == isWritten)
    }

    @Test("The campaign's due days as a table and as a file")
    func calendar() throws {
        let mailed = try MailedCampaign()
        let run = try Command.run("calendar", mailed.campaign.path, "-o", mailed.file("due.ics"))
        #expect(run.stdout.contains("2017年5月   2017年6月1日   星期四"))
        let text = String(decoding: try mailed.campaign.folder.read("due.ics"), as: UTF8.self)
        #expect(text.matches(of: /BEGIN:VEVENT/).count == 10)
        #expect(text.contains("DTSTART;VALUE=DATE:20170601\r\n"))
    }
}
