import ArgumentParser
import Diagnostics
import Forms
import Foundation
import Ledger
import Reporting
import Summaries

struct SummaryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summary", abstract: "总结：由台账生成全年、学期、阶段或任意月份的总结，含文字、表格和图。",
        discussion: """
            例：
              huxiao summary 2017 --year 2017 -o out
              huxiao summary 2017 --term 2017秋 --unit 西河区 --format html,xlsx -o out
              huxiao summary 2017 --stage 集中攻坚 -o out         阶段写在 campaign.yaml 的 stages 里

            同一台账每次生成的文件逐字节相同。“经验做法、存在问题、下一步工作”写在工作区的 summary-notes.md 里，
            程序只读不改；还没有这个文件时，先建一个只有标题的。文字的模板是 Templates/summary/ 下的文件。
            有单位缺报时照样生成，首页写明缺什么，退出状态为 1。
            """)

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("一年，如 2017；专项工作只含其中几个月的，就统计这几个月。", valueName: "年份"))
    var year: Int?

    @Flag(name: .customLong("campaign"), help: "专项工作的全部月份（默认）。")
    var isWhole = false

    @Option(name: .long, help: ArgumentHelp("从这个月起，与 --to 同用。", valueName: "月份"))
    var from: Period?

    @Option(name: .long, help: ArgumentHelp("到这个月止，与 --from 同用。", valueName: "月份"))
    var to: Period?

    @Option(name: .long, help: ArgumentHelp("campaign.yaml 中的一个阶段：名称，或第几个。", valueName: "阶段"))
    var stage: String?

    @Option(name: .long, help: ArgumentHelp("一个学期：2017春（2月至7月）、2017秋（8月至次年1月），或 campaign.yaml 中的名称。", valueName: "学期"))
    var term: String?

    @Option(name: .long, help: ArgumentHelp("哪个单位：名称或代码，任何一级；不写则为最上级。", valueName: "单位"))
    var unit: String?

    @Flag(name: .customLong("all-received"), help: "收到的都计入，含未审核的，不含已退回的；不写则只计已采用的。")
    var allReceived = false

    @Flag(name: .long, help: "有单位缺报的数一律为“缺报”；不写则合计已报的，并加＊。")
    var strict = false

    @Option(name: .long, help: ArgumentHelp("文字部分用这个文件，不用工作区的 summary-notes.md。", valueName: "文件"))
    var notes: String?

    @Option(name: .long, help: ArgumentHelp("上一年的工作区，用来比上年同期；本工作区自己含上年的不用写。", valueName: "文件夹"))
    var before: String?

    @Flag(name: .long, help: "把写出的总结记为已报出；以后的更正改变了哪些数，用 huxiao changes 查。")
    var sent = false

    @Flag(name: .long, help: "与 --sent 同用：有 A 类问题（含缺报）也照样写出并记为已报出。")
    var anyway = false

    @Option(name: .customLong("to-whom"), help: ArgumentHelp("与 --sent 同用：报给谁，可重复。", valueName: "单位"))
    var recipients: [String] = []

    @OptionGroup var noting: ChangeOptions
    @OptionGroup var output: SummaryOutput
    @OptionGroup var shared: SharedOptions

    func validate() throws {
        let spans = [year != nil, isWhole, from != nil || to != nil, stage != nil, term != nil].count { $0 }
        if spans > 1 { throw ValidationError("--year、--campaign、--from 和 --to、--stage、--term 只能选一种") }
        if (from == nil) != (to == nil) { throw ValidationError("--from 和 --to 要同时写") }
        if anyway, !sent { throw ValidationError("--anyway 要与 --sent 同用") }
        if !recipients.isEmpty, !sent { throw ValidationError("--to-whom 要与 --sent 同用") }
        if let from, let to, to < from { throw ValidationError("--to \(to) 早于 --from \(from)") }
    }

    private var span: SummaryQuestion.Span {
        if let year { return .year(year) }
        if let from, let to { return .months(from...to) }
        if let stage { return .stage(stage) }
        if let term { return .term(term) }
        return .campaign
    }

    func run() throws {
        let workspace = try shared.workspace(folder)
        let how = LedgerReporting(
            policy: strict ? .strict : .carryForward, counting: allReceived ? .allReceived : .accepted)
        let change = try workspace.ledger.lastChange()
        let earlier = try before.map { try shared.workspace($0) }
        let made = try workspace.summary(SummaryQuestion(span, unit: unit, how: how, notes: notes, yearBefore: earlier))
        let begun = notes == nil && made.value != nil ? workspace.beginSummaryNotes() : nil
        var findings = made.findings
        var written: [String] = []
        let isHeldBack = sent && !anyway && findings.contains { $0.severity == .mandatory }
        if let document = made.value, !isHeldBack {
            let result = try output.write(document)
            written = result.files.map(\.path)
            findings += result.findings
            if sent { try record(document, result.files, how, change, workspace) }
        }
        if isHeldBack { Console.printError("有 A 类问题，没有写出，也没有记为已报出。补齐后再报，或加 --anyway 照样报出。") }
        try tell(Finding.unique(findings), written, begun, made.value)
    }

    private func record(
        _ document: SummaryDocument, _ files: [SummaryOutput.File], _ how: LedgerReporting, _ change: Int,
        _ workspace: Workspace
    ) throws {
        var how = how
        how.change = change
        for file in files {
            let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
            let number = try workspace.ledger.recordSent(
                SentSummary(
                    unit: document.unit.code, span: document.span, how: how, format: file.format.rawValue,
                    fileName: name,
                    bytes: file.bytes, recipients: recipients, figures: document.figures), noting.note())
            Console.printError("记为已报出：\(name)（第 \(number) 号）")
        }
    }

    private struct Outcome: Encodable {
        var status: Int32
        var title: String?
        var written: [String]
        var findings: [FindingJSON]
    }

    private func tell(_ findings: [Finding], _ written: [String], _ begun: String?, _ document: SummaryDocument?) throws
    {
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            Console.printJSON(
                Outcome(
                    status: status, title: document?.title, written: written, findings: findings.map(FindingJSON.init)))
        } else {
            if let document { Console.print("\(document.title)　\(document.unit.label)　\(document.span.words)") }
            for path in written { Console.print("  \(path)") }
            if let begun { Console.print("已新建 \(begun)，请在其中写经验做法、存在问题、下一步工作，再生成一次。") }
            Console.print("核对结果：\(Console.summary(of: findings))")
            Console.printFindings(findings, listing: shared.listing)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }
}

