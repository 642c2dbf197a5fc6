import Diagnostics
import FileKinds
import Sheets

/// Reads `table:named-expressions`.
struct NamesReader {
    let walker: ElementWalker
    let log: ReadLog

    /// - Parameter sheet: What an address without a sheet belongs to.
    func names(sheet: String?) throws -> [NamedRange] {
        var names: [NamedRange] = []
        while let tag = try walker.nextChild() {
            // Excel's own names for what the sheet's print set-up says already.
            if tag["table:name"]?.hasPrefix("_xlnm.") == true {
                try walker.skip()
                continue
            }
            let target = tag["table:cell-range-address"].flatMap { SheetAddress.target($0) }
            if tag.name == "table:named-range", let name = tag["table:name"], let target,
                let sheet = target.sheet ?? sheet
            {
                names.append(NamedRange(name: name, sheet: sheet, range: target.range))
            } else {
                log.note("odf.name-dropped", .hint, "名称“\(tag["table:name"] ?? "")”不是一个区域，未读取")
            }
            try walker.skip()
        }
        return names
    }
}
