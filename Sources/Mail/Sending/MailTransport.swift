/// Brings a letter to those whom it names, or says why not.
public protocol MailTransport: Sendable {
    /// One attempt.
    ///
    /// - Parameter begin: Called once, right before the letter itself goes out: until then nobody can have got it. When it
    ///   throws, nothing of the letter is sent.
    /// - Throws: ``DeliveryTrouble``. Nobody got the letter then, unless its kind is `.unknown`.
    func send(_ letter: Letter, beginning begin: () throws -> Void) throws(DeliveryTrouble)
}

extension MailTransport {
    /// One attempt, of which nobody keeps account.
    ///
    /// - Throws: As ``send(_:beginning:)``.
    public func send(_ letter: Letter) throws(DeliveryTrouble) { try send(letter) {} }
}

/// How often and after what time a letter is tried again.
public struct RetryPolicy: Hashable, Sendable {
    /// Before the second attempt, the third and so on, in seconds.
    public var delays: [Int]

    /// - Parameter delays: In seconds; none: one attempt only.
    public init(delays: [Int] = [10, 60, 300]) { self.delays = delays }
}
