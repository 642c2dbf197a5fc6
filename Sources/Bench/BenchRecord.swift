import Forms
import Sheets

/// A row of 8 numbers and 12 short texts, as `scripts/bench-peer.c` writes it.
struct BenchRecord: FormRecord {
    var (n0, n1, n2, n3): (Int?, Double?, Int?, Double?)
    var (n4, n5, n6, n7): (Int?, Double?, Int?, Double?)
    var (t0, t1, t2, t3) = ("", "", "", "")
    var (t4, t5, t6, t7) = ("", "", "", "")
    var (t8, t9, t10, t11) = ("", "", "", "")

    var label: String { "" }

    static let catalogue = FieldCatalogue<BenchRecord>(
        key: "row", label: "行",
        fields: [
            number(\.n0, "n0"), amount(\.n1, "n1"), number(\.n2, "n2"), amount(\.n3, "n3"),
            number(\.n4, "n4"), amount(\.n5, "n5"), number(\.n6, "n6"), amount(\.n7, "n7"),
            text(\.t0, "t0"), text(\.t1, "t1"), text(\.t2, "t2"), text(\.t3, "t3"),
            text(\.t4, "t4"), text(\.t5, "t5"), text(\.t6, "t6"), text(\.t7, "t7"),
            text(\.t8, "t8"), text(\.t9, "t9"), text(\.t10, "t10"), text(\.t11, "t11"),
        ])

    private static func number(_ path: WritableKeyPath<Self, Int?> & Sendable, _ key: String) -> Field<Self> {
        .integer(path, key, key, 0...Int.max, .ours)
    }

    private static func amount(_ path: WritableKeyPath<Self, Double?> & Sendable, _ key: String) -> Field<Self> {
        .decimal(path, key, key, .ours)
    }

    private static func text(_ path: WritableKeyPath<Self, String> & Sendable, _ key: String) -> Field<Self> {
        .text(path, key, key, .ours)
    }

    /// A form with a title, one list of rows, and nothing else.
    static let report = RecordType(
        key: "bench", label: "计时",
        fields: [
            FieldDefinition("title", "表名", .text, .ours), FieldDefinition("rows", "行", .list(catalogue.type), .ours),
        ])

    /// The form's template: two head rows, and the row that repeats.
    static var template: Workbook {
        var workbook = Workbook()
        let integer = workbook.styles.id(of: CellStyle(numberFormat: .integer))
        let money = workbook.styles.id(of: CellStyle(numberFormat: NumberFormat("#,##0.00")))
        let text = workbook.styles.id(of: CellStyle(borders: .all(.thin)))
        let cells = catalogue.type.fields.map { field in
            let style = field.kind == .integer ? integer : field.kind == .decimal ? money : text
            return Cell(.text("{{行[].\(field.key)}}"), style: style)
        }
        let head = catalogue.type.fields.map { Cell(.text($0.label), style: text) }
        workbook.sheets = [
            Sheet(name: "明细", rows: [Row([Cell(.text("{{表名}}"))]), Row(head), Row(cells)], headerRows: 0..<2)
        ]
        return workbook
    }
}

/// The records that ``BenchRecord/template`` is filled with: all texts are ready beforehand, so that writing is what is
/// measured.
struct BenchRecords {
    private static let poolSize = 4_093
    private let texts: [String]
    private let count: Int
    private var row = 0
    private var state: UInt32 = 12_345

    init(_ count: Int) {
        self.count = count
        let words = ["东风小学", "桐柏路校区", "正在整改中", "消防通道堵塞", "已完成", "门卫室", "食堂后厨", "一键报警"]
        texts = (0..<12).flatMap { column in
            (0..<Self.poolSize).map { index in
                column % 2 == 0 ? "\(words[(index + column) % words.count])\(index % 997)" : "ZX-\(column)-\(index * 7)"
            }
        }
    }

    mutating func next() -> BenchRecord? {
        guard row < count else { return nil }
        var record = BenchRecord()
        (record.n0, record.n1, record.n2, record.n3) = (whole(0), amount(), whole(2), amount())
        (record.n4, record.n5, record.n6, record.n7) = (whole(4), amount(), whole(6), amount())
        (record.t0, record.t1, record.t2, record.t3) = (text(0), text(1), text(2), text(3))
        (record.t4, record.t5, record.t6, record.t7) = (text(4), text(5), text(6), text(7))
        (record.t8, record.t9, record.t10, record.t11) = (text(8), text(9), text(10), text(11))
        row += 1
        return record
    }

    private func whole(_ column: Int) -> Int { row &* (column + 1) % 1_000_003 }

    private mutating func amount() -> Double { Double(random() % 100_000_000) / 100 }

    private mutating func text(_ column: Int) -> String {
        texts[column &* Self.poolSize &+ Int(random()) % Self.poolSize]
    }

    private mutating func random() -> UInt32 {
        state = state &* 1_664_525 &+ 1_013_904_223
        return state >> 4
    }
}
