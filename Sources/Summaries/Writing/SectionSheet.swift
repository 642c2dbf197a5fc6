import Diagnostics
import Forms
import Prose
import Sheets

/// One section of a summary on its sheet.
struct SectionSheet {
    private(set) var sheet: Sheet
    private let section: SummarySection
    private let number: Int
    private let document: SummaryDocument
    private let places: CellPlaces
    private let look: SummaryLook
    private let width: Int

    /// Rows below a table, and below other blocks.
    private static let gap = 1
    /// How many rows a line of charts takes, and how high each is, in points.
    static let chartRows = 12
    static let chartRowHeight = 15.0
    private static let chartWidth = 390.0

    init(
        _ section: SummarySection, number: Int, of document: SummaryDocument, _ places: CellPlaces, _ look: SummaryLook
    ) {
        (self.section, self.number, self.document) = (section, number, document)
        (self.places, self.look) = (places, look)
        let tables = section.tables
        let grids = section.blocks.compactMap { if case .grid(let grid) = $0 { grid.months.count + 2 } else { nil } }
        let hasCharts = section.blocks.contains { if case .charts = $0 { true } else { false } }
        let columns = Self.columns(
            tables, least: max(grids.max() ?? 0, 8), width: hasCharts ? 2 * Self.chartWidth : 0)
        width = columns.count
        var page = PageSetup(
            orientation: section.isWide ? .landscape : .portrait, scaling: .fit(pagesWide: 1, pagesHigh: nil))
        page.isCenteredHorizontally = true
        page.footer = HeaderFooter(
            left: [.text(section.sheetName)],
            center: [.text("第 "), .pageNumber, .text(" 页，共 "), .pageCount, .text(" 页")])
        sheet = Sheet(name: section.sheetName, columns: columns, page: page)
    }

    /// As wide as the widest cell of any table in them, and so many that charts have room.
    private static func columns(_ tables: [SummaryTable], least: Int, width: Double) -> [Column] {
        let count = max(tables.map(\.columns.count).max() ?? 0, least)
        var columns = (0..<count).map { place in
            Column(widthInPoints: tables.compactMap { $0.roomyWidth(of: place) }.max() ?? 54)
        }
        var total = columns.reduce(0) { $0 + $1.widthInPoints }
        while total < width {
            columns.append(Column(widthInPoints: 54))
            total += 54
        }
        return columns
    }

    mutating func fill() {
        if number == 0 { head() }
        add([Cell(.text(sectionTitle), style: look.section)], height: 30)
        for block in section.blocks {
            switch block {
            case .words(let narrative): words(narrative)
            case .heading(let text): add([Cell(.text(text), style: look.subheading)], height: 26)
            case .prose(let block): prose(block)
            case .table(let table): self.table(table)
            case .charts(let charts): self.charts(charts)
            case .grid(let grid): self.grid(grid)
            }
        }
        if section.tables.count == 1, let table = section.tables.first, section.blocks.last == .table(table) {
            let start = places.start(table.key)
            sheet.headerRows = start - Self.headingRows(table)..<start
        }
    }

    private var sectionTitle: String { ChineseNumber.heading(number + 1) + section.title }

    // MARK: - How many rows what takes

    /// Rows above the first block of a section.
    static func headRows(of document: SummaryDocument, section: Int) -> Int {
        section > 0 ? 1 : 2 + document.facts.count + (document.gaps.isEmpty ? 0 : 1 + document.shownGaps.count)
    }

    static func rows(of block: SummarySection.Block) -> Int {
        switch block {
        case .words(let narrative): narrative.origins.isEmpty ? 1 : 2
        case .heading, .prose: 1
        case .table(let table): bodyRow(table) + table.rows.count + table.notes.count + gap
        case .charts(let charts): (charts.count + 1) / 2 * chartRows + gap
        case .grid(let grid): grid.rows.count + 3 + gap
        }
    }

    static func headingRows(_ table: SummaryTable) -> Int { table.columns.contains { $0.group != nil } ? 2 : 1 }

    /// Rows of a table above its first row of data.
    static func bodyRow(_ table: SummaryTable) -> Int { 1 + headingRows(table) }

    // MARK: - Rows

    private mutating func add(
        _ cells: [Cell], height: Double = 18, isFixed: Bool = false, mergedFrom first: Int? = 0,
        through last: Int? = nil
    ) {
        let row = sheet.rows.count
        sheet.rows.append(Row(cells, height: isFixed ? .fixed(height) : .fitted(minimum: height)))
        if let first, first + 1 < last ?? width {
            sheet.merges.append(CellRange(rows: row..<row + 1, columns: first..<(last ?? width)))
        }
    }

    private mutating func space() { add([], height: 8, isFixed: true, mergedFrom: nil) }

