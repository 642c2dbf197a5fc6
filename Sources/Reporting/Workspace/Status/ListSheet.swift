import Sheets

/// A plain list on paper: a title, a line about it, headings that repeat on each page, and rows.
struct ListSheet {
    var name: String
    var title: String
    var lead: String
    var headings: [String]
    /// In points; one a heading.
    var widths: [Double]

    func sheet(_ rows: [Row], _ look: ListLook) -> Sheet {
        let head = [
            Row([Cell(.text(title), style: look.title)], height: .fitted(minimum: 30)),
            Row([Cell(.text(lead), style: look.lead)], height: .fitted(minimum: 20)),
            Row(headings.map { Cell(.text($0), style: look.heading) }, height: .fitted(minimum: 20)),
        ]
        var page = PageSetup(orientation: .landscape, scaling: .fit(pagesWide: 1, pagesHigh: nil))
        page.isCenteredHorizontally = true
        page.footer = HeaderFooter(center: [.text("第 "), .pageNumber, .text(" 页，共 "), .pageCount, .text(" 页")])
        return Sheet(
            name: name, columns: widths.map { Column(widthInPoints: $0) }, rows: head + rows,
            merges: [0, 1].map { CellRange(rows: $0..<$0 + 1, columns: 0..<headings.count) }, headerRows: 2..<3,
            page: page)
    }
}

/// The styles of plain lists.
struct ListLook {
    let title: StyleID
    let lead: StyleID
    let heading: StyleID
    let text: StyleID
    let number: StyleID
    let rate: StyleID
    let date: StyleID

    init(_ styles: inout StyleTable) {
        var style = CellStyle(
            font: Font(families: OfficialFaces.body, sizeInPoints: 11), vertical: .middle, wraps: true)
        lead = styles.id(of: style)
        style.borders = .all(.thin)
        text = styles.id(of: style)
        style.horizontal = .center
        number = styles.id(of: style)
        var special = style
        special.numberFormat = NumberFormat("0.0%")
        rate = styles.id(of: special)
        special.numberFormat = .isoDate
        date = styles.id(of: special)
        style.font = Font(families: OfficialFaces.heading, sizeInPoints: 11)
        heading = styles.id(of: style)
        title = styles.id(
            of: CellStyle(
                font: Font(families: OfficialFaces.heading, sizeInPoints: 16), horizontal: .center, vertical: .middle,
                wraps: true))
    }
}
