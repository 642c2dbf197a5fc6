import Diagnostics
import Forms
import Sheets
import Templating

/// Reads forms that came back: single files, folders, mails with attachments and ZIP packages.
///
///     let collector = FormCollector(templates: TemplateFolders(["Templates"]))
///     let collection = collector.collect(["收件箱"])
///
/// A file that cannot be used is a finding of that file; the others are still read.
public struct FormCollector: Sendable {
    /// Where the forms' templates are looked for.
    public var templates: TemplateFolders
    /// What units, months and figures are checked against; `nil` checks each form alone.
    public var campaign: CollectCampaign?
    /// The month that is collected; `nil` takes any.
    public var period: Period?
    /// Whether the received workbooks are kept, for ``MarkedCopy``.
    public var keepsWorkbooks = false
    /// What collecting may take at most.
    public var limits = CollectLimits()

    /// - Parameters: As the properties of the same names.
    public init(templates: TemplateFolders, campaign: CollectCampaign? = nil, period: Period? = nil) {
        self.templates = templates
        self.campaign = campaign
        self.period = period
    }

    /// - Parameters:
    ///   - paths: Files and folders.
    ///   - progress: Told before each file: its number from 0, how many there are, its path.
    public func collect(_ paths: [String], progress: (Int, Int, String) -> Void = { _, _, _ in }) -> CollectedForms {
        let found = ReceivedPaths(paths, limits: limits)
        var collection = CollectedForms()
        collection.findings = found.findings
        if found.files.isEmpty, found.findings.isEmpty {
            collection.findings.append(Finding("collect.nothing", .mandatory, "没有找到任何文件", remedy: "请检查路径"))
        }
        var forms = KnownForms(folders: templates)
        for (number, path) in found.files.enumerated() {
            progress(number, found.files.count, path)
            for item in ReceivedContent.items(at: path, limits: limits) {
                collection.forms += collected(item, &forms)
            }
        }
        compare(&collection)
        for index in collection.forms.indices {
            let place = Place(file: collection.forms[index].file)
            collection.forms[index].findings = Finding.unique(
                collection.forms[index].findings.map { $0.within(place) }
            ).sorted { $0.place < $1.place }
        }
        return collection
    }

    private func collected(_ item: ReceivedItem, _ forms: inout KnownForms) -> [CollectedForm] {
        switch item {
        case .trouble(let shownPath, let finding):
            var form = CollectedForm(file: shownPath)
            form.findings = [finding]
            return [form]
        case .file(let file): return collected(file, &forms)
        }
    }

    private func collected(_ file: ReceivedFile, _ forms: inout KnownForms) -> [CollectedForm] {
        do {
            if file.bytes.starts(with: [0x78, 0x9F, 0x3E, 0x22]) { throw Self.outlookPackage }
            var received = try ReceivedWorkbook.read(file.bytes, limits: limits)
            MarkedCopy.clear(&received.workbook)
            let parts = UnitPart.all(of: received.workbook)
            return parts.map { collected($0, of: received, in: file, isAlone: parts.count == 1, &forms) }
        } catch {
            return [refused(error, file)]
        }
    }

    /// One unit's form; of a workbook that holds several units' forms each has its own.
    private func collected(
        _ part: UnitPart, of received: ReceivedWorkbook, in file: ReceivedFile, isAlone: Bool, _ forms: inout KnownForms
    ) -> CollectedForm {
        var collected = CollectedForm(of: file)
        collected.isPart = !isAlone
        var own = received
        own.workbook = part.workbook
        do {
            try read(own, &collected, &forms)
        } catch {
            return refused(error, file)
        }
        // That a sheet is named after its unit, or stands below another, is how the file was made.
        if !isAlone { collected.findings.removeAll { ["readback.shifted", "readback.sheet-name"].contains($0.rule) } }
        if keepsWorkbooks { collected.source = received }
        return collected
    }

    private func refused(_ error: any Error, _ file: ReceivedFile) -> CollectedForm {
        var collected = CollectedForm(of: file)
        if let failure = error as? Failure {
            var finding = failure.finding
            finding.severity = ReceivedWorkbook.severity(of: failure, named: file.name)
            collected.findings.append(finding)
        } else {
            collected.findings.append(Finding("file.unreadable", .mandatory, "无法读取（\(error)）"))
        }
        return collected
    }

    private func read(_ received: ReceivedWorkbook, _ collected: inout CollectedForm, _ forms: inout KnownForms) throws
    {
        var identity = FormTemplate.identity(of: received.workbook)
        if identity.form == nil, let name = KnownForms.name(byTitleOf: received.workbook) {
            identity.form = name
            collected.findings.append(
                Finding("collect.no-identity", .explain, "表中没有表单标识，按表名认作 \(name)", remedy: "请用下发的空表填写，不要另做表格"))
        }
        guard let name = identity.form else {
            throw Failure(
                .content, "collect.not-a-form", "这个表格不是下发的表，没有表单标识，也没有认得的表名", remedy: "如果是要收的表，请用下发的空表填写后重新报送")
        }
        collected.savedAt = received.workbook.properties.modified
        let form = try forms.form(named: name)
        collected.kind = form.kind
        var workbook = received.workbook
        // The reader takes the form from the properties, which a program may have dropped.
        workbook.properties[custom: FormTemplate.Identity.formProperty] = name
        let read = form.template.read(workbook)
        collected.findings += received.findings.filter { $0.severity < .hint } + read.findings
        guard let returned = read.value else { return }
        FormInterpreter(collector: self, form: form, returned: returned).interpret(into: &collected)
    }

    private static let outlookPackage = Failure(
        .content, "collect.winmail", "这是 Outlook 的 winmail.dat，附件包在里面，读不出来", remedy: "请对方改用“纯文本”或“HTML”格式的邮件重新发送附件")
}
