import Markup
import Sheets

/// Writes page layouts and master pages.
struct PageElements {
    let names: StyleNames

    static func masterName(_ page: PageSetup, _ names: StyleNames) -> String {
        "Page_" + (names.pages.known(page) ?? "pm1")
    }

    func layouts(into xml: inout MarkupText) {
        for (name, page) in names.pages.named {
            xml.element("style:page-layout", ["style:name": name]) { xml in
                properties(page, into: &xml)
                side(
                    "header", page.header, distance: page.margins.header, content: page.margins.top, gap: "bottom",
                    into: &xml)
                side(
                    "footer", page.footer, distance: page.margins.footer, content: page.margins.bottom, gap: "top",
                    into: &xml)
            }
        }
    }

    private func properties(_ page: PageSetup, into xml: inout MarkupText) {
        let size = page.sizeInPoints
        xml.start("style:page-layout-properties")
        xml.attribute("fo:page-width", Length.text(size.width))
        xml.attribute("fo:page-height", Length.text(size.height))
        xml.attribute("style:print-orientation", page.orientation == .portrait ? "portrait" : "landscape")
        xml.attribute("fo:margin-top", Length.text(page.header == nil ? page.margins.top : page.margins.header))
        xml.attribute("fo:margin-bottom", Length.text(page.footer == nil ? page.margins.bottom : page.margins.footer))
        xml.attribute("fo:margin-left", Length.text(page.margins.left))
        xml.attribute("fo:margin-right", Length.text(page.margins.right))
        scaling(page.scaling, into: &xml)
        xml.attribute("style:table-centering", Self.centering(page))
        xml.attribute("style:first-page-number", page.firstPageNumber.map(String.init) ?? "continue")
        xml.attribute("style:print", (page.printsGrid ? "grid " : "") + "objects charts drawings zero-values")
        xml.attribute("style:writing-mode", "lr-tb")
        xml.end()
    }

    private func scaling(_ scaling: PageSetup.Scaling, into xml: inout MarkupText) {
        switch scaling {
        case .factor(let factor): xml.attribute("style:scale-to", Decimal.plain(factor * 100) + "%")
        case .fit(let wide, let high):
            xml.attribute("style:scale-to-X", wide.map { String(max($0, 1)) })
            xml.attribute("style:scale-to-Y", high.map { String(max($0, 1)) })
        }
    }

    private static func centering(_ page: PageSetup) -> String {
        switch (page.isCenteredHorizontally, page.isCenteredVertically) {
        case (true, true): "both"
        case (true, false): "horizontal"
        case (false, true): "vertical"
        case (false, false): "none"
        }
    }

    /// The height reaches from the header's edge to the content, so that the content begins where the margins say.
    private func side(
        _ side: String, _ part: HeaderFooter?, distance: Double, content: Double, gap: String,
        into xml: inout MarkupText
    ) {
        xml.element("style:\(side)-style") { xml in
            if part == nil { return }
            xml.start("style:header-footer-properties")
            xml.attribute("fo:min-height", Length.text(max(content - distance, 0)))
            for edge in ["left", "right"] { xml.attribute("fo:margin-\(edge)", "0pt") }
            xml.attribute("fo:margin-\(gap)", "0pt")
            xml.end()
        }
    }

    func masterPages(into xml: inout MarkupText) {
        xml.element("office:master-styles") { xml in
            for (name, page) in names.pages.named {
                xml.element(
                    "style:master-page", ["style:name": Self.masterName(page, names), "style:page-layout-name": name]
                ) { xml in
                    content("style:header", page.header, into: &xml)
                    content("style:footer", page.footer, into: &xml)
                }
            }
        }
    }

    private func content(_ name: String, _ part: HeaderFooter?, into xml: inout MarkupText) {
        guard let part else {
            xml.empty(name, ["style:display": "false"])
            return
        }
        let style = part.font.flatMap { names.headerTexts.known($0) }
        xml.element(name) { xml in
            for (region, parts) in [("left", part.left), ("center", part.center), ("right", part.right)]
            where !parts.isEmpty {
                xml.element("style:region-\(region)") { xml in
                    TextElements.paragraphs(parts.map { Self.piece($0, style) }, into: &xml)
                }
            }
        }
    }

    private static func piece(_ part: HeaderFooter.Part, _ style: String?) -> TextElements.Piece {
        if case .text(let text) = part { .text(text, style: style) } else { .field(part, style: style) }
    }
}
