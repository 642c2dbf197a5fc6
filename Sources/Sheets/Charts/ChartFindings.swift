import Diagnostics

extension Workbook {
    /// What charts would show wrongly, the same in every format: each a finding of class B.
    package var chartFindings: [Finding] { sheets.flatMap { ChartCheck(sheet: $0).findings() } }
}

/// Looks at the cells behind the charts of a sheet.
private struct ChartCheck {
    let sheet: Sheet

    func findings() -> [Finding] { sheet.charts.flatMap(findings) }

    private func findings(_ chart: Chart) -> [Finding] {
        let name = "图表“\(chart.title)”"
        var findings: [Finding] = []
        if chart.series.isEmpty {
            findings.append(
                finding("chart.empty", chart.anchor, "\(name)应至少有一个数据系列，实际没有", remedy: "请给图表加上数据，或删去图表"))
        }
        if !(chart.width.isFinite && chart.height.isFinite && chart.width >= 72 && chart.height >= 72) {
            findings.append(
                finding(
                    "chart.size", chart.anchor,
                    "\(name)的宽和高应不小于 72 磅（一英寸），实为 \(Decimal.plain(chart.width))×\(Decimal.plain(chart.height))",
                    remedy: "请放大图表"))
        }
        findings += shape(chart.categories, "\(name)的分类标签")
        for series in chart.series { findings += self.findings(series, of: chart, name) }
        return findings
    }

    private func findings(_ series: Chart.Series, of chart: Chart, _ name: String) -> [Finding] {
        let heading = sheet[series.name].value.shown.plainText ?? series.name.description
        let title = "\(name)的系列“\(heading)”"
        var findings = shape(series.values, title)
        let (labels, values) = (Self.count(chart.categories), Self.count(series.values))
        if labels != values {
            findings.append(
                finding(
                    "chart.length", series.values.first,
                    "\(title)的数据应与分类标签一样多（\(labels) 个），实有 \(values) 个", remedy: "请改正图表的数据区域"))
        }
        if values > Chart.mostPoints {
            findings.append(
                finding(
                    "chart.points", series.values.first, "\(title)最多 \(Chart.mostPoints) 个数据，实有 \(values) 个，只画出前面的",
                    remedy: "请缩小图表的数据区域"))
        }
        return findings + numbers(series.values, title)
    }

    private static func count(_ range: CellRange) -> Int {
        range.rows.count.multipliedReportingOverflow(by: range.columns.count).partialValue
    }

    private func shape(_ range: CellRange, _ title: String) -> [Finding] {
        var findings: [Finding] = []
        if range.rows.count > 1, range.columns.count > 1 {
            findings.append(
                finding("chart.range", range.first, "\(title)应为一行或一列，实为 \(range)", remedy: "请改正图表的数据区域"))
        }
        if range.rows.upperBound > sheet.rowCount || range.columns.upperBound > sheet.columnCount {
            let used = "\(sheet.rowCount) 行 \(sheet.columnCount) 列"
            findings.append(
                finding("chart.outside", range.first, "\(title)的区域 \(range) 超出工作表已有内容（\(used)）", remedy: "请改正图表的数据区域"))
        }
        return findings
    }

    /// Text, a day or a formula without a number is drawn as zero by Excel.
    private func numbers(_ range: CellRange, _ title: String) -> [Finding] {
        let held = range.rows.clamped(to: 0..<sheet.rows.count)
        return held.flatMap { row in
            range.columns.clamped(to: 0..<sheet.rows[row].cells.count).compactMap { column in
                let value = sheet.rows[row].cells[column].value
                if value == .empty || Chart.number(value) != nil { return nil }
                return finding(
                    "chart.not-a-number", CellRef(row: row, column: column),
                    "\(title)的数据应为数字或空白，实为\(Self.kind(of: value))，Excel 会把它画成 0",
                    remedy: "请改成数字，没有数据时留空")
            }
        }
    }

    private static func kind(of value: CellValue) -> String {
        switch value.shown {
        case .text, .richText: "文字“\(value.plainText ?? value.shown.plainText ?? "")”"
        case .boolean: "是否值"
        case .date, .time: "日期或时间"
        case .number, .percentage: "无效的计算结果"
        case .empty, .formula: "没有结果的公式"
        }
    }

    private func finding(_ rule: String, _ cell: CellRef, _ statement: String, remedy: String) -> Finding {
        Finding(rule, .explain, at: Place(sheet: sheet.name, cell: cell), statement, remedy: remedy)
    }
}
