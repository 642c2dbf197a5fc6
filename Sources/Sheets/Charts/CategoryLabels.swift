/// How the labels of the category axis are set: side by side, on two lines, slanted, or every n-th of them upright.
package struct CategoryLabels {
    /// Lines of each category's label; empty where it is left out.
    package let lines: [[String]]
    package let isSlanted: Bool
    /// Below the axis.
    package let height: Double
    /// How far the first label reaches to the left of its place.
    package let overhang: Double

    private static let lineHeight = ChartLook.textSize * 1.35
    private static let slope = 0.7072

    /// - Parameters:
    ///   - slot: The width of a category, in points.
    ///   - highest: How far down slanted labels may reach.
    package init(_ labels: [String], slot: Double, highest: Double) {
        let room = slot - 3
        let whole = labels.map { $0.isEmpty ? [] : [$0] }
        let broken = labels.map { ChartText.lines($0, within: max(room, 1)) }
        let fits = broken.allSatisfy { $0.count <= 2 && $0.allSatisfy { ChartText.width($0) <= room } }
        let widest = labels.map(ChartText.width).max() ?? 0
        if widest <= room || fits {
            lines = widest <= room ? whole : broken
            isSlanted = false
            overhang = 0
        } else if Self.mayBeThinned(labels), let step = Self.step(widest, slot) {
            lines = whole.enumerated().map { $0 % step == 0 ? $1 : [] }
            isSlanted = false
            overhang = widest / 2
        } else {
            let longest = highest / Self.slope
            let step = max(1, Int((Self.lineHeight / max(slot, 0.01)).rounded(.up)))
            lines = labels.enumerated().map { $0 % step == 0 && !$1.isEmpty ? [ChartText.cut($1, to: longest)] : [] }
            isSlanted = true
            overhang = min(widest, longest) * Self.slope
        }
        let count = Double(lines.lazy.map(\.count).max() ?? 0)
        height = isSlanted ? min(widest, highest / Self.slope) * Self.slope + 8 : count * Self.lineHeight + 3
    }

    /// Names each need their label; of months and days some can be left out, for the reader counts on.
    private static func mayBeThinned(_ labels: [String]) -> Bool {
        labels.allSatisfy { $0.isEmpty || $0.contains { $0.isNumber } }
    }

    /// Every how many labels fit; `nil` where too few would remain.
    private static func step(_ widest: Double, _ slot: Double) -> Int? {
        guard slot > 0 else { return nil }
        let step = Int(((widest + 4) / slot).rounded(.up))
        return step <= 3 || slot < lineHeight ? max(step, 1) : nil
    }
}
