import Diagnostics
import FormatXLSX
import Foundation
import Sheets
import Testing

/// The files under `Fixtures`; `Fixtures/make` says how each was made.
enum Fixture {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Fixtures")

    static let names: [String] = {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".xlsx") }.map { String($0.dropLast(5)) }.sorted()
    }()

    static let judged: [String] = names.filter { FileManager.default.fileExists(atPath: folder.path + "/\($0).cells") }

    static func bytes(_ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: folder.appendingPathComponent(name + ".xlsx")))
    }

    static func read(_ name: String) throws -> (book: Workbook, findings: [Finding]) {
        let checked = try XLSXReader().read(bytes(name))
        return (try #require(checked.value), checked.findings)
    }

    static func failure(_ name: String) throws -> Failure? {
        let bytes = try bytes(name)
        do {
            _ = try XLSXReader().read(bytes)
            return nil
        } catch let failure as Failure {
            return failure
        }
    }
}

extension Workbook {
    /// One line a cell with a value, as `Fixtures/make/expected.py` writes it.
    var cellLines: [String] {
        sheets.flatMap { sheet in
            sheet.rows.indices.flatMap { row in
                sheet.rows[row].cells.indices.compactMap { column -> String? in
                    let place = CellRef(row: row, column: column)
                    guard let (type, text) = Self.line(sheet[place].value.shown) else { return nil }
                    return "\(sheet.name)\t\(place)\t\(type)\t\(text)"
                }
            }
        }
    }

    private static func line(_ value: CellValue) -> (String, String)? {
        switch value {
        case .empty, .formula: nil
        case .number(let number), .percentage(let number): ("number", "\(number)")
        case .date(let moment): ("date", moment.description)
        case .time(let seconds): ("time", String(seconds))
        case .boolean(let flag): ("boolean", String(flag))
        case .text, .richText:
            value.plainText.flatMap { text in
                text.isEmpty ? nil : ("text", text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))
            }
        }
    }
}
