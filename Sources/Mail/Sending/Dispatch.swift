/// Sends letters out of an outbox, one after the other. What is postponed is tried again after the others had their turn,
/// so that many letters wait no longer than one.
public struct Dispatch<Transport: MailTransport>: Sendable {
    private let outbox: Outbox
    private let transport: Transport
    private let policy: RetryPolicy

    /// One letter, and what the outbox knows it by.
    public struct Item: Hashable, Sendable {
        /// What is sent.
        public var letter: Letter
        /// See ``Message/outboxName(files:)``.
        public var name: String

        /// Both.
        public init(letter: Letter, name: String) {
            self.letter = letter
            self.name = name
        }
    }

    /// Sends through `transport`, and keeps account in `outbox`.
    public init(_ outbox: Outbox, through transport: Transport, policy: RetryPolicy = RetryPolicy()) {
        self.outbox = outbox
        self.transport = transport
        self.policy = policy
    }

    /// - Parameters:
    ///   - wait: Called before another round, with the seconds to wait, how many letters are left and why the first of
    ///     them is; it does the waiting. Nothing is under way meanwhile, and all that is left waits in the outbox.
    ///   - settled: Told what became of each letter, by its place in `items`, as soon as it is known.
    /// - Throws: ``Diagnostics/Failure`` of kind `.system` when the outbox cannot be written; nothing was sent then.
    public func send(
        _ items: [Item], wait: (Int, Int, DeliveryTrouble) -> Void,
        settled: (Int, Result<Outbox.Outcome, any Error>) -> Void
    ) throws {
        for item in items { try outbox.keep(item.letter, named: item.name) }
        var left = Array(items.indices)
        for delay in policy.delays.map(Optional.some) + [nil] {
            let postponed = round(items, left, isLast: delay == nil, settled)
            guard let delay, let first = postponed.first else { return }
            left = postponed.map(\.place)
            wait(delay, left.count, first.trouble)
        }
    }

    /// - Returns: Which may be tried again.
    private func round(
        _ items: [Item], _ places: [Int], isLast: Bool, _ settled: (Int, Result<Outbox.Outcome, any Error>) -> Void
    ) -> [(place: Int, trouble: DeliveryTrouble)] {
        var postponed: [(place: Int, trouble: DeliveryTrouble)] = []
        var common: DeliveryTrouble?
        for place in places {
            do {
                if let common { throw common }
                let outcome = try outbox.send(items[place].letter, named: items[place].name) {
                    letter, begin throws(DeliveryTrouble) in try transport.send(letter, beginning: begin)
                }
                settled(place, .success(outcome))
            } catch let trouble as DeliveryTrouble {
                // It would meet the others too; a wrong password that is repeated locks the mailbox.
                if trouble.isOfEveryLetter { common = trouble }
                if trouble.mayTryAgain, !isLast {
                    postponed.append((place, trouble))
                } else {
                    settled(place, .failure(trouble))
                }
            } catch {
                settled(place, .failure(error))
            }
        }
        return postponed
    }
}
