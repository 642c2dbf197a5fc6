import Foundation
import GRDB

@testable import Ledger

/// Looks into a ledger past its public face.
enum GRDBRows {
    static func pairs(_ db: Database, _ sql: String) throws -> [(String, Int)] {
        try Row.fetchAll(db, sql: sql).map { ($0[0], $0[1]) }
    }

    static func number(_ db: Database, _ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql) ?? 0 }
}

extension ReportLedger {
    /// Does to the file what no command does.
    func tamper(_ sql: String) throws {
        try pool.writeWithoutTransaction { db in
            let triggers = try String.fetchAll(db, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for trigger in triggers { try db.execute(sql: "DROP TRIGGER \(trigger)") }
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
            try db.execute(sql: "PRAGMA foreign_keys = ON")
        }
    }
}
