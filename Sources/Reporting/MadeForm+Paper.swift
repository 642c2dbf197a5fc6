import Diagnostics
import Sheets

extension Workbook {
    /// Texts that do not fit on paper, whatever the format: a row is at most 409.5 points high.
    var cutTextFindings: [Finding] {
        sheets.indices.flatMap { index in
            cutTexts(ofSheet: index).map { cell in
                Finding(
                    "report.text-cut", .explain, at: Place(sheet: sheets[index].name, cell: cell),
                    "文字太长，一行最高 409.5 磅（约 14 厘米），打印时后面的文字印不全", remedy: "请精简文字，或另附材料")
            }
        }
    }
}
