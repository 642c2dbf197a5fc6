import Prose
import Testing

@Suite("Text that a person writes")
struct ProseReaderTests {
    @Test("Headings, paragraphs, lists and quotes")
    func blocks() {
        let source = """
            ## 经验做法

            第一段，
            接着写。

            - 一是
              - 再细分
            3. 三
            4. 四

            > 领导批示
            """
        #expect(
            ProseReader.blocks(source) == [
                ProseBlock(.heading(level: 2), "经验做法"), ProseBlock(.paragraph, "第一段，接着写。"),
                ProseBlock(.item(number: nil, depth: 0), "一是"), ProseBlock(.item(number: nil, depth: 1), "再细分"),
                ProseBlock(.item(number: 3, depth: 0), "三"), ProseBlock(.item(number: 4, depth: 0), "四"),
                ProseBlock(.quote, "领导批示"),
            ])
    }

    @Test("Emphasis and links are plain text; a line break that is asked for stays; words of letters keep their space")
    func inline() {
        #expect(
            ProseReader.blocks("**重点**是[通知](x)和`代码`  \n下一行\nhello\nworld") == [
                ProseBlock(.paragraph, "重点是通知和代码\n下一行hello world")
            ])
    }

    @Test("Comments are left out; HTML stays text, so that nothing is lost and nothing runs")
    func html() {
        #expect(
            ProseReader.blocks("<!-- 说明 -->\n\n<b>粗</b>\n\n<script>x</script>\n") == [
                ProseBlock(.paragraph, "<b>粗</b>"), ProseBlock(.paragraph, "<script>x</script>"),
            ])
    }

    @Test("Nothing, a byte order mark, other line ends", arguments: ["", "\u{FEFF}", "\r\n\r\n"])
    func empty(source: String) { #expect(ProseReader.blocks(source) == []) }

    @Test("A text as an office's editor saves it")
    func windows() {
        #expect(
            ProseReader.blocks("\u{FEFF}# 存在问题\r\n\r\n一\r\n") == [
                ProseBlock(.heading(level: 1), "存在问题"), ProseBlock(.paragraph, "一"),
            ])
    }
}
