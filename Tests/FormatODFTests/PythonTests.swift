import FormatODF
import Foundation
import Sheets
import TestSupport
import Testing

/// Reads what we write with odfpy, which knows nothing of us. `HUXIAO_PYTHON` may name an interpreter that has it.
enum Odfpy {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"] ?? "python3"
    static let isInstalled: Bool = (try? CommandRun.run(python, ["-c", "import odf"]).status) == 0

    static let script = """
        import sys
        from odf.opendocument import load
        from odf.table import Table, TableRow, TableCell
        from odf import teletype
        for table in load(sys.argv[1]).spreadsheet.getElementsByType(Table):
            print("#", table.getAttribute("name"))
            for row in table.getElementsByType(TableRow):
                for cell in row.childNodes:
                    kind = cell.getAttribute("valuetype") or "-"
                    print(cell.qname[1], kind, cell.getAttribute("value") or "", repr(teletype.extractText(cell)))
        """
}

@Suite("odfpy reads what is written", .enabled(if: Odfpy.isInstalled, "the Python module odf is not installed"))
struct PythonTests {
    @Test("Cells, types and texts")
    func small() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write(ODSWriter().bytes(of: SampleWorkbooks.small), to: "a.ods")
        let run = try CommandRun.run(
            Odfpy.python, ["-c", Odfpy.script, file], environment: ["PYTHONIOENCODING": "utf-8"])
        #expect(
            run.stdout.split(separator: "\n") == [
                "# 小表", "table-cell string  '学校'", "table-cell string  '人数'", "table-cell -  ''",
                "table-cell float 12.5 '12.5'",
            ])
        #expect(run.stderr == "")
    }
}
