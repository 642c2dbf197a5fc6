import Archive
import ByteIO
import CivilTime
import Diagnostics
import FileKinds
import FormatXLSX
import Forms
import Reporting
import Sheets
import Templating

/// Measures one thing in one process, so that its peak of memory is its own, and prints a line of numbers:
///
///     huxiao-bench write FORMAT ROWS FILE    typed records through a template to a file
///     huxiao-bench deflate FILE PART         compressing the same bytes alone
///     huxiao-bench read FILE                 the rows of an XLSX file, one at a time
///     huxiao-bench readback ROWS             a filled form 附件2, back to records
@main
enum Bench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch (arguments.first, arguments.count) {
        case ("write", 4): try write(arguments[1], Int(arguments[2]) ?? 0, to: arguments[3])
        case ("deflate", 3): try deflate(arguments[1], part: arguments[2])
        case ("read", 2): try read(arguments[1])
        case ("readback", 2): try readBack(Int(arguments[1]) ?? 0)
        default: throw Failure(.content, "bench.usage", "用法见 scripts/bench-rows")
        }
    }

    /// One line: what was measured, each figure with its unit before it.
    private static func report(_ what: String, rows: Int, since start: Usage) {
        let end = Usage.now()
        let seconds = end.seconds - start.seconds
        let peak = Usage.peakKiB - start.residentKiB
        let speed = seconds > 0 ? Int(Double(rows) / seconds) : 0
        print("\(what) rows \(rows) cpu \(hundredths(seconds)) rows/s \(speed) peak \(peak >> 10)")
    }

    private static func hundredths(_ number: Double) -> String { Decimal.plain((number * 100).rounded() / 100) }

    // MARK: Writing

    private static func write(_ format: String, _ count: Int, to path: String) throws {
        let compiled = FormTemplate.compile(BenchRecord.template, for: BenchRecord.report)
        guard let template = compiled.value else { throw Failure(.content, "bench.template", "模板有误") }
        let values = RecordData(BenchRecord.report, ["title": .text("计时")])
        guard let form = template.streamed(values, list: "rows", count: count).value else { return }
        var records = BenchRecords(count)
        var sink = try FileSink(path: path)
        let start = Usage.now()
        try form.write(as: writer(format), to: &sink) { () -> BenchRecord? in records.next() }
        try sink.commit()
        report("write-\(format)", rows: count, since: start)
    }

    /// `xlsx` as lists are written; any other format's own writer, `xlsx-small` among them.
    private static func writer(_ format: String) throws -> any RowStreamingWriter {
        if format == "xlsx-small" { return XLSXWriter() }
        guard let format = ReportFormat(rawValue: format), let writer = format.listWriter else {
            throw Failure(.content, "bench.format", "没有这种格式，或不能逐行写出")
        }
        return writer
    }

    private static func deflate(_ path: String, part: String) throws {
        let reader = try PackageReader(try FileBytes.read(path, limit: 1 << 31), limits: limits.archive)
        guard let bytes = try reader.bytes(of: part) else { throw Failure(.content, "bench.part", "没有 \(part)") }
        var sink = NullSink()
        let start = Usage.now()
        let package = try PackageStream(deflater: .isal)
        try package.open("part", isStreamed: true)
        try bytes.withUnsafeBytes { try package.write($0, to: &sink) }
        try package.close(to: &sink)
        try package.finish(to: &sink)
        report("deflate", rows: 0, since: start)
    }

    // MARK: Reading

    /// For files of ours, which are large and not hostile.
    private static var limits: ReadLimits {
        var limits = ReadLimits()
        limits.archive.packageBytes = 1 << 31
        limits.archive.entryBytes = 1 << 32
        limits.archive.totalBytes = 1 << 32
        limits.cells = 1 << 30
        limits.memoryBytes = 1 << 33
        return limits
    }

    private static func read(_ path: String) throws {
        let start = Usage.now()
        let file = try XLSXReader(limits: limits).open(FileBytes.read(path, limit: 1 << 31))
        let counter = Counter()
        try file.rows(of: 0) { row in
            counter.rows += 1
            counter.cells += row.cells.count
        }
        report("read", rows: counter.rows, since: start)
    }

    private final class Counter {
        var rows = 0
        var cells = 0
    }

    private static func readBack(_ count: Int) throws {
        let path = "Templates/changzhou-form2.fods"
        guard let template = try TemplateFile.load(path, for: Form2Report.recordType).value else { return }
        let head = FormHead(unit: "计时市", unitCode: "9902", period: Period("2019-09"))
        let records = (0..<count).map { number in
            var record = RiskRecord()
            record.school = "第\(number % 2_000)小学"
            record.risk = "消防通道堵塞（第\(number)处）"
            record.deadline = CalendarDay(daysSince1970: 18_000 + number % 300)
            record.state = number % 3 == 0 ? .completed : .inProgress
            return record
        }
        guard let filled = template.filled(with: Form2Report(head: head, rows: records).data).value else { return }
        let start = Usage.now()
        let read = template.read(filled)
        report("readback", rows: read.value.map { _ in count } ?? 0, since: start)
    }
}
