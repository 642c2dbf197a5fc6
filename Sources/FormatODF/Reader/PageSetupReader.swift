import Sheets

/// Makes a ``PageSetup`` of a master page and its page layout.
struct PageSetupReader {
    let book: StyleBook

    /// - Parameter masterPage: `nil` or unknown: LibreOffice's default, A4 upright.
    func page(_ masterPage: String?) -> PageSetup {
        var setup = PageSetup()
        guard let master = masterPage.flatMap({ book.masterPages[$0] }) ?? book.masterPages["Default"] else {
            return setup
        }
        setup.header = master.header.flatMap { $0.isEmpty ? nil : $0 }
        setup.footer = master.footer.flatMap { $0.isEmpty ? nil : $0 }
        guard let layout = master.pageLayout.flatMap({ book.pageLayouts[$0] }) else { return setup }
        paper(layout.page, &setup)
        margins(layout, master, &setup)
        setup.scaling = scaling(layout.page)
        let centering = layout.page["style:table-centering"]
        setup.isCenteredHorizontally = centering == "horizontal" || centering == "both"
        setup.isCenteredVertically = centering == "vertical" || centering == "both"
        setup.firstPageNumber = layout.page["style:first-page-number"].flatMap { Int($0) }.flatMap {
            $0 > 0 && $0 < 1_000_000 ? $0 : nil
        }
        setup.printsGrid = layout.page["style:print"]?.split(separator: " ").contains("grid") ?? false
        return setup
    }

    private func paper(_ page: [String: String], _ setup: inout PageSetup) {
        let width = Length.points(page["fo:page-width"])
        let height = Length.points(page["fo:page-height"])
        if let width, let height, width > 0, height > 0 {
            setup.paper = Self.known(Paper(shortSide: min(width, height), longSide: max(width, height)))
            setup.orientation = width > height ? .landscape : .portrait
        } else if page["style:print-orientation"] == "landscape" {
            setup.orientation = .landscape
        }
    }

    /// Rounding in files is taken away from the usual sizes.
    private static func known(_ paper: Paper) -> Paper { [Paper.a3, .a4, .a5].first { $0.isNearly(paper) } ?? paper }

    /// `fo:margin-top` reaches to the header where there is one; its height, the gap below it included, to the content.
    private func margins(_ layout: PageLayout, _ master: MasterPage, _ setup: inout PageSetup) {
        func margin(_ side: String) -> Double? {
            (Length.points(layout.page["fo:margin-\(side)"]) ?? Length.points(layout.page["fo:margin"])).map {
                max($0, 0)
            }
        }
        setup.margins.left = margin("left") ?? setup.margins.left
        setup.margins.right = margin("right") ?? setup.margins.right
        setup.margins.top = margin("top") ?? setup.margins.top
        setup.margins.bottom = margin("bottom") ?? setup.margins.bottom
        // An empty header still takes its place on paper.
        if master.header != nil {
            if setup.header != nil { setup.margins.header = setup.margins.top }
            setup.margins.top += Self.height(layout.header)
        }
        if master.footer != nil {
            if setup.footer != nil { setup.margins.footer = setup.margins.bottom }
            setup.margins.bottom += Self.height(layout.footer)
        }
    }

    private static func height(_ properties: [String: String]) -> Double {
        max(Length.points(properties["svg:height"]) ?? Length.points(properties["fo:min-height"]) ?? 0, 0)
    }

    private func scaling(_ page: [String: String]) -> PageSetup.Scaling {
        if let wide = Self.pages(page["style:scale-to-X"]), let high = Self.pages(page["style:scale-to-Y"]),
            wide + high > 0
        {
            return .fit(pagesWide: wide > 0 ? wide : nil, pagesHigh: high > 0 ? high : nil)
        }
        // So many pages in all: one wide and so many high keeps within that.
        if let total = Self.pages(page["style:scale-to-pages"]), total > 0 {
            return .fit(pagesWide: 1, pagesHigh: total)
        }
        if let percent = page["style:scale-to"], let number = Double(percent.filter { $0 != "%" }),
            (1...1000).contains(number)
        {
            return .factor(number / 100)
        }
        return .factor(1)
    }

    private static func pages(_ text: String?) -> Int? {
        (text.map { Int($0) } ?? 0).flatMap { (0...10_000).contains($0) ? $0 : nil }
    }
}
