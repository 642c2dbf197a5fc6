/// The sheets' names as the formats of Excel may write them, and how references write them.
package struct ExcelSheetNames: Sendable {
    /// One for each sheet, in order.
    package let written: [String]
    private let byName: [String: String]

    package init(_ names: [String]) {
        var rules = SheetNames()
        written = names.enumerated().map { rules.usable($1, empty: "表\($0 + 1)") }
        byName = Dictionary(zip(names.map { $0.lowercased() }, written), uniquingKeysWith: { first, _ in first })
    }

    /// A name for one more sheet.
    package func further(_ name: String) -> String {
        var rules = SheetNames(taken: written)
        return rules.usable(name)
    }

    /// How a reference writes the sheet of that name in the workbook; a name it does not know stays as it is.
    package func written(for name: String) -> String { byName[name.lowercased()] ?? name }
}
