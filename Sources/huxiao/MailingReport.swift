import ArgumentParser
import Diagnostics
import Mail

/// What became of one message, for people and for programs.
struct ToldMail: Encodable {
    enum State: String, Encodable {
        case listed, written, sent, failed
        case sentBefore = "sent-before"
        /// Handed over perhaps, perhaps not.
        case inDoubt = "in-doubt"

        var word: String {
            switch self {
            case .listed: "将发送"
            case .written: "已写出，尚未发送"
            case .sent: "已发送"
            case .sentBefore: "以前已发送，没有重发"
            case .failed: "没有发出"
            case .inDoubt: "不知道是否送达"
            }
        }
    }

    struct File: Encodable {
        var name: String
        var bytes: Int

        var line: String { "\(name)（\(Self.size(bytes))）" }

        private static func size(_ bytes: Int) -> String {
            bytes < 1 << 20 ? "\((bytes + 1023) >> 10) KiB" : "\((bytes + (1 << 20) - 1) >> 20) MiB"
        }
    }

    var to: [String]
    var cc: [String]
    var subject: String
    var attachments: [File]
    /// Names of what stands in an encrypted package.
    var inside: [String]
    var bytes: Int
    var state: State
    var path: String?
    var message: String?

    var lines: [String] {
        var lines = ["\(state.word)：\(subject)", "  收件人：\(to.isEmpty ? "（未写）" : to.joined(separator: "、"))"]
        if !cc.isEmpty { lines.append("  抄送：\(cc.joined(separator: "、"))") }
        lines += attachments.map { "  附件：\($0.line)" }
        lines += inside.map { "    内有：\($0)" }
        if let path, message == nil { lines.append("  文件：\(path)") }
        return lines
    }
}

/// What a command that mails has to tell in the end.
struct MailingReport {
    private let mails: [ToldMail]
    private let findings: [Finding]
    private let questions: [Failure]
    private let obstacle: String?
    private let left: [String]

    /// - Parameters:
    ///   - questions: What has to be decided or mended before the messages may go out.
    ///   - obstacle: Why nothing would go out.
    ///   - left: Files of earlier messages that never went out.
    init(
        _ mails: [ToldMail], findings: [Finding], questions: [Failure] = [], obstacle: String? = nil,
        left: [String] = []
    ) {
        self.mails = mails
        self.findings = findings
        // How persons are protected is decided once for all.
        let first = questions.first(where: Self.isDecision)
        self.questions = [first].compactMap(\.self) + questions.filter { !Self.isDecision($0) }
        self.obstacle = obstacle
        self.left = left
    }

    private static func isDecision(_ question: Failure) -> Bool { question.rule == "mail.shows-persons" }

    private struct JSON: Encodable {
        var status: Int32
        var messages: [ToldMail]
        var findings: [FindingJSON]
        var waiting: [String]
    }

    private var status: Int32 {
        if mails.contains(where: { $0.state == .failed || $0.state == .inDoubt }) { return ExitStatus.failure }
        return questions.isEmpty && obstacle == nil ? ExitStatus.done : ExitStatus.findings
    }

    /// - Throws: `ExitCode` when something has failed, or would not go out.
    func finish(isJSON: Bool) throws {
        if isJSON {
            let all = findings + questions.map(\.finding)
            Console.printJSON(
                JSON(status: status, messages: mails, findings: all.map(FindingJSON.init), waiting: left))
        } else {
            printLines()
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func printLines() {
        for mail in mails {
            mail.lines.forEach(Console.print)
            if let message = mail.message { Console.printError(message) }
        }
        if mails.isEmpty { Console.print("没有要发的邮件。") }
        if !left.isEmpty {
            Console.print("发件箱里另有 \(left.count) 封以前没有发出的邮件，不再需要的可以删除：")
            left.prefix(10).forEach { Console.print("  \($0)") }
        }
        for question in questions {
            Console.printError((Self.isDecision(question) ? "正式生成前还要决定：" : "正式生成前要改正：") + "\(question)")
        }
        if let obstacle { Console.printError(obstacle) }
    }
}
