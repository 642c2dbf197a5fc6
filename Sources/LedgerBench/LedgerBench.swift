import ByteIO
import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger

/// `huxiao-ledger-bench country INDICATORS.csv FILE [CAMPUSES] [DISTRICTS]`: makes a seeded country and prints what a
/// ledger of it costs. `huxiao-ledger-bench ask INDICATORS.csv FILE`: rolls up and asks a ledger that is there.
///
/// Both run each of their steps in a process of its own (`make`, `accept`, `ask-…`), so that the peak of one does not hold
/// what another one left behind.
///
/// `huxiao-ledger-bench import LEDGER SEED`: imports the seeded files of a small country one by one, for a test that kills
/// it.
@main
enum LedgerBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        guard arguments.count >= 3 else {
            return print("用法：huxiao-ledger-bench country|ask 指标.csv 台账 [校区数] [区县数]；huxiao-ledger-bench import 台账 种子")
        }
        switch arguments[0] {
        case "country": try steps(["make", "accept"], arguments)
        case "ask": try steps(["ask-month", "ask-year", "ask-parts", "ask-report", "ask-status"], arguments)
        case "import":
            // Whoever kills it can wait until it is at its work.
            FileHandle.standardOutput.write(Data("import\n".utf8))
            try SmallImport(path: arguments[1], seed: UInt64(arguments[2]) ?? 1).run()
        case "make":
            try make(
                arguments[1], arguments[2], campuses: number(arguments, 3) ?? 500_000,
                districts: number(arguments, 4) ?? 3000)
        case "accept": try accept(arguments[2])
        default: try ask(arguments[0], arguments[1], arguments[2])
        }
    }

    private static func steps(_ names: [String], _ arguments: [String]) throws {
        for name in names {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
            process.arguments = [name] + arguments.dropFirst()
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                throw Failure(.system, "bench.step", "步骤 \(name) 没有完成")
            }
        }
    }

    private static func number(_ arguments: [String], _ place: Int) -> Int? {
        place < arguments.count ? Int(arguments[place]) : nil
    }

    private static func read(_ set: String) throws -> IndicatorSet {
        guard let indicators = IndicatorSet.read(try FileBytes.read(set), key: "zhengzhou-progress").value else {
            throw Failure(.content, "bench.indicators", at: Place(file: set), "指标文件不能用")
        }
        return indicators
    }

    private static func make(_ set: String, _ path: String, campuses: Int, districts: Int) throws {
        let indicators = try read(set)
        let country = try Country(campuses: campuses, districts: districts, indicators, seed: 1)
        let note = ChangeNote(at: Moment(country.periods.lowerBound.firstDay), by: "bench")
        let ledger = try Measure.step("setup", { _, _ in "\(country.units.units.count) units" }) {
            try ReportLedger.create(at: path, country.setup, note)
        }
        try fill(ledger, country, note)
    }

    private static func fill(_ ledger: ReportLedger, _ country: Country, _ note: ChangeNote) throws {
        let figures = country.indicators.count
        _ = try Measure.step(
            "import of 12 months",
            { seconds, count in
                "\(Measure.perSecond(count, seconds)) submissions, \(Measure.perSecond(count * figures, seconds)) figures"
            }
        ) {
            var count = 0
            for month in 0..<12 {
                for start in stride(from: 0, to: country.districts.count, by: 50) {
                    let files = (start..<min(start + 50, country.districts.count)).map {
                        country.file(of: $0, month: month)
                    }
                    try ledger.receive(files, note)
                    count += files.reduce(0) { $0 + $1.forms.count }
                }
            }
            return count
        }
    }

    private static func accept(_ path: String) throws {
        let ledger = try ReportLedger.open(path)
        let start = Country.periods.lowerBound
        let note = ChangeNote(at: Moment(start.firstDay), by: "bench")
        _ = try Measure.step("accept all of 12 months", { "\(Measure.perSecond($1, $0)) decisions" }) {
            try (0..<12).reduce(0) { sum, month in
                try sum + ledger.decideAll(.accept, .progress, period: start.advanced(by: month), note).count
            }
        }
        print("file: \(try size(path) >> 20) MiB")
    }

    private static func ask(_ step: String, _ indicators: String, _ path: String) throws {
        let set = try read(indicators)
        let ledger = try ReportLedger.open(path)
        let (first, last) = (Country.periods.lowerBound, Country.periods.upperBound)
        switch step {
        case "ask-month": try rollUp(ledger, set, "the first month, country", nil, first)
        case "ask-year": try rollUp(ledger, set, "the year, country", nil, last)
        case "ask-parts":
            for (name, unit) in [("province", "P0"), ("city", "C0-0"), ("district", "D0")] {
                try rollUp(ledger, set, "the year, \(name)", unit, last)
            }
        case "ask-report":
            _ = try Measure.step("report of the last month, province", { "\($1.missing.count) missing" }) {
                try ledger.progressReport(of: "P0", period: last, set, LedgerReporting(policy: .carryForward))
            }
        default:
            _ = try Measure.step(
                "status of the last month, country",
                { _, status in
                    "\(status.rows.first?.counts.received ?? 0) of \(status.rows.first?.counts.expected ?? 0)"
                }
            ) { try ledger.status(of: .progress, last) }
        }
    }

    private static func rollUp(
        _ ledger: ReportLedger, _ set: IndicatorSet, _ name: String, _ unit: String?, _ last: Period
    ) throws {
        _ = try Measure.step("roll-up of \(name)", { "\($1.submissionCount) submissions, \($1.units.count) sums" }) {
            try ledger.rollUp(set, under: unit, through: last, policy: .carryForward)
        }
    }

    private static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.size] as? Int ?? 0
    }
}
