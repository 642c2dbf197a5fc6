/// The states of units and who stands below whom, in two flat arrays: half a million units take a few megabytes.
struct UnitNodes {
    struct Node {
        var id: Int32
        /// 0 for a root.
        var parent: Int32
        /// In the order of the list of units.
        var place: Int32
        var opens: Int32
        var closes: Int32
        var isSummary: Bool
    }

    /// In the order of their numbers.
    let nodes: [Node]
    /// Places in ``nodes``, those below one unit together, in the order of the list of units; the roots first.
    private var below: [Int32]
    /// Where those below a unit begin in `below`: for the roots, for each unit, and the end.
    private var starts: [Int32]

    /// - Parameters:
    ///   - nodes: In the order of their numbers, each once.
    ///   - top: The number of the unit that is the only root; `nil` when those without a parent are roots.
    init(_ nodes: [Node], top: Int32?) {
        self.nodes = nodes
        // One more than the place of the unit above; 0 for a root, −1 for what hangs on nothing that is known.
        let slots = nodes.map { node -> Int32 in
            if let top { if node.id == top { return 0 } } else if node.parent == 0 { return 0 }
            return Self.find(node.parent, in: nodes).map { Int32($0) + 1 } ?? -1
        }
        starts = Array(repeating: 0, count: nodes.count + 2)
        for slot in slots where slot >= 0 { starts[Int(slot) + 1] += 1 }
        for slot in 1..<starts.count { starts[slot] += starts[slot - 1] }
        var next = starts
        below = Array(repeating: 0, count: Int(starts[nodes.count + 1]))
        for (place, slot) in slots.enumerated() where slot >= 0 {
            below[Int(next[Int(slot)])] = Int32(place)
            next[Int(slot)] += 1
        }
        for slot in 0...nodes.count {
            below[Int(starts[slot])..<Int(starts[slot + 1])].sort {
                (nodes[Int($0)].place, $0) < (nodes[Int($1)].place, $1)
            }
        }
    }

    /// Places of the units right below one, in the order of the list of units; of the roots for `nil`.
    func children(of place: Int?) -> [Int] {
        let slot = place.map { $0 + 1 } ?? 0
        return below[Int(starts[slot])..<Int(starts[slot + 1])].map(Int.init)
    }

    private static func find(_ id: Int32, in nodes: [Node]) -> Int? {
        var (low, high) = (0, nodes.count)
        while low < high {
            let middle = (low + high) / 2
            if nodes[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low < nodes.count && nodes[low].id == id ? low : nil
    }
}
