import ArgumentParser
import ByteIO
import Foundation
import Reporting
import Sealing

/// How persons in attachments are protected: options of every command that mails some.
struct ProtectionOptions: ParsableArguments {
    @Flag(name: .long, help: "遮盖个人信息；退改件改附不含个人信息的问题清单。")
    var mask = false

    @Flag(name: .long, help: "附件放进加密的 ZIP（AES-256），7-Zip、WinRAR 可以打开。")
    var encrypt = false

    @Flag(name: .long, help: "附件中有个人信息也明文发送。")
    var clear = false

    @Option(name: .customLong("zip-password-file"), help: ArgumentHelp("--encrypt 的口令文件；不写则在终端上输入。", valueName: "文件"))
    var passwordFile: String?

    func validate() throws {
        if [mask, encrypt, clear].count(where: { $0 }) > 1 {
            throw ValidationError("--mask、--encrypt、--clear 只能写一个")
        }
        if passwordFile != nil, !encrypt { throw ValidationError("--zip-password-file 要与 --encrypt 同用") }
    }

    /// - Parameter isPreview: Whether nothing is written or sent, so that nobody need be asked for a password.
    func privacy(isPreview: Bool) throws -> MailPrivacy {
        if mask { return .masked }
        if clear { return .clear }
        guard encrypt else { return .undecided }
        if isPreview, passwordFile == nil {
            // Only the package's size and name are shown.
            return .encrypted(Secret(String(repeating: "-", count: SealedPackage.shortestPassword)))
        }
        let password = try passwordFile.map { try Secret(fileAt: $0) } ?? PasswordPrompt.ask()
        try SealedPackage.check(password)
        return .encrypted(password)
    }
}

/// Asks for a password on the terminal, without showing it.
enum PasswordPrompt {
    static func ask() throws -> Secret {
        guard isatty(0) == 1, isatty(2) == 1 else {
            throw ValidationError("不在终端上，不能输入口令。请用 --zip-password-file 给出口令文件")
        }
        guard let first = line("加密口令："), let second = line("再输入一遍："), first == second else {
            throw ValidationError("两次输入的口令不一样，请再执行一次")
        }
        return first
    }

    private static func line(_ prompt: String) -> Secret? { getpass(prompt).map { Secret(String(cString: $0)) } }
}
