import ByteIO
import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger

/// `huxiao-ledger-bench country INDICATORS.csv FILE [CAMPUSES] [DISTRICTS]`: makes a seeded country and prints what a
/// ledger of it costs.
///
/// `huxiao-ledger-bench ask INDICATORS.csv FILE`: rolls up and asks a ledger that is there, in a process that holds nothing
/// else.
///
/// `huxiao-ledger-bench import LEDGER SEED`: imports the seeded files of a small country one by one, for a test that kills
/// it.
@main
enum LedgerBench {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "country" where arguments.count >= 3:
            try country(
                arguments[1], arguments[2], campuses: number(arguments, 3) ?? 500_000,
                districts: number(arguments, 4) ?? 3000)
        case "ask" where arguments.count == 3: try ask(arguments[1], arguments[2])
        case "import" where arguments.count == 3:
            try SmallImport(path: arguments[1], seed: UInt64(arguments[2]) ?? 1).run()
        default: print("用法：huxiao-ledger-bench country 指标.csv 台账 [校区数] [区县数]；huxiao-ledger-bench import 台账 种子")
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

    private static func country(_ set: String, _ path: String, campuses: Int, districts: Int) throws {
        let indicators = try read(set)
        let country = try Country(campuses: campuses, districts: districts, indicators, seed: 1)
        let note = ChangeNote(at: Moment(country.periods.lowerBound.firstDay), by: "bench")
        let ledger = try Measure.step("setup", { _, _ in "\(country.units.units.count) units" }) {
            try ReportLedger.create(at: path, country.setup, note)
        }
        try fill(ledger, country, note)
        print("file: \(try size(path) >> 20) MiB")
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
        _ = try Measure.step("accept all of 12 months", { "\(Measure.perSecond($1, $0)) decisions" }) {
            try (0..<12).reduce(0) { sum, month in
                let period = country.periods.lowerBound.advanced(by: month)
                return try sum + ledger.decideAll(.accept, .progress, period: period, note).count
            }
        }
    }

    private static func ask(_ indicators: String, _ path: String) throws {
        let set = try read(indicators)
        let ledger = try ReportLedger.open(path)
        let (first, last) = (Country.periods.lowerBound, Country.periods.upperBound)
        _ = try Measure.step("roll-up of the first month, country", { "\($1.submissionCount) submissions" }) {
            try ledger.rollUp(set, through: first, policy: .carryForward)
        }
        for (name, unit) in [("country", nil), ("province", "P0"), ("city", "C0-0"), ("district", "D0")] {
            _ = try Measure.step(
                "roll-up of the year, \(name)", { "\($1.submissionCount) submissions, \($1.units.count) sums" }
            ) {
                try ledger.rollUp(set, under: unit, through: last, policy: .carryForward)
            }
        }
        _ = try Measure.step("report of the last month, province", { "\($1.missing.count) missing" }) {
            try ledger.progressReport(of: "P0", period: last, set, LedgerReporting(policy: .carryForward))
        }
        _ = try Measure.step(
            "status of the last month, country",
            { _, status in "\(status.rows.first?.counts.received ?? 0) of \(status.rows.first?.counts.expected ?? 0)" }
        ) {
            try ledger.status(of: .progress, last)
        }
    }

    private static func size(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return attributes[.size] as? Int ?? 0
    }
}
