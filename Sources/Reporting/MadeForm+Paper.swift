import Diagnostics
import Sheets
import Templating

extension Workbook {
    /// Texts that do not fit on paper, whatever the format: a row is at most 409.5 points high.
    var cutTextFindings: [Finding] {
        sheets.indices.flatMap { index in
            cutTexts(ofSheet: index).map { .cutText(at: Place(sheet: sheets[index].name, cell: $0)) }
        }
    }
}
