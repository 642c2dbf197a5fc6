import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Foundation
import Reporting

/// Options of every subcommand.
struct SharedOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp("模板文件夹，优先于随程序安装的模板。", valueName: "文件夹"))
    var templates: String?

    @Flag(name: .long, help: "以 JSON 输出结果，供其他程序读取。")
    var json = false

    @Flag(name: .long, help: "列出全部核对结果；否则 B、C、D 类各列前 20 条。")
    var full = false

    var listing: Int { full ? .max : 20 }

    /// In this order: `--templates`, `HUXIAO_TEMPLATES`, what was installed with the binary, a checkout's own.
    var folders: TemplateFolders {
        let program = (Bundle.main.executablePath ?? CommandLine.arguments[0]) as NSString
        let bin = program.resolvingSymlinksInPath as NSString
        let folder = bin.deletingLastPathComponent
        let checkout = [".", "..", "../..", "../../..", "../../../.."].map { "\(folder)/\($0)/Templates" }
        let candidates =
            [templates, ProcessInfo.processInfo.environment["HUXIAO_TEMPLATES"]].compactMap { $0 }
            + ["\(folder)/../share/huxiao/templates"] + checkout
        let existing = candidates.filter { FileManager.default.fileExists(atPath: $0) }
        return TemplateFolders(existing.map { ($0 as NSString).standardizingPath })
    }
}

extension Period: ExpressibleByArgument {
    /// Reads `2017-05` as ``Period`` does; `nil` gives a usage error.
    public init?(argument: String) { self.init(argument) }
}

extension CalendarDay: ExpressibleByArgument {
    /// Reads `2019-07-15`; `nil` gives a usage error.
    public init?(argument: String) { self.init(iso: argument) }
}
