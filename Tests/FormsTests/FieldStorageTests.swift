import CivilTime
import Forms
import Testing

@Suite("Values in a record's memory")
struct FieldStorageTests {
    struct Sample: FormRecord {
        var name = ""
        var amount: Double?
        var isOpen: Bool?
        private var hidden = ""
        var shown: String {
            get { hidden }
            set { hidden = newValue }
        }
        var label: String { name }

        static let catalogue = FieldCatalogue<Sample>(
            key: "sample", label: "样例",
            fields: [
                .text(\.name, "name", "名称", .ours), .decimal(\.amount, "amount", "金额", .ours),
                .flag(\.isOpen, "isOpen", "开放", .ours), .text(\.shown, "shown", "显示", .ours),
            ])
    }

    @Test("Stored properties are read from memory, computed ones are not")
    func places() throws {
        var sample = Sample()
        sample.amount = 12.5
        let storage = Sample.catalogue.fields.map(\.storage)
        #expect(storage[3] == nil)
        guard case .decimal(let offset)? = storage[1] else { throw Missing() }
        let read = withUnsafeBytes(of: sample) { $0.load(fromByteOffset: offset, as: Double?.self) }
        #expect(read == 12.5)
    }

    @Test("A number with decimals goes to values and back", arguments: [nil, 0, -2.25] as [Double?])
    func decimal(amount: Double?) {
        var sample = Sample()
        sample.amount = amount
        #expect(sample.data["amount"] == amount.map { .decimal($0) } ?? .blank)
        #expect(Sample.make(from: sample.data).value == sample)
    }

    @Test("A value of another kind is refused")
    func wrongKind() {
        let data = RecordData(Sample.catalogue.type, ["amount": .text("十二")])
        let made = Sample.make(from: data)
        #expect(made.value?.amount == nil)
        #expect(made.findings.map(\.description) == ["金额：应为数字，实为其他类型的值。请按“金额”一栏的要求填写。"])
    }

    struct Missing: Error {}
}
