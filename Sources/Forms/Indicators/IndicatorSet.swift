import Diagnostics

/// The indicators of one official table, in its order (指标体系). Another city's table is another set, loaded from a data
/// file.
public struct IndicatorSet: Hashable, Sendable {
    /// For machines and file names, for example `zhengzhou-progress`.
    public let key: String
    /// The table's official title, for example 校园安全工作进展报表.
    public let title: String
    /// In the order of the official table (序号).
    public let indicators: [Indicator]
    private let places: [IndicatorKey: Int]
    /// Folded titles and numbers to places.
    private let names: [String: [Int]]
    /// Keys in lower case to places; the first of equal ones.
    private let lowerKeys: [String: Int]

    /// - Precondition: Keys are unique.
    public init(key: String, title: String, _ indicators: [Indicator]) {
        self.key = key
        self.title = title
        self.indicators = indicators
        places = Dictionary(uniqueKeysWithValues: indicators.enumerated().map { ($1.key, $0) })
        var names: [String: [Int]] = [:]
        for (place, indicator) in indicators.enumerated() {
            for name in Set([indicator.title, indicator.numberText, String(indicator.number), indicator.reference]) {
                names[FieldText.folded(name), default: []].append(place)
            }
        }
        self.names = names
        lowerKeys = Dictionary(indicators.enumerated().map { ($1.key.name.lowercased(), $0) }) { first, _ in first }
    }

    /// How many the table has: 46 in Zhengzhou's.
    public var count: Int { indicators.count }

    /// Its place in ``indicators``; `nil` for a key that the set lacks.
    public func place(of key: IndicatorKey) -> Int? { places[key] }

    /// The indicator of that key; `nil` for a key that the set lacks.
    public subscript(key: IndicatorKey) -> Indicator? { places[key].map { indicators[$0] } }

    /// What a name in a file or in a template leads to.
    public enum Lookup: Hashable, Sendable {
        case found(Indicator)
        /// Several indicators are called so; never guessed.
        case ambiguous([Indicator])
        /// The name that was probably meant, if any is near.
        case unknown(nearest: String?)
    }

    /// Finds an indicator by key, number (`4` or `04`), title or `04 配备保安员数`; width, case and white space do not count.
    public func lookUp(_ name: String) -> Lookup {
        if let known = known(name) { return known }
        let candidates = indicators.lazy.flatMap { [$0.title, $0.key.name] }
        return .unknown(nearest: NearestName.of(FieldText.narrowed(name), in: candidates))
    }

    /// As ``lookUp(_:)``, but `nil` for what is unknown: quicker where something else may be tried.
    public func known(_ name: String) -> Lookup? {
        if let exact = self[IndicatorKey(FieldText.narrowed(name))] { return .found(exact) }
        let folded = FieldText.folded(name)
        if let loose = lowerKeys[folded] { return .found(indicators[loose]) }
        switch names[folded] {
        case let places? where places.count == 1: return .found(indicators[places[0]])
        case let places?: return .ambiguous(places.map { indicators[$0] })
        case nil: return nil
        }
    }
}
