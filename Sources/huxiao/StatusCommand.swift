import ArgumentParser
import CivilTime
import Diagnostics
import Forms
import Ledger
import Reporting

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "报送情况：应报、已收、按时、迟报、缺报，催报谁。",
        discussion: """
            例：
              huxiao status 2019 --period 2019-10
              huxiao status 2019 --period 2019-10 --unit 云溪区 -o out --format html,xlsx

            报送率等都列出分子和分母；免报、已停办、尚未开办的不计入应报。催报名单里逾期最久的在前。
            """)

    @Argument(help: ArgumentHelp("工作区文件夹。", valueName: "文件夹"))
    var folder = "."

    @Option(name: .long, help: ArgumentHelp("月份，如 2017-05；不写则为最近收到数据的月份。", valueName: "月份"))
    var period: Period?

    @Option(name: .long, help: ArgumentHelp("只看这个单位和它的下级：名称或代码。", valueName: "单位"))
    var unit: String?

    @Option(name: .customLong("form"), help: ArgumentHelp("只看这张报表：progress、form1、form2、form3。", valueName: "报表"))
    var only: LedgerForm?

    @Option(name: .long, help: ArgumentHelp("催报名单从这个月算起；不写则从专项工作的第一个月算起。", valueName: "月份"))
    var since: Period?

    @Option(name: .long, help: ArgumentHelp("按哪一天判断逾期；不写则为今天。", valueName: "日期"))
    var at: CalendarDay?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "同时写出文件，逗号分隔：\(ReportFormat.allCases.map(\.rawValue).joined(separator: "、"))。", valueName: "格式"))
    var format: FormatList?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("写到这个文件夹，或这个文件。", valueName: "路径"))
    var output: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
        let workspace = try shared.workspace(folder, isReading: true)
        var question = Workspace.StatusQuestion()
        (question.period, question.unit, question.form, question.since) = (period, unit, only, since)
        question.listsEverybody = shared.full || output != nil || format != nil
        let board = try workspace.status(question, on: at ?? SystemClock.now.day)
        let written = try write(board)
        if shared.json {
            Console.printJSON(StatusJSON(board, written: written))
        } else {
            StatusTable(board, isFull: shared.full).lines.forEach(Console.print)
            for path in written { Console.print("写出 \(path)") }
        }
    }

    private func write(_ board: StatusBoard) throws -> [String] {
        if output == nil, format == nil { return [] }
        let output = output ?? "."
        let ending = ReportFormat.allCases.first { output.lowercased().hasSuffix("." + $0.rawValue) }
        let formats = format?.formats ?? ending.map { [$0] } ?? [.html, .xlsx]
        if let ending, formats != [ending] {
            throw ValidationError("-o 写的是一个文件（\(output)），请写文件夹，或只用 --format \(ending.rawValue)")
        }
        let workbook = board.workbook
        var files = OutputFiles()
        for format in formats {
            let name = FileName.safe([board.period.chinese, board.unitLabel, "报送情况"]) + "." + format.rawValue
            let path = ending != nil ? output : output == "." ? name : "\(output)/\(name)"
            try files.add(format.writer().bytes(of: workbook), at: path)
        }
        let paths = files.paths
        try files.commit()
        return paths
    }
}

/// The board on a terminal.
struct StatusTable {
    let board: StatusBoard
    let isFull: Bool

    init(_ board: StatusBoard, isFull: Bool) {
        self.board = board
        self.isFull = isFull
    }

    private static let most = 20

    var lines: [String] {
        [board.title, "截至 \(board.day.chinese)"] + board.forms.flatMap(counts) + calls + (isFull ? units : [])
    }

    private func counts(_ status: LedgerStatus) -> [String] {
        var table = TextTable()
        table.add(["单位"] + StatusBoard.headings + ["报送率", "按时率", "采用率"])
        let rows = status.rows.prefix(isFull ? .max : 40)
        for row in rows {
            let rates = [row.counts.receivedRate, row.counts.onTimeRate, row.counts.acceptedRate].map(\.textWithParts)
            let name = String(repeating: "  ", count: min(row.depth, 8)) + row.unit.label
            table.add([name] + StatusBoard.cells(of: row.counts).map(String.init) + rates)
        }
        let rest = status.rows.count > rows.count ? ["……共 \(status.rows.count) 行，用 --full 列出全部"] : []
        return ["", "\(status.form.label)　报送期限 \(status.due.chinese)"] + table.lines + rest
    }

    private var calls: [String] {
        if board.calls.isEmpty { return ["", "没有需要催报的单位。"] }
        let listed = board.calls.prefix(isFull ? .max : Self.most)
        var table = TextTable()
        for call in listed {
            table.add([
                "  " + call.unit.label, call.unit.code, call.form.label, call.period.chinese, call.delay,
                call.reason,
            ])
        }
        let count = "\(board.calls.count) 个" + (board.isCut ? "以上" : "")
        let rest =
            listed.count < board.calls.count ? ["  ……还有 \(board.calls.count - listed.count) 个，用 --full 列出全部"] : []
        return ["", "催报 \(count)，逾期最久的在前："] + table.lines + rest
    }

    private var units: [String] {
        var table = TextTable()
        table.add(["报表", "单位", "代码", "情况", "状态", "版本", "首次收到"])
        for status in board.forms {
            for leaf in status.leaves {
                table.add([
                    status.form.label, leaf.unit.label, leaf.unit.code, leaf.situation, leaf.state?.word ?? "—",
                    leaf.version > 0 ? String(leaf.version) : "—", leaf.received?.day.description ?? "—",
                ])
            }
        }
        return ["", "各单位："] + table.lines
    }
}

/// The board for machines. Rates come as their parts.
struct StatusJSON: Encodable {
    struct Form: Encodable {
        var form: String
        var due: String
        var rows: [Row]
    }

    struct Row: Encodable {
        var unit: String
        var name: String
        var depth: Int
        var expected: Int
        var received: Int
        var full: Int
        var partial: Int
        var empty: Int
        var onTime: Int
        var late: Int
        var returned: Int
        var waiting: Int
        var accepted: Int
        var missing: Int
        var exempt: Int
    }

    struct Call: Encodable {
        var unit: String
        var name: String
        var form: String
        var period: String
        var trouble: String
        var reason: String
        var due: String
        var overdueDays: Int
    }

    var status = ExitStatus.done
    var period: String
    var forms: [Form]
    var calls: [Call]
    var written: [String]

    init(_ board: StatusBoard, written: [String]) {
        self.written = written
        period = board.period.description
        forms = board.forms.map { status in
            Form(form: status.form.key, due: status.due.description, rows: status.rows.map(Row.init))
        }
        calls = board.calls.map { call in
            Call(
                unit: call.unit.code, name: call.unit.name, form: call.form.key, period: call.period.description,
                trouble: "\(call.trouble)", reason: call.reason, due: call.due.description,
                overdueDays: call.overdueDays)
        }
    }
}

extension StatusJSON.Row {
    init(_ row: LedgerStatus.Row) {
        let counts = row.counts
        self.init(
            unit: row.unit.code, name: row.unit.name, depth: row.depth, expected: counts.expected,
            received: counts.received, full: counts.full, partial: counts.partial, empty: counts.empty,
            onTime: counts.onTime, late: counts.late, returned: counts.returned, waiting: counts.waiting,
            accepted: counts.accepted,
            missing: counts.missing, exempt: counts.exempt)
    }
}
