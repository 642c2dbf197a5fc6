import Diagnostics
import Foundation
import Sheets

/// A received form with its wrong cells coloured and explained, ready to be sent back (退改).
public struct MarkedCopy: Sendable {
    /// `原名-需改正.xlsx`.
    public var fileName: String
    /// The received content in its own layout, with the list in front.
    public var workbook: Workbook
    /// As received where it can be written, else XLSX.
    public var format: ReportFormat

    /// What every line that is ours begins with, so that it can be found again.
    static let mark = "【护校】"
    static let author = "护校"
    static let listName = "问题清单"

    /// - Returns: `nil` for what is no form, and for a form without findings of the classes A to C; that it came twice is not its
    ///   sender's business.
    public static func make(of form: CollectedForm) -> MarkedCopy? {
        let needsMending = form.findings.contains { $0.severity < .hint && $0.rule != FormCollector.doubleRule }
        guard let source = form.source, form.kind != nil, needsMending else { return nil }
        var workbook = source.workbook
        for index in workbook.sheets.indices { mark(form.findings, onSheet: index, of: &workbook) }
        ProblemSheet(form).insert(into: &workbook)
        let format = [.xlsx, .ods, .fods].contains(source.format) ? source.format : .xlsx
        return MarkedCopy(fileName: name(of: form.file) + "." + format.rawValue, workbook: workbook, format: format)
    }

    /// The copies of all forms that need one, no two with the same name.
    public static func all(of collection: CollectedForms) -> [MarkedCopy] {
        var taken = Set<String>()
        return joined(collection.forms).compactMap { make(of: $0) }.map { copy in
            var copy = copy
            let stem = copy.fileName.dropLast(copy.format.rawValue.count + 1)
            var number = 2
            while !taken.insert(copy.fileName.lowercased()).inserted {
                copy.fileName = "\(stem)(\(number)).\(copy.format.rawValue)"
                number += 1
            }
            return copy
        }
    }

    /// The forms of several units in one file go back in one file.
    private static func joined(_ forms: [CollectedForm]) -> [CollectedForm] {
        var joined: [CollectedForm] = []
        var places: [String: Int] = [:]
        for form in forms {
            if form.isPart, let place = places[form.file] {
                joined[place].findings += form.findings
            } else {
                if form.isPart { places[form.file] = joined.count }
                joined.append(form)
            }
        }
        return joined
    }

    /// Light red, orange, yellow; nothing for what may be ignored.
    static func color(of severity: Severity) -> Color? {
        switch severity {
        case .mandatory: Color(red: 0xFF, green: 0xB3, blue: 0xB3)
        case .explain: Color(red: 0xFF, green: 0xD1, blue: 0x94)
        case .verify: Color(red: 0xFF, green: 0xF1, blue: 0x9C)
        case .hint: nil
        }
    }

    // MARK: - Marking

    private static func mark(_ findings: [Finding], onSheet index: Int, of workbook: inout Workbook) {
        var byCell: [CellRef: [Finding]] = [:]
        let merges = MergeMap(workbook.sheets[index].merges)
        for finding in findings where finding.place.sheet == workbook.sheets[index].name && finding.severity < .hint {
            guard let cell = finding.place.cell else { continue }
            byCell[merges.origin(covering: cell) ?? cell, default: []].append(finding)
        }
        for (place, findings) in byCell.sorted(by: { $0.key < $1.key }) {
            workbook.sheets[index][place] = marked(workbook.sheets[index][place], findings, &workbook.styles)
        }
    }

    private static func marked(_ cell: Cell, _ findings: [Finding], _ styles: inout StyleTable) -> Cell {
        var cell = cell
        let graver = findings.sorted { $0.severity < $1.severity }
        var lines = graver.map { finding in
            mark + "\(finding.severity.rawValue) \(finding.severity.word)："
                + Finding("", finding.severity, finding.statement, remedy: finding.remedy).description
        }
        if let fill = styles[cell.style].fill { lines.append(fillLine + fill.description) }
        let others = cell.note.map { [$0.text] } ?? []
        cell.note = Note((others + lines).joined(separator: "\n"), author: cell.note?.author ?? author)
        let color = graver.first.flatMap { Self.color(of: $0.severity) }
        cell.style = styles.id(of: cell.style) { $0.fill = color }
        return cell
    }

    /// What the cell's colour was before.
    private static let fillLine = mark + "原底色 "

    // MARK: - Clearing

    /// Takes away what an earlier marked copy added: the list, our lines in notes, and our colours where such a note stands.
    static func clear(_ workbook: inout Workbook) {
        workbook.sheets.removeAll(where: isList)
        for sheet in workbook.sheets.indices {
            for row in workbook.sheets[sheet].rows.indices {
                for column in workbook.sheets[sheet].rows[row].cells.indices
                where workbook.sheets[sheet].rows[row].cells[column].note != nil {
                    let cell = workbook.sheets[sheet].rows[row].cells[column]
                    workbook.sheets[sheet].rows[row].cells[column] = cleared(cell, &workbook.styles)
                }
            }
        }
    }

    /// Whether a sheet is the list that a marked copy has in front.
    static func isList(_ sheet: Sheet) -> Bool {
        sheet.name.hasPrefix(listName) && sheet[1, 0].value.plainText?.hasPrefix(mark) ?? false
    }

    private static func cleared(_ cell: Cell, _ styles: inout StyleTable) -> Cell {
        guard var note = cell.note else { return cell }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.contains(where: { $0.hasPrefix(mark) }) else { return cell }
        var cell = cell
        note.text = lines.filter { !$0.hasPrefix(mark) }.joined(separator: "\n")
        cell.note = note.text.allSatisfy(\.isWhitespace) || note.text == author + ":" ? nil : note
        guard let fill = styles[cell.style].fill, Severity.allCases.contains(where: { color(of: $0) == fill })
        else { return cell }
        let said = lines.first { $0.hasPrefix(fillLine) }
        let before = said.flatMap { Color(hex: $0.dropFirst(fillLine.count).prefix(7)) }
        cell.style = styles.id(of: cell.style) { $0.fill = before }
        return cell
    }

    // MARK: - Name

    private static func name(of file: String) -> String {
        let last = file.components(separatedBy: " › ").last ?? file
        let name = last.split(separator: "/").last.map(String.init) ?? last
        let known = ["xlsx", "xlsm", "ods", "fods", "xml"]
        var stem = name
        if let dot = name.lastIndex(of: "."), known.contains(name[name.index(after: dot)...].lowercased()) {
            stem = String(name[..<dot])
        }
        if stem.hasSuffix("-需改正") { stem = String(stem.dropLast(4)) }
        return FileName.safe([stem]) + "-需改正"
    }
}
