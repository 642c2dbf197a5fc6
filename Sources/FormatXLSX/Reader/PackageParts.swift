import Archive
import Diagnostics
import Markup

/// The parts of a package and how they refer to each other.
///
/// Source: ISO/IEC 29500-2. Some writers use backslashes, other cases or absolute targets; names are compared so that
/// all of them are found.
final class PackageParts {
    let package: PackageReader
    let limits: XMLLimits
    private var names: [String: String] = [:]

    init(_ package: PackageReader, limits: XMLLimits) {
        self.package = package
        self.limits = limits
        for entry in package.entries {
            let key = Self.key(entry.name)
            if names[key] == nil { names[key] = entry.name }
        }
    }

    private static func key(_ name: String) -> String {
        let slashes = name.replacing("\\", with: "/")
        return (slashes.hasPrefix("/") ? String(slashes.dropFirst()) : slashes).lowercased()
    }

    func contains(_ part: String) -> Bool { names[Self.key(part)] != nil }

    func bytes(_ part: String) throws -> [UInt8]? { try names[Self.key(part)].flatMap { try package.bytes(of: $0) } }

    func stream(_ part: String) throws -> XMLByteReader.Source? {
        try names[Self.key(part)].flatMap { try package.stream(of: $0) }
    }

    /// The part's outermost element; `nil` when there is no such part.
    func root(_ part: String) throws -> PartElement? {
        try bytes(part).map { try ElementReader.root($0, limits: limits) }
    }

    struct Relation: Hashable {
        var id: String
        /// The last step of the type's address: `worksheet`.
        var kind: String
        /// From the package's root, without a leading slash; for external ones as written.
        var target: String
        var isExternal: Bool
    }

    /// - Parameter part: Empty for the package itself.
    func relations(of part: String) throws -> [Relation] {
        let (folder, file) = Self.split(part)
        guard let root = try root(folder + "_rels/" + file + ".rels") else { return [] }
        return root.children.compactMap { element in
            guard element.name == "Relationship", let id = element["Id"], let type = element["Type"],
                let target = element["Target"]
            else { return nil }
            let isExternal = element["TargetMode"]?.lowercased() == "external"
            return Relation(
                id: id, kind: String(type.split(separator: "/").last ?? ""),
                target: isExternal ? target : Self.resolved(target, in: folder), isExternal: isExternal)
        }
    }

    private static func split(_ part: String) -> (folder: String, file: String) {
        guard let slash = part.lastIndex(of: "/") else { return ("", part) }
        return (String(part[...slash]), String(part[part.index(after: slash)...]))
    }

    /// `..` never leads out of the package: names only select entries, they are no paths.
    private static func resolved(_ target: String, in folder: String) -> String {
        let target = target.replacing("\\", with: "/")
        var steps = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": continue
            case "..": _ = steps.popLast()
            default: steps.append(String(step))
            }
        }
        return steps.joined(separator: "/")
    }
}
