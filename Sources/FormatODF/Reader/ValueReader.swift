import CivilTime
import Sheets

/// Reads a cell's value from its attributes; the text shown counts only where the attributes say nothing.
enum ValueReader {
    typealias Tag = ElementWalker.Tag

    /// - Parameter text: What the cell's paragraphs hold.
    /// - Returns: `nil` when the attributes contradict their type; the text is then kept as text.
    static func value(_ tag: Tag, text: CellValue?) -> CellValue? {
        switch tag["office:value-type"] {
        case "float", "currency": number(tag["office:value"]).map { .number($0) }
        case "percentage": number(tag["office:value"]).map { .percentage($0) }
        case "date": tag["office:date-value"].flatMap { CalendarMoment(iso: $0) }.map { .date($0) }
        case "time": tag["office:time-value"].flatMap(seconds).map { .time(seconds: $0) }
        case "boolean": tag["office:boolean-value"].map { .boolean($0 == "true") }
        case "string": text ?? .text(tag["office:string-value"] ?? "")
        case nil: text ?? .empty
        default: nil
        }
    }

    static func number(_ text: String?) -> Double? {
        guard let text, text.utf8.allSatisfy({ "+-.0123456789eE".utf8.contains($0) }), let number = Double(text),
            number.isFinite
        else { return nil }
        return number
    }

    /// `PT14H30M00S`, `-PT1.5S`, `P1DT2H`: seconds, a fraction rounded to the nearest.
    static func seconds(_ text: String) -> Int? {
        let isNegative = text.hasPrefix("-")
        let rest = text.drop { $0 == "-" || $0 == "+" }
        guard rest.hasPrefix("P") else { return nil }
        var total = 0.0
        var digits = ""
        var isTime = false
        for character in rest.dropFirst() {
            if character == "T" {
                isTime = true
                continue
            }
            if character == "." || character.isASCII && character.isNumber {
                digits.append(character)
                continue
            }
            guard let number = Double(digits), let factor = factor(character, isTime) else { return nil }
            total += number * factor
            digits = ""
        }
        guard digits.isEmpty, total.isFinite, total < 1e12 else { return nil }
        let seconds = Int(total.rounded())
        return isNegative ? -seconds : seconds
    }

    private static func factor(_ letter: Character, _ isTime: Bool) -> Double? {
        switch (letter, isTime) {
        case ("D", false): 86_400
        case ("H", true): 3600
        case ("M", true): 60
        case ("S", true): 1
        default: nil
        }
    }
}
