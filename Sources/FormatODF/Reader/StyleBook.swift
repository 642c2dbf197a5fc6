import Sheets

/// All styles of a file as they stand there, nothing inherited yet.
struct StyleBook {
    struct Style {
        var parent: String?
        var dataStyle: String?
        var masterPage: String?
        /// By element: `style:table-cell-properties`, `style:text-properties` and so on.
        var properties: [String: [String: String]] = [:]
        var maps: [Map] = []
        /// `style:default-style`.
        var isDefault = false

        func cell(_ name: String) -> String? { properties["style:table-cell-properties"]?[name] }
        func paragraph(_ name: String) -> String? { properties["style:paragraph-properties"]?[name] }
        func text(_ name: String) -> String? { properties["style:text-properties"]?[name] }
    }

    /// `style:map`.
    struct Map: Hashable {
        var condition: String
        var styleName: String
        var base: String?
    }

    /// A style's name within its family.
    struct Key: Hashable {
        var family: String
        var name: String
    }

    /// Named styles, which every part sees, and the automatic ones, which only their own part sees.
    enum Scope: Hashable { case common, master, content }

    var styles: [Scope: [Key: Style]] = [:]
    var defaults: [String: Style] = [:]
    /// Names of cell styles by the names that people see, which LibreOffice uses in its conditional formats.
    var displayNames: [String: String] = [:]
    var dataStyles: [Scope: [String: DataStyle]] = [:]
    var faces: [String: [String]] = [:]
    var pageLayouts: [String: PageLayout] = [:]
    var masterPages: [String: MasterPage] = [:]
    var count = 0

    /// A style as it is seen from `scope`.
    func style(_ family: String, _ name: String?, in scope: Scope) -> Style? {
        guard let name else { return nil }
        let key = Key(family: family, name: name)
        return styles[scope]?[key] ?? styles[.common]?[key]
    }

    func dataStyle(_ name: String?, in scope: Scope) -> DataStyle? {
        guard let name else { return nil }
        return dataStyles[scope]?[name] ?? dataStyles[.common]?[name]
    }

    /// The style and all it inherits from, nearest first; the family's default style comes last.
    func chain(_ family: String, _ name: String?, in scope: Scope, withDefaults: Bool = true) -> [Style] {
        var chain: [Style] = []
        var next = name
        // A circle of parents ends here; no real file nests deeper.
        while chain.count < 32, let style = style(family, next, in: scope) {
            chain.append(style)
            next = style.parent
        }
        if withDefaults, let root = defaults[family] { chain.append(root) }
        return chain
    }

    /// The nearest value of a property in a chain.
    func value(_ family: String, _ name: String?, _ element: String, _ attribute: String) -> String? {
        for style in chain(family, name, in: .content) {
            if let value = style.properties[element]?[attribute] { return value }
        }
        return nil
    }
}

/// `style:page-layout`: attributes by element.
struct PageLayout {
    var page: [String: String] = [:]
    var header: [String: String] = [:]
    var footer: [String: String] = [:]
}

/// `style:master-page`.
struct MasterPage {
    var pageLayout: String?
    var header: HeaderFooter?
    var footer: HeaderFooter?
}
