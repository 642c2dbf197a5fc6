/// Lengths as the format counts them.
enum Measures {
    /// A column is as wide as so many digits of the standard font: 7 pixels each at 96 per inch.
    ///
    /// Source: ISO/IEC 29500-1 clause 18.3.1.13, with the digit width of the usual fonts at 11 points.
    static let pointsPerCharacter = 5.25
    /// Three spaces of the standard font.
    static let pointsPerIndent = 9.0
    static let emuPerPoint = 12_700.0
    static let pointsPerInch = 72.0
}
