import Foundation

/// What poppler says of a PDF.
public enum PDFPages {
    /// For `.enabled(if:)`.
    public static let isInstalled = CommandRun.isInstalled("pdfinfo")

    /// How many pages there are.
    public static func count(of file: String) throws -> Int {
        guard let count = Int(try field("Pages", of: file)) else { throw CommandRun.Trouble("no page count: \(file)") }
        return count
    }

    /// Of the first page, in points, as it lies.
    public static func size(of file: String) throws -> (width: Double, height: Double) {
        let numbers = try field("Page size", of: file).split(separator: " ").compactMap { Double($0) }
        guard numbers.count >= 2 else { throw CommandRun.Trouble("no page size: \(file)") }
        return (numbers[0], numbers[1])
    }

    /// The text of all pages, a form feed after each.
    public static func text(of file: String) throws -> String {
        try CommandRun.run("pdftotext", ["-layout", file, "-"]).stdout
    }

    private static func field(_ name: String, of file: String) throws -> String {
        let lines = try CommandRun.run("pdfinfo", [file]).stdout.split(separator: "\n")
        guard let line = lines.first(where: { $0.hasPrefix(name + ":") }) else {
            throw CommandRun.Trouble("pdfinfo gives no \(name): \(file)")
        }
        return line.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces)
    }
}
