import Archive
import Diagnostics
import FormatODF
import Sheets
import TestSupport
import Testing

@Suite("Rows written one at a time")
struct StreamingTests {
    @Test("A stream gives the same bytes as the rows held in the model, over random workbooks", arguments: 0..<120)
    func same(seed: Int) throws {
        var random = RandomWorkbook(seed: UInt64(seed))
        let workbook = random.workbook()
        let count = workbook.sheets[0].rows.count
        let first = count == 0 ? 0 : seed % (count + 1)
        let sample = StreamedSample(cutting: first..<min(first + seed % 5, count), of: workbook)
        #expect(try sample.bytes(.fods) == FODSWriter().bytes(of: sample.whole))
        #expect(try sample.bytes(.fastODS) == ODSWriter(deflater: .isal).bytes(of: sample.whole))
    }
}
