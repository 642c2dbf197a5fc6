import ArgumentParser
import ByteIO
import Diagnostics
import Forms
import Reporting
import Sheets
import Templating

/// Where forms are written and in which formats: options of every command that makes them.
struct OutputOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("格式，逗号分隔：\(ReportFormat.allCases.map(\.rawValue).joined(separator: "、"))。", valueName: "格式"))
    var format: FormatList = .all

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("输出文件夹；只有一个单位、一种格式时也可以是文件名。", valueName: "路径"))
    var output = "."

    /// - Throws: `ValidationError` when `output` names one file, but several are to be written.
    func validate(forms count: Int) throws {
        let ending = ReportFormat.allCases.first { output.lowercased().hasSuffix("." + $0.rawValue) }
        guard let ending, count > 1 || format.formats != [ending] else { return }
        throw ValidationError(
            "-o 写的是一个文件（\(output)），但要写出 \(count * format.formats.count) 个文件。请写文件夹，或只选一个单位和 --format \(ending.rawValue)")
    }

    /// A file's path: `output` itself when it names a file of this format, else a name made from the form inside it.
    func path(for made: MadeForm, _ format: ReportFormat, suffix: String = "", isOnly: Bool) -> String {
        let isFile = isOnly && self.format.formats.count == 1 && output.lowercased().hasSuffix("." + format.rawValue)
        if isFile { return output }
        let name = FileName.safe([made.period.chinese, made.unit, made.title + suffix]) + "." + format.rawValue
        return output == "." ? name : (output.hasSuffix("/") ? output : output + "/") + name
    }
}

/// Writes finished forms, all or none, and tells what was written and what is wrong.
struct ReportWriting {
    let output: OutputOptions
    let shared: SharedOptions
    var render = RenderOptions()
    /// Behind the form's title in file names: `（空表）`.
    var suffix = ""
    /// Asked before anything appears: why these findings keep the forms from being written, `nil` when they do not.
    var obstacle: (([Finding]) -> String?)?
    /// Told of each file once all are written: which of the forms it is, its format, path and bytes' hash.
    var whenWritten: (([WrittenFile]) throws -> Void)?

    /// A file that was written, for whoever records it.
    struct WrittenFile {
        /// Among the forms that were asked for.
        var form: Int
        var format: ReportFormat
        var path: String
        var bytes: [UInt8]
    }

    struct Written: Encodable {
        var path: String
        var format: String
        var unit: String
        var period: String
    }

    struct Outcome: Encodable {
        var status: Int32
        var written: [Written]
        var findings: [FindingJSON]
    }

    /// Makes and writes one form after the other, so that thousands need the memory of one; they appear together at the
    /// end.
    ///
    /// - Throws: ``Failure``; `ExitCode` when findings of class A stand.
    func write(_ forms: [() throws -> MadeForm], _ loadFindings: [Finding], _ clock: inout StepClock) throws {
        try output.validate(forms: forms.count)
        var batch = Batch(findings: loadFindings)
        for (number, form) in forms.enumerated() {
            let made: MadeForm = try clock.measure("计算与填表") { try form() }
            try add(made, number, isOnly: forms.count == 1, to: &batch, &clock)
        }
        let findings = Finding.unique(batch.findings)
        if let obstacle = obstacle?(findings) { throw refuse(findings, obstacle) }
        try clock.measure("存盘") { try batch.files.commit() }
        try whenWritten?(batch.kept)
        try tell(batch, formCount: forms.count)
    }

    private struct Batch {
        var files = OutputFiles()
        var written: [Written] = []
        var findings: [Finding]
        /// What is said of the first few forms.
        var titles: [String] = []
        var taken: Set<String> = []
        /// Only where somebody asked for them.
        var kept: [WrittenFile] = []
        static let mostTitles = 20
    }

    private func add(
        _ form: MadeForm, _ number: Int, isOnly: Bool, to batch: inout Batch, _ clock: inout StepClock
    ) throws {
        batch.findings += form.findings
        if batch.titles.count < Batch.mostTitles {
            batch.titles.append("\(form.title)\(suffix)　\(form.unit)　\(form.period.chinese)")
        }
        for format in output.format.formats {
            let writer = format.writer(render)
            var path = output.path(for: form, format, suffix: suffix, isOnly: isOnly)
            // Two units of the same name must not end in one file.
            if !batch.taken.insert(path).inserted {
                path = output.path(for: form.numbered(batch.taken.count), format, suffix: suffix, isOnly: false)
            }
            let (limits, bytes) = try clock.measure("写出 \(format.rawValue)") {
                try write(form, as: writer, at: path, to: &batch.files)
            }
            if let bytes { batch.kept.append(WrittenFile(form: number, format: format, path: path, bytes: bytes)) }
            batch.findings += limits.map { $0.rule == Finding.cutTextRule ? $0 : $0.within(Place(file: path)) }
            let period = form.period.description
            batch.written.append(Written(path: path, format: format.rawValue, unit: form.unit, period: period))
        }
    }

    /// - Returns: What the format could not hold, and the file's bytes where somebody asked for them.
    private func write(
        _ form: MadeForm, as writer: any WorkbookWriter, at path: String, to files: inout OutputFiles
    ) throws -> ([Finding], [UInt8]?) {
        if whenWritten == nil { return (try files.add(at: path) { try form.write(as: writer, to: &$0) }, nil) }
        var memory = MemorySink()
        let limits = try form.write(as: writer, to: &memory)
        try files.add(memory.bytes, at: path)
        return (limits, memory.bytes)
    }

    private func tell(_ batch: Batch, formCount: Int) throws {
        let findings = Finding.unique(batch.findings)
        let status = findings.contains { $0.severity == .mandatory } ? ExitStatus.findings : ExitStatus.done
        if shared.json {
            let found = findings.map(FindingJSON.init)
            Console.printJSON(Outcome(status: status, written: batch.written, findings: found))
        } else {
            batch.titles.forEach(Console.print)
            if formCount > batch.titles.count { Console.print("……共 \(formCount) 份") }
            listFiles(batch.written)
            Console.print("核对结果：\(Console.summary(of: findings))")
            Console.printFindings(findings, listing: shared.listing)
        }
        if status != ExitStatus.done { throw ExitCode(status) }
    }

    private func listFiles(_ written: [Written]) {
        var table = TextTable()
        for file in written.prefix(40) {
            table.add(["  " + file.path, ReportFormat(rawValue: file.format)?.summary ?? ""])
        }
        table.lines.forEach(Console.print)
        if written.count > 40 { Console.print("  ……共 \(written.count) 个文件，在 \(output.output)") }
    }

    /// Nothing is made: the findings, and the status that tells so.
    ///
    /// - Parameter statement: Why; `nil` when nothing can be made.
    func refuse(_ findings: [Finding], _ statement: String? = nil) -> ExitCode {
        if shared.json {
            Console.printJSON(
                Outcome(status: ExitStatus.findings, written: [], findings: findings.map(FindingJSON.init)))
        } else {
            Console.printFindings(findings, listing: shared.listing)
            Console.printError(statement ?? "没有生成报表：\(Console.summary(of: findings))")
        }
        return ExitCode(ExitStatus.findings)
    }
}

extension MadeForm {
    /// The same form under a name that tells it from others.
    fileprivate func numbered(_ number: Int) -> MadeForm {
        var copy = self
        copy.unit += "(\(number))"
        return copy
    }
}