    private mutating func head() {
        add([Cell(.text(document.title), style: look.title)], height: 48)
        for fact in document.facts { add([Cell(.text("\(fact.label)：\(fact.words)"), style: look.fact)]) }
        if document.gaps.isEmpty { return }
        add([Cell(.text("数据不全，缺下列报表："), style: look.gap)])
        for gap in document.shownGaps { add([Cell(.text("· " + gap), style: look.gap)]) }
    }

    private mutating func words(_ narrative: Narrative) {
        add([Cell(.text("　　" + narrative.text), style: look.words)], height: 24)
        if narrative.origins.isEmpty { return }
        let origins = narrative.origins.compactMap { places.words($0, withCell: true) }
        add([Cell(.text("数据出处：" + origins.joined(separator: "；")), style: look.origin)], height: 14)
    }

    private mutating func prose(_ block: ProseBlock) {
        add([Cell(.text(block.marked), style: look.words)], height: 24)
    }

    // MARK: - Tables

    private mutating func table(_ table: SummaryTable) {
        add([Cell(.text("表\(places.number(table.key))　\(table.title)"), style: look.caption)], height: 24)
        headings(table)
        for row in table.rows {
            add(zip(row.cells, table.columns).map { cell($0, $1, row.isTotal) }, height: 20, mergedFrom: nil)
        }
        for note in table.notes { add([Cell(.text("注：" + note), style: look.note)], height: 14) }
        space()
    }

    private mutating func headings(_ table: SummaryTable) {
        let row = sheet.rows.count
        let columns = table.columns
        guard Self.headingRows(table) == 2 else {
            add(columns.map { Cell(.text($0.heading), style: look.heading) }, height: 22, mergedFrom: nil)
            return
        }
        add(columns.map { Cell(.text($0.group ?? $0.heading), style: look.heading) }, height: 20, mergedFrom: nil)
        add(
            columns.map { $0.group == nil ? Cell(style: look.heading) : Cell(.text($0.heading), style: look.heading) },
            height: 20, mergedFrom: nil)
        var place = 0
        while place < columns.count {
            var end = place + 1
            if let group = columns[place].group {
                while end < columns.count, columns[end].group == group { end += 1 }
                if end > place + 1 { sheet.merges.append(CellRange(rows: row..<row + 1, columns: place..<end)) }
                for covered in place + 1..<max(end, place + 1) { sheet[row, covered] = Cell(style: look.heading) }
            } else {
                sheet.merges.append(CellRange(rows: row..<row + 2, columns: place..<place + 1))
            }
            place = end
        }
    }

    private func cell(_ value: SummaryValue, _ column: SummaryTable.Column, _ isTotal: Bool) -> Cell {
        func style(_ format: NumberFormat, isText: Bool = false) -> StyleID {
            look.cell(format, isText: isText, isTotal: isTotal)
        }
        switch value {
        case .blank: return Cell(style: style(.general))
        case .text(let text): return Cell(.text(text), style: style(.text, isText: column.isLead || text.count > 6))
        case .count(let number, let isPartial):
            return Cell(.number(Double(number)), style: style(isPartial ? SummaryLook.partialCount : SummaryLook.count))
        case .decimal(let number): return Cell(.number(number), style: style(SummaryLook.decimal))
        case .day(let day): return Cell(.date(CalendarMoment(day)), style: style(.isoDate))
        case .rate(let rate, let isPartial):
            guard let number = rate.value else { return cell(.none("—"), column, isTotal) }
            let isNearlyAll = rate.part < rate.whole && rate.part * 2000 >= rate.whole * 1999
            let plain = isNearlyAll ? SummaryLook.nearlyAll : SummaryLook.rate
            let partial = isNearlyAll ? SummaryLook.partialNearlyAll : SummaryLook.partialRate
            return Cell(.percentage(number), style: style(isPartial ? partial : plain))
        // A word would be drawn as zero where a chart shows the column; a note says why nothing is there.
        case .none(let word) where isCharted(column): return Cell(.empty, style: style(.general), note: Note(word))
        case .none(let word): return Cell(.text(word), style: style(.text))
        }
    }

    private func isCharted(_ column: SummaryTable.Column) -> Bool {
        section.blocks.contains { block in
            guard case .charts(let charts) = block else { return false }
            return charts.contains { chart in
                chart.series.contains { series in
                    let table = section.tables.first { $0.key == series.table ?? chart.table }
                    return series.column == column.key && table?.columns.contains(column) == true
                }
            }
        }
    }

    // MARK: - Charts

