import Sheets

/// Reads the elements of page set-up.
///
/// Source: ISO/IEC 29500-1 clauses 18.3.1.62, 18.3.1.63, 18.3.1.70.
enum PageReader {
    /// What counts where a file says nothing: Excel's own margins, in points.
    static let standard = PageSetup(
        margins: Margins(top: 54, bottom: 54, left: 50.4, right: 50.4, header: 21.6, footer: 21.6))

    static func options(_ element: PartElement, into page: inout PageSetup) {
        page.isCenteredHorizontally = element.flag("horizontalCentered") ?? false
        page.isCenteredVertically = element.flag("verticalCentered") ?? false
        page.printsGrid = element.flag("gridLines") ?? false
    }

    static func margins(_ element: PartElement, into page: inout PageSetup) {
        func points(_ name: String, _ current: Double) -> Double {
            guard let inches = element.double(name), (0...50).contains(inches) else { return current }
            return (inches * Measures.pointsPerInch * 1000).rounded() / 1000
        }
        page.margins = Margins(
            top: points("top", page.margins.top), bottom: points("bottom", page.margins.bottom),
            left: points("left", page.margins.left),
            right: points("right", page.margins.right), header: points("header", page.margins.header),
            footer: points("footer", page.margins.footer))
    }

    static func setup(_ element: PartElement, fitsToPage: Bool, into page: inout PageSetup) {
        if let paper = paper(element) { page.paper = paper }
        page.orientation = element["orientation"] == "landscape" ? .landscape : .portrait
        if fitsToPage {
            page.scaling = .fit(pagesWide: pages(element, "fitToWidth"), pagesHigh: pages(element, "fitToHeight"))
        } else if let percent = element.int("scale"), Limit.scalePercent.contains(percent) {
            page.scaling = .factor(Double(percent) / 100)
        }
        let number = element.int("firstPageNumber").flatMap { (-32_767...32_767).contains($0) ? $0 : nil }
        page.firstPageNumber = element.flag("useFirstPageNumber") == true ? number : nil
    }

    /// One by default; 0 says as many as it takes.
    private static func pages(_ element: PartElement, _ name: String) -> Int? {
        let count = element.int(name) ?? 1
        return (1...32_767).contains(count) ? count : nil
    }

    private static func paper(_ element: PartElement) -> Paper? {
        if let width = millimetres(element["paperWidth"]), let height = millimetres(element["paperHeight"]) {
            return Paper(millimetres: min(width, height), max(width, height))
        }
        guard let number = element.int("paperSize") else { return nil }
        return ExcelPaper.paper(number) ?? rarer[number].map { Paper(millimetres: $0, $1) }
    }

    private static func millimetres(_ text: String?) -> Double? {
        let factors = ["mm": 1, "cm": 10, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6]
        guard let text, let factor = factors[String(text.suffix(2))],
            let number = CellBytes.number(String(text.dropLast(2))),
            (1...10_000).contains(number * factor)
        else { return nil }
        return number * factor
    }

    /// Those that are read but never written: tabloid, executive, envelopes. In millimetres.
    private static let rarer: [Int: (Double, Double)] = [
        3: (279.4, 431.8), 7: (184.15, 266.7), 20: (104.8, 241.3), 27: (110, 220), 28: (162, 229), 34: (176, 250),
    ]

    /// A break below row `id` counted from 1 is one above row `id` counted from 0.
    static func breaks(_ element: PartElement, below limit: Int) -> [Int] {
        let rows = element.children.prefix(65_536).compactMap { item -> Int? in
            guard item.name == "brk", let row = item.int("id"), row > 0, row < limit else { return nil }
            return row
        }
        return Set(rows).sorted()
    }
}
