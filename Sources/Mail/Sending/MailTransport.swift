/// Brings a letter to those whom it names, or says why not.
public protocol MailTransport: Sendable {
    /// One attempt.
    ///
    /// - Throws: ``DeliveryTrouble``. Nobody got the letter then, unless its kind is `.unknown`.
    func send(_ letter: Letter) throws(DeliveryTrouble)
}

/// How often and after what time a letter is tried again.
public struct RetryPolicy: Hashable, Sendable {
    /// Before the second attempt, the third and so on, in seconds.
    public var delays: [Int]

    /// - Parameter delays: In seconds; none: one attempt only.
    public init(delays: [Int] = [10, 60, 300]) { self.delays = delays }
}

/// Sends letters, trying again where that may help.
public struct MailSender<Transport: MailTransport>: Sendable {
    private let transport: Transport
    private let policy: RetryPolicy

    /// Sends through `transport`.
    public init(_ transport: Transport, policy: RetryPolicy = RetryPolicy()) {
        self.transport = transport
        self.policy = policy
    }

    /// - Parameter wait: Called before each further attempt, with the seconds to wait and the trouble that made it
    ///   necessary; it does the waiting.
    /// - Returns: How many attempts it took, from 1.
    /// - Throws: ``DeliveryTrouble``: the last one.
    @discardableResult
    public func send(_ letter: Letter, wait: (Int, DeliveryTrouble) -> Void) throws(DeliveryTrouble) -> Int {
        for (number, delay) in policy.delays.enumerated() {
            do {
                try transport.send(letter)
                return number + 1
            } catch {
                guard error.mayTryAgain else { throw error }
                wait(delay, error)
            }
        }
        try transport.send(letter)
        return policy.delays.count + 1
    }
}
