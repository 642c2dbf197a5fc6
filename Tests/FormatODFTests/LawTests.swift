import CivilTime
import Diagnostics
import FormatODF
import Sheets
import TestSupport
import Testing

@Suite("read(write(w)) == w over random workbooks")
struct LawTests {
    @Test("One file and a package hold the whole model", arguments: 0..<60)
    func roundTrip(seed: Int) throws {
        var random = RandomWorkbook(seed: UInt64(seed))
        let workbook = random.workbook()
        try expectSame(ODFReader().read(FODSWriter().bytes(of: workbook)), workbook, "seed \(seed)")
        try expectSame(ODFReader().read(ODSWriter().bytes(of: workbook)), workbook, "seed \(seed)")
    }
}
