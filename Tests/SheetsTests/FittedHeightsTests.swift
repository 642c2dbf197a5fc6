import Testing

@testable import Sheets

@Suite("Rows are as high as their text needs")
struct FittedHeightsTests {
    private var styles = StyleTable()
    private let wrapped: StyleID
    private let line = 15.0
    private let edges = 2.0

    init() { wrapped = styles.id(of: .standard) { $0.wraps = true } }

    private func heights(_ sheet: Sheet, styles: StyleTable? = nil) -> [Double] {
        Workbook(sheets: [sheet], styles: styles ?? self.styles).fittedHeights(ofSheet: 0)
    }

    /// Ten Chinese characters of 10 points in a cell that has room for five.
    private func tenCharacters(_ height: RowHeight = .fitted(minimum: 5)) -> Row {
        Row([Cell(.text("一二三四五六七八九十"), style: wrapped)], height: height)
    }

    @Test("Wrapped text takes its lines and the free edges")
    func wrapping() {
        let sheet = Sheet(name: "表", columns: [Column(widthInPoints: 55)], rows: [tenCharacters()])
        #expect(heights(sheet) == [2 * line + edges])
    }

    @Test("Text that is not wrapped takes one line however long it is")
    func notWrapping() {
        let row = Row([Cell(.text("一二三四五六七八九十"))], height: .fitted(minimum: 5))
        #expect(heights(Sheet(name: "表", columns: [Column(widthInPoints: 55)], rows: [row])) == [line + edges])
    }

    @Test("The minimum holds where the text needs less")
    func minimum() {
        let sheet = Sheet(name: "表", columns: [Column(widthInPoints: 55)], rows: [tenCharacters(.fitted(minimum: 40))])
        #expect(heights(sheet) == [40])
    }

    @Test("A fixed height stays")
    func fixed() {
        let sheet = Sheet(name: "表", columns: [Column(widthInPoints: 55)], rows: [tenCharacters(.fixed(7))])
        #expect(heights(sheet) == [7])
    }

    @Test("An empty row has its minimum")
    func emptyRow() { #expect(heights(Sheet(name: "表", rows: [Row(height: .fitted(minimum: 9))])) == [9]) }

    @Test("A sheet that does not exist has no rows")
    func noSheet() { #expect(Workbook().fittedHeights(ofSheet: 3).isEmpty) }

    @Test("Rows that only a merge holds have the standard height")
    func beyondRows() {
        let sheet = Sheet(name: "表", merges: [CellRange(rows: 0..<3, columns: 0..<1)])
        #expect(heights(sheet) == [12.8, 12.8, 12.8])
    }

    @Test("Text wraps in the width of horizontally merged cells")
    func horizontalMerge() {
        let columns = [Column(widthInPoints: 55), Column(widthInPoints: 50)]
        let sheet = Sheet(
            name: "表", columns: columns, rows: [tenCharacters()], merges: [CellRange(rows: 0..<1, columns: 0..<2)])
        #expect(heights(sheet) == [line + edges])
    }

    @Test("A hidden column lends no width to a merge")
    func hiddenColumn() {
        let columns = [Column(widthInPoints: 55), Column(widthInPoints: 50, isHidden: true)]
        let sheet = Sheet(
            name: "表", columns: columns, rows: [tenCharacters()], merges: [CellRange(rows: 0..<1, columns: 0..<2)])
        #expect(heights(sheet) == [2 * line + edges])
    }

    @Test("What a vertical merge lacks is added to its last fitted row")
    func verticalMerge() {
        let rows = [tenCharacters(), Row(height: .fitted(minimum: 6)), Row(height: .fixed(4))]
        let sheet = Sheet(
            name: "表", columns: [Column(widthInPoints: 55)], rows: rows,
            merges: [CellRange(rows: 0..<3, columns: 0..<1)])
        #expect(heights(sheet) == [5, 2 * line + edges - 9, 4])
    }

    @Test("A hidden row lends no height to a merge")
    func hiddenRow() {
        let rows = [tenCharacters(), Row(height: .fitted(minimum: 6), isHidden: true)]
        let sheet = Sheet(
            name: "表", columns: [Column(widthInPoints: 55)], rows: rows,
            merges: [CellRange(rows: 0..<2, columns: 0..<1)])
        #expect(heights(sheet) == [2 * line + edges, 6])
    }

    @Test("A merge of fixed rows changes nothing")
    func fixedMerge() {
        let rows = [tenCharacters(.fixed(5)), Row(height: .fixed(4))]
        let sheet = Sheet(
            name: "表", columns: [Column(widthInPoints: 55)], rows: rows,
            merges: [CellRange(rows: 0..<2, columns: 0..<1)])
        #expect(heights(sheet) == [5, 4])
    }

    @Test("No row is fitted beyond 409.5 points")
    func highest() {
        let row = Row([Cell(.text(String(repeating: "安", count: 10_000)), style: wrapped)])
        #expect(heights(Sheet(name: "表", columns: [Column(widthInPoints: 55)], rows: [row])) == [409.5])
    }

    @Test("A merge too high for its last row takes the rows above too")
    func spill() {
        let text = Cell(.text(String(repeating: "安", count: 200)), style: wrapped)
        let rows = [Row([text], height: .fitted(minimum: 10)), Row(height: .fitted(minimum: 10))]
        let sheet = Sheet(
            name: "表", columns: [Column(widthInPoints: 55)], rows: rows,
            merges: [CellRange(rows: 0..<2, columns: 0..<1)])
        #expect(heights(sheet) == [40 * line + edges - 409.5, 409.5])
    }

    @Test("Text turned by 90° needs its length, stacked text a line for each character")
    func rotation() {
        var styles = StyleTable()
        let turned = styles.id(of: .standard) { $0.rotation = .degrees(90) }
        let stacked = styles.id(of: .standard) { $0.rotation = .stacked }
        let rows = [turned, stacked].map { Row([Cell(.text("一二三四"), style: $0)], height: .fitted(minimum: 5)) }
        let found = heights(Sheet(name: "表", rows: rows), styles: styles)
        #expect(abs(found[0] - (40 + 5 + edges)) < 1e-9)
        #expect(found[1] == 4 * line + edges)
    }

    @Test("A number never wraps; a formula counts by its result")
    func values() {
        let formula = Formula([.text("A1")], result: .text("一二三四五六七八九十"))
        let rows = [CellValue.number(123_456_789_012), .formula(formula), .boolean(true)].map {
            Row([Cell($0, style: wrapped)], height: .fitted(minimum: 5))
        }
        let sheet = Sheet(name: "表", columns: [Column(widthInPoints: 55)], rows: rows)
        #expect(heights(sheet) == [line + edges, 2 * line + edges, line + edges])
    }

    @Test("Widths and heights that are no numbers do no harm")
    func hostile() {
        let rows = [
            tenCharacters(.fixed(.nan)), tenCharacters(.fitted(minimum: -.infinity)), tenCharacters(.fixed(-4)),
        ]
        let sheet = Sheet(name: "表", columns: [Column(widthInPoints: .nan)], rows: rows)
        #expect(heights(sheet).allSatisfy { $0.isFinite && $0 >= 0 })
    }

    @Test("A merge of a million rows is no trouble")
    func tallMerge() {
        let sheet = Sheet(
            name: "表", columns: [Column(widthInPoints: 55)], rows: [tenCharacters()],
            merges: [CellRange(rows: 0..<1_000_000, columns: 0..<16_384)])
        #expect(heights(sheet).count == 1_000_000)
    }
}
