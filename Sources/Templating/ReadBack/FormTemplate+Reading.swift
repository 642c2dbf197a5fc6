import Diagnostics
import Forms
import Sheets

extension FormTemplate {
    /// Which form a workbook says it is, without reading it: from the document properties, else from the visible cell
    /// 表单标识.
    public static func identity(of workbook: Workbook) -> ReturnedForm.Identity { ReturnedForm.Identity(of: workbook) }

    /// Reads a filled form that came back.
    ///
    /// A common shift, inserted and deleted blank rows, other widths and colours, extra and reordered sheets are
    /// followed. What cannot be read for certain is a finding, never a guess: all of them at once, each with the cell
    /// in the received file.
    ///
    /// - Returns: No form when the workbook is another one; otherwise what could be read, whatever the findings.
    public func read(_ workbook: Workbook) -> Checked<ReturnedForm> {
        let identity = Self.identity(of: workbook)
        if let form = identity.form, !self.identity.form.isEmpty, form != self.identity.form {
            return Checked(nil, [wrongForm(form)])
        }
        var reader = WorkbookReading(template: self, workbook: workbook)
        guard let data = reader.read() else { return Checked(nil, reader.log.all) }
        var form = ReturnedForm(identity: identity, data: data)
        form.singles = reader.singles
        form.lists = reader.lists
        let findings = (versionFindings(identity) + identity.conflicts(with: workbook) + reader.log.all).sorted {
            ($0.severity, $0.place) < ($1.severity, $1.place)
        }
        return Checked(form, findings)
    }

    private func wrongForm(_ form: String) -> Finding {
        Finding(
            "readback.wrong-form", .mandatory, "应为“\(recordType.label)”（\(identity.form)），这份表的标识是 \(form)",
            remedy: "请核对是否交错了文件")
    }

    private func versionFindings(_ found: ReturnedForm.Identity) -> [Finding] {
        guard let version = found.templateVersion, !identity.version.isEmpty, version != identity.version else {
            return []
        }
        var word = ""
        if let a = Int(version), let b = Int(identity.version) { word = a < b ? "，是旧版" : "，比现用的新" }
        return [
            Finding(
                "readback.template-version", .explain, "现用模板是第 \(identity.version) 版，这份表用的是第 \(version) 版\(word)",
                remedy: "内容已尽量读取，请核对；下次请用新的空表")
        ]
    }
}

/// Finds the template's sheets in a received workbook and reads them.
struct WorkbookReading {
    let template: FormTemplate
    let workbook: Workbook
    var log = FindingLog()
    var singles: [ReturnedForm.ValuePlace] = []
    var lists: [ReturnedList] = []
    private var report: RecordData
    /// Received sheets that have been read.
    private var used = Set<Int>()

    init(template: FormTemplate, workbook: Workbook) {
        self.template = template
        self.workbook = workbook
        report = RecordData(template.recordType, [:])
    }

    /// - Returns: `nil` when no sheet of the template was found.
    mutating func read() -> RecordData? {
        let jobs = template.sheets.indices.map { ($0, candidates(for: $0)) }
        for (number, candidates) in jobs where template.sheets[number].sheetList == nil { readOne(number, candidates) }
        for (number, candidates) in jobs where template.sheets[number].sheetList != nil { readAll(number, candidates) }
        if used.isEmpty { return nil }
        noteExtraSheets()
        return report
    }

    /// A received sheet, and how much of a template sheet's words it holds.
    private struct Candidate {
        var sheet: Int
        var received: ReceivedSheet
        var isSameName: Bool
        /// 0 to 100; 100 for a sheet without any words.
        var percent: Int
    }

    /// Received sheets that are like a template sheet, the likeliest first.
    private func candidates(for number: Int) -> [Candidate] {
        let (templateSheet, sheetTemplate) = (template.workbook.sheets[number], template.sheets[number])
        let index = AnchorIndex(templateSheet, sheetTemplate)
        let full = index.fullScore
        let all = workbook.sheets.indices.compactMap { place -> Candidate? in
            let sheet = workbook.sheets[place]
            let alignment = RowAlignment(sheet, to: index)
            let isSameName = FieldText.folded(sheet.name) == FieldText.folded(templateSheet.name)
            let percent = full == 0 ? 100 : alignment.score * 100 / full
            guard percent >= (isSameName ? 15 : 40), !sheet.rows.isEmpty else { return nil }
            let received = ReceivedSheet(sheet, workbook.styles, templateSheet, sheetTemplate, index, alignment)
            return Candidate(sheet: place, received: received, isSameName: isSameName, percent: percent)
        }
        return all.sorted { a, b in
            let (x, y) = (a.isSameName && a.percent >= 40, b.isSameName && b.percent >= 40)
            if x != y { return x }
            return (b.percent, a.sheet) < (a.percent, b.sheet)
        }
    }

    private mutating func readOne(_ number: Int, _ candidates: [Candidate]) {
        let free = candidates.filter { !used.contains($0.sheet) }
        guard let best = free.first else {
            let name = template.workbook.sheets[number].name
            log.add(
                Finding(
                    "readback.missing-sheet", .mandatory, at: Place(sheet: name),
                    "没有找到这张表：没有一张工作表与“\(template.recordType.label)”的模板相符",
                    remedy: "请核对是否交错了文件，或用新的空表重新填写"))
            return
        }
        used.insert(best.sheet)
        read(best, item: nil, number)
        if !best.isSameName { noteName(best, number) }
        for other in free.dropFirst() where other.percent >= 60 && template.sheets.count == 1 {
            used.insert(other.sheet)
            log.add(
                Finding(
                    "readback.sheet-twice", .explain, at: Place(sheet: workbook.sheets[other.sheet].name),
                    "这张工作表也是同样的表，只读取了“\(workbook.sheets[best.sheet].name)”", remedy: "一份文件请只交一张表"))
        }
    }

    /// Every sheet like the template's is one item.
    private mutating func readAll(_ number: Int, _ candidates: [Candidate]) {
        guard let list = template.sheets[number].sheetList, let type = template.recordType.type(at: list) else {
            return
        }
        let free = candidates.filter { !used.contains($0.sheet) && $0.percent >= 40 }.sorted { $0.sheet < $1.sheet }
        var items: [RecordData] = []
        for candidate in free {
            used.insert(candidate.sheet)
            if let item = read(candidate, item: (items.count, type), number) { items.append(item) }
        }
        report = report.setting(.list(items), at: list)
    }

    @discardableResult
    private mutating func read(_ candidate: Candidate, item: (Int, RecordType)?, _ number: Int) -> RecordData? {
        var reading = SheetReading(
            candidate.received, recordType: template.recordType, report: report, sheetItem: item?.0, itemType: item?.1)
        reading.read()
        report = reading.report
        singles += reading.singles
        lists += reading.lists
        log.add(reading.log)
        return reading.item
    }

    private mutating func noteName(_ candidate: Candidate, _ number: Int) {
        log.add(
            Finding(
                "readback.sheet-name", .hint, at: Place(sheet: workbook.sheets[candidate.sheet].name),
                "工作表名应为“\(template.workbook.sheets[number].name)”，已按内容认出"))
    }

    private mutating func noteExtraSheets() {
        for (place, sheet) in workbook.sheets.enumerated() where !used.contains(place) && !sheet.isHidden {
            guard sheet.rows.contains(where: { $0.cells.contains { $0.value != .empty } }) else { continue }
            log.add(Finding("readback.extra-sheet", .hint, at: Place(sheet: sheet.name), "模板没有这张工作表，没有读取"))
        }
    }
}