    private mutating func charts(_ charts: [SummaryChart]) {
        let first = sheet.rows.count
        let height = Double(Self.chartRows) * Self.chartRowHeight
        let width = Self.chartWidth
        for (place, chart) in charts.enumerated() {
            guard var made = self.chart(chart) else { continue }
            made.anchor = CellRef(row: first + place / 2 * Self.chartRows, column: 0)
            (made.offsetX, made.offsetY) = (place % 2 == 0 ? 4 : width + 4, 4)
            (made.width, made.height) = (width - 8, height - 8)
            sheet.charts.append(made)
        }
        for _ in 0..<(charts.count + 1) / 2 * Self.chartRows {
            add([], height: Self.chartRowHeight, isFixed: true, mergedFrom: nil)
        }
        space()
    }

    private func chart(_ chart: SummaryChart) -> Chart? {
        guard let categories = range(chart.table, chart.categories, chart.rows) else { return nil }
        let series = chart.series.compactMap { series -> Chart.Series? in
            let key = series.table ?? chart.table
            guard let values = range(key, series.column, chart.rows), let name = headingCell(key, series.column) else {
                return nil
            }
            let mark: Chart.Mark =
                switch series.mark {
                case .column: .column
                case .line: .line
                case .goal: .goal
                }
            return Chart.Series(name: name, values: values, mark: mark)
        }
        return Chart(
            title: chart.title, anchor: CellRef(row: 0, column: 0), categories: categories, series: series,
            valueTitle: chart.valueTitle, valueFormat: chart.isRate ? .percent : SummaryLook.count,
            maximum: chart.isRate ? 1 : nil, alternativeText: "\(chart.title)。数据见表\(places.number(chart.table))。")
    }

    private func range(_ table: String, _ column: String, _ rows: Range<Int>) -> CellRange? {
        guard let found = section.tables.first(where: { $0.key == table }), let place = found.column(column),
            !rows.isEmpty
        else { return nil }
        let start = places.start(table)
        return CellRange(rows: start + rows.lowerBound..<start + rows.upperBound, columns: place..<place + 1)
    }

    private func headingCell(_ table: String, _ column: String) -> CellRef? {
        guard let found = section.tables.first(where: { $0.key == table }), let place = found.column(column) else {
            return nil
        }
        let isBelow = found.columns[place].group != nil || Self.headingRows(found) == 1
        return CellRef(row: places.start(table) - (isBelow ? 1 : 2), column: place)
    }

    // MARK: - The picture of states

    private mutating func grid(_ grid: StateGrid) {
        add([Cell(.text(grid.title), style: look.caption)], height: 24)
        // The first two columns are as wide as a name.
        let lead = [Cell(.text("单位"), style: look.heading), Cell(style: look.heading)]
        add(lead + grid.months.map { Cell(.text($0), style: look.heading) }, height: 22, mergedFrom: 0, through: 2)
        for row in grid.rows {
            let text = look.cell(.text, isText: true, isTotal: false)
            let name = [Cell(.text(row.name), style: text), Cell(style: text)]
            let states = row.cells.map { cell in
                cell.map { Cell(.text($0.sign), style: look.state($0.state)) }
                    ?? Cell(.text("—"), style: look.cell(.text, isText: false, isTotal: false))
            }
            add(name + states, height: 20, mergedFrom: 0, through: 2)
        }
        let key = StateGrid.State.allCases.map { "\($0.sign) \($0.word)" }.joined(separator: "　")
        add([Cell(.text("图例：\(key)　— 不应报"), style: look.note)], height: 14)
        space()
    }
}

extension ProseBlock {
    /// With its bullet or number, and the indentation of a paragraph.
    var marked: String {
        switch kind {
        case .heading, .quote: text
        case .paragraph: "　　" + text
        case .item(let number, let depth):
            "　　" + String(repeating: "　", count: min(depth, 8)) + (number.map { "\($0). " } ?? "· ") + text
        }
    }
}

/// Numbers of headings in official documents.
enum ChineseNumber {
    private static let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]

    /// `一、` for 1, `十二、` for 12.
    static func heading(_ number: Int) -> String {
        let (tens, ones) = (number / 10, number % 10)
        let ten = tens == 0 ? "" : tens == 1 ? "十" : digits[tens % 10] + "十"
        return ten + digits[ones] + "、"
    }
}

extension SummaryTable {
    /// The width of a column, in points, with room for its widest number: one that does not fit is shown as `###`. `nil` for
    /// a column that the table lacks.
    fileprivate func roomyWidth(of place: Int) -> Double? {
        guard columns.indices.contains(place) else { return nil }
        let widest =
            rows.lazy.map { $0.cells[place] }.filter { $0.isNumber || $0.isDay }.map { value in
                value.text.reduce(0) { $0 + ($1.isASCII ? 6.8 : 11.5) }
            }.max() ?? 0
        return max(columns[place].width, widest + 10)
    }
}

extension SummaryValue {
    var isDay: Bool { if case .day = self { true } else { false } }
}
