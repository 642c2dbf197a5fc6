import ArgumentParser
import ByteIO
import Foundation

/// Asks for a password on the terminal, without showing it. Ctrl-C breaks off, with the terminal as it was.
enum PasswordPrompt {
    static func ask() throws -> Secret {
        guard isatty(0) == 1, isatty(2) == 1, let terminal = QuietTerminal() else {
            throw ValidationError("不在终端上，不能输入口令。请用 --zip-password-file 给出口令文件")
        }
        defer { terminal.restore() }
        guard let first = terminal.line("加密口令："), let second = terminal.line("再输入一遍：") else {
            throw ValidationError("没有输入口令，请再执行一次")
        }
        guard first == second else { throw ValidationError("两次输入的口令不一样，请再执行一次") }
        return first
    }
}

/// A terminal that does not show what is typed. Its keys for breaking off end a line instead, so that it is put back
/// before the command ends.
private struct QuietTerminal {
    private var usual = termios()
    private let breakingOff: [(key: UInt8, signal: Int32)]

    /// `nil` when standard input is no terminal.
    init?() {
        guard tcgetattr(0, &usual) == 0 else { return nil }
        var quiet = usual
        quiet.c_lflag &= ~tcflag_t(ECHO | ISIG)
        breakingOff = withUnsafeMutableBytes(of: &quiet.c_cc) { keys in
            (keys[Int(VEOL)], keys[Int(VEOL2)]) = (keys[Int(VINTR)], keys[Int(VQUIT)])
            return [(keys[Int(VINTR)], SIGINT), (keys[Int(VQUIT)], SIGQUIT)].filter { $0.0 != 0 }
        }
        guard tcsetattr(0, TCSAFLUSH, &quiet) == 0 else { return nil }
    }

    func restore() {
        var usual = usual
        tcsetattr(0, TCSAFLUSH, &usual)
    }

    /// - Returns: `nil` when the input ends.
    func line(_ prompt: String) -> Secret? {
        write(prompt)
        defer { write("\n") }
        var typed: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(0, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return nil }
            if let signal = breakingOff.first(where: { $0.key == byte })?.signal { end(by: signal) }
            if byte == UInt8(ascii: "\n") { return Secret(String(decoding: typed, as: UTF8.self)) }
            typed.append(byte)
        }
    }

    private func end(by signal: Int32) -> Never {
        restore()
        write("\n")
        // Whoever started the command may have shut it off.
        Foundation.signal(signal, SIG_DFL)
        var own = sigset_t()
        sigemptyset(&own)
        sigaddset(&own, signal)
        sigprocmask(SIG_UNBLOCK, &own, nil)
        raise(signal)
        exit(128 + signal)
    }

    private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
