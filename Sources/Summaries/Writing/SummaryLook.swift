import Sheets

/// The styles of a summary's sheets.
struct SummaryLook {
    let title: StyleID
    let section: StyleID
    let fact: StyleID
    let label: StyleID
    let gap: StyleID
    let words: StyleID
    let origin: StyleID
    let subheading: StyleID
    let caption: StyleID
    let heading: StyleID
    let note: StyleID
    private let cells: [Kind: StyleID]
    private let states: [StateGrid.State: StyleID]

    /// What a cell of a table looks like.
    private struct Kind: Hashable {
        var format: NumberFormat
        var isText: Bool
        var isTotal: Bool
    }

    static let count = NumberFormat("0")
    static let partialCount = NumberFormat("0\"\(SummaryValue.partialMark)\"")
    static let rate = NumberFormat("0.0%")
    static let partialRate = NumberFormat("0.0%\"\(SummaryValue.partialMark)\"")
    /// Where one decimal would round up to 100 % what is less.
    static let nearlyAll = NumberFormat("0.0000%")
    static let partialNearlyAll = NumberFormat("0.0000%\"\(SummaryValue.partialMark)\"")
    static let decimal = NumberFormat("0.0")

    init(_ styles: inout StyleTable) {
        let body = Font(families: OfficialFaces.body, sizeInPoints: 11)
        let black = Font(families: OfficialFaces.heading, sizeInPoints: 11)
        func style(
            _ font: Font, size: Double, _ horizontal: HorizontalAlignment = .left, bordered: Bool = false,
            color: Color = .black, fill: Color? = nil
        ) -> CellStyle {
            var font = font
            (font.sizeInPoints, font.color) = (size, color)
            var style = CellStyle(font: font, horizontal: horizontal, vertical: .middle, wraps: true)
            style.fill = fill
            if bordered { style.borders = .all(.thin) }
            return style
        }
        let grey = Color(red: 0x59, green: 0x59, blue: 0x59)
        let shade = Color(red: 0xEE, green: 0xEE, blue: 0xEE)
        title = styles.id(of: style(Font(families: OfficialFaces.title, sizeInPoints: 22), size: 22, .center))
        section = styles.id(of: style(black, size: 16))
        fact = styles.id(of: style(body, size: 12))
        label = styles.id(of: style(black, size: 12))
        gap = styles.id(of: style(black, size: 12, color: Color(red: 0xA0, green: 0, blue: 0)))
        words = styles.id(of: style(body, size: 14))
        origin = styles.id(of: style(body, size: 9, color: grey))
        subheading = styles.id(of: style(black, size: 14))
        caption = styles.id(of: style(black, size: 12))
        heading = styles.id(of: style(black, size: 10.5, .center, bordered: true, fill: shade))
        note = styles.id(of: style(body, size: 10, color: grey))
        var cells: [Kind: StyleID] = [:]
        for isTotal in [false, true] {
            for format in [
                .general, Self.count, Self.partialCount, Self.rate, Self.partialRate, Self.nearlyAll,
                Self.partialNearlyAll,
                Self.decimal,
                .isoDate, NumberFormat.text,
            ] {
                for isText in [false, true] {
                    var look = style(
                        isTotal ? black : body, size: 11, isText ? .left : .center, bordered: true,
                        fill: isTotal ? Color(red: 0xF6, green: 0xF6, blue: 0xF6) : nil)
                    look.numberFormat = format
                    cells[Kind(format: format, isText: isText, isTotal: isTotal)] = styles.id(of: look)
                }
            }
        }
        self.cells = cells
        var states: [StateGrid.State: StyleID] = [:]
        for state in StateGrid.State.allCases {
            let (fill, ink) = state.colors
            states[state] = styles.id(of: style(body, size: 11, .center, bordered: true, color: ink, fill: fill))
        }
        self.states = states
    }

    func cell(_ format: NumberFormat, isText: Bool, isTotal: Bool) -> StyleID {
        cells[Kind(format: format, isText: isText, isTotal: isTotal)] ?? .standard
    }

    func state(_ state: StateGrid.State) -> StyleID { states[state] ?? .standard }
}

extension StateGrid.State {
    /// Of the ground and of what is written on it; they differ in lightness, so that they do in black and white, too.
    var colors: (fill: Color, ink: Color) {
        let (fill, ink): (String, String) =
            switch self {
            case .onTime: ("FFFFFF", "000000")
            case .exempt: ("F2F2F2", "595959")
            case .late: ("DCE8F4", "000000")
            case .partial: ("BFD6EC", "000000")
            case .empty: ("A0BFDE", "000000")
            case .waiting: ("7FA8D0", "000000")
            case .returned: ("3F6FA6", "FFFFFF")
            case .missing: ("1B2F4B", "FFFFFF")
            }
        return (Color(hex: "#" + fill) ?? .white, Color(hex: "#" + ink) ?? .black)
    }
}
