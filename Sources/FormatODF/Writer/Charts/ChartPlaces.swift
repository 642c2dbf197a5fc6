import ByteIO
import Sheets

/// In one file, a chart's numbers stand at its place among the rows, and some of them come after it. Rows keep a chart's
/// number between two bytes that no markup holds, and when they leave their spool, the chart takes its place.
enum ChartPlaces {
    private static let edge: UInt8 = 0

    /// - Parameter number: From 1, through all sheets.
    static func mark(_ number: Int) -> String { "\0\(number)\0" }

    /// Hands on what the spool holds, each mark replaced.
    ///
    /// - Parameter chart: The markup of the chart with that number.
    static func read(
        _ spool: Spool, to sink: inout some ByteSink, chart: (Int) -> [UInt8]
    ) throws {
        // The digits of a mark that has begun.
        var number: Int?
        try spool.read { bytes in
            var rest = bytes[...]
            while let place = rest.firstIndex(of: edge) {
                let before = rest[..<place]
                if let begun = number {
                    try sink.write(chart(digits(before, after: begun)))
                    number = nil
                } else {
                    try sink.write(UnsafeRawBufferPointer(rebasing: before))
                    number = 0
                }
                rest = rest[(place + 1)...]
            }
            if let begun = number {
                number = digits(rest, after: begun)
            } else if !rest.isEmpty {
                try sink.write(UnsafeRawBufferPointer(rebasing: rest))
            }
        }
    }

    private static func digits(_ bytes: Slice<UnsafeRawBufferPointer>, after begun: Int) -> Int {
        bytes.reduce(begun) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) }
    }
}
