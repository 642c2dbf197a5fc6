import Diagnostics
import Forms
import Sheets

extension FormTemplate {
    /// The form, filled, but for one list whose items are asked for one at a time while the file is written: a million
    /// rows need the memory of one. The file is the same as with all items in the report.
    ///
    ///     let form = template.streamed(report, list: "risks", count: 1_000_000)
    ///     try form.value?.write(as: .fastXLSX, to: &file) { () -> RiskRecord? in try cursor.next() }
    ///
    /// - Parameters:
    ///   - report: Of the record type that the template was compiled for; what it holds of the list does not matter.
    ///   - list: The list's key, for example `risks`.
    ///   - count: How many items will come.
    /// - Returns: No form when the template does something with the list that needs all of it at once, each a finding
    ///   of class A.
    public func streamed(_ report: RecordData, list: String, count: Int) -> Checked<StreamedForm> {
        precondition(report.type.key == recordType.key, "the report is of another record type")
        precondition(count >= 0, "a list has no negative number of items")
        guard let number = recordType.fields.firstIndex(where: { $0.key == list }),
            case .list(let itemType) = recordType.fields[number].kind
        else { preconditionFailure("\(list) is no list of \(recordType.key)") }
        let check = StreamCheck(self, list: number)
        guard let place = check.place else { return Checked(nil, check.findings) }
        if let tooLong = Self.tooLong(count, check.listLabel) { return Checked(nil, [tooLong]) }
        var report = report
        report[list] = .blank
        var filler = Filler(template: self, report: report)
        filler.streamed = StreamedBlock(sheet: place.sheet, block: place.block, count: count)
        let made = filler.expanded()
        guard let sheet = made.sheets.firstIndex(where: { $0.streamed != nil }) else { return Checked(nil) }
        let known = filled(with: report)
        let form = StreamedForm(made.workbook, made.sheets[sheet], at: sheet, filler, itemType, results: known.value)
        return Checked(form, known.findings)
    }

    /// More rows than any format takes.
    private static func tooLong(_ count: Int, _ label: String) -> Finding? {
        if count <= 1 << 24 { return nil }
        return Finding(
            "template.stream-too-long", .mandatory, "清单“\(label)”有 \(count) 项，超过一张工作表的行数", remedy: "请分成几个文件")
    }
}
