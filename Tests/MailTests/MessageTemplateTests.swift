import Diagnostics
import Mail
import Testing
import TextTemplates

@Suite("Templates of messages")
struct MessageTemplateTests {
    private let names: [String: TextTemplate.Name] = [
        "unit": .text, "period": .text, "files": .list(["name": .text]), "warnings": .list(["warning": .text]),
    ]

    private func filled(_ source: String, _ values: [String: MessageTemplate.Value]) throws -> [String] {
        let filled = try #require(MessageTemplate.parse(source, names: names).value).filled(values)
        return [filled.subject.description, filled.text]
    }

    @Test("The first line is the subject, the rest the text")
    func subject() throws {
        let source = "\u{FEFF}{{unit}}{{period}}报表\r\n\r\n各位：\r\n  {{unit}}的报表。\r\n"
        let expected = ["东岭区2017年5月报表", "各位：\n  东岭区的报表。\n"]
        #expect(try filled(source, ["unit": .text("东岭区"), "period": .text("2017年5月")]) == expected)
    }

    @Test("A blank first line is no subject", arguments: ["", "\n{{unit}}\n", " 　\r\n{{unit}}\n"])
    func noSubject(source: String) {
        let parsed = MessageTemplate.parse(source, names: names)
        #expect(parsed.value == nil)
        #expect(parsed.findings.map(\.description) == ["第 1 行：邮件模板的第一行应为主题，实为空行。请在第一行写上主题，正文从第二行起。"])
    }

    @Test("Lists, and what stands only when there is none")
    func sections() throws {
        let source = "s\n{{#files}}\n- {{name}}\n{{/files}}\n{{^warnings}}\n没有问题\n{{/warnings}}\n"
        let files = MessageTemplate.Value.list([["name": .text("a")], ["name": .text("b")]])
        #expect(try filled(source, ["files": files]) == ["s", "- a\n- b\n没有问题\n"])
        let warned = ["warnings": MessageTemplate.Value.list([["warning": .text("w")]])]
        #expect(try filled(source, warned) == ["s", ""])
    }

    @Test("Empty values count as none")
    func empty() throws {
        let source = "s\n{{#unit}}有{{/unit}}{{^unit}}无{{/unit}}{{^files}}无{{/files}}"
        #expect(try filled(source, ["unit": .text(""), "files": .list([])]) == ["s", "无无"])
    }

    @Test("Values are text, not templates and not pages")
    func plain() throws {
        #expect(
            try filled("s\n{{unit}}{{{unit}}}{{&unit}}", ["unit": .text("<b>{{period}}&")])[1]
                == "<b>{{period}}&<b>{{period}}&<b>{{period}}&")
    }

    @Test("A value cannot add a line to the subject")
    func injection() throws {
        #expect(try filled("{{unit}}\nx", ["unit": .text("a\r\nBcc: b@example.org")])[0] == "a  Bcc: b@example.org")
    }

    @Test(
        "Unknown names are errors with their line",
        arguments: [
            ("{{unti}}\nx", 1, "邮件模板中不认识 {{unti}}", "是否为 {{unit}}？请改正"),
            ("s\n\n{{#filse}}x{{/filse}}", 3, "邮件模板中不认识 {{filse}}", "是否为 {{files}}？请改正"),
            ("s\n{{> other}}", 2, "邮件模板中不认识 {{>other}}", "可用的有：files、period、unit、warnings"),
        ])
    func unknown(source: String, line: Int, statement: String, remedy: String) {
        let parsed = MessageTemplate.parse(source, names: names)
        let failure = parsed.findings.first
        #expect(parsed.value == nil && parsed.findings.count == 1)
        #expect(failure?.place.position == TextPosition(line: line))
        #expect(failure?.statement == statement)
        #expect(failure?.remedy == remedy)
    }

    @Test(
        "Braces and sections that are not in pairs",
        arguments: ["s\n{{unit", "s\n{{\nunit}}", "s\n{{#files}}x", "s\n{{/files}}", "{{}}\nx"])
    func broken(source: String) {
        let parsed = MessageTemplate.parse(source, names: names)
        #expect(parsed.value == nil)
        #expect(parsed.findings.first?.rule.hasPrefix("mail.template") == true)
    }

    @Test("A comment is left out")
    func comment() throws {
        #expect(try filled("s\na{{! 说明 }}b", [:]) == ["s", "ab"])
    }

    @Test("A name with line breaks adds no line", arguments: ["甲\r\n附件：假", "甲\n附件：假", "甲\u{2028}附件：假"])
    func oneLine(name: String) throws {
        let template = try #require(MessageTemplate.parse("{{unit}}\n\n{{unit}}：\n", names: names).value)
        let filled = template.filled(["unit": .text(name)])
        #expect(filled.text.split(separator: "\n").count == 1)
        #expect(filled.subject.description.split(whereSeparator: \.isNewline).count == 1)
    }
}
