import CivilTime
import Diagnostics
import Forms
import Foundation

/// SplitMix64: the same numbers from the same seed on every machine.
struct Seeded: RandomNumberGenerator {
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

extension Period {
    /// Of 2017, or of January 2018 for 13 and so on.
    static func m(_ month: Int) -> Period {
        guard let april = Period(year: 2017, month: 1) else { preconditionFailure() }
        return april.advanced(by: month - 1)
    }
}

extension IndicatorSet {
    /// Another city's table in small: two stocks, three flows.
    static let lakeTown: IndicatorSet = {
        let csv = """
            #title,湖镇校车安全月报
            no,key,band,group,title,unit,kind,relations
            1,buses,1,校车,校车数,辆,stock,
            2,busesChecked,1,校车,已检校车数,辆,stock,"<= 1 (error: 检过的校车，都是校车)"
            3,trips,1,,出车次数,次,flow,
            4,tripsLate,1,,其中晚点,次,flow,<= 3 (error) 其中
            5,complaints,1,,投诉,件,flow,<= 4 (warning)
            """
        guard let set = read(Array(csv.utf8), key: "lake-town").value else { preconditionFailure() }
        return set
    }()

    static func shipped() throws -> IndicatorSet {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("Templates/zhengzhou-progress.csv"))
        guard let set = read([UInt8](data), key: "zhengzhou-progress").value else { preconditionFailure() }
        return set
    }
}

extension UnitTree {
    /// A city with two districts, the first with two stations.
    static let town: UnitTree = {
        let units = [
            ReportingUnit(code: "9", name: "示例市公安局", shortName: "示例市", kind: .city),
            ReportingUnit(code: "91", name: "东岭区", kind: .district, parent: "9"),
            ReportingUnit(code: "911", name: "东岭一所", kind: .policeStation, parent: "91"),
            ReportingUnit(code: "912", name: "东岭二所", kind: .policeStation, parent: "91"),
            ReportingUnit(code: "92", name: "桐柏区", kind: .district, parent: "9"),
        ]
        guard let tree = join(units).value else { preconditionFailure() }
        return tree
    }()
}

extension Campaign {
    /// April to September 2017 in ``UnitTree/town`` with ``IndicatorSet/lakeTown``; all stocks open at 100.
    static func town(
        _ submissions: [MonthlySubmission], units: UnitTree = .town, openings: [OpeningBalance]? = nil
    ) -> Campaign {
        let usual = units.units.filter { units.isLeaf($0.code) && $0.reportsFrom == nil }.flatMap { unit in
            ["buses", "busesChecked"].map { OpeningBalance(unit: unit.code, indicator: $0, level: 100) }
        }
        return Campaign(
            name: "湖镇校车安全", indicators: .lakeTown, periods: .m(4)...Period.m(9), units: units,
            openings: openings ?? usual,
            submissions: submissions)
    }
}

extension MonthlySubmission {
    /// Increases in the order of ``IndicatorSet/lakeTown``.
    static func town(_ unit: String, _ month: Int, _ increases: Int..., version: Int = 1) -> MonthlySubmission {
        let keys = IndicatorSet.lakeTown.indicators.map(\.key)
        let figures = Dictionary(uniqueKeysWithValues: zip(keys, increases.map { ReportedFigure.increase($0) }))
        return MonthlySubmission(unit: unit, period: .m(month), version: version, figures: figures)
    }

    func with(_ key: IndicatorKey, _ value: ReportedFigure.Value) -> MonthlySubmission {
        var copy = self
        copy.figures[key] = ReportedFigure(value)
        return copy
    }

    func received(_ day: String) -> MonthlySubmission {
        var copy = self
        copy.received = CalendarDay(iso: day)
        return copy
    }
}
