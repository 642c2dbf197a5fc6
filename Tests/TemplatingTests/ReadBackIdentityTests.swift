import CivilTime
import Diagnostics
import Forms
import Sheets
import Templating
import Testing

@Suite("Which form a workbook says it is")
struct ReadBackIdentityTests {
    private let rows = [
        ["报表"], ["填报单位：{{填报单位}}", "期间：{{报表期间 ; yyyy年M月}}"], ["是否达标", "{{是否达标}}"],
        ["changzhou-form2/3 · 320499 · 2019-09"],
    ]

    private func filled(_ change: (inout Workbook) -> Void = { _ in }) throws -> (FormTemplate, Workbook) {
        let template = try #require(FormTemplate.compile(TestRecords.workbook(rows), for: TestRecords.report).value)
        var workbook = try #require(template.filled(with: TestRecords.sample()).value)
        change(&workbook)
        return (template, workbook)
    }

    @Test("Properties first, then the visible cell")
    func sources() throws {
        let (_, workbook) = try filled()
        #expect(FormTemplate.identity(of: workbook) == .init(form: "test", templateVersion: "1"))
        let (_, bare) = try filled { $0.properties.custom = [] }
        #expect(
            FormTemplate.identity(of: bare)
                == .init(form: "changzhou-form2", templateVersion: "3", unit: "320499", period: "2019-09"))
        let (_, none) = try filled {
            $0.properties.custom = []
            $0.sheets[0].deleteRow(3)
        }
        #expect(FormTemplate.identity(of: none) == .init())
    }

    @Test(
        "The visible cell as people leave it",
        arguments: [
            "changzhou-form2/1 · 320499 · 2019-09", "本表已遮盖个人信息　changzhou-form2/1 · 320499 · 2019-09",
            "changzhou-form2/1·320499·2019-09 ",
        ])
    func visible(text: String) {
        let workbook = Workbook(sheets: [Sheet(name: "表", rows: [Row([Cell(.text(text))])])])
        #expect(
            FormTemplate.identity(of: workbook)
                == .init(form: "changzhou-form2", templateVersion: "1", unit: "320499", period: "2019-09"))
    }

    @Test(
        "Other texts are no identity", arguments: ["甲·乙", "2019/07 · 1", "a/b", "· ·", "http://a.b/c · 1", "/ · / · /"])
    func noIdentity(text: String) {
        let workbook = Workbook(sheets: [Sheet(name: "表", rows: [Row([Cell(.text(text))])])])
        let identity = FormTemplate.identity(of: workbook)
        #expect(identity.form == nil || identity.form == "2019")
    }

    @Test("Another form is one finding, and nothing is read")
    func wrongForm() throws {
        let (template, workbook) = try filled { $0.properties[custom: "huxiao.form"] = "changzhou-form1" }
        let read = template.read(workbook)
        #expect(read.value == nil)
        #expect(
            read.findings.map { "\($0.severity.rawValue) \($0)" } == [
                "A 应为“报表”（test），这份表的标识是 changzhou-form1。请核对是否交错了文件。"
            ])
    }

    @Test(
        "Another version of the template is read and explained",
        arguments: [("0", "，是旧版"), ("2", "，比现用的新"), ("试用", "")])
    func wrongVersion(version: String, word: String) throws {
        let (template, workbook) = try filled { $0.properties[custom: "huxiao.template-version"] = version }
        let read = template.read(workbook)
        #expect(read.value?.data["compliant"] == .flag(true))
        #expect(
            read.findings.map { "\($0.severity.rawValue) \($0)" } == [
                "B 现用模板是第 1 版，这份表用的是第 \(version) 版\(word)。内容已尽量读取，请核对；下次请用新的空表。"
            ])
    }

    @Test("A form without any identity is read by its words")
    func noProperties() throws {
        let (template, workbook) = try filled {
            $0.properties.custom = []
            $0.sheets[0].deleteRow(3)
        }
        #expect(template.read(workbook).value?.data["unit"] == .text("东岭区教育局"))
    }

    @Test("The content of one form in the file of another")
    func conflict() throws {
        let (template, workbook) = try filled {
            $0.sheets[0].type("test/1 · 320499 · 2019-09", at: "A4")
            $0.properties[custom: "huxiao.unit"] = "320400"
            $0.properties[custom: "huxiao.period"] = "2019-09"
        }
        #expect(
            template.read(workbook).findings.map { "\($0.severity.rawValue) \($0)" }.filter { $0.hasPrefix("B") } == [
                "B 文件属性中的单位是 320400，表上标识的单位是 320499。请核对这份表是哪个单位、哪一期的；不要把内容复制到别的文件里。"
            ])
    }

    // MARK: Unit and month

    private func form(unit: String?, period: String?, shown: String = "2019年6月") throws -> ReturnedForm {
        let (template, workbook) = try filled {
            $0.sheets[0].deleteRow(3)
            $0.properties[custom: "huxiao.unit"] = unit
            $0.properties[custom: "huxiao.period"] = period
            $0.sheets[0].type("期间：\(shown)", at: "B2")
        }
        return try #require(template.read(workbook).value)
    }

    @Test("The unit and the month that were asked for")
    func asExpected() throws {
        let form = try form(unit: "320499", period: "2019-06")
        #expect(form.check(expectedUnit: "320499", period: Period(year: 2019, month: 6)) == [])
        #expect(form.check() == [])
    }

    @Test("Another unit, another month")
    func others() throws {
        let form = try form(unit: "320499", period: "2019-06")
        #expect(
            form.check(expectedUnit: "320400", period: Period(year: 2019, month: 7)).map(\.description) == [
                "应为单位 320400 的表，这份表的标识是单位 320499。请核对是否交错了文件；不要改用别的单位的表填写。",
                "应为 2019年7月 的表，这份表的标识是 2019年6月。请用当月的空表填写，不要在旧表上改月份。",
            ])
    }

    @Test("Last month's form with the month typed over")
    func typedOver() throws {
        let form = try form(unit: nil, period: "2019-05")
        #expect(
            form.check().map(\.description) == ["表 B2（报表期间）：应为 2019年5月 的表，表上的报表期间是 2019年6月。请用当月的空表填写，不要在旧表上改月份。"])
        let unmarked = try self.form(unit: nil, period: nil)
        #expect(unmarked.check() == [])
        #expect(unmarked.check(period: Period(year: 2019, month: 5)).count == 1)
    }
}
