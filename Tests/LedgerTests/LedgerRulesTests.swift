import Diagnostics
import Forms
import Ledger
import TestSupport
import Testing

@Suite("Rules over time")
struct LedgerRulesTests {
    private let folder: TemporaryFolder
    private let ledger: ReportLedger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Lake.ledger(folder)
    }

    private func receive(_ unit: String, _ month: Int, _ values: [ReportedFigure.Value]) throws {
        try ledger.receive(Lake.file(unit, month, values, received: .on(12, 1)), .officer)
    }

    private func sentences(_ month: Int, _ unit: String, _ rule: String) throws -> [String] {
        try ledger.check(.m(month), under: unit, .lakeTown).filter { $0.rule.hasPrefix(rule) }.map(\.description)
    }

    @Test("A flow's 合计 that falls")
    func falls() throws {
        try receive("92", 4, Lake.increases(1, 1, 9, 1, 0))
        try receive("92", 5, Lake.increases(1, 1, -2, 1, 0))
        #expect(
            try sentences(5, "92", "ledger.flow-falls") == [
                "西滩所 2017年5月（出车次数）：“03 出车次数”是累计数，合计比上月减少 2。要更正以前月份，请重报那个月的新版本。"
            ])
    }

    @Test("Far above what the unit usually reports; with too few months the rule is skipped, and says so")
    func median() throws {
        for month in 4...6 { try receive("92", month, Lake.increases(0, 0, 10 + month, 1, 0)) }
        try receive("92", 7, Lake.increases(0, 0, 150, 9, 0))
        #expect(
            try sentences(7, "92", "ledger.far-above-median") == [
                "西滩所 2017年7月（出车次数）：“03 出车次数”本月新增 150，以往各月的中位数为 15，超过 5 倍。请核实是否多填了位数。"
            ])
        #expect(
            try sentences(5, "92", "ledger.far-above-median") == [
                "西滩所 2017年5月：“本月新增不超过本单位以往各月中位数的 5 倍”有 5 项指标没有检查：以往不足 3 个月。补齐数据后再检查。"
            ])
    }

    @Test("Without the year before, the rule is skipped, and says so")
    func year() throws {
        try receive("92", 4, Lake.increases(0, 0, 1, 1, 0))
        #expect(
            try sentences(4, "92", "ledger.year-before") == [
                "西滩所 2017年4月：“本月新增与上年同月相差不超过 5 倍”有 5 项指标没有检查：没有上年同月的数。补齐数据后再检查。"
            ])
    }

    @Test("What a district typed is the sum of what its stations typed")
    func parts() throws {
        try receive("911", 4, Lake.increases(0, 0, 10, 1, 0))
        try receive("91", 4, Lake.increases(0, 0, 25, 2, 0))
        #expect(
            try sentences(4, "91", "ledger.sum-of-parts") == [
                "91-4.xlsx 东岭区 2017年4月：“上级填报的新增等于下级填报的新增之和”有 5 项指标没有检查：有下级单位没有数（南岸所）。补齐数据后再检查。"
            ])
        try receive("912", 4, Lake.increases(0, 0, 12, 1, 0))
        #expect(
            try sentences(4, "91", "ledger.sum-of-parts") == [
                "91-4.xlsx 东岭区 2017年4月（出车次数）：“03 出车次数”本单位填报新增 25，2 个下级单位填报之和为 22。请核对上级的表和各下级的表。"
            ])
    }

    @Test("A part above its whole, on 新增 and on 合计")
    func relations() throws {
        try receive("92", 4, Lake.increases(0, 0, 3, 5, 0))
        #expect(
            try ledger.check(.m(4), under: "92", .lakeTown).filter { $0.rule == "progress.relation.tripsLate<=trips" }
                .count == 2)
    }

    @Test("Far from the same month of the year before, above or below", arguments: [(20, 150), (150, 20)])
    func farFromYear(before: Int, now: Int) throws {
        var setup = Lake.setup()
        setup.periods = .m(4) ... .m(16)
        try ledger.configure(setup, .officer)
        try receive("92", 4, Lake.increases(0, 0, before, 1, 0))
        try receive("92", 16, Lake.increases(0, 0, now, 1, 0))
        #expect(
            try sentences(16, "92", "ledger.year-before") == [
                "西滩所 2018年4月（出车次数）：“03 出车次数”本月新增 \(now)，上年同月为 \(before)，相差超过 5 倍。请核实。"
            ])
    }

    @Test("What was typed into 附件3 is compared with what 附件1 and 附件2 give")
    func typedTally() throws {
        var risk = RiskRecord()
        (risk.school, risk.risk, risk.state) = ("示例小学", "灭火器过期", .inProgress)
        try receive("92", .risks([risk]))
        try receive("92", .tally([line(.risksFound, 3), line(.risksInProgress, 1)]))
        let findings = try ledger.check(.m(4), under: "92", nil).filter { $0.severity < .hint }
        #expect(
            findings.map(\.description) == [
                "a 西滩所 2017年4月附件3（排查风险隐患（个）新增）：填报 3，隐患排查表本月新增 1 行（第 1 行）。请核对附件1、附件2的各行，或删去填报的数，由程序计算。"
            ])
    }

    private func line(_ figure: TallyFigure, _ number: Int) -> TypedTallyLine {
        var line = TypedTallyLine()
        (line.figure, line.increase) = (figure.label, String(number))
        return line
    }

    private func receive(_ unit: String, _ content: SubmissionContent) throws {
        let form = IncomingForm(unit: unit, period: .m(4), content: content)
        try ledger.receive(
            IncomingFile(source: "a", bytes: Array("\(content)".utf8), received: .on(4, 20), forms: [form]), .officer)
    }
}
