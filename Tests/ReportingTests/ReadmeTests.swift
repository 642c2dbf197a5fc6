import Forms
import Foundation
import Reporting
import Testing

@Suite("README")
struct ReadmeTests {
    /// The lines of the README's Swift example, without its imports.
    private static func example() throws -> [String] {
        let readme = try String(contentsOfFile: "README.md", encoding: .utf8)
        let block = readme.components(separatedBy: "```swift\n").dropFirst().first?.components(separatedBy: "```").first
        return try #require(block).split(separator: "\n").filter { !$0.hasPrefix("import ") }.map(String.init)
    }

    @Test("The example stands in the README as it runs here")
    func sameText() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let body = source.components(separatedBy: "// The README's example begins.\n")[1]
            .components(separatedBy: "        // It ends.")[0]
        let lines = body.split(separator: "\n").map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : String($0) }
        #expect(lines.filter { !$0.isEmpty } == (try Self.example()))
    }

    @Test("The example prints what the README says")
    func output() throws {
        var printed: [String] = []
        try run { printed.append($0.map { "\($0)" }.joined(separator: " ")) }
        let readme = try String(contentsOfFile: "README.md", encoding: .utf8)
        #expect(readme.contains("`\(printed[0])`"))
    }

    private func run(_ print: (Any...) -> Void) throws {
        // The README's example begins.
        let folders = TemplateFolders(["Templates"])
        let loaded = try CampaignFolder.load("Examples/zhengzhou-2017", templates: folders.paths)
        let form = try ProgressForm.load("zhengzhou-progress", from: folders)

        if let campaign = loaded.value, let form = form.value, let may = Period("2017-05") {
            let report = try campaign.report(for: "西河区", period: may)
            if let guards = report[.guards] {
                print("配备保安员 新增 \(guards.increase) 合计 \(guards.total)")
            }
            let filled = form.filled(with: report)
            if let workbook = filled.value {
                try save(workbook, as: .html, to: "out/西河区.html")
                try save(workbook, as: .ods, to: "out/西河区.ods")
            }
            for finding in campaign.check(through: may) + filled.findings {
                print(finding.severity.word, finding)
            }
        }
        // It ends.
    }
}
