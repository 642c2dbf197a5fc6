import Diagnostics
import Reporting
import TestSupport
import Testing

@Suite("Files that are written")
struct OutputFilesTests {
    @Test("All files appear together, in folders made for them")
    func together() throws {
        let folder = try TemporaryFolder()
        var files = OutputFiles()
        try files.add([1, 2], at: folder.path(of: "a/b/one"))
        try files.add([3], at: folder.path(of: "two"))
        #expect(throws: (any Error).self) { try folder.read("two") }
        try files.commit()
        #expect(try folder.read("a/b/one") == [1, 2])
        #expect(try folder.read("two") == [3])
    }

    @Test("Trouble with one leaves the old files as they were, and nothing half-written")
    func allOrNothing() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write([9], to: "old")
        do {
            var files = OutputFiles()
            try files.add([1], at: folder.path(of: "old"))
            #expect(throws: Failure.self) { try files.add([2], at: folder.path(of: "old/inside")) }
        }
        #expect(try folder.read("old") == [9])
        #expect(try folder.names() == ["old"])
    }

    @Test(
        "Names from data never choose a path",
        arguments: [
            (["2017年5月", "示例市", "报表"], "2017年5月_示例市_报表"), (["../../etc/passwd"], "_.._etc_passwd"),
            (["a/b", "c:d"], "a_b_c_d"),
            ([" . ", ""], "报表"), (["甲\n乙\u{202E}"], "甲_乙_"),
            ([String(repeating: "长", count: 300)], String(repeating: "长", count: 66)),
        ])
    func names(parts: [String], expected: String) {
        #expect(FileName.safe(parts) == expected)
    }

    @Test("A form's name is no path", arguments: ["../x", "a/b", "", "a.b"])
    func formNames(name: String) {
        #expect(throws: Failure.self) { try TemplateFolders(["/tmp"]).template(for: name) }
    }

    @Test("The first folder that holds a form wins; none is said in words")
    func folders() throws {
        let first = try TemporaryFolder(), second = try TemporaryFolder()
        _ = try second.write([], to: "form.fods")
        let folders = TemplateFolders([first.path, second.path])
        #expect(try folders.template(for: "form") == second.path + "/form.fods")
        #expect(folders.forms == ["form"])
        _ = try first.write([], to: "form.ods")
        #expect(try folders.template(for: "form") == first.path + "/form.ods")
        #expect(
            throws: Failure(
                .system, "template.not-found", "找不到模板 other.fods（已查找：/a、/b）", remedy: "请重新安装，或用 --templates 指定模板文件夹")
        ) { try TemplateFolders(["/a", "/b"]).template(for: "other") }
    }
}
