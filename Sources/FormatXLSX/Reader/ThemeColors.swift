import Sheets

/// What `theme1.xml` says: twelve colours and the names of two fonts.
struct Theme {
    /// In the order in which cells number them: light 1, dark 1, light 2, dark 2, six accents, two of links.
    var colors: [Color] = Self.office
    var majorFont: String?
    var minorFont: String?

    /// Those of Office, for files without a theme.
    private static let office: [Color] = [
        "#ffffff", "#000000", "#eeece1", "#1f497d", "#4f81bd", "#c0504d", "#9bbb59", "#8064a2", "#4bacc6", "#f79646",
        "#0000ff",
        "#800080",
    ].compactMap { Color(hex: $0) }

    init() {}

    init(_ root: PartElement) {
        if let scheme = root.descendant("a:clrScheme") {
            let order = [
                "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
                "folHlink",
            ]
            for (index, name) in order.enumerated() {
                guard let element = scheme.child("a:" + name)?.children.first else { continue }
                let hex = element.name == "a:sysClr" ? element["lastClr"] : element["val"]
                if let color = hex.flatMap({ Color(hex: "#" + $0) }) { colors[index] = color }
            }
        }
        majorFont = Self.font(root.descendant("a:majorFont"))
        minorFont = Self.font(root.descendant("a:minorFont"))
    }

    /// That for Chinese text before that for Latin letters.
    private static func font(_ element: PartElement?) -> String? {
        guard let element else { return nil }
        let hans = element.children.first { $0.name == "a:font" && $0["script"] == "Hans" }
        let candidates = [element.child("a:ea")?["typeface"], hans?["typeface"], element.child("a:latin")?["typeface"]]
        return candidates.compactMap { $0 }.first { !$0.isEmpty }
    }
}

/// Turns the ways in which a part names a colour into one.
struct ColorReader {
    var theme = Theme()
    /// The 56 colours of the palette from number 8 on, where the file has its own.
    var palette: [Color] = []

    /// - Returns: `nil` for “automatic” and for what cannot be read.
    func color(_ element: PartElement?) -> Color? {
        guard let element, let base = base(element) else { return nil }
        return element.double("tint").map { Self.tinted(base, $0) } ?? base
    }

    private func base(_ element: PartElement) -> Color? {
        if element.flag("auto") == true { return nil }
        if let hex = element["rgb"], hex.utf8.count == 6 || hex.utf8.count == 8 {
            return Color(hex: "#" + hex.suffix(6))
        }
        if let number = element.int("theme") {
            return theme.colors.indices.contains(number) ? theme.colors[number] : nil
        }
        return element.int("indexed").flatMap(indexed)
    }

    private func indexed(_ number: Int) -> Color? {
        // 64 and 65 are the system's text and window colours: automatic.
        guard (0..<64).contains(number) else { return nil }
        let place = number < 8 ? number : number - 8
        let colors = number >= 8 && palette.count > place ? palette : Self.standardPalette
        return colors.indices.contains(place) ? colors[place] : nil
    }

    /// Numbers 8 to 63; the first eight also stand for 0 to 7.
    private static let standardPalette: [Color] = [
        0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000, 0x000080,
        0x808000,
        0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC,
        0xCCCCFF,
        0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC,
        0xFFFF99,
        0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699,
        0x969696,
        0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
    ].map { (number: UInt32) in
        Color(
            red: UInt8(truncatingIfNeeded: number >> 16), green: UInt8(truncatingIfNeeded: number >> 8),
            blue: UInt8(truncatingIfNeeded: number))
    }

    /// Lighter for a positive tint, darker for a negative one; hue and saturation stay.
    static func tinted(_ color: Color, _ tint: Double) -> Color {
        let tint = min(max(tint, -1), 1)
        if tint == 0 { return color }
        let channels = [color.red, color.green, color.blue].map { Double($0) / 255 }
        let high = channels.max() ?? 0
        let low = channels.min() ?? 0
        let light = (high + low) / 2
        let newLight = tint < 0 ? light * (1 + tint) : light * (1 - tint) + tint
        let saturation = high == low ? 0 : light > 0.5 ? (high - low) / (2 - high - low) : (high - low) / (high + low)
        let chroma = (1 - abs(2 * newLight - 1)) * saturation
        let base = newLight - chroma / 2
        let scaled = channels.map { channel in
            let value = high == low ? newLight : base + chroma * (channel - low) / (high - low)
            return UInt8((min(max(value, 0), 1) * 255).rounded())
        }
        return Color(red: scaled[0], green: scaled[1], blue: scaled[2])
    }
}
