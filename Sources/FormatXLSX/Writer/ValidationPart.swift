import CivilTime
import Markup
import Sheets

/// `dataValidations` (数据有效性).
enum ValidationPart {
    static func write(_ validations: [DataValidation], _ lists: LongLists, to markup: inout MarkupText) {
        let written = validations.filter { !A1.list($0.ranges).isEmpty }
        if written.isEmpty { return }
        markup.start("dataValidations", ["count": String(written.count)])
        for validation in written { write(validation, lists, to: &markup) }
        markup.end()
    }

    private static func write(_ validation: DataValidation, _ lists: LongLists, to markup: inout MarkupText) {
        let rule = Rule(validation.rule, lists)
        markup.start(
            "dataValidation",
            [
                "type": rule.type, "errorStyle": reaction(validation.reaction), "operator": rule.comparison,
                "allowBlank": validation.allowsBlank ? "1" : nil, "showInputMessage": "1", "showErrorMessage": "1",
                "errorTitle": cut(validation.alert?.title, Limit.messageTitle),
                "error": cut(validation.alert?.text, Limit.messageText),
                "promptTitle": cut(validation.hint?.title, Limit.messageTitle),
                "prompt": cut(validation.hint?.text, Limit.messageText), "sqref": A1.list(validation.ranges),
            ])
        for (index, formula) in rule.formulas.enumerated() { markup.element("formula\(index + 1)", text: formula) }
        markup.end()
    }

    private static func reaction(_ reaction: DataValidation.Reaction) -> String? {
        switch reaction {
        case .stop: nil
        case .warning: "warning"
        case .information: "information"
        }
    }

    private static func cut(_ text: String?, _ limit: Int) -> String? {
        guard let text, !text.isEmpty else { return nil }
        return Escaping.excel(text.prefix(utf16: limit))
    }

    private struct Rule {
        /// `nil`: anything goes.
        var type: String?
        /// `nil`: between, or none.
        var comparison: String?
        var formulas: [String] = []

        init(_ rule: DataValidation.Rule, _ lists: LongLists) {
            switch rule {
            case .any: break
            case .list(let words):
                if words.isEmpty { return }
                type = "list"
                formulas = [lists.name(of: words) ?? LongLists.quoted(words)]
            case .wholeNumber(let bounds): limit("whole", bounds) { String($0) }
            case .decimal(let bounds): limit("decimal", bounds) { Decimal.plain($0) }
            case .date(let bounds):
                limit("date", bounds) { Decimal.plain(ExcelSerial.number(of: CalendarMoment($0)) ?? 0) }
            case .textLength(let bounds): limit("textLength", bounds) { String($0) }
            }
        }

        private mutating func limit<Value>(
            _ type: String, _ bounds: DataValidation.Bounds<Value>, _ text: (Value) -> String
        ) {
            switch (bounds.lower, bounds.upper) {
            case (let lower?, let upper?): formulas = [text(lower), text(upper)]
            case (let lower?, nil): (comparison, formulas) = ("greaterThanOrEqual", [text(lower)])
            case (nil, let upper?): (comparison, formulas) = ("lessThanOrEqual", [text(upper)])
            case (nil, nil): return
            }
            self.type = type
        }
    }
}

/// The word lists that do not fit into a rule (255 characters, no comma in a word): each gets a column on one hidden
/// sheet and a name for it.
struct LongLists {
    /// The first of them is in column A.
    let lists: [[String]]
    let sheetName: String
    private let names: [[String]: String]

    init(_ workbook: Workbook, _ sheetNames: ExcelSheetNames) {
        var lists: [[String]] = []
        var names: [[String]: String] = [:]
        var taken = Set(workbook.names.map { $0.name.lowercased() })
        for case .list(let words) in workbook.sheets.flatMap(\.validations).map(\.rule)
        where names[words] == nil && !words.isEmpty && !Self.fits(words) && lists.count < Limit.columns {
            lists.append(words)
            var number = lists.count
            while !taken.insert("选项_\(number)").inserted { number += 1 }
            names[words] = "选项_\(number)"
        }
        self.lists = lists
        self.names = names
        sheetName = sheetNames.further("下拉选项")
    }

    func name(of words: [String]) -> String? { names[words] }

    /// `nil` when every list stands in its rule.
    var sheet: Sheet? {
        if lists.isEmpty { return nil }
        var sheet = Sheet(name: sheetName, isHidden: true)
        for (column, words) in lists.enumerated() {
            for (row, word) in words.prefix(Limit.rows).enumerated() { sheet[row, column] = Cell(.text(word)) }
        }
        return sheet
    }

    /// Each list's name and range.
    var ranges: [(name: String, range: CellRange)] {
        lists.enumerated().compactMap { column, words in
            names[words].map { ($0, CellRange(rows: 0..<min(words.count, Limit.rows), columns: column..<column + 1)) }
        }
    }

    private static func fits(_ words: [String]) -> Bool {
        let isPlain = words.allSatisfy { word in
            !word.isEmpty && !word.contains(",") && word.first != " " && word.last != " "
                && !word.contains(where: \.isNewline)
        }
        return isPlain && words.joined(separator: ",").utf16.count <= Limit.listText
    }

    /// `"有,无"`.
    static func quoted(_ words: [String]) -> String {
        "\""
            + words.joined(separator: ",").split(separator: "\"", omittingEmptySubsequences: false).joined(
                separator: "\"\"")
            + "\""
    }
}
