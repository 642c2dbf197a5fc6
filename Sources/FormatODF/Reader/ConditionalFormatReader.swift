import Diagnostics
import FileKinds
import Sheets

/// Reads `calcext:conditional-formats`, in which LibreOffice keeps what the standard's `style:map` cannot say.
struct ConditionalFormatReader {
    struct Definition {
        var ranges: [CellRange]
        var maps: [StyleBook.Map]
    }

    let walker: ElementWalker
    let log: ReadLog

    func definitions() throws -> [Definition] {
        var definitions: [Definition] = []
        while let tag = try walker.nextChild() {
            guard tag.name == "calcext:conditional-format" else {
                try walker.skip()
                continue
            }
            let ranges = SheetAddress.targets(tag["calcext:target-range-address"] ?? "").map(\.range)
            let maps = try maps(ranges.first?.first)
            if !ranges.isEmpty, !maps.isEmpty { definitions.append(Definition(ranges: ranges, maps: maps)) }
        }
        return definitions
    }

    private func maps(_ place: CellRef?) throws -> [StyleBook.Map] {
        var maps: [StyleBook.Map] = []
        while let tag = try walker.nextChild() {
            if tag.name == "calcext:condition", let value = tag["calcext:value"],
                let name = tag["calcext:apply-style-name"]
            {
                maps.append(.init(condition: value, styleName: name, base: tag["calcext:base-cell-address"]))
            } else {
                log.note("odf.condition-unknown", .hint, at: place, "色阶、数据条或图标集未读取")
            }
            try walker.skip()
        }
        return maps
    }
}

/// Gathers the cells whose styles carry `style:map`.
struct MappedRegions {
    private struct Key: Hashable {
        var maps: [StyleBook.Map]
    }
    private var order: [Key] = []
    private var regions: [Key: RegionBuilder] = [:]

    mutating func add(_ maps: [StyleBook.Map], own: StyleID, rows: Range<Int>, columns: Range<Int>) {
        let key = Key(maps: maps)
        if regions[key] == nil { order.append(key) }
        regions[key, default: RegionBuilder()].add(rows: rows, columns: columns)
    }

    mutating func definitions() -> [ConditionalFormatReader.Definition] {
        order.compactMap { key in
            guard let ranges = regions[key]?.ranges(), !ranges.isEmpty else { return nil }
            return ConditionalFormatReader.Definition(ranges: ranges, maps: key.maps)
        }
    }
}

extension ConditionalFormat.Condition {
    /// The condition as seen from `target`, when it was written as seen from `base`; `nil` when a reference would leave
    /// the sheet.
    func moved(from base: String?, to target: CellRef) -> Self? {
        guard case .formula(let parts) = self, let origin = base.flatMap({ SheetAddress.target($0) })?.range.first
        else { return self }
        return parts.moved(rows: target.row - origin.row, columns: target.column - origin.column).map { .formula($0) }
    }
}
