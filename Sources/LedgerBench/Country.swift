import CivilTime
import Forms
import Ledger

/// SplitMix64: the same numbers from the same seed on every machine.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// A made-up country: provinces, cities, districts and their campuses, and what each campus hands in.
struct Country {
    let indicators: IndicatorSet
    var periods: ClosedRange<Period> { Self.periods }
    let units: UnitTree
    /// Codes of the campuses of each district.
    let districts: [[String]]
    private let seed: UInt64

    /// Twelve months.
    static var periods: ClosedRange<Period> {
        guard let first = Period(year: 2017, month: 4) else { preconditionFailure("2017 has an April") }
        return first...first.advanced(by: 11)
    }

    static let provinces = 31
    static let citiesOfProvince = 11

    /// - Parameter campuses: Spread evenly over `districtCount` districts.
    init(campuses: Int, districts districtCount: Int, _ indicators: IndicatorSet, seed: UInt64) throws {
        self.indicators = indicators
        self.seed = seed
        var units = [ReportingUnit(code: "0", name: "示例国")]
        for province in 0..<Self.provinces {
            units.append(ReportingUnit(code: "P\(province)", name: "示例\(province)省", parent: "0"))
            for city in 0..<Self.citiesOfProvince {
                units.append(
                    ReportingUnit(
                        code: "C\(province)-\(city)", name: "示例\(province)-\(city)市", kind: .city,
                        parent: "P\(province)"))
            }
        }
        var districts: [[String]] = []
        for district in 0..<districtCount {
            let city = district % (Self.provinces * Self.citiesOfProvince)
            let parent = "C\(city / Self.citiesOfProvince)-\(city % Self.citiesOfProvince)"
            units.append(ReportingUnit(code: "D\(district)", name: "示例\(district)区", kind: .district, parent: parent))
            let (from, to) = (campuses * district / districtCount, campuses * (district + 1) / districtCount)
            districts.append((from..<to).map { "S\($0)" })
            for code in districts[district] {
                units.append(ReportingUnit(code: code, name: "示例学校\(code)", kind: .school, parent: "D\(district)"))
            }
        }
        self.districts = districts
        guard let tree = UnitTree.join(units).value else { preconditionFailure("the made-up country is a tree") }
        self.units = tree
    }

    var setup: LedgerSetup {
        LedgerSetup(
            campaign: "示例国校园安全", periods: periods, indicators: indicators, units: units,
            obligations: [Obligation(.progress, due: DueRule())])
    }

    /// What a district sends for a month: a table with a row for each campus; one campus in a hundred is missing.
    func file(of district: Int, month: Int) -> IncomingFile {
        var random = SeededNumbers(seed &+ UInt64(district) &* 1000 &+ UInt64(month))
        let period = periods.lowerBound.advanced(by: month)
        let forms = districts[district].compactMap { code -> IncomingForm? in
            if random.next() % 100 == 0 { return nil }
            let values = indicators.indicators.map { indicator -> ReportedFigure.Value in
                let number = Int(random.next() % 30)
                return indicator.kind == .stock ? .level(number) : .increase(number)
            }
            return IncomingForm(unit: code, period: period, content: .progress(ProgressContent(values)))
        }
        let day = period.next.firstDay
        // The name stands for the bytes, which nobody has written.
        return IncomingFile(
            source: "D\(district)-\(period).xlsx", bytes: Array("\(seed) D\(district) \(period)".utf8),
            received: Moment(day), forms: forms)
    }
}
