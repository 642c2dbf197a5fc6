import Diagnostics
import Forms
import Foundation
import Reporting
import TestSupport
import Testing

/// A campaign of one city and two districts with one school each, in a folder of its own.
struct SafetyFolder {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["form1", "form2", "form3/2019-09"] {
            try FileManager.default.createDirectory(atPath: folder.path(of: name), withIntermediateDirectories: true)
        }
        try write(
            "name: 行动\nform: changzhou\nperiod: { from: 2019-09, to: 2019-12 }\nunits: units.csv\n", to: "campaign.yaml"
        )
        try write("代码,名称,上级代码\n99,某市,\n9901,东区,99\n9902,西区,99\n", to: "units.csv")
    }

    func write(_ text: String, to name: String) throws { try folder.write(Array(text.utf8), to: name) }

    func campaign() throws -> SafetyCampaign { try #require(try SafetyCampaignFolder.load(folder.path).value) }

    static let heading =
        "学校名称,学校类别,城乡,在校学生数（人）,属地派出所,专职保安员数（人）,其中持证上岗（人）,其中50周岁以上（人）,防卫器械,硬质防冲撞设施,封闭化管理,视频监控联网,紧急报警按钮,紧急报警联网,护学岗,学校负责人（签字）,派出所负责人（签字）,备注"
    static let values = "小学,城市,500,东派出所,2,2,0,配齐,有,是,已联网,有效,已联网,治安岗,,,"
}

@Suite("The folder of a safety campaign")
struct SafetyFolderTests {
    @Test("A month's file holds several units, named by code or by name", arguments: ["单位代码", "所属单位", "填报单位", "unit"])
    func oneFile(heading: String) throws {
        let folder = try SafetyFolder()
        let rows = "9901,东小学,\(SafetyFolder.values)\n西区,西小学,\(SafetyFolder.values)\n"
        try folder.write("\(heading),\(SafetyFolder.heading)\n\(rows)", to: "form1/2019-09.csv")
        let campaign = try folder.campaign()
        #expect(campaign.checkups.map(\.unit) == ["9901", "9902"])
        #expect(campaign.checkups.map { $0.rows.map(\.record.school) } == [["东小学"], ["西小学"]])
    }

    @Test("A typed 附件3 is compared with what is counted")
    func typed() throws {
        let folder = try SafetyFolder()
        try folder.write("单位代码,\(SafetyFolder.heading)\n9901,东小学,\(SafetyFolder.values)\n", to: "form1/2019-09.csv")
        try folder.write("指标,新增,累计\n排查学校,1,3\n", to: "form3/2019-09/东区.csv")
        let period = try #require(Period("2019-09"))
        let findings = try folder.campaign().check("99", period: period).filter { $0.severity == .mandatory }
        #expect(
            findings.map(\.description) == [
                "\(folder.folder.path)/form3/2019-09/东区.csv 第 2 行 C2（排查学校（家）累计）：填报 3，安防体检表共 1 行（第 1 行）。"
                    + "请核对附件1、附件2的各行，或删去填报的数，由程序计算。"
            ])
    }

    @Test("A typed 附件3 of an unknown unit or month is not passed over")
    func misplaced() throws {
        let folder = try SafetyFolder()
        try FileManager.default.createDirectory(
            atPath: folder.folder.path(of: "form3/2020-01"), withIntermediateDirectories: true)
        try folder.write("指标,新增,累计\n排查学校,0,0\n", to: "form3/2019-09/南区.csv")
        try folder.write("指标,新增,累计\n排查学校,0,0\n", to: "form3/2020-01/东区.csv")
        let period = try #require(Period("2019-09"))
        let findings = try folder.campaign().check("99", period: period).filter { $0.severity == .mandatory }
        #expect(findings.map(\.rule) == ["form.unknown-unit", "form.month-outside"])
    }

    @Test("One received file is checked before it counts")
    func received() throws {
        let campaign = try EqualReport.campaign()
        let wrong = "\(Repository.root)/Examples/changzhou-2019/wrong/form3-2019-09.csv"
        let findings = try ReceivedForm.findings(
            of: wrong, .form3, unit: "示例市", period: try #require(Period("2019-09")), in: campaign)
        let expected = try Repository.text("Examples/changzhou-2019/expected/wrong-form3-2019-09.txt")
        #expect(findings.count == expected.split(separator: "\n").count)
    }
}

@Suite("Many files at once")
struct SafetyOutputTests {
    @Test("More files than a process may hold open appear together")
    func many() throws {
        let folder = try TemporaryFolder()
        var files = OutputFiles()
        let names = (0..<1500).map { folder.path(of: "报表/\($0).csv") }
        for name in names { try files.add(Array(name.utf8), at: name) }
        #expect(!FileManager.default.fileExists(atPath: names[0]))
        try files.commit()
        #expect(names.allSatisfy { FileManager.default.contents(atPath: $0) == Data($0.utf8) })
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "报表")).count == 1500)
    }

    @Test("Abandoned, none of them is left")
    func abandoned() throws {
        let folder = try TemporaryFolder()
        do {
            var files = OutputFiles()
            for number in 0..<40 { try files.add([1], at: folder.path(of: "报表/\(number)")) }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path(of: "报表")) == [])
    }
}
