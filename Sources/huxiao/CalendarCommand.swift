import ArgumentParser
import ByteIO
import CivilTime
import Diagnostics
import FormatICS
import Forms
import Reporting

struct CalendarCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "报送日程：各月的报送期限，可写成日历文件（.ics）。",
        discussion: """
            例：
              huxiao calendar 专项工作文件夹
              huxiao calendar 专项工作文件夹 -o 报送日程.ics

            .ics 用 Outlook、WPS 日历、手机日历打开即可导入，提前三天和当天提醒；再导入一次会更新，不会重复。
            """)

    @Argument(help: ArgumentHelp("专项工作文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("把日程写成这个 .ics 文件。", valueName: "文件"))
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let loaded = try DueCalendar.load(folder)
        guard let calendar = loaded.value else {
            Console.printFindings(loaded.findings, listing: shared.listing)
            throw ExitCode(ExitStatus.findings)
        }
        if let output {
            var files = OutputFiles()
            try files.add(calendar.file(made: SystemClock.now.day).bytes, at: output)
            try files.commit()
        }
        if shared.json { return Console.printJSON(CalendarJSON(calendar, path: output)) }
        Console.print(calendar.campaign)
        var table = TextTable()
        table.add(["报表期间", "报送期限", "星期"])
        for entry in calendar.entries { table.add([entry.period.chinese, entry.day.chinese, entry.weekday]) }
        table.lines.forEach(Console.print)
        if let output { Console.print("写出 \(output)") }
    }
}

struct CalendarJSON: Encodable {
    struct Entry: Encodable {
        var period: String
        var due: String
    }

    var status = ExitStatus.done
    var campaign: String
    var entries: [Entry]
    var path: String?

    init(_ calendar: DueCalendar, path: String?) {
        campaign = calendar.campaign
        entries = calendar.entries.map { Entry(period: $0.period.description, due: $0.day.description) }
        self.path = path
    }
}
