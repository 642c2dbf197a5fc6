import CivilTime
import Diagnostics
import FormatODF
import FormatXLSX
import Forms
import Foundation
import Sheets
import Templating
import TestSupport
import Testing

/// The four official forms, as they are shipped.
enum OfficialForm: String, CaseIterable, CustomTestStringConvertible {
    case form1 = "changzhou-form1"
    case form2 = "changzhou-form2"
    case form3 = "changzhou-form3"
    case progress = "zhengzhou-progress"

    var testDescription: String { rawValue }

    private static let folder =
        URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path + "/Templates/"

    private static func bytes(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + name)))
    }

    func recordType() throws -> RecordType {
        switch self {
        case .form1: return Form1Report.recordType
        case .form2: return Form2Report.recordType
        case .form3: return Form3Report.recordType
        case .progress:
            let set = IndicatorSet.read(try Self.bytes(rawValue + ".csv"), key: rawValue)
            return ProgressReport.recordType(for: try #require(set.value))
        }
    }

    func template() throws -> FormTemplate {
        let workbook = try #require(try ODFReader().read(Self.bytes(rawValue + ".fods")).value)
        return try #require(FormTemplate.compile(workbook, for: recordType()).value)
    }
}

/// The files that a form may come back in.
enum FileKind: String, CaseIterable, CustomTestStringConvertible {
    case fods, ods, xlsx

    var testDescription: String { rawValue }

    func bytes(of workbook: Workbook) throws -> [UInt8] {
        switch self {
        case .fods: try FODSWriter().bytes(of: workbook)
        case .ods: try ODSWriter().bytes(of: workbook)
        case .xlsx: try XLSXWriter().bytes(of: workbook)
        }
    }

    func workbook(of bytes: [UInt8]) throws -> Workbook {
        let read = self == .xlsx ? try XLSXReader().read(bytes) : try ODFReader().read(bytes)
        return try #require(read.value)
    }

    /// Written and read again.
    func passed(_ workbook: Workbook) throws -> Workbook { try self.workbook(of: bytes(of: workbook)) }
}

/// The same numbers for the same seed, on every machine (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Any values in the fields that a template shows.
struct RandomReport {
    private var random: SeededNumbers
    private let template: FormTemplate
    private let most: Int

    /// - Parameter most: Items of a list at most.
    init(_ template: FormTemplate, seed: UInt64, most: Int = 25) {
        random = SeededNumbers(seed: seed)
        self.template = template
        self.most = most
    }

    mutating func make() -> RecordData {
        record(
            template.recordType,
            shown: template.bindings.filter { !$0.path.isRowNumber }.map { ($0.path.list ?? []) + $0.path.steps })
    }

    private mutating func record(_ type: RecordType, shown: [[Int]]) -> RecordData {
        let values = type.fields.indices.map { step -> FieldValue in
            let deeper = shown.filter { $0.first == step }.map { Array($0.dropFirst()) }
            if deeper.isEmpty { return .blank }
            switch type.fields[step].kind {
            case .record(let inner): return .record(record(inner, shown: deeper))
            case .list(let inner):
                return .list((0..<Int.random(in: 0...most, using: &random)).map { _ in item(inner, shown: deeper) })
            default: return value(type.fields[step])
            }
        }
        return RecordData(type, ordered: values)
    }

    /// Never blank as a whole: a blank row is no item.
    private mutating func item(_ type: RecordType, shown: [[Int]]) -> RecordData {
        var item = record(type, shown: shown)
        if item.values.allSatisfy({ $0 == .blank }) { item["school"] = .text("无名小学") }
        return item
    }

    private static let texts = [
        "东风小学", "湖湾市第三中等专业学校（东校区）", "=1+1", "007", "3", "2019-07-15", "校门口\n第二行", "<b>&amp; \"引号\" '撇号'", "两个  空格", "无",
        "是",
        "合计数有误", "注：此处", "—", "100%", "🏫 字库外𠮷",
    ]

    private mutating func value(_ field: FieldDefinition) -> FieldValue {
        if Int.random(in: 0..<5, using: &random) == 0 { return .blank }
        switch field.kind {
        case .text: return .text(Self.texts.randomElement(using: &random) ?? "")
        case .integer:
            let range = field.bounds ?? -999_999...999_999
            return .integer(Int.random(in: range.clamped(to: -999_999...999_999), using: &random))
        case .decimal: return .decimal(Double(Int.random(in: -9999...9999, using: &random)) / 100)
        case .ratio:
            return Int.random(in: 0..<5, using: &random) == 0
                ? .absent(.undefined) : .ratio(Double(Int.random(in: 0...1000, using: &random)) / 1000)
        case .day:
            return CalendarDay(daysSince1970: Int.random(in: 14_000...30_000, using: &random)).map { .day($0) }
                ?? .blank
        case .month:
            let month = Int.random(in: 1...12, using: &random)
            return Period(year: Int.random(in: 2000...2060, using: &random), month: month).map { .month($0) } ?? .blank
        case .flag: return .flag(Bool.random(using: &random))
        case .choice(let words): return words.randomElement(using: &random).map { .choice($0) } ?? .blank
        case .record, .list: return .blank
        }
    }
}

/// Compares two reports in what a template shows alone in a cell or reads back.
enum ShownFields {
    static func differences(_ found: RecordData, _ wanted: RecordData, on template: FormTemplate) -> [String] {
        var differences: [String] = []
        for binding in template.bindings where isCompared(binding) {
            let (a, b) = (values(binding.path, in: found), values(binding.path, in: wanted))
            if a != b { differences.append("\(binding.cell) \(binding.path.field.label): \(a) ≠ \(b)") }
        }
        return differences
    }

    /// Two output-only values in one cell, or one in the middle of a note, are for the eye only.
    private static func isCompared(_ binding: FormTemplate.Binding) -> Bool {
        !binding.path.isRowNumber
            && !["maskNote", "identity", "reportingDay", "missingUnits"].contains(binding.path.field.key)
    }

    static func values(_ path: FieldPath, in data: RecordData) -> [FieldValue] {
        guard let list = path.list else { return [value(path.steps, in: data)] }
        guard case .list(let items) = value(list, in: data) else { return [] }
        return items.map { value(path.steps, in: $0) }
    }

    static func value(_ steps: [Int], in data: RecordData) -> FieldValue {
        steps.reduce(.record(data)) { value, step in
            guard case .record(let record) = value else { return .blank }
            return record.values[step]
        }
    }
}
