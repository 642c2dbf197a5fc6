import Diagnostics
import Forms
import Foundation
import Sheets
import Templating
import TestSupport
import Testing

/// What was printed is what is read: `read(filled(r)) = r`.
@Suite("Reading back is the inverse of filling")
struct ReadBackLawTests {
    private func expectSame(
        _ workbook: Workbook, _ data: RecordData, _ template: FormTemplate, _ what: Comment
    ) throws {
        let read = template.read(workbook)
        let form = try #require(read.value, what)
        #expect(ShownFields.differences(form.data, data, on: template) == [], what)
        #expect(read.findings.map(\.description) == [], what)
    }

    @Test("In memory, over random reports", arguments: OfficialForm.allCases)
    func inMemory(form: OfficialForm) throws {
        let template = try form.template()
        for seed in 1...10 as ClosedRange<UInt64> {
            var random = RandomReport(template, seed: seed)
            let data = random.make()
            try expectSame(#require(template.filled(with: data).value), data, template, "seed \(seed)")
        }
    }

    @Test("Through every file format", arguments: OfficialForm.allCases, FileKind.allCases)
    func throughFiles(form: OfficialForm, kind: FileKind) throws {
        let template = try form.template()
        for seed in 100...102 as ClosedRange<UInt64> {
            var random = RandomReport(template, seed: seed)
            let data = random.make()
            let filled = try #require(template.filled(with: data).value)
            try expectSame(kind.passed(filled), data, template, "seed \(seed) \(kind.rawValue)")
        }
    }

    @Test("An untouched blank form holds nothing, and has no findings", arguments: OfficialForm.allCases)
    func blank(form: OfficialForm) throws {
        let template = try form.template()
        let blank = RecordData(try form.recordType(), [:])
        let read = template.read(try #require(template.blank(with: blank).value))
        let found = try #require(read.value)
        #expect(ShownFields.differences(found.data, blank, on: template) == [])
        #expect(found.lists.allSatisfy { $0.items.isEmpty })
        #expect(read.findings == [])
    }

    @Test(
        "Opened and saved again by LibreOffice",
        .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"),
        arguments: OfficialForm.allCases,
        [Resave(.fods, .ods), Resave(.fods, .xlsx), Resave(.xlsx, .ods), Resave(.ods, .xlsx), Resave(.xlsx, .fods)])
    func throughOffice(form: OfficialForm, resave: Resave) throws {
        let template = try form.template()
        var random = RandomReport(template, seed: 7)
        let data = random.make()
        let filled = try #require(template.filled(with: data).value)
        try expectSame(resave.byOffice(filled), data, template, "seed 7 \(resave)")
    }

    @Test(
        "Opened and saved again by openpyxl",
        .enabled(if: Resave.hasPython("openpyxl"), "HUXIAO_PYTHON names no Python with openpyxl"),
        arguments: OfficialForm.allCases)
    func throughOpenpyxl(form: OfficialForm) throws {
        let template = try form.template()
        for seed in 200...202 as ClosedRange<UInt64> {
            var random = RandomReport(template, seed: seed)
            let data = random.make()
            let saved = try Resave.byPython(
                #require(template.filled(with: data).value), .xlsx,
                "import openpyxl; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])")
            try expectSame(saved, data, template, "seed \(seed)")
        }
    }

    @Test(
        "Opened and saved again by odfpy",
        .enabled(if: Resave.hasPython("odf"), "HUXIAO_PYTHON names no Python with odfpy"),
        arguments: OfficialForm.allCases)
    func throughOdfpy(form: OfficialForm) throws {
        let template = try form.template()
        for seed in 300...302 as ClosedRange<UInt64> {
            var random = RandomReport(template, seed: seed)
            let data = random.make()
            let saved = try Resave.byPython(
                #require(template.filled(with: data).value), .ods,
                "from odf.opendocument import load; load(sys.argv[1]).save(sys.argv[2])")
            try expectSame(saved, data, template, "seed \(seed)")
        }
    }
}
