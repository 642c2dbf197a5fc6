import ArgumentParser
import Diagnostics
import Foundation

@main
struct Huxiao: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "huxiao",
        abstract: "护校：校园安全报表的生成、核对与汇总。",
        discussion: """
            常用：
              huxiao report 专项工作文件夹 --period 2017-05      生成该月报表
              huxiao report form1 专项工作文件夹                 生成附件1；form2、form3 同样
              huxiao blank form1 专项工作文件夹 --period 2019-10 --all   给每个单位生成空表
              huxiao check 专项工作文件夹                        核对全部数据
              huxiao check 模板.fods                             检查模板
              huxiao mail 专项工作文件夹 --period 2017-05 --dry-run   报送：谁会收到什么
              huxiao remind 专项工作文件夹                       给没有报送的单位写催报邮件
              huxiao template fields                             列出模板可用的字段

            有台账的一个月：
              huxiao init 文件夹                                 建立台账
              huxiao collect 收件箱 --into 文件夹 --mark 退改      登记收到的表；CSV、JSON 用 import
              huxiao status 文件夹                               报送情况，催报谁
              huxiao accept 文件夹 --period 2017-05 --all-clean  采用；另有 return、explain、exempt、lock
              huxiao report 文件夹 --period 2017-05 --sent       汇总表，并记为已报出
              huxiao changes 文件夹                              后来的更正改变了已报出的哪些数

            退出状态：0 完成；1 有 A 类（强制）问题；2 用法错误；3 无法完成。
            """,
        version: "huxiao 0.1.0",
        subcommands: [
            ReportCommand.self, BlankCommand.self, CollectCommand.self, CheckCommand.self, InitCommand.self,
            ImportCommand.self, StatusCommand.self, SummaryCommand.self, AcceptCommand.self, ReturnCommand.self,
            ExplainCommand.self,
            ExemptCommand.self, LockCommand.self, HistoryCommand.self, ChangesCommand.self, BackupCommand.self,
            VerifyCommand.self, RollUpCommand.self, TrustCommand.self, TemplateCommand.self, MailCommand.self,
            RemindCommand.self, CalendarCommand.self,
        ])

    /// Runs the command that the arguments name and ends with the status that tells how it went.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Failure {
            let status = status(of: failure)
            if CommandLine.arguments.contains("--json") {
                Console.printJSON(FailureJSON(status: status, findings: [FindingJSON(failure.finding)]))
            } else {
                Console.printError(failure.description)
            }
            Foundation.exit(status)
        } catch let code as ExitCode {
            Foundation.exit(code.rawValue)
        } catch {
            end(with: error)
        }
    }

    /// What only `--unit`, `--period` and the like can have wrong is usage, though it takes the campaign to see it.
    private static func status(of failure: Failure) -> Int32 {
        let arguments = [
            "progress.unknown-unit", "progress.month-outside", "form.month-outside", "summary.span-outside",
            "summary.year", "summary.stages", "summary.term", "summary.year-before",
            "mail.no-sender", "mail.no-recipient",
        ]
        if arguments.contains(failure.rule) { return ExitStatus.usage }
        return failure.kind == .content ? ExitStatus.findings : ExitStatus.failure
    }

    /// What ArgumentParser reports: help and version on standard output, wrong usage on standard error, both in
    /// Chinese.
    private static func end(with error: any Error) -> Never {
        let message = ChineseHelp.translated(fullMessage(for: error))
        if exitCode(for: error) == .success {
            Console.print(message)
            Foundation.exit(ExitStatus.done)
        }
        Console.printError(message)
        Foundation.exit(ExitStatus.usage)
    }
}
