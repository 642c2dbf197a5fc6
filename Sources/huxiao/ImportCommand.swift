import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Ledger
import Reporting

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "把数据文件登记到台账：CSV、JSON，或整个专项工作文件夹。",
        discussion: """
            例：
              huxiao import Examples/zhengzhou-2017 --into Examples/zhengzhou-2017 --accept
              huxiao import 收到/form1/2019-10 --into 2019 --received 2019-10-24

            每个文件要么整个登记，要么完全没有；中断后再执行一次即可，已登记的不会重复。
            有 A 类问题的也登记，但不计入汇总，等退回更正。收到的表格文件（XLSX、ODS、邮件）用 huxiao collect --into。
            """)

    @Argument(help: ArgumentHelp("数据文件或文件夹。", valueName: "路径"))
    var paths: [String]

    @OptionGroup var receiving: ReceivingOptions
    @OptionGroup var change: ChangeOptions
    @OptionGroup var shared: SharedOptions

    func run() throws {
        guard let folder = receiving.into else { throw ValidationError("请用 --into 写明工作区文件夹") }
        let workspace = try shared.workspace(folder)
        let line = ProgressLine()
        let result = try workspace.importRecords(paths, receiving.options(change.note())) {
            line.show("正在登记 \($0 + 1)/\($1)：\($2)")
        }
        line.clear()
        try ImportTelling(result, folder: folder).tell(shared)
    }
}

/// How received files go into a ledger: options of `import` and `collect`.
struct ReceivingOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("登记到这个工作区的台账。", valueName: "文件夹"))
    var into: String?

    @Flag(name: .long, help: "没有 A 类、B 类问题的立即采用，计入汇总。")
    var accept = false

    @Option(name: .long, help: ArgumentHelp("收到日期；不写则用文件自己写的、邮件的日期，再没有则用文件的修改日期。", valueName: "日期"))
    var received: CalendarDay?

    func options(_ note: ChangeNote) -> ImportOptions {
        var options = ImportOptions(note: note, received: received.map { Moment($0) }) { SystemClock.changed($0) }
        options.accepts = accept
        return options
    }
}

/// What importing came to, on the terminal or for machines.
struct ImportTelling {
    private let result: ImportResult
    private let folder: String

    init(_ result: ImportResult, folder: String) {
        self.result = result
        self.folder = folder
    }

    private struct Outcome: Encodable {
        var status: Int32
        var files: [File]
        var findings: [FindingJSON]

        struct File: Encodable {
            var path: String
            var openings: Int
            var forms: [Form]
        }

        struct Form: Encodable {
            var form: String?
            var unit: String
            var period: String?
            var version: Int?
            var isNew: Bool
            var isAccepted: Bool
            var counts: [String: Int]

            init(_ form: ImportedForm) {
                self.form = form.form?.key
                unit = form.unit
                period = form.period?.description
                switch form.outcome {
                case .stored(let number): (version, isNew) = (number, true)
                case .known(let number): (version, isNew) = (number, false)
                case .refused, nil: (version, isNew) = (nil, false)
                }
                isAccepted = form.isAccepted
                counts = Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, form.count(of: $0)) })
            }
        }
    }

    func tell(_ shared: SharedOptions) throws {
        let findings = result.allFindings
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            let files = result.files.map { file in
                Outcome.File(path: file.path, openings: file.openings, forms: file.forms.map(Outcome.Form.init))
            }
            Console.printJSON(Outcome(status: status, files: files, findings: findings.map(FindingJSON.init)))
        } else {
            table(longest: shared.full ? .max : 60).forEach(Console.print)
            Console.print(
                "登记 \(result.storedCount) 份，已有 \(result.knownCount) 份，采用 \(result.acceptedCount) 份，在 \(folder)。")
            Console.print("核对结果：\(Console.summary(of: findings))")
            Console.printFindings(findings, listing: shared.listing)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func table(longest: Int) -> [String] {
        var table = TextTable()
        let forms = result.files.flatMap { file in file.forms.map { (file.path, $0) } }
        if !forms.isEmpty { table.add(["文件", "单位", "报表", "期间", "A", "B", "C", "登记", "状态"]) }
        for (path, form) in forms.prefix(longest) {
            let counts = [Severity.mandatory, .explain, .verify].map { severity in
                form.count(of: severity) == 0 ? "-" : String(form.count(of: severity))
            }
            table.add(
                [
                    path, form.unitName.isEmpty ? "?" : ReceivedName.oneLine(form.unitName), form.form?.label ?? "?",
                    form.period?.description ?? "?",
                ] + counts + [form.outcomeText, form.standingText])
        }
        let openings = result.files.filter { $0.openings > 0 }.map { "\($0.path)：期初数 \($0.openings) 项" }
        let rest = forms.count > longest ? ["……共 \(forms.count) 份，用 --full 列出全部"] : []
        return openings + table.lines + rest
    }
}
