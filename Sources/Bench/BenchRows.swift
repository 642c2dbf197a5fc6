import Sheets

/// The same rows as `scripts/bench-peer.c` makes: 8 numbers and 12 short texts, Chinese and ASCII, all ready beforehand
/// so that writing is what is measured.
struct BenchRows: RowProducer {
    static let numberColumns = 8
    static let textColumns = 12
    static let poolSize = 4_093

    private let texts: [String]
    private let count: Int
    private let styles: (id: StyleID, money: StyleID, text: StyleID)
    private var row = 0
    private var state: UInt32 = 12_345

    init(_ count: Int, styles: (id: StyleID, money: StyleID, text: StyleID), texts: [String]) {
        self.count = count
        self.styles = styles
        self.texts = texts
    }

    /// One column's texts after another's.
    static func makeTexts() -> [String] {
        let words = ["东风小学", "桐柏路校区", "正在整改中", "消防通道堵塞", "已完成", "门卫室", "食堂后厨", "一键报警"]
        return (0..<textColumns).flatMap { column in
            (0..<poolSize).map { index in
                column % 2 == 0 ? "\(words[(index + column) % words.count])\(index % 997)" : "ZX-\(column)-\(index * 7)"
            }
        }
    }

    mutating func next(into buffer: inout RowBuffer) -> Bool {
        guard row < count else { return false }
        for column in 0..<Self.numberColumns {
            if column % 2 == 0 {
                buffer.append(Double(row &* (column + 1) % 1_000_003), style: styles.id)
            } else {
                buffer.append(Double(random() % 100_000_000) / 100, style: styles.money)
            }
        }
        for column in 0..<Self.textColumns {
            buffer.append(texts[column &* Self.poolSize &+ Int(random()) % Self.poolSize], style: styles.text)
        }
        row += 1
        return true
    }

    private mutating func random() -> UInt32 {
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> 4
    }
}
