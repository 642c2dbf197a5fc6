import CivilTime
import Diagnostics
import Forms
import Foundation
import Ledger
import Reporting
import TestSupport
import Testing

/// A ledger of three units below a city, as the status shows it.
struct StatusSample {
    let folder: TemporaryFolder
    let workspace: Workspace

    static func note() throws -> ChangeNote {
        ChangeNote(at: Moment(try #require(CalendarDay(iso: "2017-06-03"))), by: "统计员")
    }

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path(of: "templates"), withIntermediateDirectories: true)
        let files = [
            "campaign.yaml": "name: 湖镇校车安全\nform: lake-town\nperiod: {from: 2017-04, to: 2017-09}\n",
            "templates/lake-town.csv": """
            #title,湖镇校车安全月报
            no,key,band,group,title,unit,kind,relations
            1,buses,1,,校车数,辆,stock,
            2,trips,1,,出车次数,次,flow,
            """,
            "units.csv": """
            代码,名称,上级代码,首报期间,末报期间
            9,示例市,,,
            91,东岭区,9,,
            92,桐柏区,9,,
            93,石桥区,9,,2017-04
            94,新城区,9,2017-05,

            """,
            "a.csv": """
            单位,期间,收到日期,buses=,trips
            东岭区,2017-04,2017-05-01,1,5
            桐柏区,2017-04,2017-05-04,2,
            东岭区,2017-05,2017-06-01,1,5
            新城区,2017-05,2017-06-01,,

            """,
        ]
        for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
        let prepared = try Workspace.prepare(
            folder.path, draft: nil, units: nil, templates: TemplateFolders([]), try Self.note())
        workspace = try #require(prepared.workspace)
        _ = try workspace.importRecords([folder.path(of: "a.csv")], ImportOptions(note: try Self.note()))
    }

    func board(_ period: String, on day: String = "2017-06-03", everybody: Bool = false) throws -> StatusBoard {
        var question = Workspace.StatusQuestion()
        question.period = Period(period)
        question.listsEverybody = everybody
        return try workspace.status(question, on: try #require(CalendarDay(iso: day)))
    }

    func counts(_ period: String) throws -> StatusCounts { try #require(board(period).forms.first?.rows.first).counts }
}

@Suite("The status of a month")
struct StatusBoardTests {
    @Test("What came in time, late, in part, and what is missing")
    func counts() throws {
        let counts = try StatusSample().counts("2017-04")
        #expect(StatusBoard.cells(of: counts) == [3, 2, 1, 1, 0, 1, 1, 0, 2, 0, 1, 0])
        #expect(
            StatusBoard.rates(of: counts).map(\.textWithParts) == [
                "66.7%（2/3）", "33.3%（1/3）", "33.3%（1/3）", "0.0%（0/3）",
            ])
    }

    @Test("An empty table is received, empty; a closed unit is not expected, one that opened is")
    func empty() throws {
        let counts = try StatusSample().counts("2017-05")
        #expect(StatusBoard.cells(of: counts) == [3, 2, 1, 0, 1, 2, 0, 0, 2, 0, 1, 0])
    }

    @Test("Whom to call: the longest overdue first, then the graver")
    func calls() throws {
        let calls = try StatusSample().board("2017-05").calls
        #expect(
            calls.map { "\($0.unit.name) \($0.period) \($0.trouble.word) \($0.delay)" } == [
                "石桥区 2017-04 缺报 逾期 33 天", "桐柏区 2017-04 B 类问题待说明 逾期 33 天", "桐柏区 2017-05 缺报 逾期 2 天",
                "新城区 2017-05 收到空表 逾期 2 天",
            ])
    }

    @Test("Before the due day nobody is overdue")
    func early() throws {
        let calls = try StatusSample().board("2017-05", on: "2017-05-30").calls.filter {
            $0.period == Period("2017-05")
        }
        #expect(calls.map(\.delay) == ["还有 2 天", "还有 2 天"])
    }

    @Test("Without a month it is the last of which anything came")
    func lastMonth() throws {
        let day = try #require(CalendarDay(iso: "2017-06-03"))
        #expect(try StatusSample().workspace.status(Workspace.StatusQuestion(), on: day).period == Period("2017-05"))
    }

    @Test(
        "Only all of them are 100 %",
        arguments: [(1999, 2000, "99.9%"), (2000, 2000, "100.0%"), (0, 0, "—"), (1, 3, "33.3%")])
    func rates(part: Int, whole: Int, text: String) {
        #expect(Rate(part: part, whole: whole).text == text)
    }

    @Test("The lists are sheets of A4 whose headings repeat")
    func workbook() throws {
        let workbook = try StatusSample().board("2017-04", everybody: true).workbook
        #expect(workbook.sheets.map(\.name) == ["报送情况", "催报名单", "各单位"])
        for sheet in workbook.sheets {
            #expect(sheet.headerRows == 2..<3)
            #expect(sheet.page.paper == .a4)
            #expect(sheet.page.scaling == .fit(pagesWide: 1, pagesHigh: nil))
        }
        #expect(
            workbook.sheets[2].rows.dropFirst(3).map { $0.cells[1].value } == [
                .text("石桥区"), .text("桐柏区"), .text("东岭区"), .text("新城区"),
            ])
    }

    @Test("Figures are numbers, rates percentages, days dates", .enabled(if: OfficeSuite.isInstalled, "no LibreOffice"))
    func office() throws {
        let sample = try StatusSample()
        let path = sample.folder.path(of: "s.xlsx")
        try save(try sample.board("2017-04", everybody: true).workbook, as: .xlsx, to: path)
        let csv = try OfficeSuite.convert(path, to: "csv:Text - txt - csv (StarCalc):44,34,76", in: sample.folder.path)
        let lines = String(
            decoding: try sample.folder.read(String(csv.split(separator: "/").last ?? "")), as: UTF8.self
        )
        .split(separator: "\n").map(String.init)
        #expect(lines.contains("进展报表,示例市,3,2,1,1,0,1,1,0,2,0,1,0,66.7%,33.3%,33.3%,0.0%"), "\(lines)")
    }
}
