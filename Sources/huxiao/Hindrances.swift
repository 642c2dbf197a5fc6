import Diagnostics

/// What stands in the way of mailing: a dry run gathers it and goes on, so that it can always list who gets what;
/// otherwise the first ends the command.
struct Hindrances {
    let isPreview: Bool
    private(set) var failures: [Failure] = []

    init(isPreview: Bool) { self.isPreview = isPreview }

    /// - Parameter other: What a dry run goes on with.
    /// - Throws: What `make` throws, unless this is a dry run and it is a `Failure`.
    mutating func attempt<Value>(or other: @autoclosure () throws -> Value, _ make: () throws -> Value) throws -> Value
    {
        do {
            return try make()
        } catch let failure as Failure where isPreview {
            failures.append(failure)
            return try other()
        }
    }
}
