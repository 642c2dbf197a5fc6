import Foundation
import TestSupport
import Testing

/// The script that measures hostile files makes them anew and gives each to the command in a process of its own.
@Suite("Hostile and damaged files are refused in words, within memory")
struct HostileFilesTests {
    private struct Outcome {
        var status: Int
        /// At its highest, in MiB.
        var memory: Int
        var sentence: String
    }

    private static func outcomes(of names: [String]) throws -> [String: Outcome] {
        let run = try CommandRun.run(
            "python3", [Checkout.root + "/scripts/bench-hostile", Command.path] + names + ["--tsv"],
            environment: ["PYTHONIOENCODING": "utf-8"], timeout: 300)
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        let lines = run.stdout.split(separator: "\n").map { $0.split(separator: "\t", maxSplits: 3) }
        return Dictionary(
            uniqueKeysWithValues: lines.compactMap { line in
                guard line.count == 4, let status = Int(line[1]), let memory = Int(line[2]) else { return nil }
                return (String(line[0]), Outcome(status: status, memory: memory, sentence: String(line[3])))
            })
    }

    @Test("What is said, and what it takes", .enabled(if: CommandRun.isInstalled("python3"), "python3 is missing"))
    func all() throws {
        let outcomes = try Self.outcomes(of: Self.expected.map(\.0))
        for (name, sentence) in Self.expected {
            let outcome = try #require(outcomes[name])
            #expect(outcome.sentence == sentence, "\(name)")
            #expect(outcome.status == (sentence.hasPrefix("A") ? 1 : 0), "\(name)")
            #expect(outcome.memory < 300, "\(name)")
        }
    }

    private static let expected: [(String, String)] = [
        ("truncated.xlsx", "A 强制  truncated.xlsx：压缩包不完整或已损坏。请用原程序打开后重新保存，或请对方重新发送。"),
        ("zeros-10GB.zip", "A 强制  zeros-10GB.zip › 000000.xlsx：压缩包中的 000000.xlsx 的压缩比超过上限 400。文件可能有害或已损坏，请确认来源。"),
        (
            "spaces-1GB.xlsx",
            "A 强制  spaces-1GB.xlsx 第 1 行第 524001 列 a：XML 的单个元素的长度（字节）超过上限 524288。文件可能已损坏，请用原程序打开后重新保存。"
        ),
        (
            "spaces-in-zip.zip",
            "A 强制  spaces-in-zip.zip › a.xlsx 第 1 行第 524001 列 a：XML 的单个元素的长度（字节）超过上限 524288。文件可能已损坏，请用原程序打开后重新保存。"
        ),
        (
            "billion-laughs.xlsx",
            "A 强制  billion-laughs.xlsx 第 1 行第 51 列 a：XML 带有 DTD 或实体定义，出于安全不予读取。请用 LibreOffice、WPS 或 Excel 打开后重新保存。"
        ),
        (
            "billion-laughs.fods",
            "A 强制  billion-laughs.fods 第 1 行第 1002 列：XML 带有 DTD 或实体定义，出于安全不予读取。请用 LibreOffice、WPS 或 Excel 打开后重新保存。"
        ),
        (
            "external-entity.xlsx",
            "A 强制  external-entity.xlsx 第 1 行第 51 列 a：XML 带有 DTD 或实体定义，出于安全不予读取。请用 LibreOffice、WPS 或 Excel 打开后重新保存。"
        ),
        (
            "external-entity.fods",
            "A 强制  external-entity.fods 第 1 行第 508 列：XML 带有 DTD 或实体定义，出于安全不予读取。请用 LibreOffice、WPS 或 Excel 打开后重新保存。"
        ),
        ("rows-repeated.fods", "A 强制  rows-repeated.fods a：行数超过上限 1048576。请删去多余的内容，或拆分文件。"),
        ("rows-repeated.ods", "A 强制  rows-repeated.ods a：行数超过上限 1048576。请删去多余的内容，或拆分文件。"),
        ("columns-repeated.fods", "A 强制  columns-repeated.fods a A1：列数超过上限 16384。请删去多余的内容，或拆分文件。"),
        ("spaces.fods", "A 强制  spaces.fods：连续空格个数（text:s）超过上限 4096。请删去多余的内容，或拆分文件。"),
        ("million-styles.xlsx", "A 强制  million-styles.xlsx：压缩包中的 xl/styles.xml 的压缩比超过上限 400。文件可能有害或已损坏，请确认来源。"),
        ("million-styles.fods", "A 强制  million-styles.fods：样式个数超过上限 65536。请删去多余的内容，或拆分文件。"),
        ("million-strings.xlsx", "A 强制  million-strings.xlsx：共享字符串个数超过上限 2000000。请删去多余的内容，或拆分文件。"),
        ("million-merges.xlsx", "A 强制  million-merges.xlsx a：XML 元素个数超过上限 400000。文件可能有害或已损坏，请用原程序打开后重新保存。"),
        ("five-million-cells.xlsx", "A 强制  five-million-cells.xlsx a：表格内容占用的内存超过上限 200 MiB。请删去多余的内容，或拆分文件。"),
        ("deep.xlsx", "A 强制  deep.xlsx 第 1 行第 1401 列 a：XML 的嵌套层数超过上限 256。文件可能已损坏，请用原程序打开后重新保存。"),
        ("deep.fods", "A 强制  deep.fods 第 1 行第 6343 列：XML 的嵌套层数超过上限 256。文件可能已损坏，请用原程序打开后重新保存。"),
        ("attributes.fods", "A 强制  attributes.fods 第 1 行：XML 的属性个数超过上限 512。文件可能已损坏，请用原程序打开后重新保存。"),
        ("far-cell.xlsx", "A 强制  far-cell.xlsx：这个表格不是下发的表，没有表单标识，也没有认得的表名。如果是要收的表，请用下发的空表填写后重新报送。"),
        (
            "traversal.zip",
            "A 强制  traversal.zip › ../../../../tmp/escaped.xlsx：这是文本或 CSV 文件，不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。"
        ),
        ("zip-in-zip.zip", "A 强制  zip-in-zip.zip › 11.zip › 10.zip › 9.zip › 8.zip：邮件和压缩包一层套一层，超过 4 层，里面的没有读。请解压后再试。"),
        ("hundred-thousand-files.zip", "A 强制  hundred-thousand-files.zip：压缩包中的文件个数超过上限 4096。文件可能有害或已损坏，请确认来源。"),
        (
            "quoted-printable.eml",
            "A 强制  quoted-printable.eml › a.xlsx：这是文本或 CSV 文件，不是 XLSX 表格。请用 WPS、Excel 或 LibreOffice 打开，另存为 .xlsx 后再试。"
        ),
        ("parts.eml", "A 强制  parts.eml：邮件的段数超过上限 500。邮件可能有害或已损坏，请确认来源，并把附件另存后再试。"),
        ("deep.eml", "A 强制  deep.eml：邮件中一层套一层的层数超过上限 8。邮件可能有害或已损坏，请确认来源，并把附件另存后再试。"),
        ("header.eml", "D 提示  header.eml：邮件没有附件。表格如果在正文里，请对方以附件发送。"),
    ]
}
