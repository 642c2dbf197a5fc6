import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Reporting

/// Folders as Python's mailbox package keeps them.
private struct MailFolders {
    let folder: TemporaryFolder

    /// - Parameter script: Fills `here`, a path, with `message(subject)` of one attachment each.
    init(_ script: String) throws {
        folder = try TemporaryFolder()
        let head = """
            import mailbox, os, sys
            from email.message import EmailMessage
            here = sys.argv[1]
            def message(subject, name=None):
                m = EmailMessage()
                m["From"], m["To"], m["Subject"] = "a@example.org", "b@example.org", subject
                m.set_content("见附件\\nFrom here on it is text.\\n")
                m.add_attachment(b"x", maintype="application", subtype="octet-stream", filename=(name or subject) + ".bin")
                return m

            """
        let run = try CommandRun.run(
            "python3", ["-c", head + script, folder.path], environment: ["PYTHONIOENCODING": "utf-8"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
    }

    /// Names of the attachments that are found, sorted, and what is said of the folders.
    func found(_ path: String = "") -> (names: [String], findings: [String]) {
        let limits = CollectLimits()
        let start = path.isEmpty ? folder.path : folder.path(of: path)
        let paths = ReceivedPaths([start], limits: limits)
        var findings = paths.findings
        let items = paths.files.flatMap { ReceivedContent.items(at: $0, limits: limits) }
        for case .trouble(let path, let finding) in items { findings.append(finding.within(Place(file: path))) }
        let names = items.compactMap { item in if case .file(let file) = item { file.name } else { nil } }
        return (names.sorted(), findings.map { $0.description.replacing(folder.path + "/", with: "") })
    }
}

@Suite("Folders of mails", .enabled(if: Mails.isAvailable, "python3 is missing"))
struct CollectMailFolderTests {
    private static let maildir = """
        box = mailbox.Maildir(here + "/Maildir")
        box.add(message("new"))
        read = mailbox.MaildirMessage(message("read")); read.set_subdir("cur"); read.set_flags("RS"); box.add(read)
        gone = mailbox.MaildirMessage(message("gone")); gone.set_subdir("cur"); gone.set_flags("ST"); box.add(gone)
        for name in ["报表", "Archive.2019", "Sent", "&XfJT0ZAB-"]: box.add_folder(name).add(message(name))
        open(here + "/Maildir/dovecot-uidlist", "w").write("3 V1")
        open(here + "/Maildir/tmp/half", "wb").write(message("half").as_bytes())

        """

    @Test("Maildir: cur, new and the hidden subfolders are read, what is half delivered and the server's lists are not")
    func maildir() throws {
        let folders = try MailFolders(Self.maildir)
        #expect(folders.found().names == ["Archive.2019.bin", "new.bin", "read.bin", "报表.bin"])
    }

    @Test("What the office sent itself and what it threw away is left, and that is said")
    func own() throws {
        let folders = try MailFolders(Self.maildir)
        let left = "这是已发送、草稿或已删除邮件的文件夹，没有读。要收的请直接写出这个文件夹。"
        #expect(
            folders.found().findings == [
                "Maildir/.&XfJT0ZAB-：" + left, "Maildir/.Sent：" + left,
                "Maildir/cur：有 1 封已删除的邮件或草稿，没有读。要收的请在邮件软件里恢复。",
            ])
        #expect(folders.found("Maildir/.Sent").names == ["Sent.bin"])
    }

    @Test("Folders inside folders, as fetchers make them; other hidden folders stay hidden")
    func nested() throws {
        let folders = try MailFolders(
            """
            for name in ["INBOX", "INBOX/区县", "Sent Messages"]:
                mailbox.Maildir(here + "/" + name).add(message(name.split("/")[-1]))
            os.makedirs(here + "/.cache"); open(here + "/.cache/a.bin", "w").write("x")
            """)
        #expect(folders.found().names == ["INBOX.bin", "区县.bin"])
    }

    @Test("mbox, as Thunderbird keeps it: every message, but the deleted; subfolders and no index")
    func mbox() throws {
        let folders = try MailFolders(
            """
            box = mailbox.mbox(here + "/Inbox")
            box.add(message("一")); box.add(message("二"))
            gone = message("三"); gone["X-Mozilla-Status"] = "0009"; box.add(gone); box.flush()
            os.makedirs(here + "/Inbox.sbd")
            box = mailbox.mbox(here + "/Inbox.sbd/区县"); box.add(message("四")); box.flush()
            box = mailbox.mbox(here + "/Sent"); box.add(message("五")); box.flush()
            open(here + "/Inbox.msf", "w").write("// <!-- <mdb:mork:z -->")
            """)
        let found = folders.found()
        #expect(found.names == ["一.bin", "二.bin", "四.bin"])
        #expect(
            found.findings == [
                "Sent：这是已发送、草稿或已删除邮件的文件夹，没有读。要收的请直接写出这个文件夹。",
                "Inbox：有 1 封已删除的邮件或草稿，没有读。要收的请在邮件软件里恢复。",
            ])
    }

    @Test("A folder of mbox without a message, beside its subfolders, is nothing to tell")
    func emptyMbox() throws {
        let folders = try MailFolders(
            """
            open(here + "/INBOX", "w"); open(here + "/空的", "w"); open(here + "/空的.msf", "w")
            os.makedirs(here + "/INBOX.sbd")
            box = mailbox.mbox(here + "/INBOX.sbd/区县"); box.add(message("四")); box.flush()
            """)
        let found = folders.found()
        #expect(found.names == ["四.bin"])
        #expect(found.findings == [])
    }

    @Test("A reminder that comes back undelivered brings no blank form in")
    func bounce() throws {
        let folders = try MailFolders(
            """
            ours = message("催报"); ours["Message-ID"] = "<huxiao.0123@example.org>"
            ours["Auto-Submitted"] = "auto-generated"
            back = b"From: MAILER-DAEMON@example.org\\nTo: b@example.org\\nMIME-Version: 1.0\\n"
            back += b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\\n\\n--b\\n\\nno such user\\n"
            back += b"--b\\nContent-Type: message/delivery-status\\n\\nReporting-MTA: dns; example.org\\n\\nAction: failed\\n"
            back += b"--b\\nContent-Type: message/rfc822\\n\\n" + ours.as_bytes() + b"\\n--b--\\n"
            open(here + "/1.eml", "wb").write(back)
            open(here + "/2.eml", "wb").write(ours.as_bytes())
            """)
        let found = folders.found()
        #expect(found.names == [])
        #expect(
            found.findings == [
                "1.eml：这是退信，有邮件没有送达。请打开查看收件人，核对通讯录中的邮箱。", "2.eml：里面有发出的催报邮件，所附的空表没有读。不需要处理。",
            ])
    }
}
