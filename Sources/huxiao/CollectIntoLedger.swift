import ArgumentParser
import Diagnostics
import Forms
import Ledger
import Reporting

extension CollectCommand {
    /// Reads what was received, compares it with the ledger, and brings it there.
    func collect(into folder: String) throws {
        if campaign != nil { throw ValidationError("--into 已经写明工作区，不用再写 --campaign") }
        let workspace = try shared.workspace(folder)
        var collector = FormCollector(
            templates: workspace.templates, campaign: try workspace.collectCampaign(), period: period)
        collector.keepsWorkbooks = mark != nil
        let line = ProgressLine()
        let collection = collector.collect(paths) { line.show("正在读取 \($0 + 1)/\($1)：\($2)") }
        let result = try workspace.take(collection, receiving.options(change.note())) {
            line.show("正在登记 \($0 + 1)/\($1)：\($2)")
        }
        line.clear()
        var outcome = CollectOutcome(collection)
        try writeMarked(collection, &outcome)
        try writeAccepted(collection, &outcome)
        if !shared.json, let mark { Console.print("退改件 \(outcome.marked.count) 份，在 \(mark)") }
        try ImportTelling(result, folder: folder).tell(shared)
    }
}
