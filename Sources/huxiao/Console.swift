import Diagnostics
import Foundation

/// What the command prints: the result on standard output, what is wrong on standard error.
enum Console {
    static func print(_ text: String) { write(text + "\n", to: 1) }
    static func printError(_ text: String) { write(text + "\n", to: 2) }

    private static func write(_ text: String, to descriptor: Int32) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            // A closed pipe (`| head`) is no reason to complain.
            if count <= 0 { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Findings by class, the gravest first, each with its rule; a long tail of the lighter classes is counted, not
    /// listed.
    static func printFindings(_ findings: [Finding], listing longest: Int = 20) {
        guard !findings.isEmpty else { return }
        for severity in Severity.allCases {
            let ofClass = findings.filter { $0.severity == severity }.sorted { $0.place < $1.place }
            let listed = severity == .mandatory ? ofClass[...] : ofClass.prefix(longest)
            for finding in listed { printError("\(severity.rawValue) \(severity.word)  \(finding)  [\(finding.rule)]") }
            if listed.count < ofClass.count {
                printError("   ……\(severity.word)类还有 \(ofClass.count - listed.count) 条，用 --full 列出全部")
            }
        }
    }

    /// `A 强制 1 条，B 准强制 0 条，C 核实 2 条，D 提示 0 条`.
    static func summary(of findings: [Finding]) -> String {
        Severity.allCases.map { severity in
            "\(severity.rawValue) \(severity.word) \(findings.count { $0.severity == severity }) 条"
        }.joined(separator: "，")
    }

    static func printJSON(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { preconditionFailure("texts and numbers can be encoded") }
        print(String(decoding: data, as: UTF8.self))
    }
}

/// How the command ended.
enum ExitStatus {
    static let done: Int32 = 0
    static let findings: Int32 = 1
    static let usage: Int32 = 2
    static let failure: Int32 = 3
}

/// A finding for machines: ids, keys and positions are never translated.
struct FindingJSON: Encodable {
    var rule: String
    var severity: String
    var file: String?
    var line: Int?
    var column: Int?
    var sheet: String?
    var cell: String?
    var record: String?
    var field: String?
    var message: String
    var statement: String
    var remedy: String

    init(_ finding: Finding) {
        rule = finding.rule
        severity = finding.severity.rawValue
        file = finding.place.file
        line = finding.place.position?.line
        column = finding.place.position?.column
        sheet = finding.place.sheet
        cell = finding.place.cell?.description
        record = finding.place.record
        field = finding.place.field?.key
        message = finding.description
        statement = finding.statement
        remedy = finding.remedy
    }
}

/// What `--json` prints when the command could not go on.
struct FailureJSON: Encodable {
    var status: Int32
    var findings: [FindingJSON]
}
