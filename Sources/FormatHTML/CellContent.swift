import CivilTime
import Markup
import Sheets

/// What stands between a cell's tags: the text as shown, with the value beside it where the two differ.
struct CellContent {
    let workbook: Workbook

    func write(_ cell: Cell, _ look: Look, to markup: inout MarkupText) {
        let style = workbook.styles[look.style]
        switch style.rotation {
        case .degrees(0): value(cell.value, style, to: &markup)
        default:
            markup.start("span", ["style": Self.rotation(style.rotation)])
            value(cell.value, style, to: &markup)
            markup.end()
        }
    }

    private func value(_ value: CellValue, _ style: CellStyle, to markup: inout MarkupText) {
        let isRaised = style.font.position != .baseline
        if isRaised { markup.start(style.font.position == .superscript ? "sup" : "sub") }
        let shown = style.numberFormat.display(value)
        switch value.shown {
        case .empty, .formula: break
        case .text, .boolean: markup.text(shown)
        case .richText(let runs): richText(runs, to: &markup)
        case .number(let number), .percentage(let number):
            let plain = Decimal.plain(number)
            if plain == shown { markup.text(shown) } else { markup.element("data", ["value": plain], text: shown) }
        case .date(let moment): markup.element("time", ["datetime": moment.description], text: shown)
        case .time(let seconds): markup.element("time", ["datetime": Self.duration(seconds)], text: shown)
        }
        if isRaised { markup.end() }
    }

    /// `PT26H3M4S`; a span before zero has no such form and is left to its text.
    private static func duration(_ seconds: Int) -> String? {
        seconds < 0 ? nil : "PT\(seconds / 3600)H\(seconds / 60 % 60)M\(seconds % 60)S"
    }

    private func richText(_ runs: [TextRun], to markup: inout MarkupText) {
        for run in runs where !run.text.isEmpty {
            guard let font = run.font else {
                markup.text(run.text)
                continue
            }
            markup.element("span", ["style": CSS.declarations(of: font).joined(separator: ";")], text: run.text)
        }
    }

    private static func rotation(_ rotation: TextRotation) -> String {
        switch rotation {
        case .stacked: return "display:inline-block;writing-mode:vertical-rl;text-orientation:upright;white-space:pre"
        case .degrees(90):
            return
                "display:inline-block;writing-mode:vertical-rl;text-orientation:sideways;transform:rotate(180deg);white-space:pre"
        case .degrees(-90):
            return "display:inline-block;writing-mode:vertical-rl;text-orientation:sideways;white-space:pre"
        case .degrees(let degrees):
            return "display:inline-block;transform:rotate(\(-min(max(degrees, -90), 90))deg);white-space:pre"
        }
    }
}
