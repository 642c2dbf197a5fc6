import Diagnostics

/// A typed 附件3 as a text file with the columns 指标, 新增 and 累计, to be compared with the two other forms.
public struct TypedTallyLine: FormRecord {
    /// 指标: the figure's official words, short name or key.
    public var figure = ""
    /// 新增, as typed.
    public var increase = ""
    /// 累计, as typed.
    public var total = ""

    /// A line in which nothing is filled in yet.
    public init() {}

    /// The figure, as typed.
    public var label: String { figure }

    /// The columns of such a file.
    public static let catalogue = FieldCatalogue<TypedTallyLine>(
        key: "typedTally", label: "填报的战果",
        fields: [
            .text(\.figure, "figure", "指标", aliases: ["名称", "项目"], isRequired: true, .ours),
            .text(\.increase, "increase", "新增", .ours),
            .text(\.total, "total", "累计", aliases: ["合计"], .ours),
        ])

    /// What must hold in such a file.
    public static let rules: [Rule<TypedTallyLine>] = Rule.required("form3", source: "")
}

extension TypedFigure {
    /// Reads a typed 附件3.
    ///
    /// - Returns: No value when the file cannot be taken apart. A figure that is not of the form, or that cannot be
    ///   read, has a finding.
    public static func read(_ bytes: [UInt8], file: String? = nil) -> Checked<[TypedFigure]> {
        let rows = RecordTable<TypedTallyLine>.read(bytes, file: file)
        guard let lines = rows.value else { return Checked(nil, rows.findings) }
        var findings = rows.findings + TypedTallyLine.check(lines, in: RuleContext())
        var figures: [TypedFigure] = []
        for line in lines where !line.record.figure.isEmpty {
            guard let figure = figure(of: line, &findings) else { continue }
            figures.append(typed(figure, .increase, line.record.increase, line, \.increase, &findings))
            figures.append(typed(figure, .total, line.record.total, line, \.total, &findings))
        }
        return Checked(figures, findings)
    }

    private static func figure(of line: Located<TypedTallyLine>, _ findings: inout [Finding]) -> TallyFigure? {
        let place = line.place(of: TypedTallyLine.catalogue.definition(of: \.figure))
        switch Form3Report.figuresType.lookUp(line.record.figure) {
        case .found(let index): return TallyFigure.allCases[index]
        case .ambiguous(let keys):
            findings.append(
                Finding(
                    "form3.unknown-figure", .mandatory, at: place, "指的可能是几个指标",
                    remedy: "请改用其中一个：\(keys.joined(separator: "、"))"))
        case .unknown(let nearest):
            findings.append(
                Finding(
                    "form3.unknown-figure", .mandatory, at: place,
                    "“\(Quotation.shortened(line.record.figure))”不是附件3的指标",
                    remedy: nearest.map { "是否应为“\($0)”？" } ?? "请改正"))
        }
        return nil
    }

    private static func typed(
        _ figure: TallyFigure, _ row: Row, _ text: String, _ line: Located<TypedTallyLine>,
        _ path: PartialKeyPath<TypedTallyLine>,
        _ findings: inout [Finding]
    ) -> TypedFigure {
        let definition = FieldDefinition(
            row.rawValue, figure.label, figure.isRate ? .ratio : .integer, figure.provenance)
        let cell = line.fieldPlaces[TypedTallyLine.catalogue.definition(of: path).key] ?? Place()
        let place = cell.within(line.place)
        var typed = TypedFigure(figure, row, .blank, at: place)
        if figure.isRate, FieldText.trimmed(text) == Absence.undefined.shown {
            typed.value = .absent(.undefined)
            return typed
        }
        let parsed = FieldParser.parse(.text(text), as: definition)
        typed.value = parsed.value
        if let trouble = parsed.trouble {
            findings.append(trouble.finding(at: Place(field: typed.name).within(place), hidesContent: false))
        }
        return typed
    }
}
