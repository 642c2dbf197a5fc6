import CivilTime
import Diagnostics
import Forms
import Foundation

/// What a progress table says, in the order of the campaign's indicators.
public struct ProgressContent: Hashable, Sendable {
    /// One a indicator, in the order of the set; what is missing at the end is blank.
    public var values: [ReportedFigure.Value]
    /// 案事件 for the remark cell.
    public var cases: [CaseDetail]
    /// 情况说明; may be empty.
    public var note: String

    /// Figures alone, unless more is given.
    public init(_ values: [ReportedFigure.Value], cases: [CaseDetail] = [], note: String = "") {
        self.values = values
        self.cases = cases
        self.note = note
    }

    /// What a submission says; figures of other sets are left out.
    public init(_ submission: MonthlySubmission, of set: IndicatorSet) {
        self.init(
            set.indicators.map { submission.figures[$0.key]?.value ?? .blank }, cases: submission.cases,
            note: submission.note)
    }

    /// Nothing is filled in, some of it, or all of it.
    var completeness: Completeness {
        let reported = values.count { $0.isReported }
        if reported == 0 { return cases.isEmpty && note.isEmpty ? .empty : .partial }
        return reported == values.count ? .full : .partial
    }

    /// This, with what it leaves open taken from an earlier version; as ``Forms/MonthlySubmission`` does.
    func over(_ earlier: ProgressContent) -> ProgressContent {
        var merged = self
        for place in merged.values.indices where merged.values[place] == .blank && place < earlier.values.count {
            merged.values[place] = earlier.values[place]
        }
        if cases.isEmpty { merged.cases = earlier.cases }
        if note.isEmpty { merged.note = earlier.note }
        return merged
    }
}

extension ProgressContent {
    /// The number of the indicator set, how many figures follow, the figures, and the words as JSON where there are any.
    func bytes(set: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count + 4)
        FigureCode.appendVariable(UInt64(max(set, 0)), to: &bytes)
        FigureCode.appendVariable(UInt64(values.count), to: &bytes)
        for value in values { FigureCode.append(value, to: &bytes) }
        if !cases.isEmpty || !note.isEmpty { bytes += ProgressWords(note: note, cases: cases).json }
        return bytes
    }

    /// Reads the figures of stored content into `values`, without its words.
    ///
    /// - Parameter places: Where each stored figure belongs among `values`, by indicator set; negative: nowhere.
    /// - Returns: False when the content is damaged.
    static func read(
        _ bytes: UnsafeRawBufferPointer, places: IndicatorPlaces, _ body: (Int, ReportedFigure.Value) -> Void
    ) -> Bool {
        var reader = FigureReader(bytes)
        guard let set = reader.next(), let count = reader.next(), let places = places[set], count == places.count
        else { return false }
        for place in places {
            guard let code = reader.next() else { return false }
            if place >= 0 { body(place, FigureCode.value(code)) }
        }
        return true
    }

    /// The whole content; `nil` when it is damaged.
    static func read(
        _ bytes: UnsafeRawBufferPointer, places: IndicatorPlaces, unit: String, period: Period
    ) -> ProgressContent? {
        var content = ProgressContent(Array(repeating: .blank, count: places.count))
        var reader = FigureReader(bytes)
        guard let set = reader.next(), let count = reader.next(), let places = places[set], count == places.count
        else { return nil }
        for place in places {
            guard let code = reader.next() else { return nil }
            if place >= 0 { content.values[place] = FigureCode.value(code) }
        }
        if reader.rest.isEmpty { return content }
        guard let words = ProgressWords(json: Array(reader.rest)) else { return nil }
        content.note = words.note
        content.cases = words.details(unit: unit, period: period)
        return content
    }
}

/// Where the figures of stored content belong among the campaign's present indicators.
struct IndicatorPlaces: Sendable {
    /// How many indicators the campaign has now.
    let count: Int
    private let bySet: [[Int]?]

    /// - Parameter sets: The keys of each stored set, by its number.
    init(_ present: [String], sets: [Int: [String]]) {
        count = present.count
        let places = Dictionary(present.enumerated().map { ($1, $0) }) { first, _ in first }
        let last = sets.keys.max() ?? 0
        bySet = (0...max(last, 0)).map { number in sets[number].map { keys in keys.map { places[$0] ?? -1 } } }
    }

    subscript(_ number: UInt64) -> [Int]? { number < UInt64(bySet.count) ? bySet[Int(number)] : nil }
}

/// The words of a progress table as they are stored.
private struct ProgressWords: Codable {
    struct Case: Codable {
        var kind: String
        var day: String?
        var summary: String
    }
    var note: String
    var cases: [Case]

    init(note: String, cases: [CaseDetail]) {
        self.note = note
        self.cases = cases.map { Case(kind: $0.kind, day: $0.day?.description, summary: $0.summary) }
    }

    init?(json: [UInt8]) {
        guard let words = try? JSONDecoder().decode(ProgressWords.self, from: Data(json)) else { return nil }
        self = words
    }

    var json: [UInt8] { StoredJSON.bytes(self) }

    func details(unit: String, period: Period) -> [CaseDetail] {
        cases.map { entry in
            CaseDetail(
                unit: unit, period: period, kind: entry.kind, day: entry.day.flatMap { CalendarDay(iso: $0) },
                summary: entry.summary)
        }
    }
}

/// JSON as the ledger stores it: keys in order, so that the same value gives the same bytes.
enum StoredJSON {
    static func bytes(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("texts and numbers can be encoded")
        }
        return Array(data)
    }

    static func text(_ value: some Encodable) -> String { String(decoding: bytes(value), as: UTF8.self) }
}

extension StoredJSON {
    /// A list of texts; empty when it is none.
    static func texts(_ json: String) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }

    /// Texts by key; empty when it is something else.
    static func dictionary(_ json: String) -> [String: String] {
        (try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))) ?? [:]
    }
}
