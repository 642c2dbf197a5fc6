extension String {
    /// The longest beginning of at most `limit` UTF-16 units, which is how office suites count; whole characters only.
    package func prefix(utf16 limit: Int) -> String {
        guard utf16.count > limit else { return self }
        var result = ""
        var length = 0
        for character in self {
            length += character.utf16.count
            if length > limit { break }
            result.append(character)
        }
        return result
    }
}
