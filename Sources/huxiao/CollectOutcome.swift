import Diagnostics
import Forms
import Foundation
import Reporting

/// What collecting came to, for machines.
struct CollectOutcome {
    private let collection: CollectedForms
    /// Paths of what was written.
    var written: [String] = []
    var marked: [String] = []
    /// What a marked copy's format could not hold.
    var limits: [Finding] = []

    init(_ collection: CollectedForms) { self.collection = collection }

    struct JSON: Encodable {
        var status: Int32
        var forms: [FormJSON]
        var findings: [FindingJSON]
        var written: [String]
        var marked: [String]
    }

    struct FormJSON: Encodable {
        var file: String
        var form: String?
        var unit: String?
        var unitName: String
        var period: String?
        var rows: Int?
        var accepted: Bool
        var counts: [String: Int]
        var findings: [FindingJSON]

        init(_ form: CollectedForm) {
            file = form.file
            self.form = form.kind?.name
            unit = form.unit
            unitName = form.unitName
            period = form.period?.description
            rows = form.rowCount
            accepted = form.accepted != nil
            counts = Dictionary(uniqueKeysWithValues: Severity.allCases.map { ($0.rawValue, form.count(of: $0)) })
            findings = form.findings.map(FindingJSON.init)
        }
    }

    func json(status: Int32) -> JSON {
        JSON(
            status: status, forms: collection.forms.map(FormJSON.init),
            findings: (collection.findings + limits).map(FindingJSON.init), written: written, marked: marked)
    }
}

/// The table that is printed: a line a file.
struct CollectTable {
    private var table = TextTable()

    init(_ collection: CollectedForms) {
        if collection.forms.isEmpty { return }
        table.add(["文件", "单位", "报表", "期间", "行数"] + Severity.allCases.map(\.rawValue) + ["收下"])
        for form in collection.forms {
            let counts = Severity.allCases.map { severity in
                let count = form.count(of: severity)
                return count == 0 ? "-" : String(count)
            }
            table.add(
                [
                    form.file, form.unitName.isEmpty ? "?" : ReceivedName.oneLine(form.unitName),
                    form.kind?.label ?? "?",
                    form.period?.description ?? "?", form.rowCount.map { String($0) } ?? "-",
                ] + counts + [form.accepted == nil ? "否" : "是"])
        }
    }

    var lines: [String] { table.lines }
}

/// Texts from received files in one line of a terminal.
enum ReceivedName {
    static func oneLine(_ text: String, longest: Int = 30) -> String {
        let line = String(
            text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : $0 })
        return line.count > longest ? line.prefix(longest) + "…" : line
    }
}

/// How far a long work has come: one line on a terminal that overwrites itself, nothing in a pipe.
struct ProgressLine {
    private let isShown = isatty(2) == 1

    func show(_ text: String) {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K\(text.prefix(100))".utf8)) }
    }

    func clear() {
        if isShown { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
    }
}
