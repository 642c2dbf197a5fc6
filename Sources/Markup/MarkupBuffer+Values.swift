/// `00` to `99`.
@usableFromInline
let digitPairs: StaticString = """
    00010203040506070809101112131415161718192021222324252627282930313233343536373839\
    40414243444546474849505152535455565758596061626364656667686970717273747576777879\
    8081828384858687888990919293949596979899
    """

extension MarkupBuffer {
    /// Adds a whole number in decimal digits.
    @inlinable
    public mutating func integer(_ number: Int) {
        makeRoom(20)
        var magnitude = number.magnitude
        if number < 0 { store(UInt8(ascii: "-")) }
        let end = used &+ Self.digitCount(magnitude)
        var place = end
        while magnitude >= 10 {
            let (rest, pair) = magnitude.quotientAndRemainder(dividingBy: 100)
            magnitude = rest
            place &-= 2
            memory.storeBytes(of: Self.pair(pair), toByteOffset: place, as: UInt16.self)
        }
        if place > used {
            memory.storeBytes(
                of: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: magnitude), toByteOffset: used, as: UInt8.self)
        }
        used = end
    }

    /// The shortest text that reads back as the same number, when that is a whole number or has at most two decimals.
    ///
    /// - Returns: False, with nothing written, for any other number; the caller then has a slower way.
    @inlinable
    public mutating func shortNumber(_ number: Double) -> Bool {
        // Up to fifteen digits a decimal and the number nearest to it belong to each other.
        guard abs(number) < 1e13 else { return false }
        let whole = number.rounded(.towardZero)
        if whole == number {
            integer(Int(whole))
            return true
        }
        let hundredths = (number * 100).rounded()
        guard hundredths / 100 == number else { return false }
        makeRoom(24)
        if number < 0 { store(UInt8(ascii: "-")) }
        let (integers, decimals) = Int(hundredths).magnitude.quotientAndRemainder(dividingBy: 100)
        integer(Int(bitPattern: integers))
        let pair = Self.pair(decimals)
        memory.storeBytes(of: UInt8(ascii: "."), toByteOffset: used, as: UInt8.self)
        memory.storeBytes(of: pair, toByteOffset: used &+ 1, as: UInt16.self)
        used &+= decimals % 10 == 0 ? 2 : 3
        return true
    }

    /// A number with at least and at most so many decimals, rounded half away from zero as people round.
    ///
    /// - Parameters:
    ///   - minimum: Not negative, and at most `maximum`.
    ///   - maximum: At most 2.
    ///   - isGrouped: True writes `1,234`.
    /// - Returns: False, with nothing written, for a number of more than two decimals, a very large one, or one that
    ///   becomes a zero with a sign.
    @inlinable
    public mutating func shortNumber(
        _ number: Double, decimals minimum: Int, _ maximum: Int, isGrouped: Bool
    ) -> Bool {
        guard abs(number) < 1e13 else { return false }
        let hundredths = (number * 100).rounded()
        guard hundredths / 100 == number else { return false }
        let unit: UInt = maximum == 0 ? 100 : maximum == 1 ? 10 : 1
        let rounded = (Int(hundredths).magnitude &+ unit / 2) / unit
        if number < 0 {
            if rounded == 0 { return false }
            makeRoom(1)
            store(UInt8(ascii: "-"))
        }
        let (integers, rest) = rounded.quotientAndRemainder(dividingBy: 100 / unit)
        if isGrouped { grouped(integers) } else { integer(Int(bitPattern: integers)) }
        fraction(maximum == 1 ? rest &* 10 : rest, minimum, maximum)
        return true
    }

    /// - Parameter hundredths: Below 100; a multiple of ten when `maximum` is 1, zero when it is 0.
    @inlinable
    mutating func fraction(_ hundredths: UInt, _ minimum: Int, _ maximum: Int) {
        var count = maximum
        if count == 2, minimum < 2, hundredths % 10 == 0 { count = 1 }
        if count == 1, minimum < 1, hundredths == 0 { count = 0 }
        if count == 0 { return }
        makeRoom(4)
        memory.storeBytes(of: UInt8(ascii: "."), toByteOffset: used, as: UInt8.self)
        memory.storeBytes(of: Self.pair(hundredths), toByteOffset: used &+ 1, as: UInt16.self)
        used &+= 1 &+ count
    }

    @inlinable
    mutating func grouped(_ number: UInt) {
        if number < 1_000 { return integer(Int(bitPattern: number)) }
        grouped(number / 1_000)
        let rest = number % 1_000
        makeRoom(4)
        memory.storeBytes(of: UInt8(ascii: ","), toByteOffset: used, as: UInt8.self)
        memory.storeBytes(
            of: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest / 100), toByteOffset: used &+ 1, as: UInt8.self)
        memory.storeBytes(of: Self.pair(rest % 100), toByteOffset: used &+ 2, as: UInt16.self)
        used &+= 4
    }

    @inlinable
    @inline(__always)
    mutating func store(_ byte: UInt8) {
        memory.storeBytes(of: byte, toByteOffset: used, as: UInt8.self)
        used &+= 1
    }

    @inlinable
    @inline(__always)
    static func pair(_ number: UInt) -> UInt16 {
        UnsafeRawPointer(digitPairs.utf8Start).loadUnaligned(
            fromByteOffset: Int(bitPattern: number) &* 2, as: UInt16.self)
    }

    @inlinable
    static func digitCount(_ number: UInt) -> Int {
        var count = 1
        var rest = number
        while rest >= 10_000 {
            rest /= 10_000
            count &+= 4
        }
        return rest < 10 ? count : rest < 100 ? count &+ 1 : rest < 1_000 ? count &+ 2 : count &+ 3
    }
}
