import Foundation
import TestSupport
import Testing

@Suite("huxiao collect, persons", .enabled(if: MailJudge.isAvailable, "HUXIAO_PYTHON names no Python"))
struct CollectPrivacyTests {
    @Test("What is typed in a row about persons stands in no message and no list of problems; in other rows it does")
    func rowsAboutPersons() throws {
        let folder = try TemporaryFolder()
        let campaign = Checkout.root + "/Examples/changzhou-2019"
        _ = try Command.run(
            "blank", "form2", campaign, "--unit", "990201", "--period", "2019-12", "--format", "xlsx", "-o",
            folder.path(of: "blank"))
        let fill = """
            import glob, openpyxl, sys
            book = openpyxl.load_workbook(glob.glob(sys.argv[1] + "/blank/*.xlsx")[0])
            sheet = book.active
            sheet["C5"], sheet["D5"], sheet["E5"], sheet["I5"] = "溪东小学", "校园周边重点人员", "甲某滋事", "等甲某搬走"
            sheet["C6"], sheet["D6"], sheet["E6"], sheet["I6"] = "溪东小学", "安全防范设施", "灭火器过期", "月底"
            book.save(sys.argv[1] + "/form.xlsx")
            """
        let python = try #require(ProcessInfo.processInfo.environment["HUXIAO_PYTHON"])
        #expect(try CommandRun.run(python, ["-c", fill, folder.path]).status == 0)
        let run = try Command.run(
            "collect", folder.path(of: "form.xlsx"), "--campaign", campaign, "--mark", folder.path(of: "back"))
        #expect(run.stderr.contains("I5 第1行（整改时限）：应填日期，实填的内容不符（涉及个人信息，不显示）。请写成 2019-07-15。"))
        #expect(run.stderr.contains("I6 第2行（整改时限）：应填日期，实填“月底”。请写成 2019-07-15。"))
        #expect(!(run.stdout + run.stderr).contains("甲某"))
        let list = """
            import glob, openpyxl, sys
            book = openpyxl.load_workbook(glob.glob(sys.argv[1] + "/back/*.xlsx")[0])
            print("甲某" in str([row for row in book["问题清单"].iter_rows(values_only=True)]))
            """
        let read = try CommandRun.run(python, ["-c", list, folder.path])
        #expect(read.stdout == "False\n")
    }
}
