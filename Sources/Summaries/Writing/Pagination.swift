import Sheets

/// Where pages end, so that no chart and no heading of a table is cut.
enum Pagination {
    static func run(_ workbook: inout Workbook, keeping sections: [String], _ places: CellPlaces) {
        for (place, section) in sections.enumerated() where workbook.sheets.indices.contains(place) {
            let heights = workbook.fittedHeights(ofSheet: place)
            workbook.sheets[place].rowBreaks = breaks(
                heights, room: room(workbook.sheets[place], heights), places.blocks[section] ?? [])
        }
    }

    /// How much fits on a page, in points of the sheet itself.
    private static func room(_ sheet: Sheet, _ heights: [Double]) -> Double {
        let page = sheet.page
        let width = sheet.columns.reduce(0) { $0 + $1.widthInPoints }
        let scale = min(1, (page.sizeInPoints.width - page.margins.left - page.margins.right) / max(width, 1))
        // A little less, since suites round.
        return (page.sizeInPoints.height - page.margins.top - page.margins.bottom) / scale * 0.97
    }

    private static func breaks(_ heights: [Double], room: Double, _ blocks: [Range<Int>]) -> [Int] {
        var breaks: [Int] = []
        var used = 0.0
        var row = 0
        while row < heights.count {
            let block = blocks.first { $0.lowerBound == row } ?? row..<row + 1
            let end = min(block.upperBound, heights.count)
            let height = heights[row..<end].reduce(0, +)
            if used > 0, used + height > room {
                breaks.append(row)
                used = 0
            }
            used += height
            row = end
        }
        return breaks
    }
}
