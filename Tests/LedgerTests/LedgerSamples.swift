import CivilTime
import Diagnostics
import Foundation
import Ledger
import TestSupport

@testable import Forms

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
        guard let january = Period(year: 2017, month: 1) else { preconditionFailure("2017 has a January") }
        return january.advanced(by: month - 1)
    }
}

extension Moment {
    /// A day of 2017.
    static func on(_ month: Int, _ day: Int) -> Moment {
        guard let day = CalendarDay(year: 2017, month: month, day: day) else { preconditionFailure("no such day") }
        return Moment(day)
    }
}

extension ChangeNote {
    static let officer = ChangeNote(at: .on(5, 2), by: "统计员")
    static func officer(_ why: String) -> ChangeNote { ChangeNote(at: .on(5, 3), by: "统计员", why: why) }
}

extension IndicatorSet {
    /// A small table: two stocks, three flows.
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
        guard let set = IndicatorSet.read(Array(csv.utf8), key: "lake-town").value else {
            preconditionFailure("the sample set is sound")
        }
        return set
    }()
}

/// A lake county: two districts with two and one stations, and a station directly below the county.
enum Lake {
    static let units: [ReportingUnit] = [
        ReportingUnit(code: "9", name: "示例湖县公安局", shortName: "湖县", kind: .city),
        ReportingUnit(code: "91", name: "示例东岭公安分局", shortName: "东岭区", kind: .district, parent: "9"),
        ReportingUnit(code: "92", name: "示例西滩派出所", shortName: "西滩所", kind: .policeStation, parent: "9"),
        ReportingUnit(code: "911", name: "示例北岸派出所", shortName: "北岸所", kind: .policeStation, parent: "91"),
        ReportingUnit(code: "912", name: "示例南岸派出所", shortName: "南岸所", kind: .policeStation, parent: "91"),
        ReportingUnit(code: "93", name: "示例石桥公安分局", shortName: "石桥区", kind: .district, parent: "9"),
        ReportingUnit(
            code: "931", name: "示例石桥派出所", shortName: "石桥所", kind: .policeStation, parent: "93", reportsFrom: .m(6),
            reportsThrough: .m(8)),
    ]
    static let leaves = ["92", "911", "912", "931"]
    static let periods = Period.m(4)...Period.m(9)

    static func tree(_ units: [ReportingUnit] = units) -> UnitTree {
        guard let tree = UnitTree.join(units).value else { preconditionFailure("the sample units are a tree") }
        return tree
    }

    static func setup(_ units: [ReportingUnit] = units) -> LedgerSetup {
        LedgerSetup(
            campaign: "2017年湖县校车安全专项工作", periods: periods, indicators: .lakeTown, units: tree(units),
            obligations: [
                Obligation(.progress, due: DueRule()), Obligation(.form1, due: SafetyCampaign.due),
                Obligation(.form2, due: SafetyCampaign.due),
            ])
    }

    static func ledger(_ folder: TemporaryFolder, _ units: [ReportingUnit] = units) throws -> ReportLedger {
        try ReportLedger.create(at: folder.path(of: "ledger.sqlite"), setup(units), .officer)
    }

    /// A file of one unit's month: five figures.
    static func file(
        _ unit: String, _ month: Int, _ values: [ReportedFigure.Value], named name: String? = nil,
        received: Moment? = nil, findings: [Finding] = []
    ) -> IncomingFile {
        let name = name ?? "\(unit)-\(month)-\(values)"
        return IncomingFile(
            source: "\(unit)-\(month).xlsx", bytes: Array(name.utf8), received: received ?? .on(month + 1, 1),
            forms: [
                IncomingForm(
                    unit: unit, period: .m(month), content: .progress(ProgressContent(values)), findings: findings)
            ])
    }

    static func increases(_ numbers: Int...) -> [ReportedFigure.Value] { numbers.map { .increase($0) } }
}

extension ReportLedger {
    /// Receives a month of a unit and accepts it.
    func take(_ unit: String, _ month: Int, _ numbers: Int...) throws {
        try receive(Lake.file(unit, month, numbers.map { .increase($0) }), .officer)
        try decide(.accept, on: LedgerSlot(.progress, unit, .m(month)), .officer)
    }
}
