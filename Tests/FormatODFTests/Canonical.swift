import Sheets

extension Workbook {
    /// The same workbook in the one form that reading gives: styles numbered by use, number formats spelt out, nothing
    /// kept that means nothing. Two workbooks that mean the same are equal in this form.
    var canonical: Workbook {
        var result = self
        var styles = StyleTable(standard: Self.spelt(self.styles.standard))
        func id(_ old: StyleID, _ value: CellValue = .empty) -> StyleID {
            var style = Self.spelt(self.styles[old])
            if style.numberFormat.isGeneral {
                switch value.shown {
                case .date(let moment):
                    style.numberFormat = moment.time == .midnight ? .isoDate : NumberFormat("yyyy-mm-dd hh:mm:ss")
                case .time: style.numberFormat = NumberFormat("[h]:mm:ss")
                case .percentage: style.numberFormat = NumberFormat("0.##%")
                default: break
                }
                style = Self.spelt(style)
            }
            return styles.id(of: style)
        }
        for index in result.sheets.indices {
            result.sheets[index].tidy(id, self.styles)
        }
        result.styles = styles
        return result
    }

    private static func spelt(_ style: CellStyle) -> CellStyle {
        var copy = style
        let format = style.numberFormat
        copy.numberFormat =
            format.isGeneral ? .general : format.isText ? .text : NumberFormat(sections: format.sections)
        return copy
    }
}

extension Sheet {
    fileprivate mutating func tidy(_ id: (StyleID, CellValue) -> StyleID, _ styles: StyleTable) {
        for index in columns.indices { columns[index].style = id(columns[index].style, .empty) }
        for row in rows.indices {
            for column in rows[row].cells.indices {
                let cell = rows[row].cells[column]
                rows[row].cells[column].style = id(cell.style, cell.value)
                rows[row].cells[column].value = cell.value.tidy(styles[cell.style].font)
            }
            // Past its last cell a row looks as its columns say, whether it holds such cells or not.
            while let last = rows[row].cells.last, last.value == .empty, last.note == nil,
                last.style == column(rows[row].cells.count - 1).style
            { rows[row].cells.removeLast() }
        }
        while rows.last == Row() { rows.removeLast() }
        while columns.last == Column() { columns.removeLast() }
        for format in conditionalFormats.indices {
            for rule in conditionalFormats[format].rules.indices {
                conditionalFormats[format].rules[rule].style = id(conditionalFormats[format].rules[rule].style, .empty)
            }
        }
        if page.header == nil { page.margins.header = Margins().header }
        if page.footer == nil { page.margins.footer = Margins().footer }
    }
}

extension CellValue {
    /// Neighbouring runs of one font joined, the cell's own font left unsaid.
    fileprivate func tidy(_ font: Font) -> CellValue {
        guard case .richText(let runs) = self else { return self }
        var result: [TextRun] = []
        func append(_ text: String, _ own: Font?) {
            if let last = result.last, text == "\n" || last.font == own {
                result[result.count - 1].text += text
            } else {
                result.append(TextRun(text, font: own))
            }
        }
        // A line break counts to the run before it.
        for run in runs {
            for (index, line) in run.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { append("\n", nil) }
                if !line.isEmpty { append(String(line), run.font == font ? nil : run.font) }
            }
        }
        return result.allSatisfy { $0.font == nil } ? .text(result.map(\.text).joined()) : .richText(result)
    }
}
