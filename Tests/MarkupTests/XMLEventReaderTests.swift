import Diagnostics
import Testing

@testable import Markup

@Suite("XML as events")
struct XMLEventReaderTests {
    private func events(_ xml: String, namespaces: [String: String] = [:], limits: XMLLimits = XMLLimits()) throws
        -> [XMLEventReader.Event]
    {
        let reader = try XMLEventReader(Array(xml.utf8), namespaces: namespaces, limits: limits)
        var events: [XMLEventReader.Event] = []
        while let event = try reader.next() { events.append(event) }
        return events
    }

    private func start(_ name: String) -> XMLEventReader.Event { .start(.init(name: name, attributes: [])) }

    @Test("An empty element after text still ends")
    func emptyElementAfterText() throws {
        #expect(
            try events("<p>a<s/>b</p>") == [start("p"), .text("a"), start("s"), .end("s"), .text("b"), .end("p")])
    }

    @Test("Empty elements in a row each begin and end")
    func emptyElementsInARow() throws {
        #expect(try events("<p><s/><t/></p>") == [start("p"), start("s"), .end("s"), start("t"), .end("t"), .end("p")])
    }

    @Test("CDATA joins the text around it")
    func cdata() throws {
        #expect(try events("<p>a<![CDATA[<b>]]>c</p>") == [start("p"), .text("a<b>c"), .end("p")])
    }

    @Test("Names take the caller's prefix, whatever the file's")
    func prefixes() throws {
        let found = try events("<x:p xmlns:x=\"urn:t\" x:a=\"1\" b=\"2\"/>", namespaces: ["urn:t": "t"])
        #expect(
            found == [
                .start(.init(name: "t:p", attributes: [.init(name: "t:a", value: "1"), .init(name: "b", value: "2")])),
                .end("t:p"),
            ])
    }

    @Test("skipElement leaves the reader after the end")
    func skip() throws {
        let reader = try XMLEventReader(Array("<a><b>x<c/>y</b><d/></a>".utf8), namespaces: [:])
        _ = try reader.next()
        _ = try reader.next()
        try reader.skipElement()
        #expect(try reader.next() == start("d"))
    }

    @Test("A DTD is refused whole")
    func dtd() {
        let failure = #expect(throws: Failure.self) { try events("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>") }
        #expect(failure?.rule == "xml.dtd")
        #expect(failure?.statement == "XML 带有 DTD 或实体定义，出于安全不予读取")
    }

    @Test("Nesting past the limit is refused")
    func depth() {
        var limits = XMLLimits()
        limits.depth = 3
        let failure = #expect(throws: Failure.self) { try events("<a><a><a><a/></a></a></a>", limits: limits) }
        #expect(failure?.statement == "XML 的嵌套层数超过上限 3")
    }

    @Test("A document cut short is refused with its place", arguments: ["<a><b>", "<a", "", "<a></b>", "x"])
    func broken(xml: String) {
        let failure = #expect(throws: Failure.self) { try events(xml) }
        #expect(failure?.rule == "xml.broken")
    }

    @Test("UTF-16 with a mark is read")
    func utf16() throws {
        let bytes: [UInt8] = [0xFF, 0xFE] + "<a>校</a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let reader = try XMLEventReader(bytes, namespaces: [:])
        _ = try reader.next()
        #expect(try reader.next() == .text("校"))
    }
}
