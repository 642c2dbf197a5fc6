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

    /// - Parameter hindrances: Takes what is wrong with the password's file in a dry run; there nobody is asked for a
    ///   password.
    func privacy(_ hindrances: inout Hindrances) throws -> MailPrivacy {
        if mask { return .masked }
        if clear { return .clear }
        guard encrypt else { return .undecided }
        // Only the package's size and name are shown.
        let stand = Secret(String(repeating: "-", count: SealedPackage.shortestPassword))
        if hindrances.isPreview, passwordFile == nil { return .encrypted(stand) }
        return .encrypted(
            try hindrances.attempt(or: stand) {
                let password = try passwordFile.map { try Secret(fileAt: $0) } ?? PasswordPrompt.ask()
                try SealedPackage.check(password)
                return password
            })
    }
}
