import CivilTime

extension CalendarDay {
    /// Reads a day as people type it: `2019-07-15`, `2019/7/15`, `2019.7.15`, `20190715`, `2019年7月15日`, full-width
    /// digits included.
    ///
    /// `nil` for anything else, a day without its year among them.
    public init?(typed text: some StringProtocol) {
        let plain = FieldText.narrowed(text)
        let digits = plain.split { !$0.isASCII || !$0.isNumber }
        guard plain.allSatisfy({ $0.isASCII && $0.isNumber || "-/.年月日".contains($0) }) else { return nil }
        switch digits.count {
        case 1 where plain.count == 8:
            guard let number = Int(digits[0]) else { return nil }
            self.init(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        case 3 where digits[0].count == 4 && digits[1].count <= 2 && digits[2].count <= 2:
            guard let year = Int(digits[0]), let month = Int(digits[1]), let day = Int(digits[2]) else { return nil }
            self.init(year: year, month: month, day: day)
        default: return nil
        }
    }

    /// `2019年7月15日`.
    public var chinese: String { "\(year)年\(month)月\(day)日" }
}
