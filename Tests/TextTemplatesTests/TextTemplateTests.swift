import Diagnostics
import Testing
import TextTemplates

@Suite("Text templates")
struct TextTemplateTests {
    private let names: [String: TextTemplate.Name] = [
        "unit": .text, "guards": .group(["total": .text, "increase": .text]),
        "goals": .list(["name": .text, "parts": .list(["part": .text])]),
    ]

    private func parse(_ source: String) -> Checked<TextTemplate> {
        TextTemplate.parse(source, names: names, word: "总结模板", rule: "summary.template", line: 5)
    }

    @Test("Values, groups, and lists with what stands between their items")
    func filled() throws {
        let template = try #require(
            parse(
                "{{unit}}：{{guards.total}}人。{{#goals}}{{name}}{{^last()}}、{{/last()}}{{/goals}}{{#guards}}（{{increase}}）{{/guards}}"
            )
            .value)
        let goals = TextTemplate.Value.list([["name": .text("甲")], ["name": .text("乙")]])
        let text = template.filled([
            "unit": .text("示例市"), "guards": .group(["total": .text("5"), "increase": .text("2")]), "goals": goals,
        ])
        #expect(text == "示例市：5人。甲、乙（2）")
    }

    @Test(
        "A name that nobody knows is told with its line and the nearest one",
        arguments: [
            ("{{guards.totl}}", "guards.totl", "是否为 {{guards.total}}？请改正"),
            ("{{#gaols}}x{{/gaols}}", "gaols", "是否为 {{goals}}？请改正"),
            ("{{name}}", "name", "是否为 {{unit}}？请改正"),
        ])
    func unknown(source: String, name: String, remedy: String) {
        let parsed = parse("甲\n" + source)
        #expect(parsed.value == nil)
        #expect(parsed.findings.map(\.statement) == ["总结模板中不认识 {{\(name)}}"])
        #expect(parsed.findings.first?.place.position == TextPosition(line: 6))
        #expect(parsed.findings.first?.rule == "summary.template-name")
    }

    @Test("All unknown names at once; those inside an unknown section are not told again")
    func all() {
        let parsed = parse("{{a}}{{#b}}{{c}}{{/b}}{{unit}}{{#goals}}{{d}}{{/goals}}")
        #expect(
            parsed.findings.map(\.statement) == [
                "总结模板中不认识 {{a}}", "总结模板中不认识 {{b}}", "总结模板中不认识 {{d}}",
            ])
    }

    @Test(
        "What is not in pairs",
        arguments: [
            "{{unit", "{{#goals}}x", "x{{/goals}}", "{{#goals}}{{#unit}}{{/goals}}{{/unit}}", "{{guards}}",
            "{{last()}}",
        ])
    func broken(source: String) { #expect(parse(source).value == nil) }

    @Test("Values are text: what looks like a tag or like markup stays as it is")
    func plain() throws {
        let template = try #require(parse("{{unit}}").value)
        #expect(template.filled(["unit": .text("<b>{{guards.total}}&")]) == "<b>{{guards.total}}&")
    }

    @Test("Inside a list its own names and those around it are known")
    func scopes() throws {
        #expect(parse("{{#goals}}{{unit}}{{name}}{{#parts}}{{part}}{{name}}{{/parts}}{{/goals}}").findings == [])
        #expect(parse("{{#goals}}{{part}}{{/goals}}").value == nil)
    }
}
