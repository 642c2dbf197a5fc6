import Sheets

/// Where the parts of a chart stand, in points from its upper left corner.
struct ChartLayout {
    let width: Double
    let height: Double
    /// What the axes enclose.
    let left: Double
    let right: Double
    let top: Double
    let bottom: Double
    let categories: CategoryLabels
    /// The base line of the category axis' title.
    let categoryTitleY: Double
    /// Rows of the legend, and the middle of the first one.
    let legend: [[LegendEntry]]
    let legendY: Double

    struct LegendEntry {
        let series: Int
        let width: Double
    }

    static let legendRow = 15.0
    static let swatch = 26.0
    private static let lineHeight = ChartLook.textSize * 1.4

    init(_ figures: ChartFigures, _ axis: ValueAxis) {
        let chart = figures.chart
        width = Self.size(chart.width, 72)
        height = Self.size(chart.height, 72)
        legend = Self.legend(figures, within: width - 16)
        let beside = chart.valueTitle.map { ChartText.isUpright($0) ? ChartText.width($0) + 6 : Self.lineHeight } ?? 0
        let labels = axis.labels.map { ChartText.width($0) }.max() ?? 0
        let start = 8 + beside + labels + 6
        right = width - 12
        let slot = max(right - start, 1) / Double(max(figures.pointCount, 1))
        let labelled = CategoryLabels(figures.categories, slot: slot, highest: height * 0.4)
        // Slanted labels reach to the left of their place.
        left = min(max(start, labelled.overhang - slot / 2 + 4), width / 2)
        categories = labelled
        let legendHeight = legend.isEmpty ? 0 : Double(legend.count) * Self.legendRow + 4
        legendY = height - 4 - legendHeight + Self.legendRow / 2 + 2
        categoryTitleY = height - 4 - legendHeight - 4
        let below = legendHeight + (chart.categoryTitle == nil ? 0 : Self.lineHeight + 2) + labelled.height + 8
        let titleLines = ChartText.titleLines(chart.title, within: width - 16)
        let above = 8 + Double(titleLines.count) * ChartLook.titleSize * 1.4
        let numbers = figures.columns.isEmpty ? 5.0 : ChartLook.labelSize * 1.5
        top = min(above + numbers, height / 2)
        bottom = max(height - below, top + 10)
    }

    private static func size(_ points: Double, _ least: Double) -> Double {
        points.isFinite ? min(max(points, least), 5_000) : least
    }

    private static func legend(_ figures: ChartFigures, within room: Double) -> [[LegendEntry]] {
        if figures.series.count < 2 { return [] }
        var rows: [[LegendEntry]] = [[]]
        var used = 0.0
        for (index, series) in figures.series.enumerated() {
            let width = swatch + ChartText.width(series.name) + 14
            if used + width > room, used > 0 {
                rows.append([])
                used = 0
            }
            rows[rows.count - 1].append(LegendEntry(series: index, width: width))
            used += width
        }
        return rows
    }

    /// The width that a category takes.
    func slot(of count: Int) -> Double { (right - left) / Double(max(count, 1)) }

    /// The middle of a category.
    func x(_ category: Int, of count: Int) -> Double { left + (Double(category) + 0.5) * slot(of: count) }

    func y(_ number: Double, _ axis: ValueAxis) -> Double { bottom - (bottom - top) * axis.share(of: number) }
}
