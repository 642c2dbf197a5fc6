import Diagnostics
import Forms
import Sheets

extension ReturnedForm.Identity {
    /// The document properties that say whose form it is, and of which month.
    package static let unitProperty = "huxiao.unit"
    package static let periodProperty = "huxiao.period"

    /// From the document properties; what they lack, from the visible cell (表单标识).
    init(of workbook: Workbook) {
        let properties = workbook.properties
        func property(_ name: String) -> String? {
            let text = properties[custom: name].map { FieldText.trimmed($0) }
            return text.flatMap { $0.isEmpty ? nil : $0 }
        }
        self.init(
            form: property(FormTemplate.Identity.formProperty),
            templateVersion: property(FormTemplate.Identity.versionProperty),
            unit: property(Self.unitProperty), period: property(Self.periodProperty))
        if form != nil, templateVersion != nil, unit != nil, period != nil { return }
        guard let visible = Self.visible(in: workbook), form == nil || form == visible.form else { return }
        form = visible.form
        templateVersion = templateVersion ?? visible.templateVersion
        unit = unit ?? visible.unit
        period = period ?? visible.period
    }

    /// What the visible cell says otherwise: somebody has copied a form's content into another form's file.
    func conflicts(with workbook: Workbook) -> [Finding] {
        guard let visible = Self.visible(in: workbook), visible.form == form else { return [] }
        let pairs = [("单位", unit, visible.unit), ("期间", period, visible.period)]
        return pairs.compactMap { what, own, shown in
            guard let own, let shown, own != shown else { return nil }
            return Finding(
                "readback.identity-conflict", .explain, "文件属性中的\(what)是 \(own)，表上标识的\(what)是 \(shown)",
                remedy: "请核对这份表是哪个单位、哪一期的；不要把内容复制到别的文件里")
        }
    }

    /// The first cell that reads like `changzhou-form2/1 · 320400 · 2019-09`.
    static func visible(in workbook: Workbook) -> Self? {
        for sheet in workbook.sheets {
            for row in sheet.rows {
                for cell in row.cells {
                    if let identity = cell.value.plainText.flatMap({ Self(visible: $0) }) { return identity }
                }
            }
        }
        return nil
    }

    /// Reads `changzhou-form2/1 · 320400 · 2019-09`, also after other words; `nil` for anything else.
    package init?(visible text: String) {
        guard text.utf8.count <= 300, text.utf8.contains(0xB7) else { return nil }
        let parts = FieldText.narrowed(text).split(separator: "·", omittingEmptySubsequences: false).map {
            FieldText.trimmed($0)
        }
        guard (2...3).contains(parts.count), let name = parts[0].split(whereSeparator: \.isWhitespace).last else {
            return nil
        }
        let halves = name.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty,
            halves[0].allSatisfy({ $0.isASCII && $0 != "." })
        else {
            return nil
        }
        self.init(form: String(halves[0]), templateVersion: String(halves[1]))
        for part in parts.dropFirst() where !part.isEmpty {
            if period == nil, part == parts.last, Period(part) != nil { period = part } else { unit = part }
        }
    }
}

extension ReturnedForm {
    /// Whether the form is of the unit and the month that were asked for.
    ///
    /// - Parameters:
    ///   - unit: The expected unit's code; `nil`: any.
    ///   - period: The expected month; `nil`: any, but the form must agree with itself.
    /// - Returns: A finding of class A for each that differs.
    public func check(expectedUnit unit: String? = nil, period: Period? = nil) -> [Finding] {
        var findings: [Finding] = []
        if let unit, let found = identity.unit, found != unit {
            findings.append(
                Finding(
                    "readback.wrong-unit", .mandatory, "应为单位 \(unit) 的表，这份表的标识是单位 \(found)",
                    remedy: "请核对是否交错了文件；不要改用别的单位的表填写"))
        }
        let marked = identity.period.flatMap { Period($0) }
        if let period, let marked, marked != period {
            findings.append(wrongPeriod("应为 \(period.chinese) 的表，这份表的标识是 \(marked.chinese)", at: Place()))
        }
        return findings
            + shownPeriods.compactMap { place, shown in
                guard let expected = period ?? marked, shown != expected,
                    marked == nil || marked != shown || period != nil
                else {
                    return nil
                }
                if period != nil, let marked, marked == shown { return nil }
                return wrongPeriod("应为 \(expected.chinese) 的表，表上的报表期间是 \(shown.chinese)", at: place)
            }
    }

    /// 报表期间 as the form's head shows it.
    private var shownPeriods: [(Place, Period)] {
        singles.compactMap { single in
            guard single.path.base == .report, single.path.field.kind == .month,
                case .month(let period) = data.value(at: single.path.steps)
            else { return nil }
            return (Place(sheet: single.sheet, cell: single.cell, field: single.path.field.name), period)
        }
    }

    private func wrongPeriod(_ statement: String, at place: Place) -> Finding {
        Finding("readback.wrong-period", .mandatory, at: place, statement, remedy: "请用当月的空表填写，不要在旧表上改月份")
    }
}
