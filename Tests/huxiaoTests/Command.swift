import Foundation
import TestSupport

/// The built command, as a user runs it.
enum Command {
    /// Built beside the test bundle.
    static let path: String = {
        let bundle =
            Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundlePath ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().path + "/huxiao"
    }()

    static func run(
        _ arguments: String..., environment: [String: String] = [:], in folder: String = Checkout.root
    ) throws -> CommandRun {
        try CommandRun.run(path, arguments, environment: environment, in: folder)
    }
}
