import Diagnostics

/// A figure of 附件3 that somebody typed, to be compared with what the two other forms say.
public struct TypedFigure: Hashable, Sendable {
    /// Which of a figure's two rows.
    public enum Row: String, Hashable, Sendable, CaseIterable {
        /// 新增
        case increase
        /// 累计
        case total

        /// The official word.
        public var word: String { self == .increase ? "新增" : "累计" }
    }

    /// Which figure.
    public var figure: TallyFigure
    /// 新增 or 累计.
    public var row: Row
    /// A blank is not compared: the computed figure takes its place.
    public var value: FieldValue
    /// Where it was typed.
    public var place: Place

    /// - Parameter place: Where it was typed; nothing for figures that come from code.
    public init(_ figure: TallyFigure, _ row: Row, _ value: FieldValue, at place: Place = Place()) {
        self.figure = figure
        self.row = row
        self.value = value
        self.place = place
    }

    /// All figures of a returned form, from a record of ``Form3Report/figuresType``.
    public static func all(in figures: RecordData, at place: Place = Place()) -> [TypedFigure] {
        TallyFigure.allCases.flatMap { figure -> [TypedFigure] in
            guard case .record(let record) = figures[figure.key] else { return [] }
            return Row.allCases.map { TypedFigure(figure, $0, record[$0.rawValue], at: place) }
        }
    }

    /// `figures.schoolsChecked.total`, 排查学校（家）累计.
    public var name: FieldName {
        FieldName(key: "figures.\(figure.key).\(row.rawValue)", label: figure.label + row.word)
    }
}

/// 附件3 as one unit typed it for one month.
public struct TypedTally: Hashable, Sendable {
    /// The unit's code; a district or city may type one too.
    public var unit: String
    /// 报表期间
    public var period: Period
    /// In the order of the file; a figure that was not typed has no entry.
    public var figures: [TypedFigure]

    /// The figures of one unit and one month, as typed; nothing is checked here.
    public init(unit: String, period: Period, figures: [TypedFigure]) {
        self.unit = unit
        self.period = period
        self.figures = figures
    }
}

extension CampaignTally {
    /// Compares what was typed with what forms 1 and 2 say.
    ///
    /// Source: 附件3 follows from 附件1 and 附件2 [plan]; that a typed figure is compared with them [ours].
    /// - Returns: A finding of class A for each figure that disagrees, naming both numbers and the rows that were
    ///   counted. Rates agree when they do so to a tenth of a percent.
    public func check(_ typed: [TypedFigure]) -> [Finding] {
        typed.compactMap { figure in
            guard let statement = disagreement(figure) else { return nil }
            return Finding(
                "form3.disagrees.\(figure.figure.key)", .mandatory, at: Place(field: figure.name).within(figure.place),
                statement,
                remedy: "请核对附件1、附件2的各行，或删去填报的数，由程序计算")
        }
    }

    private func disagreement(_ typed: TypedFigure) -> String? {
        let entry = self[typed.figure]
        switch typed.value {
        case .absent(.undefined) where entry.whole != nil && (typed.row == .increase || entry.rate == nil): return nil
        case .absent(.blank): return nil
        case .integer(let number) where entry.whole == nil:
            let counted = typed.row == .increase ? entry.increase : entry.count
            return counted == number ? nil : "填报 \(number)，\(countedWords(typed, entry))"
        case .ratio(let ratio), .decimal(let ratio):
            guard typed.row == .total, entry.whole != nil else { return unlike(typed, entry) }
            guard let rate = entry.rate, Self.tenths(rate) == Self.tenths(ratio) else {
                return "填报 \(Self.percent(ratio))，\(countedWords(typed, entry))"
            }
            return nil
        default: return unlike(typed, entry)
        }
    }

    private func unlike(_ typed: TypedFigure, _ entry: TallyEntry) -> String {
        if typed.row == .increase, entry.whole != nil { return "比率没有新增，应为“—”" }
        return "填报的不是\(typed.figure.isRate ? "百分比" : "整数")，\(countedWords(typed, entry))"
    }

    /// `隐患排查表共 11 行（第 1–11 行）`.
    private func countedWords(_ typed: TypedFigure, _ entry: TallyEntry) -> String {
        let form = typed.figure.isFromForm1 ? "安防体检表" : "隐患排查表"
        if let whole = entry.whole {
            guard let rate = entry.rate else { return "\(form)中没有可统计的行，应为“—”" }
            return "按\(form)为 \(Self.percent(rate))（\(entry.count)÷\(whole)）"
        }
        let what = typed.figure.condition.map { "\($0)的" } ?? ""
        if typed.row == .total { return "\(form)\(what)共 \(entry.count) 行\(RowList.words(entry.rows))" }
        if typed.figure.countsNewRows { return "\(form)本月新增 \(entry.newRows.count) 行\(RowList.words(entry.newRows))" }
        return "按\(form)为 \(entry.increase ?? 0)（\(what)累计 \(entry.count) 行，上期 \(entry.previousCount) 行）"
    }

    /// In tenths of a percent; far outside, where no rate can be, at an end.
    private static func tenths(_ ratio: Double) -> Int { Int(max(-1e9, min(1e9, (ratio * 1000).rounded()))) }

    /// `87.5%`.
    static func percent(_ ratio: Double) -> String {
        guard ratio.isFinite else { return "?" }
        let tenths = tenths(ratio)
        return "\(tenths < 0 ? "-" : "")\(abs(tenths) / 10).\(abs(tenths) % 10)%"
    }
}

extension TallyFigure {
    /// What a counted row says, for messages.
    var condition: String? {
        switch self {
        case .risksCompleted: "填“已完成”"
        case .risksInProgress: "填“正在整改中”"
        case .risksOverdue: "逾期未整改"
        default: post.map { "填“\($0.word)”" }
        }
    }

    /// Whether 新增 is a set of rows, not the change of a level.
    var countsNewRows: Bool { self == .schoolsChecked || self == .risksFound }
}

/// Rows in words: `（第 1–3、5 行）`; with unit and month where they are of several forms.
enum RowList {
    private static let mostForms = 4

    static func words(_ rows: [CountedRow]) -> String {
        var groups: [(name: String, numbers: [Int])] = []
        var places: [String: Int] = [:]
        for row in rows {
            let name = "\(row.unitName.isEmpty ? row.unit : row.unitName)\(row.period.chinese)"
            if let place = places[name] {
                groups[place].numbers.append(row.number)
            } else {
                places[name] = groups.count
                groups.append((name, [row.number]))
            }
        }
        guard groups.count > 1 else { return groups.first.map { "（\(spans($0.numbers))）" } ?? "" }
        let shown = groups.prefix(mostForms).map { "\($0.name)\(spans($0.numbers))" }.joined(separator: "；")
        return "（\(shown)\(groups.count > mostForms ? "；等 \(groups.count) 份表" : "")）"
    }

    /// `第 1–3、5 行`.
    static func spans(_ numbers: [Int]) -> String {
        var spans: [ClosedRange<Int>] = []
        for number in Set(numbers).sorted() {
            if let last = spans.last, last.upperBound < number, last.upperBound + 1 == number {
                spans[spans.count - 1] = last.lowerBound...number
            } else {
                spans.append(number...number)
            }
        }
        let words = spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
        return "第 \(words.joined(separator: "、")) 行"
    }
}
