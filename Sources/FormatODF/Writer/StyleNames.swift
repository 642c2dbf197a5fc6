import Sheets

/// A cell's style as the file needs it: with the number format that its value is really shown in, and the conditional
/// formats of its place.
struct CellLook: Hashable {
    var style: StyleID
    /// `nil`: that of the style.
    var format: NumberFormat?
    var conditions: ConditionKey?

    init(_ style: StyleID, format: NumberFormat? = nil, conditions: ConditionKey? = nil) {
        self.style = style
        self.format = format
        self.conditions = conditions
    }

    /// A date, time or percentage under the general format is shown in a format that fits its type; the file names that
    /// one.
    static func format(for value: CellValue, _ own: NumberFormat) -> NumberFormat? {
        guard own.isGeneral else { return nil }
        switch value.shown {
        case .date(let moment): return moment.time == .midnight ? .isoDate : NumberFormat("yyyy-mm-dd hh:mm:ss")
        case .time: return NumberFormat("[h]:mm:ss")
        case .percentage: return NumberFormat("0.##%")
        default: return nil
        }
    }
}

/// The conditional formats that hold at some cells, by their places in ``Sheet/conditionalFormats``.
struct ConditionKey: Hashable {
    var sheet: Int
    var formats: [Int]
}

struct RowLook: Hashable {
    var height: Double
    /// `nil`: the height is fixed.
    var minimum: Double?
    var breaksBefore: Bool
}

/// The names of all styles of one file, given by first use while the rows are written; the styles themselves stand before
/// the rows in the file.
struct StyleNames {
    let workbook: Workbook
    var faces: [(name: String, families: [String])] = []
    private var faceNames: [[String]: String] = [:]
    var formats = Numbering<String>(prefix: "N")
    /// Number formats of named styles, kept apart because names count within one part.
    var commonFormats = Numbering<String>(prefix: "NC")
    var cells = Numbering<CellLook>(prefix: "ce")
    var columns = Numbering<Double>(prefix: "co")
    var rows = Numbering<RowLook>(prefix: "ro")
    var pages = Numbering<PageSetup>(prefix: "pm")
    var texts = Numbering<Font>(prefix: "T")
    var headerTexts = Numbering<Font>(prefix: "MT")
    var conditional = Numbering<StyleID>(prefix: "Conditional")

    init(of workbook: Workbook) {
        self.workbook = workbook
        addFont(workbook.styles.standard.font)
        addCommonFormat(workbook.styles.standard)
    }

    /// What a sheet names ahead of its rows.
    mutating func begin(_ plan: SheetPlan) {
        pages.name(of: plan.sheet.page)
        for part in [plan.sheet.page.header, plan.sheet.page.footer] {
            if let font = part?.font { headerTexts.name(of: font) }
        }
        for column in plan.sheet.columns { addCell(CellLook(column.style)) }
        for format in plan.sheet.conditionalFormats {
            for rule in format.rules { conditional.name(of: rule.style) }
        }
    }

    /// What follows from the names given so far, once the rows of all sheets are written.
    mutating func complete(_ sheets: [(plan: SheetPlan, columnCount: Int)]) {
        for (plan, columnCount) in sheets {
            for column in 0..<columnCount { columns.name(of: plan.sheet.column(column).widthInPoints) }
        }
        for look in cells.values {
            let style = workbook.styles[look.style]
            addFont(style.font)
            let format = look.format ?? style.numberFormat
            if !format.isGeneral { formats.name(of: format.code) }
        }
        for id in conditional.values {
            addFont(workbook.styles[id].font)
            addCommonFormat(workbook.styles[id])
        }
        for font in texts.values + headerTexts.values { addFont(font) }
    }

    private mutating func addCell(_ look: CellLook) {
        if look != CellLook(.standard) { cells.name(of: look) }
    }

    private mutating func addCommonFormat(_ style: CellStyle) {
        if !style.numberFormat.isGeneral { commonFormats.name(of: style.numberFormat.code) }
    }

    private mutating func addFont(_ font: Font) {
        if faceNames[font.families] != nil { return }
        let first = font.families.first ?? ""
        let taken = faces.count { $0.families.first == first }
        let name = taken == 0 ? first : "\(first) \(taken + 1)"
        faceNames[font.families] = name
        faces.append((name, font.families))
    }

    func face(_ font: Font) -> String { faceNames[font.families] ?? font.families.first ?? "" }

    /// `Default` is the workbook's standard style.
    mutating func cell(_ look: CellLook) -> String {
        look == CellLook(.standard) ? "Default" : cells.name(of: look)
    }

    /// The name of a column's style.
    func known(_ look: CellLook) -> String { cells.known(look) ?? "Default" }
}
