/// Numbers as text, in decimal arithmetic, without a locale: 1.005 rounds to 1.01 as office users expect.
public enum Decimal {
    /// The shortest text that reads back as the same number, without an exponent for the usual sizes: `3`, `0.85`,
    /// `727234.44`.
    public static func plain(_ number: Double) -> String {
        guard number.isFinite else { return "0" }
        if number == number.rounded(), abs(number) < 9e15 { return String(Int64(number)) }
        let text = number.description
        guard text.contains("e") else { return text }
        let (digits, point) = parts(of: abs(number))
        guard point > -20, point < 25 else { return text.replacing("e", with: "E") }
        return (number < 0 ? "-" : "") + layout(digits, point: point)
    }

    /// As `General` shows it: at most ten significant digits.
    static func general(_ number: Double) -> String {
        guard number.isFinite else { return "" }
        let (_, point) = parts(of: abs(number))
        if point > 15 || point < -8 { return plain(number) }
        let decimals = max(0, 10 - max(point, 0))
        let text = self.text(abs(number), scale: 1, NumberFormat.Digits(maximumDecimals: decimals))
        return number < 0 && text != "0" ? "-" + text : text
    }

    /// - Parameters:
    ///   - number: Not negative.
    ///   - scale: 1, or 100 for a percentage.
    static func text(_ number: Double, scale: Double, _ format: NumberFormat.Digits) -> String {
        guard number.isFinite else { return "" }
        let places = format.limited
        var (digits, point) = parts(of: number)
        if !digits.isEmpty { point += (scale == 100 ? 2 : 0) - 3 * places.thousands }
        var exponent = ""
        if let width = places.exponentDigits {
            var power = digits.isEmpty ? 0 : point - 1
            (digits, point) = rounded(digits, point: point - power, decimals: places.maximumDecimals)
            if point == 2 { // 9.99 became 10.0.
                power += 1
                point = 1
            }
            exponent = "E" + (power < 0 ? "-" : "+") + padded(abs(power), width)
        } else {
            (digits, point) = rounded(digits, point: point, decimals: places.maximumDecimals)
        }
        return layout(digits, point: point, places) + exponent
    }

    private static func layout(_ digits: [Int], point: Int, _ format: NumberFormat.Digits) -> String {
        var integers = (0..<max(point, 0)).map { $0 < digits.count ? digits[$0] : 0 }
        var decimals = (0..<format.maximumDecimals).map { place in
            let index = point + place
            return index >= 0 && index < digits.count ? digits[index] : 0
        }
        while decimals.count > format.minimumDecimals, decimals.last == 0 { decimals.removeLast() }
        if integers.count < format.minimumIntegers {
            integers.insert(contentsOf: repeatElement(0, count: format.minimumIntegers - integers.count), at: 0)
        }
        var text = ""
        for (index, digit) in integers.enumerated() {
            if format.isGrouped, index > 0, (integers.count - index) % 3 == 0 { text += "," }
            text += String(digit)
        }
        if !decimals.isEmpty { text += "." + decimals.map(String.init).joined() }
        return text
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
    }

    /// Digits without leading or trailing zeros; the decimal point stands before `digits[point]`.
    private static func parts(of number: Double) -> (digits: [Int], point: Int) {
        var digits: [Int] = []
        var point: Int?
        var exponent = 0
        let text = Array(number.description.utf8)
        scan: for (index, byte) in text.enumerated() {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(Int(byte - UInt8(ascii: "0")))
            case UInt8(ascii: "."): point = digits.count
            case UInt8(ascii: "e"):
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break scan
            default: break
            }
        }
        var place = (point ?? digits.count) + exponent
        let leading = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leading)
        place -= leading
        while digits.last == 0 { digits.removeLast() }
        return digits.isEmpty ? ([], 0) : (digits, place)
    }

    /// Half away from zero.
    private static func rounded(_ digits: [Int], point: Int, decimals: Int) -> (digits: [Int], point: Int) {
        let kept = point + decimals
        if kept < 0 { return ([], point) }
        guard kept < digits.count else { return (digits, point) }
        var result = Array(digits[..<kept])
        guard digits[kept] >= 5 else { return (result, point) }
        var index = kept - 1
        while index >= 0 {
            if result[index] < 9 {
                result[index] += 1
                return (result, point)
            }
            result[index] = 0
            index -= 1
        }
        return ([1] + result, point + 1)
    }

    private static func layout(_ digits: [Int], point: Int) -> String {
        let text = digits.map(String.init)
        if point <= 0 { return "0." + String(repeating: "0", count: -point) + text.joined() }
        if point >= digits.count { return text.joined() + String(repeating: "0", count: point - digits.count) }
        return text[..<point].joined() + "." + text[point...].joined()
    }
}
