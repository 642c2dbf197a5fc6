import CivilTime

extension NumberFormat {
    /// What a cell of this format shows for `value`; text that no section takes is shown as it is.
    public func display(_ value: CellValue) -> String {
        switch value.shown {
        case .empty, .formula: return ""
        case .text(let text): return display(text: text)
        case .richText(let runs): return display(text: runs.map(\.text).joined())
        case .boolean(let flag): return flag ? "是" : "否"
        case .number(let number): return display(number: number)
        case .percentage(let ratio):
            return isGeneral ? NumberFormat("0.##%").display(number: ratio) : display(number: ratio)
        case .date(let moment):
            let format = isDateOrTime ? self : moment.time == .midnight ? .isoDate : NumberFormat("yyyy-mm-dd hh:mm:ss")
            return format.show(format.sections[0], moment: moment, seconds: moment.time.secondsSinceMidnight)
        case .time(let seconds):
            let format = isDateOrTime ? self : NumberFormat("[h]:mm:ss")
            let span = Int(clamping: seconds.magnitude)
            let text = format.show(format.sections[0], moment: Self.moment(seconds: span), seconds: span)
            return seconds < 0 ? "-" + text : text
        }
    }

    private func display(text: String) -> String {
        let sections = sections
        let own = sections.count >= 4 ? sections[3] : sections.last.flatMap { $0.tokens.contains(.text) ? $0 : nil }
        guard let own else { return text }
        return own.tokens.map { token in
            switch token {
            case .text: text
            case .literal(let literal): literal
            default: ""
            }
        }.joined()
    }

    private func display(number: Double) -> String {
        if isGeneral || isText { return Decimal.general(number) }
        let sections = sections
        let (section, showsSign) = Self.section(for: number, of: sections)
        guard let section else { return Decimal.general(number) }
        if section.tokens.contains(where: \.isDateOrTime) {
            guard let moment = Self.moment(serial: number) else { return Decimal.general(number) }
            return show(section, moment: moment, seconds: Int((number * 86_400).rounded()))
        }
        let scale = section.tokens.contains(.percent) ? 100.0 : 1
        var text = ""
        var isZeroShown = true
        for token in section.tokens {
            let shown: String
            switch token {
            case .number(let digits): shown = Decimal.text(abs(number), scale: scale, digits)
            case .general, .text: shown = Decimal.general(abs(number))
            case .literal(let literal):
                text += literal
                continue
            case .percent:
                text += "%"
                continue
            default: continue
            }
            text += shown
            if shown.contains(where: { ("1"..."9").contains($0) }) { isZeroShown = false }
        }
        return number < 0 && showsSign && !isZeroShown ? "-" + text : text
    }

    /// The colour that this format gives a number, for example `[Red]` for negative ones; `nil` when it gives none.
    public func color(for value: CellValue) -> Color? {
        switch value.shown {
        case .number(let number), .percentage(let number):
            isGeneral || isText ? nil : Self.section(for: number, of: sections).0?.color
        default: nil
        }
    }

    /// The section that shows `number`, and whether a minus sign is still wanted.
    private static func section(for number: Double, of sections: [Section]) -> (Section?, Bool) {
        if let chosen = sections.first(where: { $0.condition?.holds(for: number) ?? false }) {
            return (chosen, chosen.condition?.coversOnlyNegatives != true)
        }
        let plain = sections.filter { $0.condition == nil }
        if plain.count < sections.count {
            return (plain.first, !sections.contains { $0.condition?.coversAllPositives ?? false })
        }
        if number < 0, plain.count >= 2 { return (plain[1], false) }
        if number == 0, plain.count >= 3 { return (plain[2], false) }
        return (plain.first, true)
    }

    private func show(_ section: Section, moment: CalendarMoment, seconds: Int) -> String {
        let hasAmPM = section.tokens.contains(.amPM)
        let time = moment.time
        return section.tokens.map { token in
            switch token {
            case .literal(let text): text
            case .year(let width):
                width == 2 ? Decimal.padded(moment.day.year % 100, 2) : Decimal.padded(moment.day.year, 4)
            case .month(let width): Decimal.padded(moment.day.month, width)
            case .day(let width): Decimal.padded(moment.day.day, width)
            case .hour(let width): Decimal.padded(hasAmPM ? (time.hour + 11) % 12 + 1 : time.hour, width)
            case .minute(let width): Decimal.padded(time.minute, width)
            case .second(let width): Decimal.padded(time.second, width)
            case .elapsedHours: String(seconds / 3600)
            case .weekday(let isShort): (isShort ? "" : "星期") + ["日", "一", "二", "三", "四", "五", "六"][moment.day.weekday]
            case .amPM: time.hour < 12 ? "上午" : "下午"
            default: ""
            }
        }.joined()
    }

    /// Days since 1899-12-30, the serial numbers of office suites.
    private static func moment(serial: Double) -> CalendarMoment? {
        guard serial.isFinite, abs(serial) < 3_000_000 else { return nil }
        let seconds = Int((serial * 86_400).rounded())
        let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
        return CalendarDay(daysSince1970: days - 25_569).map {
            CalendarMoment($0, ClockTime(secondsSinceMidnight: seconds))
        }
    }

    private static func moment(seconds: Int) -> CalendarMoment {
        moment(serial: Double(seconds) / 86_400) ?? CalendarMoment(epoch)
    }

    private static var epoch: CalendarDay {
        guard let day = CalendarDay(year: 1899, month: 12, day: 30) else { preconditionFailure("1899-12-30 is a day") }
        return day
    }
}

extension NumberFormat.Condition {
    /// A section for negative numbers alone writes their sign itself.
    var coversOnlyNegatives: Bool {
        switch comparison {
        case .less, .lessOrEqual: operand <= 0
        case .equal: operand < 0
        default: false
        }
    }

    /// What such a section leaves to the others is negative or zero.
    var coversAllPositives: Bool {
        switch comparison {
        case .greater, .greaterOrEqual: operand <= 0
        default: false
        }
    }

    func holds(for number: Double) -> Bool {
        switch comparison {
        case .less: number < operand
        case .lessOrEqual: number <= operand
        case .equal: number == operand
        case .notEqual: number != operand
        case .greaterOrEqual: number >= operand
        case .greater: number > operand
        }
    }
}
