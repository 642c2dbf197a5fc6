import Foundation
import Templating
import TestSupport
import Testing

/// Each official form, blank, filled in by hand, and then treated as people treat forms.
@Suite("What people do to a form")
struct FormMutationTests {
    private func check(_ mutation: FormMutation, on form: OfficialForm) throws {
        let outcome = try FilledForm(form).bent(mutation.change)
        #expect(outcome.reads == mutation.reads)
        #expect(outcome.findings == mutation.findings)
    }

    @Test("附件1", arguments: FormMutation.form1)
    func form1(mutation: FormMutation) throws { try check(mutation, on: .form1) }

    @Test("附件2", arguments: FormMutation.form2)
    func form2(mutation: FormMutation) throws { try check(mutation, on: .form2) }

    @Test("附件3", arguments: FormMutation.form3)
    func form3(mutation: FormMutation) throws { try check(mutation, on: .form3) }

    @Test("进展报表", arguments: FormMutation.progress)
    func progress(mutation: FormMutation) throws { try check(mutation, on: .progress) }

    @Test(
        "Saved by LibreOffice, as people do without knowing",
        .enabled(if: OfficeSuite.isInstalled, "LibreOffice is not installed"), arguments: OfficialForm.allCases,
        [Resave(.xlsx, .xlsx), Resave(.xlsx, .ods), Resave(.ods, .xlsx)])
    func office(form: OfficialForm, resave: Resave) throws {
        let form = try FilledForm(form)
        let outcome = form.outcome(of: try resave.byOffice(form.workbook))
        #expect(outcome.reads == [])
        #expect(outcome.findings == [])
    }

    @Test(
        "The cells copied by pandas into a file of its own",
        .enabled(if: Resave.hasPython("pandas, openpyxl, odf"), "HUXIAO_PYTHON names no Python with pandas"),
        arguments: OfficialForm.allCases, [FileKind.xlsx, .ods])
    func pandas(form: OfficialForm, kind: FileKind) throws {
        let form = try FilledForm(form)
        let saved = try Resave.byPython(
            form.workbook, kind,
            """
            import pandas
            pandas.read_excel(sys.argv[1], header=None, dtype=object).to_excel(sys.argv[2], header=False, index=False)
            """)
        let outcome = form.outcome(of: saved)
        #expect(outcome.reads == [])
        let name = form.workbook.sheets[0].name
        #expect(outcome.findings == ["readback.sheet-name D Sheet1：工作表名应为“\(name)”，已按内容认出。"])
    }
}
