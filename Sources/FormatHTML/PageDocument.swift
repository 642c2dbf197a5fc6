import ByteIO
import Markup
import Sheets

/// The whole document: head, style sheet, one section for each sheet that shows anything.
struct PageDocument {
    private let workbook: Workbook
    private let tables: [SheetTable]
    /// Different set-ups in the order of their first use, and which of them each sheet has.
    private var pages: [PagePart] = []
    private var pageNumbers: [Int] = []
    private var looks: LookTable

    init(_ workbook: Workbook, _ tables: [SheetTable]) {
        self.workbook = workbook
        self.tables = tables
        looks = LookTable(workbook)
    }

    mutating func write(from rows: inout some RowProducer, to sink: inout some ByteSink) throws {
        let bodies = try tableBodies(from: &rows)
        var markup = MarkupText(.html)
        markup.declaration()
        markup.start("html", ["lang": "zh-Hans"])
        markup.lineBreak()
        head(looks, to: &markup)
        markup.start("body")
        markup.lineBreak()
        for (index, body) in bodies.enumerated() {
            let name = tables[index].sheet.name
            markup.start("section", ["class": "sheet p\(pageNumbers[index])", "aria-label": name])
            markup.lineBreak()
            try sink.write(markup.take())
            try body.read { try sink.write($0) }
            markup.end()
            markup.lineBreak()
        }
        for _ in 0..<2 {
            markup.end()
            markup.lineBreak()
        }
        try sink.write(markup.take())
    }

    /// The tables come first, because their cells number the looks that the style sheet lists, and because a page's
    /// scale follows from the height of all rows.
    private mutating func tableBodies(from rows: inout some RowProducer) throws -> [Spool] {
        var bodies: [Spool] = []
        for table in tables {
            let title = tables.count == 1 ? self.title : table.sheet.name
            var spool = Spool()
            let height = try table.write(title: title, .classes, from: &rows, &looks, to: &spool)
            bodies.append(spool)
            add(
                PagePart(
                    table.layout, tableHeight: height, sheetName: table.sheet.name,
                    standardFont: workbook.styles.standard.font))
        }
        return bodies
    }

    private mutating func add(_ page: PagePart) {
        if let known = pages.firstIndex(of: page) { return pageNumbers.append(known) }
        pageNumbers.append(pages.count)
        pages.append(page)
    }

    private var title: String {
        workbook.properties.title ?? tables.first?.sheet.name ?? workbook.sheets.first?.name ?? ""
    }

    private func head(_ looks: LookTable, to markup: inout MarkupText) {
        markup.start("head")
        markup.empty("meta", ["charset": "utf-8"])
        markup.lineBreak()
        markup.empty("meta", ["name": "viewport", "content": "width=device-width,initial-scale=1"])
        markup.lineBreak()
        markup.element("title", text: title)
        markup.lineBreak()
        let properties = workbook.properties
        meta("author", properties.creator, to: &markup)
        meta("description", properties.description ?? properties.subject, to: &markup)
        meta("keywords", properties.keywords.isEmpty ? nil : properties.keywords.joined(separator: ","), to: &markup)
        meta("dcterms.created", properties.created?.description, to: &markup)
        for property in properties.custom { meta(property.name, property.value, to: &markup) }
        markup.element("style") { $0.verbatim(styleSheet(looks)) }
        markup.end()
        markup.lineBreak()
    }

    private func meta(_ name: String, _ content: String?, to markup: inout MarkupText) {
        guard let content else { return }
        markup.empty("meta", ["name": name, "content": content])
        markup.lineBreak()
    }

    private func styleSheet(_ looks: LookTable) -> String {
        var lines = ["", Self.base]
        for (number, page) in pages.enumerated() {
            // The first set-up has no name, for browsers that know none.
            lines.append(number == 0 ? "@page{\(page.rules)}" : "@page p\(number){\(page.rules)}")
            let name = number == 0 ? "" : "page:p\(number);"
            lines.append(
                ".p\(number){\(name)min-width:\(CSS.points(page.width));min-height:\(CSS.points(page.height));padding:\(page.padding)}"
            )
        }
        // Only a document's very first page takes a number of its own.
        if let first = tables.first?.sheet.page.firstPageNumber, first != 1, (0...100_000).contains(first) {
            lines.append("@page :first{counter-set:page \(first)}")
        }
        for (number, declarations) in looks.classes.enumerated() { lines.append(".c\(number){\(declarations)}") }
        lines.append(print)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Same for every document. A line is 1.4 high, a little less than the row heights allow for.
    private static let base = """
        html{background:#e8eaed;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        body{margin:0;padding:16pt 0;line-height:1.4;color:#000}
        .sheet{box-sizing:border-box;width:fit-content;margin:0 auto 16pt;background:#fff;box-shadow:0 1pt 6pt rgba(0,0,0,.3)}
        table{border-collapse:collapse;table-layout:fixed;margin:0 auto}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        td,th{padding:0 2pt;font-weight:normal;overflow-wrap:anywhere}
        tr{break-inside:avoid}
        .note{background-image:linear-gradient(to bottom left,#c00 50%,transparent 50%);background-repeat:no-repeat;\
        background-position:top right;background-size:5pt 5pt}
        .notes{font:9pt/1.4 sans-serif;color:#555;margin-top:8pt}
        .notes p{margin:2pt 0;white-space:pre-line}
        """

    private var print: String {
        var rules = [
            "html{background:none}", "body{padding:0}",
            ".sheet{width:auto;min-width:0;min-height:0;padding:0;margin:0;box-shadow:none}",
            ".sheet+.sheet{break-before:page}",
            ".pb{break-before:page}", ".notes{display:none}", ".note{background-image:none}",
        ]
        for (number, page) in pages.enumerated() {
            rules += printRules(
                of: page, sheet: zip(tables, pageNumbers).first { $0.1 == number }?.0.sheet, number: number)
        }
        return "@media print{\n\(rules.joined(separator: "\n"))\n}"
    }

    /// Whether any sheet of that set-up has charts.
    private func hasCharts(_ number: Int) -> Bool {
        zip(tables, pageNumbers).contains { $1 == number && !$0.sheet.charts.isEmpty }
    }

    private func printRules(of page: PagePart, sheet: Sheet?, number: Int) -> [String] {
        var rules: [String] = []
        if page.scale != 1 {
            let zoom = "{zoom:\(CSS.number(page.scale, decimals: 1000))}"
            rules.append(".p\(number) table\(zoom)")
            if hasCharts(number) { rules.append(".p\(number) .chart\(zoom)") }
        }
        guard let setup = sheet?.page else { return rules }
        if !setup.isCenteredHorizontally {
            rules.append(".p\(number) table{margin:0}")
            if hasCharts(number) { rules.append(".p\(number) .chart{margin-left:0!important}") }
        }
        // `:where` makes it give way to the cells' own lines.
        if setup.printsGrid { rules.append(":where(.p\(number)) td,:where(.p\(number)) th{border:.25pt solid #bbb}") }
        return rules
    }
}
