import Markup
import Sheets

/// Units down, months across, each cell in the shade of its state and with its sign, so that it reads without colours.
///
/// Each cell has the attributes `data-unit`, `data-month` and `data-state`, and a tooltip.
struct StateGridDrawing {
    private let grid: StateGrid
    private static let label = 130.0
    private static let cellWidth = 46.0
    private static let cellHeight = 17.0
    private static let head = 44.0
    private static let foot = 30.0
    private static let families = "\"Noto Sans CJK SC\",\"Microsoft YaHei\",SimHei,sans-serif"

    init(_ grid: StateGrid) { self.grid = grid }

    func svg() -> String {
        let keyWidth = Double(StateGrid.State.allCases.count) * 82 + 8
        let width = max(Self.label + Double(grid.months.count) * Self.cellWidth + 8, keyWidth)
        let height = Self.head + Double(grid.rows.count) * Self.cellHeight + Self.foot
        var markup = MarkupText(.html)
        markup.start(
            "svg",
            [
                "role": "img", "aria-label": grid.title, "viewBox": "0 0 \(number(width)) \(number(height))",
                "style": "display:block;width:100%;max-width:\(number(width))pt;height:auto",
                "font-family": Self.families, "font-size": "9",
            ])
        markup.element("title", text: grid.title)
        markup.empty("rect", ["width": number(width), "height": number(height), "fill": "#ffffff"])
        text(grid.title, 8, 14, &markup, size: "11")
        for (place, month) in grid.months.enumerated() {
            text(month, x(place) + Self.cellWidth / 2, Self.head - 5, &markup, anchor: "middle", size: "8")
        }
        for (place, row) in grid.rows.enumerated() { self.row(row, place, &markup) }
        key(height - 12, &markup)
        markup.end()
        return String(decoding: markup.take(), as: UTF8.self)
    }

    private func x(_ month: Int) -> Double { Self.label + Double(month) * Self.cellWidth }

    private func row(_ row: StateGrid.Row, _ place: Int, _ markup: inout MarkupText) {
        let y = Self.head + Double(place) * Self.cellHeight
        text(shortened(row.name), Self.label - 6, y + 12, &markup, anchor: "end")
        for (month, cell) in row.cells.enumerated() {
            guard let cell else {
                text("—", x(month) + Self.cellWidth / 2, y + 12, &markup, anchor: "middle", fill: "#767676")
                continue
            }
            let colors = cell.state.colors
            markup.start(
                "g",
                ["data-unit": row.name, "data-month": grid.months[month], "data-state": "\(cell.state)"])
            markup.element(
                "title",
                text: "\(row.name)，\(grid.months[month])：\(cell.state.word)" + (cell.count.map { " \($0) 个" } ?? ""))
            markup.empty(
                "rect",
                [
                    "x": number(x(month)), "y": number(y), "width": number(Self.cellWidth),
                    "height": number(Self.cellHeight), "fill": colors.fill.description, "stroke": "#888888",
                    "stroke-width": "0.5",
                ])
            text(
                cell.sign, x(month) + Self.cellWidth / 2, y + 12, &markup, anchor: "middle",
                fill: colors.ink.description)
            markup.end()
        }
    }

    private func key(_ y: Double, _ markup: inout MarkupText) {
        for (place, state) in StateGrid.State.allCases.enumerated() {
            let x = 8 + Double(place) * 82
            markup.empty(
                "rect",
                [
                    "x": number(x), "y": number(y - 10), "width": "16", "height": "13",
                    "fill": state.colors.fill.description, "stroke": "#888888", "stroke-width": "0.5",
                ])
            text(state.sign, x + 8, y, &markup, anchor: "middle", fill: state.colors.ink.description)
            text(state.word, x + 20, y, &markup)
        }
    }

    private func text(
        _ text: String, _ x: Double, _ y: Double, _ markup: inout MarkupText, anchor: String? = nil,
        fill: String = "#000000", size: String? = nil
    ) {
        markup.element(
            "text",
            ["x": number(x), "y": number(y), "text-anchor": anchor, "fill": fill, "font-size": size], text: text)
    }

    private func shortened(_ name: String) -> String { name.count > 13 ? name.prefix(12) + "…" : name }

    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? String(tenths / 10) : "\(tenths / 10).\(abs(tenths % 10))"
    }
}
