import CivilTime
import Markup
import Sheets

/// `x:DataValidation` (数据有效性).
enum ValidationPart {
    /// - Parameter lists: Names of the ranges that hold the lists too long or too odd to stand in the rule itself.
    static func write(_ validation: DataValidation, lists: LongLists, to markup: inout MarkupText) {
        if validation.ranges.isEmpty { return }
        markup.start("DataValidation", ["xmlns": Names.excel])
        markup.element("Range", text: validation.ranges.map(R1C1.range).joined(separator: ","))
        rule(validation.rule, allowsBlank: validation.allowsBlank, lists: lists, to: &markup)
        if let hint = validation.hint {
            if !hint.title.isEmpty {
                markup.element("InputTitle", text: hint.title.prefix(utf16: Limit.messageTitle))
            }
            markup.element("InputMessage", text: hint.text.prefix(utf16: Limit.hintText))
        }
        reaction(validation.reaction, to: &markup)
        if let alert = validation.alert {
            markup.element("ErrorMessage", text: alert.text.prefix(utf16: Limit.alertText))
            if !alert.title.isEmpty {
                markup.element("ErrorTitle", text: alert.title.prefix(utf16: Limit.messageTitle))
            }
        }
        markup.end()
        markup.lineBreak()
    }

    private static func rule(
        _ rule: DataValidation.Rule, allowsBlank: Bool, lists: LongLists, to markup: inout MarkupText
    ) {
        switch rule {
        case .any: break
        case .list(let words):
            markup.element("Type", text: "List")
            let name = lists.name(of: words)
            if name != nil { markup.empty("CellRangeList") }
            if allowsBlank { markup.empty("UseBlank") }
            markup.element("Value", text: name ?? LongLists.quoted(words))
        case .wholeNumber(let bounds): self.bounds("Whole", bounds, allowsBlank, to: &markup) { String($0) }
        case .decimal(let bounds): self.bounds("Decimal", bounds, allowsBlank, to: &markup) { Decimal.plain($0) }
        case .date(let bounds):
            self.bounds("Date", bounds, allowsBlank, to: &markup) { String($0.daysSince1970 + 25_569) }
        case .textLength(let bounds): self.bounds("TextLength", bounds, allowsBlank, to: &markup) { String($0) }
        }
    }

    private static func bounds<Value>(
        _ type: String, _ bounds: DataValidation.Bounds<Value>, _ allowsBlank: Bool, to markup: inout MarkupText,
        _ text: (Value) -> String
    ) {
        if bounds.lower == nil, bounds.upper == nil { return }
        markup.element("Type", text: type)
        switch (bounds.lower, bounds.upper) {
        case (let lower?, let upper?):
            if allowsBlank { markup.empty("UseBlank") }
            markup.element("Min", text: text(lower))
            markup.element("Max", text: text(upper))
        case (let lower?, nil): one("GreaterOrEqual", text(lower), allowsBlank, to: &markup)
        case (nil, let upper?): one("LessOrEqual", text(upper), allowsBlank, to: &markup)
        case (nil, nil): break
        }
    }

    private static func one(_ qualifier: String, _ value: String, _ allowsBlank: Bool, to markup: inout MarkupText) {
        markup.element("Qualifier", text: qualifier)
        if allowsBlank { markup.empty("UseBlank") }
        markup.element("Value", text: value)
    }

    private static func reaction(_ reaction: DataValidation.Reaction, to markup: inout MarkupText) {
        switch reaction {
        case .stop: break
        case .warning: markup.element("ErrorStyle", text: "Warn")
        case .information: markup.element("ErrorStyle", text: "Info")
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

    init(_ workbook: Workbook, sheetNames: ExcelSheetNames) {
        var lists: [[String]] = []
        var names: [[String]: String] = [:]
        var taken = Set(workbook.names.map { $0.name.lowercased() })
        for case .list(let words) in workbook.sheets.flatMap(\.validations).map(\.rule)
        where names[words] == nil && !Self.fits(words) {
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

    func writeNames(to markup: inout MarkupText) {
        for (column, words) in lists.enumerated() where !words.isEmpty {
            let range = CellRange(rows: 0..<words.count, columns: column..<column + 1)
            markup.empty(
                "NamedRange",
                [
                    "ss:Name": names[words], "ss:RefersTo": "=" + R1C1.prefix(sheet: sheetName) + R1C1.range(range),
                    "ss:Hidden": "1",
                ])
        }
    }

    func writeSheet(to markup: inout MarkupText) {
        if lists.isEmpty { return }
        markup.start("Worksheet", ["ss:Name": sheetName])
        markup.start("Table")
        for row in 0..<(lists.map(\.count).max() ?? 0) {
            markup.element("Row") { markup in
                for (column, words) in lists.enumerated() where row < words.count {
                    markup.start("Cell", ["ss:Index": String(column + 1)])
                    CellData.write(.text(words[row]), to: &markup)
                    markup.end()
                }
            }
        }
        markup.end()
        markup.start("WorksheetOptions", ["xmlns": Names.excel])
        markup.element("Visible", text: "SheetHidden")
        markup.end()
        markup.end()
        markup.lineBreak()
    }
}
