import Markup
import Sheets

/// `x:WorksheetOptions` and `x:PageBreaks`.
enum OptionsPart {
    static func write(_ sheet: Sheet, isSelected: Bool, to markup: inout MarkupText) {
        markup.start("WorksheetOptions", ["xmlns": Names.excel])
        if case .fit(let wide, let high) = sheet.page.scaling, wide != nil || high != nil { markup.empty("FitToPage") }
        pageSetup(sheet.page, to: &markup)
        print(sheet.page, to: &markup)
        if sheet.isHidden { markup.element("Visible", text: "SheetHidden") }
        if isSelected { markup.empty("Selected") }
        markup.element("ProtectObjects", text: sheet.isProtected ? "True" : "False")
        markup.element("ProtectScenarios", text: sheet.isProtected ? "True" : "False")
        markup.end()
        markup.lineBreak()
    }

    static func writeBreaks(_ sheet: Sheet, to markup: inout MarkupText) {
        let rows = Set(sheet.rowBreaks.filter { $0 > 0 }).sorted()
        if rows.isEmpty { return }
        markup.start("PageBreaks", ["xmlns": Names.excel])
        markup.element("RowBreaks") { markup in
            for row in rows { markup.element("RowBreak") { $0.element("Row", text: String(row)) } }
        }
        markup.end()
        markup.lineBreak()
    }

    private static func pageSetup(_ page: PageSetup, to markup: inout MarkupText) {
        markup.start("PageSetup")
        markup.empty(
            "Layout",
            [
                "x:Orientation": page.orientation == .landscape ? "Landscape" : nil,
                "x:CenterHorizontal": page.isCenteredHorizontally ? "1" : nil,
                "x:CenterVertical": page.isCenteredVertically ? "1" : nil,
                "x:StartPageNumber": page.firstPageNumber.map(String.init),
            ])
        markup.empty(
            "Header", ["x:Margin": inches(page.margins.header), "x:Data": page.header.map(ExcelHeaderCode.of)])
        markup.empty(
            "Footer", ["x:Margin": inches(page.margins.footer), "x:Data": page.footer.map(ExcelHeaderCode.of)])
        markup.empty(
            "PageMargins",
            [
                "x:Bottom": inches(page.margins.bottom), "x:Left": inches(page.margins.left),
                "x:Right": inches(page.margins.right), "x:Top": inches(page.margins.top),
            ])
        markup.end()
    }

    private static func inches(_ points: Double) -> String {
        guard points.isFinite else { return "0" }
        return Decimal.plain((min(max(points, 0), 7200) / 72 * 10_000).rounded() / 10_000)
    }

    private static func print(_ page: PageSetup, to markup: inout MarkupText) {
        markup.start("Print")
        if case .fit(let wide, let high) = page.scaling, wide != nil || high != nil {
            // 0 is: as many pages as it takes.
            markup.element("FitWidth", text: String(pages(wide)))
            markup.element("FitHeight", text: String(pages(high)))
        }
        // Without this one Excel overlooks the paper.
        markup.empty("ValidPrinterInfo")
        if let index = ExcelPaper.index(of: page.paper) { markup.element("PaperSizeIndex", text: String(index)) }
        if case .factor(let factor) = page.scaling, let percent = percent(factor), percent != 100 {
            markup.element("Scale", text: String(percent))
        }
        if page.printsGrid { markup.empty("Gridlines") }
        markup.end()
    }

    private static func pages(_ count: Int?) -> Int { min(max(count ?? 0, 0), 32_767) }

    /// `nil` for a factor that is no number.
    static func percent(_ factor: Double) -> Int? {
        guard factor.isFinite else { return nil }
        let percent = (min(max(factor, 0), 10) * 100).rounded()
        return min(max(Int(percent), Limit.scalePercent.lowerBound), Limit.scalePercent.upperBound)
    }
}
