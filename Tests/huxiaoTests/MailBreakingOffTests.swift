import Foundation
import TestSupport
import Testing

@Suite("huxiao mail --send, broken off", .enabled(if: MailServer.isAvailable, "HUXIAO_PYTHON names no aiosmtpd"))
struct MailBreakingOffTests {
    /// Starts the command and ends it by `signal` as soon as `isReached`.
    private func breakOff(_ mailed: MailedCampaign, by signal: Int32, when isReached: (String) -> Bool) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Command.path)
        process.arguments = ["mail", mailed.campaign.path, "--period", "2017-05", "--mask", "--send"]
        process.currentDirectoryURL = URL(fileURLWithPath: Checkout.root)
        try mailed.campaign.write("", to: "said")
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: mailed.file("said")))
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let end = Date().addingTimeInterval(60)
        while process.isRunning, Date() < end {
            if isReached(String(decoding: try mailed.campaign.folder.read("said"), as: UTF8.self)) { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        #expect(process.isRunning)
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
    }

    private func names(_ mailed: MailedCampaign) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: mailed.file("outbox")).map {
            ($0 as NSString).pathExtension
        }
        .filter { !$0.isEmpty }.sorted()
    }

    @Test("Between two tries nothing is in doubt: it waits in the outbox, and the next command sends it, once")
    func whileWaiting() throws {
        let server = try MailServer(["--postpone", "1"])
        let mailed = try MailedCampaign(server: server)
        try breakOff(mailed, by: SIGKILL) { $0.contains("10 秒后再试") }
        #expect(try names(mailed) == ["eml"])
        let next = try mailed.mail("--mask", "--send")
        #expect(next.status == 0)
        #expect(next.stdout.hasPrefix("已发送"))
        #expect(try server.messages().count == 1)
    }

    @Test("Behind the letter's last byte nobody knows, and it is not sent a second time by itself")
    func inData() throws {
        let server = try MailServer(["--stall", "50"])
        let mailed = try MailedCampaign(server: server)
        try breakOff(mailed, by: SIGKILL) { _ in
            (try? names(mailed).contains("sending")) ?? false
        }
        for again in [["--mask", "--send"], ["--mask", "--dry-run"]] {
            let run = try Command.run("mail", mailed.campaign.path, "--period", "2017-05", again[0], again[1])
            #expect(run.stdout.hasPrefix("不知道是否送达：天中市公安局2017年5月校园安全工作进展报表\n"))
            #expect(run.stderr.contains("这封邮件上次发送到一半中断，不知道是否送达。请先问收件人是否收到：收到的，把 "))
            #expect(run.stderr.contains("/outbox/sent；没有收到的，删除这个 .sending 文件后再发。"))
            #expect(run.status == 3)
        }
        // It did arrive, and the officer says so.
        let file = try #require(
            FileManager.default.contentsOfDirectory(atPath: mailed.file("outbox")).first { $0.hasSuffix(".eml") })
        try FileManager.default.moveItem(
            atPath: mailed.file("outbox/" + file), toPath: mailed.file("outbox/sent/" + file))
        let settled = try mailed.mail("--mask", "--send")
        #expect(settled.status == 0)
        #expect(settled.stdout.hasPrefix("以前已发送，没有重发："))
        #expect(try !names(mailed).contains("sending"))
    }

    @Test("Before the letter is begun nothing is in doubt")
    func beforeData() throws {
        let server = try MailServer(["--slow", "50"])
        let mailed = try MailedCampaign(server: server)
        try breakOff(mailed, by: SIGKILL) { _ in ((try? names(mailed)) ?? []).contains("lock") }
        #expect(try names(mailed).contains("sending") == false)
        #expect(try mailed.mail("--mask", "--dry-run").stdout.hasPrefix("将发送"))
    }
}

