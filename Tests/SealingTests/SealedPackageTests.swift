import ByteIO
import Diagnostics
import Foundation
import Sealing
import TestSupport
import Testing

/// pyzipper, run by the Python that the environment variable `HUXIAO_PYTHON` names.
private enum Pyzipper {
    static let python = ProcessInfo.processInfo.environment["HUXIAO_PYTHON"]
    static let isAvailable = python.map { (try? CommandRun.run($0, ["-c", "import pyzipper"]))?.status == 0 } ?? false

    struct Content: Decodable {
        var files: [String: Data]
        var strengths: [Int?]
        var days: [[Int]]
    }

    /// What the package holds; an error says that it cannot be opened.
    static func open(_ bytes: [UInt8], password: String) throws -> Content {
        guard let python else { throw CommandRun.Trouble("HUXIAO_PYTHON is not set") }
        let folder = try TemporaryFolder()
        let script = """
            import base64, json, pyzipper, sys
            with pyzipper.AESZipFile(sys.argv[1]) as package:
                package.setpassword(sys.argv[2].encode())
                infos = package.infolist()
                files = {i.filename: base64.b64encode(package.read(i)).decode() for i in infos}
                print(json.dumps({"files": files, "strengths": [i.wz_aes_strength for i in infos],
                                  "days": [list(i.date_time) for i in infos]}))
            """
        let run = try CommandRun.run(
            python, ["-c", script, try folder.write(bytes, to: "a.zip"), password], environment: ["PYTHONUTF8": "1"])
        if run.status != 0 { throw CommandRun.Trouble(run.stderr) }
        return try JSONDecoder().decode(Content.self, from: Data(run.stdout.utf8))
    }
}

/// 7-Zip, by either of its names.
private let sevenZip = ["7zz", "7z"].first { CommandRun.isInstalled($0) }

@Suite("Sealed packages")
struct SealedPackageTests {
    private let password = Secret("Tr0ub4dor&3!")
    private let files = [
        SealedFile(name: "2017年5月_东岭区_进展报表.xlsx", bytes: (0..<400).flatMap { _ in (0...255).map { UInt8($0) } }),
        SealedFile(name: "empty.csv", bytes: []), SealedFile(name: "a.html", bytes: [0x3C]),
    ]

    @Test(
        "Another program opens it with the password: AES-256, every byte, the names, no date",
        .enabled(if: Pyzipper.isAvailable, "HUXIAO_PYTHON names no Python with pyzipper"))
    func opens() throws {
        let content = try Pyzipper.open(SealedPackage.bytes(of: files, password: password), password: password.reveal())
        #expect(content.files.count == files.count)
        for file in files { #expect(content.files[file.name].map { [UInt8]($0) } == file.bytes) }
        #expect(content.strengths == [3, 3, 3])
        #expect(content.days.allSatisfy { $0 == [1980, 1, 1, 0, 0, 0] })
    }

    @Test("Without the password nothing opens", .enabled(if: Pyzipper.isAvailable, "HUXIAO_PYTHON names no pyzipper"))
    func staysShut() throws {
        let bytes = try SealedPackage.bytes(of: files, password: password)
        #expect(throws: CommandRun.Trouble.self) { try Pyzipper.open(bytes, password: "Tr0ub4dor&4!") }
    }

    @Test("7-Zip opens it", .enabled(if: sevenZip != nil, "7-Zip is not installed"))
    func opensWithSevenZip() throws {
        let program = try #require(sevenZip)
        let folder = try TemporaryFolder()
        let file = try folder.write(SealedPackage.bytes(of: files, password: password), to: "a.zip")
        #expect(try CommandRun.run(program, ["t", "-p\(password.reveal())", file]).status == 0)
        #expect(try CommandRun.run(program, ["t", "-pwrong-password", file]).status != 0)
    }

    @Test("The same files are not sealed alike twice")
    func differs() throws {
        let twice = try (0..<2).map { _ in try SealedPackage.bytes(of: files, password: password) }
        #expect(twice[0] != twice[1])
    }

    @Test(
        "A password that some programs cannot type is refused", arguments: ["一二三四五六七八九十", "abc def ghij"])
    func odd(text: String) {
        let failure = #expect(throws: Failure.self) { try SealedPackage.check(Secret(text)) }
        #expect(failure?.description == "加密口令应为英文字母、数字和符号，实有汉字、全角字符或空格。请换一个口令，否则有的解压软件打不开。")
    }

    @Test("A short password is refused", arguments: [("", 0), ("123456789", 9)])
    func short(text: String, count: Int) {
        let failure = #expect(throws: Failure.self) { try SealedPackage.bytes(of: files, password: Secret(text)) }
        #expect(failure?.description == "加密口令应不少于 10 个字符，实为 \(count) 个。请换一个长的口令。")
    }

    @Test("Ten characters will do")
    func longEnough() throws {
        try SealedPackage.check(Secret("1234567890"))
    }
}
