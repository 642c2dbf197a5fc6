import Diagnostics

/// Computes the heights of a list's rows one item at a time, as ``Workbook/fittedHeights(ofSheet:)`` computes those of all
/// together.
package struct BlockFitting {
    private let columns: [Column]
    private let merges: [CellRange]
    private let styles: [StyleMetrics]

    /// - Parameters:
    ///   - columns: Of the sheet.
    ///   - merges: Of every block, counted from the block's first row.
    package init(columns: [Column], merges: [CellRange], styles: StyleTable) {
        self.columns = columns
        self.merges = merges
        self.styles = styles.all.map(StyleMetrics.init)
    }

    /// - Returns: The heights in points, and the cells whose text is not whole on paper, counted from the block's first
    ///   row.
    package func fit(_ rows: [Row]) -> (heights: [Double], cut: [CellRef]) {
        var fitting = RowFitting(Sheet(name: "", columns: columns, rows: rows, merges: merges), styles: styles)
        let heights = fitting.heights()
        return (heights, fitting.cut.sorted())
    }

    /// What is known of a cell's height before its value is.
    ///
    /// - Parameter row: A row of the block in which the cell stands.
    /// - Returns: `nil` when every value takes a closer look.
    package func quickHeight(of row: Row, column: Int, style: StyleID) -> QuickHeight? {
        guard styles.indices.contains(style.number), merges.allSatisfy({ $0.rows.count == 1 }),
            row.cells.indices.contains(column)
        else { return nil }
        let fitting = RowFitting(Sheet(name: "", columns: columns, rows: [row], merges: merges), styles: styles)
        guard let width = fitting.width(ofRow: 0, column: column, merges) else {
            return QuickHeight.none
        }
        let metrics = styles[style.number]
        return metrics.heightOfOneLine.map {
            QuickHeight(oneLine: $0, room: metrics.room(within: width), width: width)
        }
    }

    /// The closer look, in points.
    package func height(of value: CellValue, style: StyleID, _ quick: QuickHeight) -> Double {
        guard quick.oneLine > 0, styles.indices.contains(style.number) else { return 0 }
        return styles[style.number].height(of: value, within: quick.width)
    }

    /// Whether a text that needs so much is not whole on paper in such a row.
    package static func isCut(_ needed: Double, in row: RowHeight) -> Bool {
        guard case .fitted(let minimum) = row else { return false }
        return needed > max(minimum, RowFitting.highest)
    }

    /// - Parameter needed: What the cells of the row need.
    /// - Returns: What the row gets, in points.
    package static func height(_ row: RowHeight, needing needed: Double) -> Double {
        switch row {
        case .fixed(let height): RowFitting.length(height, or: Row.standardHeight)
        case .fitted(let minimum):
            max(RowFitting.length(minimum, or: Row.standardHeight), min(needed, RowFitting.highest))
        }
    }
}

/// How high a cell is whose text surely fits on one line, and which texts surely do.
package struct QuickHeight: Hashable, Sendable {
    /// In points, edges included; 0 for a cell that is not seen.
    package var oneLine: Double
    /// In points.
    let width: Double
    /// Hundredths of an em.
    private let room: Double
    /// As many characters fit whatever they are, tabs and emoji left out.
    private let mostCharacters: Int

    init(oneLine: Double, room: Double, width: Double) {
        self.oneLine = oneLine
        self.width = width
        // A hair less, so that rounding never says yes where the closer look says no.
        self.room = room - 1
        mostCharacters = room >= 1e9 ? .max : room >= 1 ? Int((room - 1) / Self.widest) : 0
    }

    /// Of a cell that is not seen.
    package static let none = QuickHeight(oneLine: 0, room: .infinity, width: 0)

    /// - Parameter text: UTF-8, behind which another ``RowBuffer/padding`` bytes may be read.
    /// - Returns: False when it takes a closer look.
    package func surelyHolds(_ text: UnsafeRawBufferPointer) -> Bool {
        // Where nothing fits, even a text without width is looked at.
        guard room >= 0, let start = text.baseAddress else { return false }
        var characters = 0
        var offset = 0
        while offset < text.count {
            var word = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
            let rest = text.count &- offset
            // What lies behind the text counts as blanks that take no room: continuation bytes.
            if rest < 8 {
                let mask = ~UInt64(0) << UInt64(rest &* 8)
                word = word & ~mask | Self.high & mask
            }
            if Self.hasControlOrEmoji(word) { return surelyHoldsSlowly(text) }
            characters &+= 8 &- (word & ~(word << 1) & Self.high).nonzeroBitCount
            offset &+= 8
        }
        return characters <= mostCharacters || surelyHoldsSlowly(text)
    }

    /// Hundredths of an em of the widest letter.
    private static let widest = 106.0
    private static let high: UInt64 = 0x8080_8080_8080_8080

    /// A byte below the blank, or one that begins a character outside the basic plane.
    @inline(__always)
    private static func hasControlOrEmoji(_ word: UInt64) -> Bool {
        let low = (word &- 0x2020_2020_2020_2020) & ~word & high
        let four = word & (word << 1) & (word << 2) & (word << 3) & high
        return low | four != 0
    }

    private func surelyHoldsSlowly(_ text: UnsafeRawBufferPointer) -> Bool {
        var hundredths = 0
        for byte in text {
            if byte < 0x20 && byte != 0x09 { return false }
            hundredths &+= Glyph.upperBound(ofByte: byte)
        }
        return Double(hundredths) <= room
    }
}
