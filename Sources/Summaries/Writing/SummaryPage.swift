import FormatHTML
import Forms
import Markup
import Prose
import Sheets

/// A summary as one HTML page that needs no script and nothing from a network, and prints on A4: upright, with wide tables
/// on pages of their own that lie across.
public struct SummaryPage {
    private let document: SummaryDocument
    private let laidOut: SummaryWorkbook
    private let places: CellPlaces
    /// Cells that a sentence refers to.
    private let targets: Set<Narrative.Origin>
    private var markup = MarkupText(.html)

    /// - Parameter laidOut: The same summary as a workbook, whose charts the page draws.
    public init(_ document: SummaryDocument, _ laidOut: SummaryWorkbook) {
        self.document = document
        self.laidOut = laidOut
        places = CellPlaces(document)
        targets = Set(
            document.sections.flatMap(\.blocks).flatMap { block -> [Narrative.Origin] in
                if case .words(let narrative) = block { narrative.origins } else { [] }
            })
    }

    /// The page's bytes, UTF-8.
    public func bytes() -> [UInt8] {
        var page = self
        page.write()
        return page.markup.take()
    }

    private mutating func write() {
        markup.declaration()
        markup.start("html", ["lang": "zh-Hans"])
        head()
        markup.start("body")
        markup.start("main")
        title()
        for (number, section) in document.sections.enumerated() { self.section(section, number) }
        for _ in 0..<3 { markup.end() }
        markup.lineBreak()
    }

    private mutating func head() {
        markup.start("head")
        markup.empty("meta", ["charset": "utf-8"])
        markup.empty("meta", ["name": "viewport", "content": "width=device-width,initial-scale=1"])
        markup.element("title", text: document.title)
        markup.element("style") { $0.verbatim(SummaryPageStyle.sheet) }
        markup.end()
        markup.lineBreak()
    }

    private mutating func title() {
        markup.start("header")
        markup.element("h1", text: document.title)
        markup.start("dl")
        for fact in document.facts {
            markup.start("div")
            markup.element("dt", text: fact.label)
            markup.element("dd", text: fact.words)
            markup.end()
        }
        markup.end()
        if !document.gaps.isEmpty {
            markup.start("aside", ["class": "gaps"])
            markup.element("p", text: "数据不全，缺下列报表：")
            markup.start("ul")
            for gap in document.shownGaps { markup.element("li", text: gap) }
            markup.end()
            markup.end()
        }
        markup.end()
        markup.lineBreak()
        markup.start("nav", ["aria-label": "目录"])
        for (number, section) in document.sections.enumerated() {
            markup.element(
                "a", ["href": "#\(section.key)"], text: ChineseNumber.heading(number + 1) + section.title)
        }
        markup.end()
        markup.lineBreak()
    }

    private mutating func section(_ section: SummarySection, _ number: Int) {
        markup.start("section", ["id": section.key, "class": section.isWide ? "wide" : nil])
        markup.element("h2", text: ChineseNumber.heading(number + 1) + section.title)
        markup.lineBreak()
        var charts = laidOut.charts[section.key] ?? []
        for block in section.blocks {
            switch block {
            case .words(let narrative): words(narrative)
            case .heading(let text): markup.element("h3", text: text)
            case .prose(let block): prose(block)
            case .table(let table): self.table(table, in: section)
            case .charts(let wanted):
                self.charts(Array(charts.prefix(wanted.count)), number)
                charts.removeFirst(min(wanted.count, charts.count))
            case .grid(let grid):
                markup.start("figure", ["class": "grid"])
                markup.verbatim(StateGridDrawing(grid).svg())
                markup.end()
            }
            markup.lineBreak()
        }
        markup.end()
        markup.lineBreak()
    }

    // MARK: - Words

    private mutating func words(_ narrative: Narrative) {
        markup.start("p")
        for run in narrative.runs {
            switch run {
            case .text(let text): markup.text(text)
            case .figure(let text, let origin):
                markup.element(
                    "a", ["class": "figure", "href": "#\(id(origin))", "title": places.words(origin, withCell: false)],
                    text: text)
            }
        }
        markup.end()
    }

