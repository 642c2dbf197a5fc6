// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "Huxiao",
    platforms: [.macOS(.v14)],
    products: [
        .executable(name: "huxiao", targets: ["huxiao"]),
        .library(
            name: "Huxiao",
            targets: [
                "Diagnostics", "CivilTime", "ByteIO", "Sheets", "Forms", "FormatODF", "FormatXLSX",
                "FormatSpreadsheetML",
                "FormatHTML", "FormatICS", "Templating", "Reporting", "Ledger", "Summaries", "TextTemplates", "Prose",
                "Mail", "Sealing",
            ]
        ),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
    ],
    targets: [
        // Outside libraries, each behind one wall.
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CIsal", pkgConfig: "libisal", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),

        // Leaves: every module may import them.
        .target(name: "Diagnostics"),
        .target(name: "CivilTime"),
        .target(name: "ByteIO", dependencies: ["Diagnostics"]),

        .target(name: "Markup", dependencies: ["CLibXML2", "Diagnostics"]),
        .target(name: "Archive", dependencies: ["CMinizip", "CZlib", "CIsal", "ByteIO", "Diagnostics"]),

        .target(name: "Sealing", dependencies: ["CLibZip", "ByteIO", "Diagnostics"]),
        .target(
            name: "Mail",
            dependencies: [
                "CCurl", "TextTemplates", "ByteIO", "CivilTime", "Diagnostics",
            ]),
        .target(name: "Prose", dependencies: ["CCMark"]),
        .target(
            name: "TextTemplates", dependencies: ["Diagnostics", .product(name: "Mustache", package: "swift-mustache")]),
        .target(name: "FormatICS", dependencies: ["CivilTime", "Diagnostics"]),

        .target(name: "FileKinds", dependencies: ["Archive", "Markup", "Diagnostics"]),

        .target(name: "Sheets", dependencies: ["CivilTime", "ByteIO", "Diagnostics"]),
        .target(name: "Forms", dependencies: ["CivilTime", "Diagnostics"]),

        .target(
            name: "FormatODF",
            dependencies: ["Sheets", "Markup", "Archive", "FileKinds", "ByteIO", "CivilTime", "Diagnostics"]),
        .target(name: "FormatSpreadsheetML", dependencies: ["Sheets", "Markup", "ByteIO", "CivilTime", "Diagnostics"]),
        .target(
            name: "FormatXLSX",
            dependencies: ["Sheets", "Markup", "Archive", "FileKinds", "ByteIO", "CivilTime", "Diagnostics"]),
        .target(name: "FormatHTML", dependencies: ["Sheets", "Markup", "ByteIO", "CivilTime", "Diagnostics"]),

        .target(
            name: "Ledger",
            dependencies: [
                "Forms", "CSodium", "ByteIO", "CivilTime", "Diagnostics", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),

        .target(
            name: "Templating", dependencies: ["Forms", "Sheets", "FormatODF", "CivilTime", "ByteIO", "Diagnostics"]),
        // The year-end summary: its data, its document, its page and its workbook.
        .target(
            name: "Summaries",
            dependencies: [
                "Ledger", "Forms", "Sheets", "FormatHTML", "Markup", "Prose", "TextTemplates", "CivilTime",
                "Diagnostics",
            ]),
        .target(
            name: "Reporting",
            dependencies: [
                "Forms", "Ledger", "Summaries", "Prose", "Sheets", "Templating", "TextTemplates", "FormatODF",
                "FormatXLSX", "FormatSpreadsheetML",
                "FormatHTML", "FormatICS", "Markup", "Mail", "Sealing", "FileKinds", "Archive", "ByteIO", "CivilTime",
                "Diagnostics",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .executableTarget(
            name: "huxiao",
            dependencies: [
                "Reporting", "Ledger", "Summaries", "Templating", "Forms", "Sheets", "Mail", "Sealing", "FormatICS",
                "CivilTime", "ByteIO",
                "Diagnostics", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        // Measures lists on their way to files and back; `scripts/bench-rows` runs it beside its peers.
        .executableTarget(
            name: "huxiao-bench",
            dependencies: [
                "Reporting", "Templating", "FormatXLSX", "Forms", "FileKinds", "Sheets", "Archive", "ByteIO",
                "CivilTime",
                "Diagnostics",
            ],
            path: "Sources/Bench"),
        // Measures the ledger on a made-up country; `scripts/bench-ledger` runs it beside a peer.
        .executableTarget(
            name: "huxiao-ledger-bench", dependencies: ["Ledger", "Forms", "CivilTime", "ByteIO", "Diagnostics"],
            path: "Sources/LedgerBench"),

        .target(
            name: "TestSupport", dependencies: ["ByteIO", "Sheets", "CivilTime", "Diagnostics"],
            path: "Tests/TestSupport", exclude: ["Judges"]),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "CivilTimeTests", dependencies: ["CivilTime"]),
        .testTarget(name: "ByteIOTests", dependencies: ["ByteIO", "TestSupport"]),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"]),
        .testTarget(name: "ArchiveTests", dependencies: ["Archive", "TestSupport"]),
        .testTarget(
            name: "MailTests",
            dependencies: ["Mail", "TextTemplates", "CivilTime", "ByteIO", "Diagnostics", "TestSupport"]),
        .testTarget(name: "TextTemplatesTests", dependencies: ["TextTemplates", "Diagnostics"]),
        .testTarget(name: "ProseTests", dependencies: ["Prose"]),
        .testTarget(
            name: "SummariesTests",
            dependencies: [
                "Summaries", "Ledger", "Forms", "Sheets", "Prose", "TextTemplates", "CivilTime", "Diagnostics",
                "TestSupport",
            ]),
        .testTarget(name: "FormatICSTests", dependencies: ["FormatICS", "CivilTime", "TestSupport"]),
        .testTarget(name: "SealingTests", dependencies: ["Sealing", "ByteIO", "Diagnostics", "TestSupport"]),
        .testTarget(name: "SheetsTests", dependencies: ["Sheets", "FormatODF", "TestSupport"]),
        .testTarget(name: "FormsTests", dependencies: ["Forms", "TestSupport"]),
        .testTarget(
            name: "FormatODFTests", dependencies: ["FormatODF", "FileKinds", "Archive", "TestSupport"],
            exclude: ["Fixtures", "Golden"]),
        .testTarget(
            name: "FormatSpreadsheetMLTests", dependencies: ["FormatSpreadsheetML", "FormatODF", "TestSupport"],
            exclude: ["Golden"]),
        .testTarget(
            name: "FormatXLSXTests",
            dependencies: [
                "FormatXLSX", "FileKinds", "Archive", "Sheets", "CivilTime", "ByteIO", "Diagnostics", "TestSupport",
            ],
            exclude: ["Fixtures"]),
        .testTarget(name: "FormatHTMLTests", dependencies: ["FormatHTML", "TestSupport"], exclude: ["Golden"]),
        .testTarget(
            name: "TemplatingTests",
            dependencies: [
                "Templating", "FormatODF", "FormatXLSX", "Forms", "Sheets", "CivilTime", "Diagnostics", "TestSupport",
            ]),
        .testTarget(
            name: "ReportingTests",
            dependencies: [
                "Reporting", "Ledger", "Templating", "Forms", "Sheets", "CivilTime", "ByteIO", "Diagnostics",
                "TestSupport",
            ]),
        .testTarget(
            name: "LedgerTests",
            dependencies: [
                "Ledger", "huxiao-ledger-bench", "Forms", "CivilTime", "ByteIO", "Diagnostics", "TestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "huxiaoTests",
            dependencies: ["Templating", "FormatODF", "Forms", "Sheets", "CivilTime", "Diagnostics", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
