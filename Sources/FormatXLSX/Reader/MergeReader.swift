import Diagnostics
import FileKinds
import Sheets

/// Reads `mergeCells`.
enum MergeReader {
    static func read(_ element: PartElement, into sheet: inout Sheet, _ limits: ReadLimits, _ log: ReadLog) {
        let ranges = element.children.compactMap {
            $0.name == "mergeCell" ? $0["ref"].flatMap { SheetRanges.range($0) } : nil
        }
        var cells = 0
        var work = 0
        /// The first row below the merges accepted so far, for each column.
        var free: [Int] = []
        var accepted: Set<CellRange> = []
        for range in ranges.sorted(by: { $0.first < $1.first }) where !range.isSingleCell {
            let (area, overflow) = range.rows.count.multipliedReportingOverflow(by: range.columns.count)
            cells += overflow ? limits.mergedCells : area
            work += range.columns.count
            guard cells <= limits.mergedCells, work <= 4_000_000, range.rows.upperBound <= limits.rows,
                range.columns.upperBound <= limits.columns
            else {
                cells -= overflow ? limits.mergedCells : area
                log.note("xlsx.merge-too-large", .verify, at: range.first, "合并区域 \(range) 过大，已略去", remedy: "请核对表格的合并")
                continue
            }
            if free.count < range.columns.upperBound {
                free.append(contentsOf: repeatElement(0, count: range.columns.upperBound - free.count))
            }
            if range.columns.contains(where: { free[$0] > range.rows.lowerBound }) {
                log.note("xlsx.merge-overlap", .verify, at: range.first, "合并区域与前面的合并区域重叠，已略去", remedy: "请核对表格的合并")
                continue
            }
            for column in range.columns { free[column] = range.rows.upperBound }
            accepted.insert(range)
        }
        // In the file's order, each once.
        for range in ranges where accepted.remove(range) != nil { sheet.merges.append(range) }
    }
}
