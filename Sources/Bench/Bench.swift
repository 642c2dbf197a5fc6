import Archive
import ByteIO
import FormatXLSX
import Foundation
import Sheets

/// `huxiao-bench ROWS FILE`: writes that many rows of 20 columns and prints what it cost.
@main
enum Bench {
    static func main() throws {
        let arguments = CommandLine.arguments
        let rows = arguments.count > 1 ? Int(arguments[1]) ?? 300_000 : 300_000
        let path = arguments.count > 2 ? arguments[2] : "bench.xlsx"
        let texts = BenchRows.makeTexts()
        for deflater in [Deflater.isal, .zlib] {
            try write(rows, texts, XLSXWriter(strings: .inline, deflater: deflater), to: path)
        }
    }

    private static func write(_ count: Int, _ texts: [String], _ writer: XLSXWriter, to path: String) throws {
        var workbook = Workbook(sheets: [Sheet(name: "明细")])
        let styles = (
            id: workbook.styles.id(of: CellStyle(numberFormat: .integer)),
            money: workbook.styles.id(of: CellStyle(numberFormat: NumberFormat("#,##0.00"))),
            text: workbook.styles.id(of: CellStyle(borders: .all(.thin)))
        )
        var producer = BenchRows(count, styles: styles, texts: texts)
        let start = Usage.now()
        var sink = try FileSink(path: path)
        let stretch = RowStretch(sheet: 0, first: 0, rowCount: count, columnCount: 20)
        try writer.write(workbook, streaming: stretch, from: &producer, to: &sink)
        try sink.commit()
        let total = Usage.now().seconds - start.seconds
        let peak = Usage.peakKiB
        let bytes = try FileBytes.read(path, limit: 1 << 30).count
        let alone = try deflateAlone(path, writer.deflater)
        var line = "huxiao \(writer.deflater): \(Int(Double(count) / total)) rows/s CPU, \(hundredths(total)) s, "
        line += "\(bytes >> 10) KiB, peak \((peak - start.residentKiB) >> 10) MiB above start"
        if let alone { line += ", \(hundredths(total / alone))x the \(hundredths(alone)) s of deflating alone" }
        print(line)
    }

    /// Seconds of compressing the same sheet; `nil` when it is too large to be held.
    private static func deflateAlone(_ path: String, _ deflater: Deflater) throws -> Double? {
        var limits = ArchiveLimits()
        (limits.packageBytes, limits.entryBytes, limits.totalBytes) = (1 << 30, 1 << 30, 1 << 30)
        let reader = try PackageReader(try FileBytes.read(path, limit: 1 << 30), limits: limits)
        guard let sheet = try? reader.bytes(of: "xl/worksheets/sheet1.xml") else { return nil }
        var sink = NullSink()
        let start = Usage.now()
        let package = try PackageStream(deflater: deflater)
        try package.open("sheet", isStreamed: true)
        try sheet.withUnsafeBytes { try package.write($0, to: &sink) }
        try package.close(to: &sink)
        try package.finish(to: &sink)
        return Usage.now().seconds - start.seconds
    }

    private static func hundredths(_ number: Double) -> String { Decimal.plain((number * 100).rounded() / 100) }
}

/// Takes everything and keeps nothing.
struct NullSink: ByteSink {
    mutating func write(_ bytes: UnsafeRawBufferPointer) {}
}

/// What this process has used so far.
struct Usage {
    /// Of CPU, user and system.
    var seconds: Double
    var residentKiB: Int

    static func now() -> Usage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Usage(seconds: seconds(usage.ru_utime) + seconds(usage.ru_stime), residentKiB: field("VmRSS"))
    }

    /// The most memory that was ever resident.
    static var peakKiB: Int { field("VmHWM") }

    private static func field(_ name: String) -> Int {
        let status = (try? FileBytes.read("/proc/self/status")) ?? []
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