/// Where a summary is written, and in which formats.
struct SummaryOutput: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("格式，逗号分隔：\(ReportFormat.allCases.map(\.rawValue).joined(separator: "、"))。", valueName: "格式"))
    var format: FormatList = FormatList(formats: [.html, .xlsx, .ods])

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写到这个文件夹，或这个文件。", valueName: "路径"))
    var output = "."

    /// A file that was written.
    struct File {
        var path: String
        var format: ReportFormat
        var bytes: [UInt8]
    }

    /// All files, or none.
    func write(_ document: SummaryDocument) throws -> (files: [File], findings: [Finding]) {
        let ending = ReportFormat.allCases.first { output.lowercased().hasSuffix("." + $0.rawValue) }
        var formats = format.formats
        if let ending {
            if formats.count == 3, formats == [.html, .xlsx, .ods] { formats = [ending] }
            guard formats == [ending] else {
                throw ValidationError("-o 写的是一个文件（\(output)），请写文件夹，或只用 --format \(ending.rawValue)")
            }
        }
        let file = SummaryFile(document)
        var files = OutputFiles()
        var findings: [Finding] = []
        var written: [File] = []
        for format in formats {
            let name = FileName.safe([document.span.label, document.unit.label, "工作总结"]) + "." + format.rawValue
            let path = ending != nil ? output : output == "." ? name : "\(output)/\(name)"
            let bytes = try file.bytes(as: format)
            try files.add(bytes, at: path)
            written.append(File(path: path, format: format, bytes: bytes))
            findings += file.limits(of: format).map { $0.within(Place(file: path)) }
        }
        try files.commit()
        return (written, findings)
    }
}
