import Foundation

/// Paths inside the checkout that these tests were built from.
enum Checkout {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let progressTemplate = root + "/Templates/zhengzhou-progress.fods"

    static func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
