import Diagnostics
import Sheets

/// The first sheet of a marked copy: everything that is wrong, in one list (问题清单).
struct ProblemSheet {
    private let form: CollectedForm

    init(_ form: CollectedForm) { self.form = form }

    func insert(into workbook: inout Workbook) {
        var names = SheetNames(taken: workbook.sheets.map(\.name))
        let sheet = sheet(named: names.usable(MarkedCopy.listName), styles: &workbook.styles)
        workbook.sheets.insert(sheet, at: 0)
    }

    private static let widths: [Double] = [36, 62, 150, 130, 330, 70]
    private static let headings = ["序号", "分类", "位置", "栏目", "问题和改法", "着色"]

    private func sheet(named name: String, styles: inout StyleTable) -> Sheet {
        let look = Look(&styles)
        var rows = [
            Row([Cell(.text("问题清单"), style: look.title)], height: .fitted(minimum: 30)),
            Row([Cell(.text(summary), style: look.lead)], height: .fitted(minimum: 34)),
            Row(Self.headings.map { Cell(.text($0), style: look.heading) }, height: .fitted(minimum: 20)),
        ]
        let listed = form.findings.sorted { ($0.severity, $0.place) < ($1.severity, $1.place) }
        rows += listed.enumerated().map { row(of: $1, number: $0 + 1, look) }
        let lastColumn = Self.widths.count
        return Sheet(
            name: name, columns: Self.widths.map { Column(widthInPoints: $0) }, rows: rows,
            merges: [0, 1].map { CellRange(rows: $0..<$0 + 1, columns: 0..<lastColumn) }, headerRows: 2..<3,
            page: PageSetup(orientation: .landscape, scaling: .fit(pagesWide: 1, pagesHigh: nil)))
    }

    private var summary: String {
        let counts = Severity.allCases.map { "\($0.rawValue) \($0.word) \(form.count(of: $0)) 条" }.joined(
            separator: "，")
        let advice = form.isRefused ? "A 类必须改正" : "没有必须改正的"
        return MarkedCopy.mark + "\(counts)。\(advice)；B 类请说明原因；C 类请核对。\(Self.mendHere)"
    }

    /// What to do with the copy that the list stands in.
    static let mendHere = "请在本文件中直接改正着色的单元格，保存后发回，不要另做表格。"
    /// What to do with the list alone.
    static let mendThere = "请在本单位留存的原表上改正后发回，不要在清单上填写。"

    private func row(of finding: Finding, number: Int, _ look: Look) -> Row {
        let place = Place(sheet: finding.place.sheet, cell: finding.place.cell, record: finding.place.record)
            .description
        let sentence = Finding("", finding.severity, finding.statement, remedy: finding.remedy).description
        let hasCell = finding.place.cell != nil && finding.severity < .hint
        return Row([
            Cell(.number(Double(number)), style: look.number),
            Cell(.text("\(finding.severity.rawValue) \(finding.severity.word)"), style: look.text),
            Cell(.text(place.isEmpty ? "整张表" : place), style: look.text),
            Cell(finding.place.field.map { .text($0.label) } ?? .empty, style: look.text),
            Cell(.text(sentence), style: look.text),
            Cell(.empty, style: hasCell ? look.color(finding.severity) : look.text),
        ])
    }

    /// The list's own styles.
    private struct Look {
        let title: StyleID
        let lead: StyleID
        let heading: StyleID
        let text: StyleID
        let number: StyleID
        private let colors: [Severity: StyleID]

        init(_ styles: inout StyleTable) {
            let body = ["仿宋_GB2312", "仿宋", "FangSong", "STFangsong", "宋体", "SimSun", "Noto Serif CJK SC", "serif"]
            let black = ["黑体", "SimHei", "Noto Sans CJK SC", "sans-serif"]
            var style = CellStyle(font: Font(families: body, sizeInPoints: 11), vertical: .middle, wraps: true)
            lead = styles.id(of: style)
            style.borders = .all(.thin)
            text = styles.id(of: style)
            colors = Dictionary(
                uniqueKeysWithValues: Severity.allCases.map { severity in
                    var filled = style
                    filled.fill = MarkedCopy.color(of: severity)
                    return (severity, styles.id(of: filled))
                })
            style.horizontal = .center
            number = styles.id(of: style)
            style.font = Font(families: black, sizeInPoints: 11)
            heading = styles.id(of: style)
            title = styles.id(
                of: CellStyle(
                    font: Font(families: black, sizeInPoints: 18), horizontal: .center, vertical: .middle, wraps: true))
        }

        func color(_ severity: Severity) -> StyleID { colors[severity] ?? text }
    }
}
