import Markup
import Sheets

/// How a sheet is printed: `printOptions` to `rowBreaks`.
enum PagePart {
    /// True when the page's scale follows from a number of pages.
    static func isFitted(_ page: PageSetup) -> Bool {
        if case .fit(let wide, let high) = page.scaling { return wide != nil || high != nil }
        return false
    }

    static func write(_ page: PageSetup, to markup: inout MarkupText) {
        if page.isCenteredHorizontally || page.isCenteredVertically || page.printsGrid {
            markup.empty(
                "printOptions",
                [
                    "horizontalCentered": page.isCenteredHorizontally ? "1" : nil,
                    "verticalCentered": page.isCenteredVertically ? "1" : nil, "gridLines": page.printsGrid ? "1" : nil,
                ])
        }
        let margins = page.margins
        markup.empty(
            "pageMargins",
            [
                "left": Units.inches(margins.left), "right": Units.inches(margins.right),
                "top": Units.inches(margins.top),
                "bottom": Units.inches(margins.bottom), "header": Units.inches(margins.header),
                "footer": Units.inches(margins.footer),
            ])
        setup(page, to: &markup)
        headerFooter(page, to: &markup)
    }

    private static func setup(_ page: PageSetup, to markup: inout MarkupText) {
        var wide: Int?
        var high: Int?
        var scale: Int?
        switch page.scaling {
        case .factor(let factor): scale = percent(factor)
        // 0 is: as many pages as it takes.
        case .fit(let pagesWide, let pagesHigh) where isFitted(page):
            (wide, high) = (pages(pagesWide), pages(pagesHigh))
        case .fit: break
        }
        markup.empty(
            "pageSetup",
            [
                "paperSize": ExcelPaper.index(of: page.paper).map(String.init),
                "scale": scale == 100 ? nil : scale.map(String.init),
                "firstPageNumber": page.firstPageNumber.map { String(min(max($0, 0), 32_767)) },
                "fitToWidth": wide.map(String.init), "fitToHeight": high.map(String.init),
                "orientation": page.orientation == .landscape ? "landscape" : "portrait",
                "useFirstPageNumber": page.firstPageNumber == nil ? nil : "1",
            ])
    }

    private static func pages(_ count: Int?) -> Int { min(max(count ?? 0, 0), 32_767) }

    /// `nil` for a factor that is no number.
    private static func percent(_ factor: Double) -> Int? {
        guard factor.isFinite else { return nil }
        let percent = Int((min(max(factor, 0), 10) * 100).rounded())
        return min(max(percent, Limit.scalePercent.lowerBound), Limit.scalePercent.upperBound)
    }

    private static func headerFooter(_ page: PageSetup, to markup: inout MarkupText) {
        let header = page.header.map(ExcelHeaderCode.of) ?? ""
        let footer = page.footer.map(ExcelHeaderCode.of) ?? ""
        if header.isEmpty, footer.isEmpty { return }
        markup.start("headerFooter")
        if !header.isEmpty { code("oddHeader", header, to: &markup) }
        if !footer.isEmpty { code("oddFooter", footer, to: &markup) }
        markup.end()
    }

    private static func code(_ name: String, _ code: String, to markup: inout MarkupText) {
        markup.element(name, text: Escaping.excel(code.prefix(utf16: Limit.headerFooter)))
    }

    static func writeBreaks(_ rows: [Int], to markup: inout MarkupText) {
        let rows = Set(rows.filter { (1..<Limit.rows).contains($0) }).sorted().prefix(Limit.rowBreaks)
        if rows.isEmpty { return }
        markup.start("rowBreaks", ["count": String(rows.count), "manualBreakCount": String(rows.count)])
        for row in rows {
            markup.empty("brk", ["id": String(row), "max": String(Limit.columns - 1), "man": "1"])
        }
        markup.end()
    }
}
