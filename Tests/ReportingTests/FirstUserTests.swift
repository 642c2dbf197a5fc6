import ByteIO
import CivilTime
import Diagnostics
import Forms
import Reporting
import Sheets
import TestSupport
import Testing

/// What a first user met.
@Suite("Met by a first user")
struct FirstUserTests {
    private static let example = "Examples/zhengzhou-2017"

    @Test("Months as Excel writes them are read", arguments: ["2017/5/1", "May-17", "2017-05-31", "2017年5月"])
    func excelMonths(text: String) {
        #expect(Period(text) == Period("2017-05"))
    }

    @Test("What only looks like a month is none", arguments: ["Mai-17", "2017/5/32", "May-2017-1", "5-17"])
    func noMonths(text: String) {
        #expect(Period(text) == nil)
    }

    @Test("A copy of a template under another name finds the indicators of its form")
    func renamedTemplate() throws {
        let folder = try TemporaryFolder()
        let copy = try folder.write(try FileBytes.read("Templates/zhengzhou-progress.fods"), to: "copy.fods")
        let form = try ProgressForm.load(templateAt: copy, folders: TemplateFolders(["Templates"]))
        #expect(form.value?.name == "zhengzhou-progress")
        #expect(form.value?.indicators.count == 46)
        let lonely = #expect(throws: Failure.self) { try ProgressForm.load(templateAt: copy) }
        #expect(lonely?.rule == "template.no-indicators")
    }

    @Test("The last month of a day in the past is the last that had arrived by then")
    func lastMonthAsOf() throws {
        let campaign = try #require(try CampaignFolder.load(Self.example, templates: ["Templates"]).value)
        #expect(campaign.lastReportedPeriod(asOf: CalendarDay(year: 2017, month: 7, day: 5)) == Period("2017-06"))
        #expect(campaign.lastReportedPeriod == Period("2018-01"))
    }

    @Test("A figure that a unit left open is named on the form")
    func leftOpen() throws {
        var campaign = try #require(try CampaignFolder.load(Self.example, templates: ["Templates"]).value)
        let may = try #require(Period("2017-05"))
        let unit = try campaign.findUnit("西河区")
        for index in campaign.submissions.indices
        where campaign.submissions[index].unit == unit.code && campaign.submissions[index].period == may {
            campaign.submissions[index].figures[.drillsGuided] = .blank
        }
        let report = try campaign.report(for: "示例市", period: may, policy: .carryForward)
        #expect(report.incompleteText == "西河区（27 项）")
        #expect(report.remark.hasPrefix("漏填：西河区（27 项）"))
        #expect(try campaign.report(for: "东岭区", period: may).incomplete.isEmpty)
    }

    @Test("A text that no row can hold is told, one that fits is not", arguments: [(10_000, 1), (20, 0)])
    func cutText(length: Int, found: Int) {
        let style = CellStyle(wraps: true)
        var workbook = Workbook(sheets: [Sheet(name: "表")])
        let id = workbook.styles.id(of: style)
        workbook.sheets[0][0, 0] = Cell(.text(String(repeating: "长", count: length)), style: id)
        #expect(workbook.cutTexts(ofSheet: 0).map(\.description) == Array(repeating: "A1", count: found))
    }
}
