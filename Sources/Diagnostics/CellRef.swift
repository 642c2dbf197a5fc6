/// One cell's place on a sheet. Rows and columns count from zero in code; `J7` is for people.
public struct CellRef: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// From 0; row 0 is the first.
    public var row: Int
    /// From 0; column 0 is A.
    public var column: Int

    /// The cell `J7` is row 6, column 9.
    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `J7` or `$J$7`; `nil` when the text is anything else.
    public init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        var sawLetter = false
        var sawDigit = false
        for byte in text.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where !sawDigit:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
                sawLetter = true
            case UInt8(ascii: "a")...UInt8(ascii: "z") where !sawDigit:
                column = column * 26 + Int(byte - UInt8(ascii: "a")) + 1
                sawLetter = true
            case UInt8(ascii: "0")...UInt8(ascii: "9") where sawLetter:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
                sawDigit = true
            default:
                return nil
            }
            if column > 1 << 20 || row > 1 << 30 { return nil }
        }
        guard sawDigit, row > 0 else { return nil }
        self.init(row: row - 1, column: column - 1)
    }

    /// Reading order: by row, then by column.
    public static func < (a: CellRef, b: CellRef) -> Bool {
        (a.row, a.column) < (b.row, b.column)
    }

    /// As people write it: `J7`.
    public var description: String { CellRef.columnLetters(column) + String(row + 1) }

    /// `A` for 0, `Z` for 25, `AA` for 26.
    public static func columnLetters(_ column: Int) -> String {
        var letters: [UInt8] = []
        var rest = column + 1
        while rest > 0 {
            letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
            rest = (rest - 1) / 26
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