    private mutating func prose(_ block: ProseBlock) {
        let indented: String? =
            if case .item(_, let depth) = block.kind { "padding-left:\(min(depth, 8) * 2)em" } else { nil }
        for line in block.marked.drop(while: { $0 == "　" }).split(separator: "\n") {
            markup.element("p", ["style": indented], text: String(line))
        }
    }

    // MARK: - Tables

    private func id(_ origin: Narrative.Origin) -> String {
        let table = document.table(origin.table)?.table
        return "t\(places.number(origin.table))r\(table?.row(origin.row) ?? 0)c\(table?.column(origin.column) ?? 0)"
    }

    private mutating func table(_ table: SummaryTable, in section: SummarySection) {
        let isShort = table.rows.count <= 16
        markup.start(
            "table",
            ["class": isShort ? "short" : nil, "style": "font-size:\(Self.fontSize(table, isWide: section.isWide))pt"])
        markup.element("caption", text: "表\(places.number(table.key))　\(table.title)")
        headings(table)
        markup.start("tbody")
        for row in table.rows {
            markup.start("tr", ["class": row.isTotal ? "total" : nil])
            for (column, value) in zip(table.columns, row.cells) { cell(value, column, row, table) }
            markup.end()
        }
        markup.end()
        markup.end()
        for note in table.notes { markup.element("p", ["class": "note"], text: "注：" + note) }
    }

    private mutating func cell(
        _ value: SummaryValue, _ column: SummaryTable.Column, _ row: SummaryTable.Row, _ table: SummaryTable
    ) {
        let origin = Narrative.Origin(table.key, row.key, column.key)
        let id = targets.contains(origin) ? id(origin) : nil
        if column.isLead {
            markup.element(
                "th", ["scope": "row", "id": id, "class": value.text.count <= 6 || value.isDay ? "n" : nil],
                text: value.text)
        } else {
            let isWords = if case .text(let text) = value { text.count > 6 } else { false }
            let look = isWords ? "words" : value.isNumber || value.text.count <= 4 ? "n" : nil
            markup.element("td", ["id": id, "class": look], text: value.text)
        }
    }

    private mutating func headings(_ table: SummaryTable) {
        let columns = table.columns
        let isDouble = columns.contains { $0.group != nil }
        markup.start("thead")
        markup.start("tr")
        var place = 0
        while place < columns.count {
            var end = place + 1
            if let group = columns[place].group {
                while end < columns.count, columns[end].group == group { end += 1 }
                markup.element(
                    "th", ["scope": "colgroup", "colspan": end > place + 1 ? String(end - place) : nil], text: group)
            } else {
                markup.element(
                    "th",
                    [
                        "scope": "col", "rowspan": isDouble ? "2" : nil,
                        "class": Self.headingClass(columns[place].heading),
                    ],
                    text: columns[place].heading)
            }
            place = end
        }
        markup.end()
        if isDouble {
            markup.start("tr")
            for column in columns where column.group != nil {
                markup.element(
                    "th", ["scope": "col", "class": Self.headingClass(column.heading)], text: column.heading)
            }
            markup.end()
        }
        markup.end()
    }

    /// A month or a word is not broken.
    private static func headingClass(_ heading: String) -> String? {
        heading.allSatisfy(\.isASCII) || heading.count <= 3 ? "n" : nil
    }

    /// So that the table is as wide as the paper at most; no smaller than can be read.
    private static func fontSize(_ table: SummaryTable, isWide: Bool) -> String {
        let width = table.columns.reduce(0) { $0 + $1.width }
        let size = 10.5 * min(1, (isWide ? 780 : 500) / max(width, 1))
        let tenths = Int((max(size, 6) * 10).rounded(.down))
        return "\(tenths / 10).\(tenths % 10)"
    }

    private mutating func charts(_ charts: [Chart], _ number: Int) {
        guard laidOut.workbook.sheets.indices.contains(number) else { return }
        markup.start("div", ["class": "charts"])
        for chart in charts {
            markup.start("figure")
            markup.verbatim(ChartDrawing(chart, of: laidOut.workbook.sheets[number], in: laidOut.workbook).svg())
            markup.end()
        }
        markup.end()
    }
}
