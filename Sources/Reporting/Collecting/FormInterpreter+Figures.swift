import Diagnostics
import Forms
import Templating

/// Forms made of figures: 附件3 and the progress table.
extension FormInterpreter {
    func takeTally(_ collected: inout CollectedForm) {
        guard case .record(let figures) = returned.data["figures"] else { return }
        let cells = FigureCells(returned, group: "figures")
        let typed = TypedFigure.all(in: figures).map { figure in
            var figure = figure
            figure.place = (cells[figure.figure.key, figure.row.rawValue] ?? Place()).within(
                Place(file: collected.file))
            return figure
        }
        collected.rowCount = typed.count { $0.value != .blank }
        collected.record = .tally(typed)
    }

    func takeProgress(_ form: ProgressForm, _ unit: String, _ period: Period, _ collected: inout CollectedForm) {
        guard case .record(let table) = returned.data["indicators"] else { return }
        let cells = FigureCells(returned, group: "indicators")
        let owner = Place(file: collected.file)
        var submission = MonthlySubmission(
            unit: unit, period: period, place: owner.within(Place(record: "\(collected.unitName) \(period.chinese)")))
        for indicator in form.indicators.indicators {
            guard case .record(let facets) = table[indicator.key.name] else { continue }
            let place = (cells[indicator.key.name, "increase"] ?? Place()).within(owner)
            let isRefused = cells.isRefused(indicator.key.name, "increase")
            submission.figures[indicator.key] = ReportedFigure(
                isRefused ? .refused : Self.figure(facets["increase"]), at: place)
            if case .integer(let total) = facets["total"] {
                let cell = cells[indicator.key.name, "total"] ?? Place()
                collected.shownTotals.append(
                    CollectedForm.ShownTotal(indicator: indicator.key, number: total, place: cell.within(owner)))
            }
        }
        if case .text(let remark) = returned.data["remark"] {
            let read = RemarkText(remark, of: unit, in: period, at: place(of: "remark").within(owner))
            (submission.cases, submission.note) = (read.cases, read.note)
        }
        let filled = submission.figures.values.count { $0.value != .blank }
        collected.rowCount = filled
        if filled == 0 { collected.findings.append(Self.nothingFilled) }
        collected.record = .progress(submission)
    }

    private static func figure(_ value: FieldValue) -> ReportedFigure.Value {
        switch value {
        case .integer(let number): .increase(number)
        case .absent(.undefined): .notApplicable
        case .absent: .blank
        default: .refused
        }
    }
}

/// Where the figures of a group stand, by the member's key and the facet's.
struct FigureCells {
    private struct Key: Hashable {
        var member: String
        var facet: String
    }
    private var places: [Key: (place: Place, isRefused: Bool)] = [:]

    /// - Parameter group: The key of the record that holds the figures.
    init(_ returned: ReturnedForm, group: String) {
        let type = returned.data.type
        guard let step = type.fields.firstIndex(where: { $0.key == group }),
            case .record(let members) = type.fields[step].kind
        else {
            return
        }
        for cell in returned.places
        where cell.path.list == nil && cell.path.steps.count == 3 && cell.path.steps[0] == step {
            let member = cell.path.steps[1]
            guard members.fields.indices.contains(member) else { continue }
            let key = Key(member: members.fields[member].key, facet: cell.path.field.key)
            if places[key] == nil { places[key] = (Place(sheet: cell.sheet, cell: cell.cell), cell.isRefused) }
        }
    }

    subscript(member: String, facet: String) -> Place? { places[Key(member: member, facet: facet)]?.place }

    func isRefused(_ member: String, _ facet: String) -> Bool {
        places[Key(member: member, facet: facet)]?.isRefused ?? false
    }
}
