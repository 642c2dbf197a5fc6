import Foundation
import TestSupport
import Testing

@Suite("Usage of huxiao")
struct UsageTests {
    @Test("The version is one line")
    func version() throws {
        let run = try Command.run("--version")
        #expect(run.status == 0)
        #expect(run.stdout == "huxiao 0.1.0\n")
    }

    @Test("Help is Chinese and names every subcommand", arguments: ["--help", "-h"])
    func help(option: String) throws {
        let run = try Command.run(option)
        #expect(run.status == 0)
        #expect(run.stdout.hasPrefix("护校：校园安全报表的生成、核对与汇总。\n"))
        for name in ["report", "check", "template"] { #expect(run.stdout.contains("  \(name) ")) }
        #expect(run.stderr.isEmpty)
    }

    struct Mistake: CustomTestStringConvertible {
        var arguments: [String]
        var firstLine: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let mistakes = [
        Mistake(arguments: ["frobnicate"], firstLine: "用法错误：多余的参数 frobnicate"),
        Mistake(arguments: ["report"], firstLine: "用法错误：缺少参数 <数据> ..."),
        Mistake(arguments: ["check"], firstLine: "用法错误：缺少参数 <路径> ..."),
        Mistake(arguments: ["report", ".", "--format", "pdf"], firstLine: "用法错误：“pdf”不能用于 --format <格式>"),
        Mistake(arguments: ["report", ".", "--format", ""], firstLine: "用法错误：“”不能用于 --format <格式>"),
        Mistake(arguments: ["report", ".", "--period", "2017-13"], firstLine: "用法错误：“2017-13”不能用于 --period <月份>"),
        Mistake(arguments: ["report", ".", "--period"], firstLine: "用法错误：选项 --period <月份> 后面缺少值"),
        Mistake(arguments: ["report", ".", "--date", "昨天"], firstLine: "用法错误：“昨天”不能用于 --date <日期>"),
    ]

    @Test("Wrong usage is said in Chinese on standard error, with status 2", arguments: mistakes)
    func mistake(_ mistake: Mistake) throws {
        let run = try CommandRun.run(Command.path, mistake.arguments, in: Checkout.root)
        #expect(run.status == 2)
        #expect(run.stdout.isEmpty)
        #expect(run.errorLines.first == mistake.firstLine)
    }

    @Test("No word of the argument parser's English is left in help", arguments: ["", "report", "check", "template"])
    func noEnglish(command: String) throws {
        let run = try CommandRun.run(Command.path, [command, "--help"].filter { !$0.isEmpty })
        for word in ["USAGE", "OPTIONS", "Show ", "default", "See ", "Error", "Usage"] {
            #expect(!run.stdout.contains(word))
        }
    }

    @Test("A completion script is made for each shell", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) throws {
        let run = try Command.run("--generate-completion-script", shell)
        #expect(run.status == 0)
        #expect(run.stdout.contains("huxiao") && run.stdout.contains("period"))
    }

    @Test("Fields are listed with the placeholder that names them")
    func fields() throws {
        let run = try Command.run("template", "fields")
        #expect(run.status == 0)
        let lines = run.stdout.split(separator: "\n")
        #expect(lines.first?.hasPrefix("占位符 ") == true)
        for name in ["{{填表单位}}", "{{具体情况}}", "{{审核人}}"] { #expect(lines.contains { $0.hasPrefix(name + " ") }) }
    }

    @Test("Fields as JSON name every indicator's increase and total by a key")
    func fieldsAsJSON() throws {
        let run = try Command.run("template", "fields", "--json")
        let entries = try #require(try JSONSerialization.jsonObject(with: Data(run.stdout.utf8)) as? [[String: Any]])
        let keys = Set(entries.compactMap { $0["key"] as? String })
        #expect(keys.isSuperset(of: ["unit", "period", "remark"]))
        #expect(keys.count { $0.hasPrefix("indicators.") && $0.hasSuffix(".increase") } == 46)
        #expect(keys.count { $0.hasPrefix("indicators.") && $0.hasSuffix(".total") } == 46)
    }
}
