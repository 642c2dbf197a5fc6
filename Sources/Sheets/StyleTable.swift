/// A style's number within one workbook.
public struct StyleID: Hashable, Sendable {
    /// From 0, the standard style.
    public let number: Int

    /// The workbook's default style.
    public static let standard = StyleID(number: 0)
}

/// All styles of a workbook, numbered by first use, so that the same input gives the same bytes.
public struct StyleTable: Hashable, Sendable {
    private var styles: [CellStyle]
    private var numbers: [CellStyle: StyleID]

    /// - Parameter standard: What a cell has that says nothing of its style.
    public init(standard: CellStyle = CellStyle()) {
        styles = [standard]
        numbers = [standard: .standard]
    }

    /// In the order of their numbers; the first is the standard style.
    public var all: [CellStyle] { styles }
    /// The look of cells that say nothing of their style.
    public var standard: CellStyle { styles[0] }

    /// The look behind a number.
    ///
    /// - Precondition: This table gave the number out.
    public subscript(id: StyleID) -> CellStyle { styles[id.number] }

    /// The number of `style` in this workbook, added when new.
    public mutating func id(of style: CellStyle) -> StyleID {
        if let known = numbers[style] { return known }
        let new = StyleID(number: styles.count)
        styles.append(style)
        numbers[style] = new
        return new
    }

    /// The number of the style that `id` becomes by `change`.
    public mutating func id(of id: StyleID, changed change: (inout CellStyle) -> Void) -> StyleID {
        var style = self[id]
        change(&style)
        return self.id(of: style)
    }
}
