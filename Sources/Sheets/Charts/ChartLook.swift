/// How a series looks, the same in every format: told apart without colours, by lightness and pattern of columns, by
/// dash and marker of lines.
package struct ChartLook: Hashable, Sendable {
    /// What fills a column.
    package enum Pattern: Hashable, Sendable { case solid, rising, horizontal, crossed, vertical }
    /// What a line is drawn with.
    package enum Dash: Hashable, Sendable { case solid, dashed, dotted, dashDotted }
    /// What stands at a line's points.
    package enum Marker: Hashable, Sendable { case none, circle, square, triangle, diamond }

    /// Of a solid column, a hatch, a line and its markers.
    package var color: Color
    /// Around a column.
    package var outline: Color
    package var pattern = Pattern.solid
    package var dash = Dash.solid
    package var marker = Marker.none

    /// Points.
    package static let titleSize = 13.0
    package static let textSize = 9.0
    package static let labelSize = 8.0
    package static let lineWidth = 1.75
    /// Between the columns of two categories, in columns.
    package static let gap = 0.7
    package static let text = Color(red: 51, green: 51, blue: 51)
    package static let axis = Color(red: 127, green: 127, blue: 127)
    package static let grid = Color(red: 217, green: 217, blue: 217)
    /// First what an office has; the others stand in for it.
    package static let families = ["微软雅黑", "Microsoft YaHei", "Noto Sans CJK SC", "SimHei"]

    private static let columns: [ChartLook] = [
        column(31, 56, 100, .solid), column(46, 117, 182, .rising),
        column(191, 191, 191, .solid, outline: (89, 89, 89)),
        column(131, 60, 12, .horizontal), column(56, 87, 35, .crossed), column(89, 89, 89, .vertical),
    ]

    /// Seen on white and on the darkest column alike.
    private static let lines: [ChartLook] = [
        line(27, 158, 138, .solid, .circle), line(64, 64, 64, .dotted, .square),
        line(46, 117, 182, .dashDotted, .triangle),
        line(112, 48, 160, .dashed, .diamond),
    ]

    private static let goals: [ChartLook] = [
        line(232, 89, 12, .dashed, .none), line(127, 96, 0, .dashDotted, .none), line(64, 64, 64, .dotted, .none),
    ]

    private static func column(
        _ red: UInt8, _ green: UInt8, _ blue: UInt8, _ pattern: Pattern, outline: (UInt8, UInt8, UInt8)? = nil
    ) -> ChartLook {
        let color = Color(red: red, green: green, blue: blue)
        let edge = outline.map { Color(red: $0.0, green: $0.1, blue: $0.2) } ?? color
        return ChartLook(color: color, outline: edge, pattern: pattern)
    }

    private static func line(_ red: UInt8, _ green: UInt8, _ blue: UInt8, _ dash: Dash, _ marker: Marker) -> ChartLook {
        let color = Color(red: red, green: green, blue: blue)
        return ChartLook(color: color, outline: color, dash: dash, marker: marker)
    }

    /// Gives each series of a chart the next look of its kind.
    struct Counter {
        private var counts: [Chart.Mark: Int] = [:]

        mutating func next(_ mark: Chart.Mark) -> ChartLook {
            let number = counts[mark, default: 0]
            counts[mark] = number + 1
            let looks =
                switch mark {
                case .column: ChartLook.columns
                case .line: ChartLook.lines
                case .goal: ChartLook.goals
                }
            return looks[number % looks.count]
        }
    }
}
