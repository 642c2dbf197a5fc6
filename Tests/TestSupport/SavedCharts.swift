import Foundation

/// The charts that LibreOffice holds, as it saves them into one file (`.fods`).
public struct SavedCharts {
    /// Chart by chart: kind, cell of the name, cells of the values.
    public var series: [[String]] = []
    /// Cells of the category labels.
    public var categories: [String] = []
    /// Where each value axis begins.
    public var minimums: [String] = []
    /// How each treats cells without a number.
    public var gaps: [String] = []

    /// - Parameter fods: The saved file.
    public init(_ fods: String) {
        for part in fods.split(separator: "<office:chart>").dropFirst() {
            let chart = part.split(separator: "</office:chart>").first ?? ""
            series.append(
                Self.elements("chart:series", in: chart).map { element in
                    let kind = Self.value("chart:class", in: element).replacing("chart:", with: "")
                    return "\(kind) \(Self.cells("chart:label-cell-address", in: element)) "
                        + Self.cells("chart:values-cell-range-address", in: element)
                })
            categories += Self.elements("chart:categories", in: chart).map {
                Self.cells("table:cell-range-address", in: $0)
            }
        }
        minimums = Self.values("chart:minimum", in: fods)
        gaps = Self.values("chart:treat-empty-cells", in: fods)
    }

    private static func elements(_ name: String, in text: Substring) -> [Substring] {
        text.split(separator: "<\(name) ").dropFirst().map { $0.prefix { $0 != ">" } }
    }

    private static func value(_ attribute: String, in element: Substring) -> String {
        values(attribute, in: element).first ?? ""
    }

    private static func values(_ attribute: String, in text: some StringProtocol) -> [String] {
        String(text).components(separatedBy: "\(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    /// `B2:B10` of `'年终 总结''s'.B2:'年终 总结''s'.B10`, one cell once.
    private static func cells(_ attribute: String, in element: Substring) -> String {
        let corners = value(attribute, in: element).split(separator: ":").map { corner in
            String(corner.split(separator: ".").last ?? "").replacing("$", with: "")
        }
        return Set(corners).count == 1 ? String(corners[0]) : corners.joined(separator: ":")
    }
}

extension SavedCharts {
    /// What LibreOffice makes of ``SampleWorkbooks/charts``.
    public static let expectedSeries = [
        ["bar B1 B2:B10", "bar C1 C2:C10"], ["line D1 D2:D10", "line E1 E2:E10"], ["bar G1 G2:G6", "line H1 H2:H6"],
    ]
    /// As ``expectedSeries``.
    public static let expectedCategories = ["A2:A10", "A2:A10", "F2:F6"]
}
