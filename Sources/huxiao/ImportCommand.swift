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

    @Flag(name: .long, help: "以前登记过的文件也登记为新的一版（例如确实要恢复成旧的期初数）。")
    var again = false

    @Option(name: .long, help: ArgumentHelp("收到日期；不写则用文件自己写的、邮件的日期，再没有则用文件的修改日期。", valueName: "日期"))
    var received: CalendarDay?

    /// Whether any of them needs ``into``.
    var isUsed: Bool { accept || again || received != nil }

    func options(_ note: ChangeNote) -> ImportOptions {
        var options = ImportOptions(note: note, received: received.map { Moment($0) }) { SystemClock.changed($0) }
        (options.accepts, options.isAgain) = (accept, again)
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
            // Of hundreds of files what may be ignored would bury the rest.
            let shown = shared.full ? findings : findings.filter { $0.severity < .hint }
            Console.printFindings(shown, listing: shared.listing)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    /// A line a file; then the forms that somebody has to look after.
    private func table(longest: Int) -> [String] {
        var files = TextTable()
        files.add(["文件", "份数", "登记", "已有", "采用", "A", "B", "C"])
        for file in result.files.prefix(longest) { files.add(row(of: file)) }
        let rest = result.files.count > longest ? ["……共 \(result.files.count) 个文件，用 --full 列出全部"] : []
        return files.lines + rest + waiting(longest: longest)
    }

    private func row(of file: ImportedFile) -> [String] {
        let counts = [Severity.mandatory, .explain, .verify].map { severity in
            file.forms.reduce(file.findings.count { $0.severity == severity }) { $0 + $1.count(of: severity) }
        }
        let numbers = [file.storedCount, file.knownCount, file.forms.count(where: \.isAccepted)] + counts
        let isJoined = file.forms.isEmpty && file.findings.isEmpty
        let share = file.openings > 0 ? "期初数 \(file.openings) 项" : isJoined ? "并入月报" : String(file.forms.count)
        return [ReceivedName.oneLine(file.path, longest: 60), share] + numbers.map { $0 == 0 ? "-" : String($0) }
    }

    private func waiting(longest: Int) -> [String] {
        let waiting: [(path: String, form: ImportedForm)] = result.files.flatMap { file in
            file.forms.filter(\.needsCare).map { (file.path, $0) }
        }
        if waiting.isEmpty { return [] }
        var table = TextTable()
        for (path, form) in waiting.prefix(longest) {
            let unit = form.unitName.isEmpty ? "?" : ReceivedName.oneLine(form.unitName)
            let counts = [Severity.mandatory, .explain].map { "\($0.rawValue) \(form.count(of: $0))" }
            table.add(
                ["  " + unit, form.form?.label ?? "?", form.period?.chinese ?? "?"] + counts
                    + [form.outcomeText, form.standingText, ReceivedName.oneLine(path, longest: 60)])
        }
        let rest = waiting.count > longest ? ["  ……共 \(waiting.count) 份，用 --full 列出全部"] : []
        return ["", "要处理的："] + table.lines + rest + [""]
    }
}
