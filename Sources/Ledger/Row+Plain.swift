import Foundation
import GRDB

/// Columns of a row, counted from 0, of whatever type a damaged file may hold there: what is not of the wanted type reads as
/// 0 or as nothing, where GRDB's own subscripts end the program.
extension Row {
    func int(_ column: Int) -> Int { optionalInt(column) ?? 0 }
    func text(_ column: Int) -> String { optionalText(column) ?? "" }
    func bytes(_ column: Int) -> Data { value(column).flatMap(Data.fromDatabaseValue) ?? Data() }
    func optionalInt(_ column: Int) -> Int? { value(column).flatMap(Int.fromDatabaseValue) }
    func optionalText(_ column: Int) -> String? { value(column).flatMap(String.fromDatabaseValue) }

    private func value(_ column: Int) -> DatabaseValue? { column < count ? self[column] as DatabaseValue : nil }
}
