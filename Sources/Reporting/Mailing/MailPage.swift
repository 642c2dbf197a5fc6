import ByteIO
import FormatHTML
import Markup
import Sheets

/// The body of a message as a page.
enum MailPage {
    /// - Parameter inline: Forms that are shown below the text.
    static func html(_ text: String, inline: [Workbook] = []) throws -> String {
        var markup = MarkupText(.html)
        markup.verbatim("<!DOCTYPE html>")
        markup.start("html", ["lang": "zh-Hans"])
        markup.start("head")
        markup.empty("meta", ["charset": "utf-8"])
        markup.end()
        markup.start("body")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            markup.element("p", ["style": "margin:0;min-height:1em"], text: String(line))
        }
        for workbook in inline {
            markup.empty("hr", ["style": "margin:12pt 0"])
            let fragment = try HTMLWriter(form: .fragment).bytes(of: workbook)
            markup.verbatim(String(decoding: fragment, as: UTF8.self))
        }
        markup.end()
        markup.end()
        return String(decoding: markup.take(), as: UTF8.self)
    }
}
