import Diagnostics

extension Workbook {
    /// Adds the sheets of `other` behind this workbook's, with their styles; a name that is taken gets a number.
    ///
    /// Named ranges come along unless their name is taken. Document properties stay this workbook's.
    public mutating func append(_ other: Workbook) {
        let styles = self.styles.adding(other.styles)
        self.styles = styles.table
        var names = SheetNames(taken: sheets.map(\.name))
        var renamed: [String: String] = [:]
        let added = other.sheets.map { sheet -> Sheet in
            let name = names.usable(sheet.name)
            renamed[sheet.name] = name
            var copy = sheet.restyled(styles.map)
            copy.name = name
            return copy
        }
        sheets += added.map { $0.referring(to: renamed) }
        let taken = Set(self.names.map { $0.name.lowercased() })
        self.names += other.names.filter { !taken.contains($0.name.lowercased()) }.map {
            NamedRange(name: $0.name, sheet: renamed[$0.sheet] ?? $0.sheet, range: $0.range)
        }
    }
}

extension StyleTable {
    /// Both tables' styles, and where each style of `other` stands now.
    fileprivate func adding(_ other: StyleTable) -> (table: StyleTable, map: [StyleID]) {
        var table = self
        let map = other.all.map { table.id(of: $0) }
        return (table, map)
    }
}

extension Sheet {
    fileprivate func restyled(_ map: [StyleID]) -> Sheet {
        var copy = self
        for column in copy.columns.indices { copy.columns[column].style = map[copy.columns[column].style.number] }
        for row in copy.rows.indices {
            for column in copy.rows[row].cells.indices {
                copy.rows[row].cells[column].style = map[copy.rows[row].cells[column].style.number]
            }
        }
        copy.conditionalFormats = conditionalFormats.map { format in
            ConditionalFormat(
                ranges: format.ranges,
                rules: format.rules.map { ConditionalFormat.Rule($0.condition, style: map[$0.style.number]) })
        }
        return copy
    }

    /// Formulas that name a sheet follow it to its new name.
    fileprivate func referring(to renamed: [String: String]) -> Sheet {
        guard renamed.contains(where: { $0.key != $0.value }) else { return self }
        var copy = self
        for row in copy.rows.indices {
            for column in copy.rows[row].cells.indices {
                guard case .formula(var formula) = copy.rows[row].cells[column].value else { continue }
                formula.parts = formula.parts.map { part in
                    guard case .reference(var reference) = part, let sheet = reference.sheet else { return part }
                    reference.sheet = renamed[sheet] ?? sheet
                    return .reference(reference)
                }
                copy.rows[row].cells[column].value = .formula(formula)
            }
        }
        return copy
    }

    /// Puts `other` below this sheet, on a new page: one page range each. Columns and page set-up stay this sheet's.
    ///
    /// Header rows no longer repeat, since each part has its own.
    /// - Precondition: Both sheets belong to the same workbook, whose styles they name.
    public mutating func stack(_ other: Sheet) {
        let offset = max(rowCount, printRange?.rows.upperBound ?? 0)
        rows += repeatElement(Row(), count: max(0, offset - rows.count))
        rows += other.rows
        merges += other.merges.map { $0.movedDown(offset) }
        rowBreaks += [offset] + other.rowBreaks.map { $0 + offset }
        validations += other.validations.map { validation in
            var copy = validation
            copy.ranges = validation.ranges.map { $0.movedDown(offset) }
            return copy
        }
        conditionalFormats += other.conditionalFormats.map { format in
            ConditionalFormat(ranges: format.ranges.map { $0.movedDown(offset) }, rules: format.rules)
        }
        pictures += other.pictures.map { picture in
            var copy = picture
            copy.anchor.row += offset
            return copy
        }
        charts += other.charts.map { chart in chart.moved { $0 + offset } }
        if let own = printRange, let below = other.printRange?.movedDown(offset) {
            let first = min(own.columns.lowerBound, below.columns.lowerBound)
            let end = max(own.columns.upperBound, below.columns.upperBound)
            printRange = CellRange(rows: own.rows.lowerBound..<below.rows.upperBound, columns: first..<end)
        }
        headerRows = nil
        moveFormulas(from: offset, by: offset)
    }

    /// Formulas in rows from `first` on refer to cells of their own part.
    private mutating func moveFormulas(from first: Int, by offset: Int) {
        for row in rows.indices.dropFirst(first) {
            for column in rows[row].cells.indices {
                guard case .formula(var formula) = rows[row].cells[column].value else { continue }
                formula.parts = formula.parts.map { part in
                    guard case .reference(var reference) = part, reference.sheet == nil else { return part }
                    reference.first.cell.row += offset
                    reference.last?.cell.row += offset
                    return .reference(reference)
                }
                rows[row].cells[column].value = .formula(formula)
            }
        }
    }
}

extension CellRange {
    fileprivate func movedDown(_ offset: Int) -> CellRange {
        CellRange(rows: rows.lowerBound + offset..<rows.upperBound + offset, columns: columns)
    }
}
