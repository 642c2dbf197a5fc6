import CivilTime
import Forms
import Ledger
import Sheets

extension StatusBoard {
    /// The board as a workbook: 报送情况, 催报名单, 各单位; A4, the headings repeat on each page.
    public var workbook: Workbook {
        var workbook = Workbook()
        let look = ListLook(&workbook.styles)
        workbook.sheets = [countsSheet(look), callsSheet(look), unitsSheet(look)]
        workbook.properties.title = title
        return workbook
    }

    /// For the head of every list, and for file names.
    public var title: String { "\(campaign)报送情况（\(period.chinese)）" }

    private var lead: String {
        let dues = forms.map { "\($0.form.label)报送期限 \($0.due.chinese)" }.joined(separator: "，")
        return "截至 \(day.chinese)。\(dues)。按时、迟报以第一次收到的日期为准；免报的不计入应报。"
    }

    // MARK: - 报送情况

    private func countsSheet(_ look: ListLook) -> Sheet {
        let headings = ["报表", "单位"] + Self.headings + Self.rateHeadings
        let rows = forms.flatMap { status in status.rows.map { countsRow($0, status.form, look) } }
        let widths = [54, 140] + Self.headings.map { _ in 32.0 } + Self.rateHeadings.map { _ in 80.0 }
        return ListSheet(name: "报送情况", title: title, lead: lead, headings: headings, widths: widths)
            .sheet(rows, look)
    }

    private func countsRow(_ row: LedgerStatus.Row, _ form: LedgerForm, _ look: ListLook) -> Row {
        let name = String(repeating: "　", count: min(row.depth, 8)) + row.unit.label
        let counts = Self.cells(of: row.counts).map { Cell(.number(Double($0)), style: look.number) }
        let rates = Self.rates(of: row.counts).map { rate in
            rate.value.map { Cell(.percentage($0), style: look.rate) } ?? Cell(.text("—"), style: look.number)
        }
        return Row([Cell(.text(form.label), style: look.text), Cell(.text(name), style: look.text)] + counts + rates)
    }

    // MARK: - 催报名单

    private func callsSheet(_ look: ListLook) -> Sheet {
        let headings = ["序号", "单位", "代码", "报表", "期间", "事由", "报送期限", "逾期"]
        let rows = calls.enumerated().map { number, call in
            Row([
                Cell(.number(Double(number + 1)), style: look.number), Cell(.text(call.unit.name), style: look.text),
                Cell(.text(call.unit.code), style: look.text), Cell(.text(call.form.label), style: look.text),
                Cell(.text(call.period.chinese), style: look.text), Cell(.text(call.reason), style: look.text),
                Cell(.date(CalendarMoment(call.due)), style: look.date), Cell(.text(call.delay), style: look.text),
            ])
        }
        let lead = calls.isEmpty ? "没有需要催报的单位。" : "逾期最久的在前。" + (isCut ? "名单过长，只列出前 \(calls.count) 个。" : "")
        return ListSheet(
            name: "催报名单", title: "催报名单（\(period.chinese)）", lead: lead, headings: headings,
            widths: [36, 150, 66, 56, 68, 250, 74, 66]
        ).sheet(rows, look)
    }

    // MARK: - 各单位

    private func unitsSheet(_ look: ListLook) -> Sheet {
        let headings = ["报表", "单位", "代码", "情况", "状态", "版本", "首次收到"]
        let rows = forms.flatMap { status in status.leaves.map { unitRow($0, status.form, look) } }
        return ListSheet(
            name: "各单位", title: "各单位报送情况（\(period.chinese)）", lead: lead, headings: headings,
            widths: [56, 180, 72, 240, 66, 40, 84]
        ).sheet(rows, look)
    }

    private func unitRow(_ leaf: LeafStatus, _ form: LedgerForm, _ look: ListLook) -> Row {
        let received = leaf.received.map { Cell(.date(CalendarMoment($0.day)), style: look.date) }
        return Row([
            Cell(.text(form.label), style: look.text), Cell(.text(leaf.unit.name), style: look.text),
            Cell(.text(leaf.unit.code), style: look.text), Cell(.text(leaf.situation), style: look.text),
            Cell(.text(leaf.state?.word ?? "—"), style: look.text),
            leaf.version > 0
                ? Cell(.number(Double(leaf.version)), style: look.number) : Cell(.text("—"), style: look.number),
            received ?? Cell(.text("—"), style: look.number),
        ])
    }
}

extension LeafStatus {
    /// 缺报, 迟报, 未开办…; what waits as it stands; 正常 where there is nothing to do.
    public var situation: String {
        if let release, trouble == .none {
            let word = release.word + (release == .exempt ? decided.map { "（\($0.words)）" } ?? "" : "")
            return version > 0 ? "\(word)，但收到了" : word
        }
        if trouble == .wrong { return "\(trouble.word)（\(wrong)）" }
        if let uncounted, trouble <= .unexplained { return uncounted.standing }
        if trouble != .none { return trouble.word }
        return uncounted.map(\.standing) ?? "正常"
    }
}
