import Diagnostics
import FileKinds
import Markup
import Sheets

/// Reads fonts, styles, data styles, page layouts and master pages into a ``StyleBook``.
struct StylesReader {
    let walker: ElementWalker
    let limits: ReadLimits
    let log: ReadLog

    /// `office:font-face-decls`.
    func fontFaces(into book: inout StyleBook) throws {
        try walker.children { tag in
            if tag.name == "style:font-face", let name = tag["style:name"] {
                book.faces[name] = tag["svg:font-family"].map(FontFamilies.list) ?? [name]
            }
            try walker.skip()
        }
    }

    /// `office:styles` or `office:automatic-styles`.
    func styles(into book: inout StyleBook, as scope: StyleBook.Scope) throws {
        try walker.children { tag in
            book.count += 1
            if book.count > limits.styles { throw ReadTrouble.overLimit("样式个数", limits.styles) }
            switch tag.name {
            case "style:style":
                let style = try style(tag)
                guard let name = tag["style:name"], let family = tag["style:family"] else { return }
                book.styles[scope, default: [:]][StyleBook.Key(family: family, name: name)] = style
                if family == "table-cell", let shown = tag["style:display-name"] { book.displayNames[shown] = name }
            case "style:default-style":
                var style = try style(tag)
                style.isDefault = true
                if let family = tag["style:family"] { book.defaults[family] = style }
            case "style:page-layout":
                let layout = try pageLayout()
                if let name = tag["style:name"] { book.pageLayouts[name] = layout }
            case let name where name.hasPrefix("number:"):
                let style = try DataStyleReader(walker: walker).style(tag)
                if let name = tag["style:name"] { book.dataStyles[scope, default: [:]][name] = style }
            default: try walker.skip()
            }
        }
    }

    private func style(_ tag: ElementWalker.Tag) throws -> StyleBook.Style {
        var style = StyleBook.Style(
            parent: tag["style:parent-style-name"], dataStyle: tag["style:data-style-name"],
            masterPage: tag["style:master-page-name"])
        try walker.children { child in
            if child.name == "style:map", let condition = child["style:condition"],
                let name = child["style:apply-style-name"]
            {
                style.maps.append(.init(condition: condition, styleName: name, base: child["style:base-cell-address"]))
            } else {
                style.properties[child.name, default: [:]].merge(Self.attributes(of: child)) { $1 }
            }
            try walker.skip()
        }
        return style
    }

    private static func attributes(of tag: ElementWalker.Tag) -> [String: String] {
        Dictionary(tag.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    private func pageLayout() throws -> PageLayout {
        var layout = PageLayout()
        try walker.children { tag in
            switch tag.name {
            case "style:page-layout-properties":
                layout.page = Self.attributes(of: tag)
                try walker.skip()
            case "style:header-style": layout.header = try firstProperties()
            case "style:footer-style": layout.footer = try firstProperties()
            default: try walker.skip()
            }
        }
        return layout
    }

    private func firstProperties() throws -> [String: String] {
        var attributes: [String: String] = [:]
        try walker.children { tag in
            if tag.name == "style:header-footer-properties" { attributes = Self.attributes(of: tag) }
            try walker.skip()
        }
        return attributes
    }

    /// `office:master-styles`.
    func masterPages(into book: inout StyleBook) throws {
        try walker.children { tag in
            guard tag.name == "style:master-page", let name = tag["style:name"] else {
                try walker.skip()
                return
            }
            var page = MasterPage(pageLayout: tag["style:page-layout-name"])
            try masterPage(&page, book)
            book.masterPages[name] = page
        }
    }

    private func masterPage(_ page: inout MasterPage, _ book: StyleBook) throws {
        let reader = HeaderFooterReader(walker: walker, book: book, limits: limits, log: log)
        try walker.children { tag in
            let isShown = tag["style:display"] != "false"
            switch tag.name {
            case "style:header" where isShown: page.header = try reader.headerFooter()
            case "style:footer" where isShown: page.footer = try reader.headerFooter()
            case "style:header-left" where isShown, "style:footer-left" where isShown,
                "style:header-first" where isShown,
                "style:footer-first" where isShown:
                if try !walker.allText().isEmpty {
                    log.note("odf.different-pages", .hint, "首页或左页另有页眉页脚，未读取", remedy: "如需要，请改为各页相同")
                }
            default: try walker.skip()
            }
        }
    }
}
