/// The words of a column in which one is chosen (择一填写).
///
/// The raw value is the official word, so that it is stated once: forms, dropdown lists, input and messages take it
/// from here.
public protocol FormChoice: RawRepresentable, CaseIterable, Hashable, Sendable where RawValue == String {}

extension FormChoice {
    /// The official word, for example `正在整改中`.
    public var word: String { rawValue }

    /// All official words, in the order of the form.
    public static var words: [String] { allCases.map(\.rawValue) }
}
