import Sheets

/// How a cell of the table looks: its style, and what its value and its neighbours make of it.
struct Look: Hashable {
    var style: StyleID
    /// Never `.general`.
    var horizontal: HorizontalAlignment
    /// False: one line, running over empty neighbours if it must.
    var breaks: Bool
    /// `nil`: the style's own.
    var borders: Borders?
    /// From the number format, for example red for a negative number; `nil`: the font's own.
    var color: Color?
    /// Of text shrunk to fit; `nil`: the font's own.
    var sizeInPoints: Double?
}

/// The classes of a document, numbered by first use. Looks that come out equal share one.
struct LookTable {
    /// The declarations of each.
    private(set) var classes: [String] = []
    private var numbers: [String: Int] = [:]
    private var known: [Look: Int] = [:]
    private let workbook: Workbook

    init(_ workbook: Workbook) { self.workbook = workbook }

    mutating func number(of look: Look) -> Int {
        if let number = known[look] { return number }
        let declarations = declarations(of: look).joined(separator: ";")
        let number = numbers[declarations] ?? classes.count
        if number == classes.count { classes.append(declarations) }
        numbers[declarations] = number
        known[look] = number
        return number
    }

    /// The style a cell is shown with: its own, or the first one whose condition its number meets (条件格式).
    func style(of slot: SheetLayout.Slot, in sheet: Sheet) -> StyleID {
        guard let number = slot.cell.value.shown.number else { return slot.cell.style }
        for format in sheet.conditionalFormats where format.ranges.contains(where: { $0.contains(slot.place) }) {
            if let rule = format.rules.first(where: { $0.condition.holds(for: number) }) { return rule.style }
        }
        return slot.cell.style
    }

    func look(of slot: SheetLayout.Slot, in sheet: Sheet) -> Look {
        let id = style(of: slot, in: sheet)
        let style = workbook.styles[id]
        var look = Look(style: id, horizontal: horizontal(style, slot.cell.value.shown), breaks: style.wraps)
        if let merge = slot.merge, id == slot.cell.style { look.borders = workbook.borders(around: merge, in: sheet) }
        if look.borders == style.borders { look.borders = nil }
        look.color = style.numberFormat.color(for: slot.cell.value)
        fit(slot, style, sheet, &look)
        return look
    }

    private func horizontal(_ style: CellStyle, _ value: CellValue) -> HorizontalAlignment {
        guard style.horizontal == .general else { return style.horizontal }
        switch value {
        case .number, .percentage, .date, .time: return .right
        case .boolean: return .center
        default: return .left
        }
    }

    /// One line that is too wide is made smaller where the style wants it, runs over empty neighbours where it can, and
    /// otherwise is broken rather than cut off.
    private func fit(_ slot: SheetLayout.Slot, _ style: CellStyle, _ sheet: Sheet, _ look: inout Look) {
        guard !look.breaks, style.rotation == .degrees(0), let text = slot.cell.value.shown.plainText else { return }
        if style.horizontal == .justify || style.horizontal == .distributed {
            look.breaks = true
            return
        }
        let room = slot.width - 2 * TextMeasure.sidePadding - max(0, style.indentInPoints)
        if Double(text.utf16.count) * CSS.fontSize(style.font) * 1.2 <= room { return }
        let width = TextMeasure(text, font: style.font).width
        if width <= room { return }
        if style.shrinksToFit, room > 0 {
            look.sizeInPoints = max(1, (CSS.fontSize(style.font) * room / width * 10).rounded(.down) / 10)
        } else {
            look.breaks = !canRunOver(slot, sheet, look)
        }
    }

    private func canRunOver(_ slot: SheetLayout.Slot, _ sheet: Sheet, _ look: Look) -> Bool {
        guard slot.merge == nil, look.horizontal == .left else { return false }
        let next = slot.place.column + 1
        let neighbours = (next..<next + 3).map { sheet[slot.place.row, $0] }
        return neighbours.allSatisfy { $0.value == .empty && workbook.style(of: $0).borders == Borders() }
    }

    /// The declarations of a look, for a class or a `style` attribute.
    func declarations(of look: Look) -> [String] {
        var style = workbook.styles[look.style]
        if let color = look.color { style.font.color = color }
        if let size = look.sizeInPoints { style.font.sizeInPoints = size }
        if let borders = look.borders { style.borders = borders }
        style.font.position = .baseline
        var rules = CSS.declarations(of: style.font)
        if let fill = style.fill { rules.append("background-color:\(fill)") }
        rules += CSS.declarations(of: style.borders)
        rules += alignment(look, style)
        rules.append("white-space:\(look.breaks ? "pre-wrap" : "pre")")
        return rules
    }

    private func alignment(_ look: Look, _ style: CellStyle) -> [String] {
        var rules: [String] = []
        let indent = style.indentInPoints.isFinite ? min(max(style.indentInPoints, 0), 1000) : 0
        switch look.horizontal {
        case .general, .left: rules.append("text-align:left")
        case .center: rules.append("text-align:center")
        case .right: rules.append("text-align:right")
        case .justify: rules.append("text-align:justify")
        case .distributed: rules += ["text-align:justify", "text-align-last:justify"]
        }
        if indent > 0 {
            let side = look.horizontal == .right ? "right" : "left"
            rules.append("padding-\(side):\(CSS.points(indent + TextMeasure.sidePadding))")
        }
        rules.append(
            "vertical-align:\(style.vertical == .middle ? "middle" : style.vertical == .top ? "top" : "bottom")")
        return rules
    }
}

extension CellValue {
    /// The number that conditions compare.
    var number: Double? {
        switch self {
        case .number(let number), .percentage(let number): number
        default: nil
        }
    }
}

extension ConditionalFormat.Condition {
    /// A formula never holds here: it is not evaluated.
    func holds(for number: Double) -> Bool {
        switch self {
        case .equal(let a): number == a
        case .notEqual(let a): number != a
        case .less(let a): number < a
        case .lessOrEqual(let a): number <= a
        case .greater(let a): number > a
        case .greaterOrEqual(let a): number >= a
        case .between(let a, let b): number >= min(a, b) && number <= max(a, b)
        case .notBetween(let a, let b): number < min(a, b) || number > max(a, b)
        case .formula: false
        }
    }
}
