import Foundation
import Sheets

/// A sheet's page as a style sheet has it: `@page` with size, margins, header and footer, and how far the table
/// shrinks.
struct PagePart: Hashable {
    /// Declarations and margin boxes.
    let rules: String
    /// Of the paper, in points.
    let width: Double
    let height: Double
    let padding: String
    /// Of the table in print; 1 is full size.
    let scale: Double

    /// - Parameter tableHeight: In points, of all rows that appear.
    init(_ layout: SheetLayout, tableHeight: Double, sheetName: String, standardFont: Font) {
        let page = layout.sheet.page
        let size = page.sizeInPoints
        let margins = page.margins
        width = size.width
        height = size.height
        padding = [margins.top, margins.right, margins.bottom, margins.left].map(Self.length).joined(separator: " ")
        scale = Self.scale(layout, tableHeight)
        var rules = "size:\(Self.millimetres(size.width)) \(Self.millimetres(size.height));margin:\(padding);"
        rules += Self.boxes("top", page.header, edge: margins.header, sheetName, standardFont)
        rules += Self.boxes("bottom", page.footer, edge: margins.footer, sheetName, standardFont)
        self.rules = rules
    }

    private static func length(_ points: Double) -> String { CSS.points(max(points.isFinite ? points : 0, 0)) }

    private static func millimetres(_ points: Double) -> String { CSS.number(points / 72 * 25.4, decimals: 10) + "mm" }

    /// Never larger than life; a hair smaller than fits, so that rounding does not open another page.
    private static func scale(_ layout: SheetLayout, _ tableHeight: Double) -> Double {
        let page = layout.sheet.page
        guard case .fit(let wide, let high) = page.scaling else {
            if case .factor(let factor) = page.scaling, factor.isFinite { return min(max(factor, 0.1), 4) }
            return 1
        }
        let size = page.sizeInPoints
        let width = max(size.width - page.margins.left - page.margins.right, 1)
        let height = max(size.height - page.margins.top - page.margins.bottom, 1)
        var scale = 1.0
        if let wide, layout.width > 0 { scale = min(scale, width * Double(max(wide, 1)) / (layout.width + 2)) }
        if let high, tableHeight > 0 { scale = min(scale, height * Double(max(high, 1)) / (tableHeight + 4)) }
        return max(scale < 1 ? (scale * 995).rounded(.down) / 1000 : 1, 0.1)
    }

    private static func boxes(
        _ edgeName: String, _ content: HeaderFooter?, edge: Double, _ sheetName: String, _ standardFont: Font
    ) -> String {
        guard let content, !content.isEmpty else { return "" }
        let font = CSS.declarations(of: content.font ?? standardFont).joined(separator: ";")
        let places = [("left", content.left), ("center", content.center), ("right", content.right)]
        return places.filter { !$0.1.isEmpty }.map { place, parts in
            let text = parts.map { self.content($0, sheetName) }.joined(separator: " ")
            let side = edgeName == "top" ? "vertical-align:top;padding-top" : "vertical-align:bottom;padding-bottom"
            return "@\(edgeName)-\(place){content:\(text);\(side):\(length(edge));white-space:pre;\(font)}"
        }.joined()
    }

    private static func content(_ part: HeaderFooter.Part, _ sheetName: String) -> String {
        switch part {
        case .text(let text): CSS.string(text)
        case .pageNumber: "counter(page)"
        case .pageCount: "counter(pages)"
        case .sheetName: CSS.string(sheetName)
        }
    }
}
