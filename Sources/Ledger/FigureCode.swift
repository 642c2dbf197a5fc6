import Forms

/// How figures are stored: one number a figure, in the order of the indicator set, each as a variable-length integer
/// (LEB128: seven bits a byte, the lowest first, the high bit set while more follow).
///
/// 0 is a blank, 1 is “/”, 2 is something that was no figure; otherwise the number less 3 is `zigzag(n) × 2`, plus 1 for a
/// level (期末数). Zigzag is 2n for n ≥ 0 and −2n − 1 below. So a 0 is stored, and is not a blank.
enum FigureCode {
    /// Beyond it, a number is stored as no figure: far outside what a figure may be.
    static let range = -(1 << 60)...(1 << 60)

    static func append(_ value: ReportedFigure.Value, to bytes: inout [UInt8]) {
        switch value {
        case .blank: bytes.append(0)
        case .notApplicable: bytes.append(1)
        case .refused: bytes.append(2)
        case .increase(let number): append(number, isLevel: false, to: &bytes)
        case .level(let number): append(number, isLevel: true, to: &bytes)
        }
    }

    private static func append(_ number: Int, isLevel: Bool, to bytes: inout [UInt8]) {
        guard range.contains(number) else { return bytes.append(2) }
        let zigzag = UInt64(bitPattern: Int64((number << 1) ^ (number >> 63)))
        appendVariable(zigzag * 2 + (isLevel ? 4 : 3), to: &bytes)
    }

    static func appendVariable(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    static func value(_ code: UInt64) -> ReportedFigure.Value {
        switch code {
        case 0: return .blank
        case 1: return .notApplicable
        case 2: return .refused
        default:
            let zigzag = (code - 3) >> 1
            let number = Int(bitPattern: UInt(zigzag >> 1)) ^ -Int(bitPattern: UInt(zigzag & 1))
            return (code - 3) & 1 == 0 ? .increase(number) : .level(number)
        }
    }
}

/// Reads variable-length integers one after the other; `nil` at the end and for one that is cut off or too long.
struct FigureReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    @inline(__always)
    mutating func next() -> UInt64? {
        guard position < bytes.count else { return nil }
        let first = bytes[position]
        if first < 0x80 {
            position += 1
            return UInt64(first)
        }
        return long()
    }

    private mutating func long() -> UInt64? {
        var (number, shift) = (UInt64(0), UInt64(0))
        while position < bytes.count, shift < 63 {
            let byte = bytes[position]
            position += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }

    /// What follows the last number that was read.
    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[position...]) }
}
