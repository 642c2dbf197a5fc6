import Sheets
import Templating

/// One unit's form in a workbook that may hold several: a sheet a unit, or a page a unit below each other.
struct UnitPart {
    /// Only the unit's own rows; they stand where they stood.
    var workbook: Workbook

    /// No district has more units.
    private static let most = 500
    private static let mostRows = 5_000_000

    /// - Returns: The workbook as it is, unless visible identities (表单标识) of at least two units stand in it.
    static func all(of workbook: Workbook) -> [UnitPart] {
        let found = workbook.sheets.map { $0.isHidden ? [] : identities(on: $0) }
        let units = Set(found.joined().compactMap(\.identity.unit))
        let rows = zip(workbook.sheets, found).reduce(0) { $0 + $1.0.rows.count * max(1, $1.1.count) }
        guard units.count > 1, found.joined().count <= most, rows <= mostRows,
            Set(found.joined().compactMap(\.identity.form)).count == 1
        else { return [UnitPart(workbook: workbook)] }
        var parts: [UnitPart] = []
        for (number, marks) in found.enumerated() {
            for place in marks.indices {
                let first = place == 0 ? 0 : marks[place - 1].row + 1
                let end = place == marks.count - 1 ? workbook.sheets[number].rows.count : marks[place].row + 1
                parts.append(part(of: workbook, sheet: number, rows: first..<end, marks[place].identity))
            }
        }
        // What belongs to no unit is told once.
        for (number, marks) in found.enumerated() where marks.isEmpty {
            parts[0].workbook.sheets.append(workbook.sheets[number])
        }
        return parts
    }

    private static func identities(on sheet: Sheet) -> [(row: Int, identity: ReturnedForm.Identity)] {
        var found: [(row: Int, identity: ReturnedForm.Identity)] = []
        for (row, cells) in sheet.rows.enumerated() {
            let identity = cells.cells.lazy.compactMap {
                $0.value.plainText.flatMap { ReturnedForm.Identity(visible: $0) }
            }.first
            if let identity, identity.unit != nil { found.append((row, identity)) }
            if found.count > most { break }
        }
        return found
    }

    private static func part(
        of workbook: Workbook, sheet number: Int, rows: Range<Int>, _ identity: ReturnedForm.Identity
    ) -> UnitPart {
        var part = workbook
        var sheet = workbook.sheets[number]
        let blank = Row()
        sheet.rows = Array(repeating: blank, count: rows.lowerBound) + sheet.rows[rows]
        sheet.merges = sheet.merges.filter { rows.contains($0.rows.lowerBound) }
        part.sheets = [sheet]
        part.properties[custom: ReturnedForm.Identity.unitProperty] = identity.unit
        if let period = identity.period { part.properties[custom: ReturnedForm.Identity.periodProperty] = period }
        return UnitPart(workbook: part)
    }
}
