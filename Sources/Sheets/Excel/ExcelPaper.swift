/// The numbers that Windows gives to paper sizes.
package enum ExcelPaper {
    /// The usual one of a size comes first.
    package static let known: [(Paper, Int)] = [
        (.a4, 9), (.a3, 8), (.a5, 11), (Paper(millimetres: 420, 594), 66), (Paper(millimetres: 105, 148), 70),
        (Paper(millimetres: 257, 364), 12), (Paper(millimetres: 182, 257), 13), (Paper(millimetres: 215.9, 279.4), 1),
        (Paper(millimetres: 215.9, 355.6), 5),
    ]

    /// `nil` for a size that has no number.
    package static func index(of paper: Paper) -> Int? { known.first { $0.0.isNearly(paper) }?.1 }

    /// `nil` for a number that is not known here.
    package static func paper(_ index: Int) -> Paper? { known.first { $0.1 == index }?.0 }
}