@Suite("The prompt for a password", .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"))
struct PasswordPromptTests {
    /// Types on a terminal of its own; prints how the command ended, whether typing is shown again, and what was shown.
    private static let typing = """
        import fcntl, os, pty, select, sys, termios, time
        # The slave is kept open, so that it can be looked at after the command's end.
        master, slave = pty.openpty()
        pid = os.fork()
        if pid == 0:
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for number in range(3): os.dup2(slave, number)
            os.execv(sys.argv[1], sys.argv[1:-1])
        shown, typed, end = b"", sys.argv[-1].split(","), time.time() + 60
        all = len(typed)
        while time.time() < end:
            if select.select([master], [], [], 0.05)[0]: shown += os.read(master, 4096)
            if typed and shown.count("：".encode()) > all - len(typed) and not termios.tcgetattr(slave)[3] & termios.ECHO:
                if shown.endswith("：".encode()): os.write(master, typed.pop(0).encode().decode("unicode_escape").encode())
            done, status = os.waitpid(pid, os.WNOHANG)
            if done: break
        else: os.kill(pid, 9)
        print(os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status))
        print(bool(termios.tcgetattr(slave)[3] & termios.ECHO), bool(termios.tcgetattr(slave)[3] & termios.ISIG))
        print("correct-horse" in shown.decode())
        """

    private func type(_ keys: String, _ mailed: MailedCampaign) throws -> String {
        let command = [
            Command.path, "mail", mailed.campaign.path, "--period", "2017-05", "--encrypt", "-o", mailed.file("out"),
        ]
        let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"] ?? "python3"
        return try CommandRun.run(
            python, ["-c", Self.typing] + command + [keys], environment: ["PYTHONIOENCODING": "utf-8"],
            in: Checkout.root, timeout: 90
        ).stdout
    }

    @Test("Ctrl-C ends the command as an interrupt does, with the terminal as it was")
    func interrupt() throws {
        let mailed = try MailedCampaign()
        #expect(try type("correct-horse\\x03", mailed) == "2\nTrue True\nFalse\n")
        #expect(try mailed.messages(in: "out").isEmpty)
    }

    @Test("What is typed twice is the password, and is not shown")
    func twice() throws {
        let mailed = try MailedCampaign()
        let keys = "correct-horse-battery\\n,correct-horse-battery\\n"
        #expect(try type(keys, mailed) == "0\nTrue True\nFalse\n")
        #expect(try mailed.messages(in: "out").count == 1)
    }
}

@Suite("Schedules", .enabled(if: MailServer.isAvailable, "HUXIAO_PYTHON names no aiosmtpd"))
struct ScheduleTests {
    /// The lines of the examples as a shell gets them.
    static let commands: [String] = {
        let folder = Checkout.root + "/Examples/schedule"
        let crontab = ((try? String(contentsOfFile: folder + "/crontab", encoding: .utf8)) ?? "").split(separator: "\n")
        let cron = crontab.filter { $0.contains("* *") && !$0.hasPrefix("#") }.map { line in
            line.split(separator: " ", maxSplits: 5).last.map { String($0).replacing("\\%", with: "%") } ?? ""
        }
        let services = ["mail", "remind"].map { name in
            let text = (try? String(contentsOfFile: folder + "/huxiao-\(name).service", encoding: .utf8)) ?? ""
            let line = text.split(separator: "\n").first { $0.hasPrefix("ExecStart=") } ?? ""
            return String(line.dropFirst("ExecStart=".count)).replacing("%%", with: "%")
        }
        return cron + services
    }()

    @Test("Every line runs as printed, but for the paths", arguments: commands)
    func line(command: String) throws {
        let server = try MailServer(["--tls", "tls", "--login", "office:s3cret-code"], certificate: "own")
        let mailed = try MailedCampaign([
            "server: localhost", "port: \(server.port)", "security: tls", "user: office",
            "authorities: \(try MailCertificates.authority("own"))",
        ])
        try mailed.campaign.write("s3cret-code\n", to: "login")
        chmod(mailed.file("login"), 0o600)
        try FileManager.default.createDirectory(atPath: mailed.file("bin"), withIntermediateDirectories: true)
        try mailed.campaign.write("#!/bin/sh\necho 2017-05\n", to: "bin/date")
        chmod(mailed.file("bin/date"), 0o755)
        try FileManager.default.createSymbolicLink(
            atPath: mailed.file("bin/huxiao"), withDestinationPath: Command.path)
        // Cron and systemd give no variable of the user's.
        var line = command.replacing("/usr/local/bin/huxiao", with: mailed.file("bin/huxiao"))
        line = line.replacing("/srv/huxiao/2019", with: mailed.campaign.path)
        line = line.replacing("/etc/huxiao/login", with: mailed.file("login"))
        let run = try CommandRun.run(
            "/bin/sh", ["-c", line], environment: ["PATH": mailed.file("bin") + ":/usr/bin:/bin"], in: "/")
        #expect(run.status == 0, "\(run.stderr)")
        #expect(try server.messages().count == (command.contains(" mail ") ? 1 : 0))
    }
}
