import Diagnostics
import Sheets

extension FormMutation {
    /// 附件3. Head in row 3, headings in rows 4 and 5, 新增 in row 6, 累计 in row 7, 目标 in row 8, then notes and identity.
    static let form3: [FormMutation] = [
        .sheet(
            "一行插在表头上方",
            [
                "readback.shifted C 战果统计表：表格整体下移了 1 行，已按新的位置读取。请核对。"
            ]
        ) { $0.insertRows(1, at: 0) },
        .sheet(
            "左边插入一列",
            [
                "readback.shifted C 战果统计表：表格整体右移了 1 列，已按新的位置读取。请核对。"
            ]
        ) { $0.insertColumn(at: 0) },
        .sheet("新增和累计之间插入空行") { $0.insertRows(1, at: 6) },
        .sheet(
            "新增和累计两行对调",
            reads: [
                "战果 已完成整改（个） 累计：70 → 空",
                "战果 排查学校（家） 累计：70 → 空",
                "战果 排查风险隐患（个） 累计：70 → 空",
                "战果 正在整改中（个） 累计：70 → 空",
                "战果 逾期未整改（个） 累计：70 → 空",
            ],
            [
                "readback.moved-row B 战果统计表 A6：“累计”一行换了位置，没有核对。请移回原来的位置。"
            ]
        ) { $0.rows.swapAt(5, 6) },
        .sheet(
            "新增一行删去",
            reads: [
                "战果 已完成整改（个） 新增：7 → 空",
                "战果 排查学校（家） 新增：7 → 空",
                "战果 排查风险隐患（个） 新增：7 → 空",
                "战果 正在整改中（个） 新增：7 → 空",
                "战果 逾期未整改（个） 新增：7 → 空",
            ],
            [
                "readback.missing-row B 战果统计表：缺少模板第 6 行“新增”，这一行没有核对。请恢复这一行，或把内容填到新的空表里。"
            ]
        ) { $0.deleteRow(5) },
        .sheet(
            "目标一行删去",
            [
                "readback.missing-words D 战果统计表：没有找到模板第 8 行的文字“目标”。"
            ]
        ) { $0.deleteRow(7) },
        .sheet(
            "加了一行上期累计",
            [
                "readback.extra-row C 战果统计表 A6：多出一行“上期累计”，没有读取。需要上报的内容请填到表内各栏。"
            ]
        ) {
            $0.insertRows(1, at: 5)
            $0.type("上期累计", at: "A6")
            $0.type(.number(63), at: "B6")
        },
        .sheet(
            "左右两格合并",
            reads: [
                "战果 排查风险隐患（个） 新增：7 → 空"
            ],
            [
                "readback.merged-cells B 战果统计表 B6：B6:C6 的“排查学校（家） 新增”至“排查风险隐患（个） 新增”合并成了一格，无法分开。请取消合并，逐格填写。"
            ]
        ) { $0.merge("B6:C6") },
        .sheet(
            "上下两格合并",
            reads: [
                "战果 排查学校（家） 累计：70 → 空"
            ],
            [
                "readback.merged-cells B 战果统计表 B6：B6:B7 的“排查学校（家） 新增”至“排查学校（家） 累计”合并成了一格，无法分开。请取消合并，逐格填写。"
            ]
        ) { $0.merge("B6:B7") },
        .sheet(
            "删去一列",
            reads: [
                "战果 排查风险隐患（个） 新增：7 → 空",
                "战果 排查风险隐患（个） 累计：70 → 空",
            ],
            [
                "readback.missing-column B 战果统计表：缺少列“排查风险隐患（个）”（模板的 C 列），这一列没有核对。请恢复这一列，或把内容填到新的空表里。"
            ]
        ) { $0.deleteColumn(2) },
        .sheet(
            "插入一列",
            [
                "readback.extra-column C 战果统计表 C5：多出一列“排查幼儿园”，没有读取。如需上报，请写到备注栏。"
            ]
        ) {
            $0.insertColumn(at: 2)
            $0.type("排查幼儿园", at: "C5")
        },
        .sheet(
            "两列对调",
            [
                "readback.moved-column C 战果统计表 B5：列“排查风险隐患（个）”换了位置，已按表头读取。请核对。"
            ]
        ) { sheet in for row in 4..<8 { sheet.rows[row].cells.swapAt(1, 2) } },
        .sheet(
            "数字填“无”",
            reads: [
                "战果 排查学校（家） 新增：7 → 空"
            ],
            [
                "readback.not-compared B 战果统计表 B6（排查学校（家） 新增）：应填整数，实填“无”，没有核对。这一格由程序计算，不用填写。"
            ]
        ) { $0.type("无", at: "B6") },
        .sheet(
            "数字带单位、全角",
            reads: [
                "战果 排查学校（家） 累计：70 → 1070"
            ]
        ) {
            $0.type("７所", at: "B6")
            $0.type("1,070", at: "B7")
        },
        .sheet(
            "数字有小数",
            reads: [
                "战果 排查风险隐患（个） 新增：7 → 空"
            ],
            [
                "readback.not-compared B 战果统计表 C6（排查风险隐患（个） 新增）：应填整数，实填“7.5”，没有核对。这一格由程序计算，不用填写。"
            ]
        ) { $0.type(.number(7.5), at: "C6") },
        .sheet(
            "净增数为负",
            reads: [
                "战果 正在整改中（个） 新增：7 → -7"
            ]
        ) { $0.type(.number(-7), at: "E6") },
        .sheet(
            "百分比写成文字",
            reads: [
                "战果 封闭化管理率（%） 累计：空 → 1.0",
                "战果 整改完成率（%） 累计：空 → 0.985",
            ]
        ) {
            $0.type("98.5%", at: "G7")
            $0.type("１００％", at: "H7")
        },
        .sheet(
            "百分比写成整数",
            [
                "readback.not-compared B 战果统计表 G7（整改完成率（%） 累计）：应填百分比，实填“98.5”，没有核对。这一格由程序计算，不用填写。"
            ]
        ) { $0.type(.number(98.5), at: "G7") },
        .sheet(
            "百分比为“—”",
            reads: [
                "战果 整改完成率（%） 累计：空 → —"
            ]
        ) { $0.type("—", at: "G7") },
        .sheet(
            "“新增”改了字",
            [
                "readback.altered-heading B 战果统计表 A6：表头应为“新增”，实为“本期新增”。请恢复表头，并核对这一栏。"
            ]
        ) { $0.type("本期新增", at: "A6") },
        .sheet(
            "“累计”换成别的意思",
            reads: [
                "战果 已完成整改（个） 累计：70 → 空",
                "战果 排查学校（家） 累计：70 → 空",
                "战果 排查风险隐患（个） 累计：70 → 空",
                "战果 正在整改中（个） 累计：70 → 空",
                "战果 逾期未整改（个） 累计：70 → 空",
            ],
            [
                "readback.altered-heading B 战果统计表 A7：表头应为“累计”，实为“上年同期”，这一栏没有核对。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("上年同期", at: "A7") },
        .sheet(
            "表头改得相近",
            [
                "readback.altered-heading B 战果统计表 B5：表头应为“排查学校（家）”，实为“排查学校数”。请恢复表头，并核对这一栏。"
            ]
        ) { $0.type("排查学校数", at: "B5") },
        .sheet(
            "表头换成别的意思",
            reads: [
                "战果 排查学校（家） 新增：7 → 空",
                "战果 排查学校（家） 累计：70 → 空",
            ],
            [
                "readback.altered-heading B 战果统计表 B5：表头应为“排查学校（家）”，实为“学生人数”，这一栏没有核对。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("学生人数", at: "B5") },
        .sheet(
            "目标被改写",
            reads: [
                "战果 封闭化管理率（%） 目标：空 → 0.9"
            ]
        ) { $0.type("90%", at: "H8") },
        .sheet(
            "表脚删去",
            reads: [
                "表单标识：changzhou-form3/1 · 990299 · 2019-09 → 空"
            ],
            [
                "readback.missing-words D 战果统计表：没有找到模板第 9 至 11 行的文字“缺报单位：”等。"
            ]
        ) { sheet in for _ in 8..<sheet.rows.count { sheet.deleteRow(8) } },
        .sheet(
            "表名改写",
            [
                "readback.altered-words D 战果统计表 A2：模板的文字“中小学幼儿园安全集中整治攻坚行动战果统计…”已改动。"
            ]
        ) { $0.type("战果统计表（9月）", at: "A2") },
        .sheet(
            "报表期间改写",
            reads: [
                "报表期间：2019-09 → 2019-10"
            ]
        ) { $0.type("报表期间：2019年10月", at: "F3") },
        .sheet("签上名字") { $0.type("负责人（签字）：某某", at: "A11") },
        FormMutation(
            "工作表改名，前面加说明",
            [
                "readback.sheet-name D Sheet1：工作表名应为“战果统计表”，已按内容认出。",
                "readback.extra-sheet D 填表说明：模板没有这张工作表，没有读取。",
            ]
        ) { workbook in
            workbook.sheets[0].name = "Sheet1"
            workbook.sheets.insert(Sheet(name: "填表说明", rows: [Row([Cell(.text("请看下一张"))])]), at: 0)
        },
        FormMutation("全部内容贴到新文件") { workbook in
            workbook.properties.custom = []
            workbook.sheets[0].merges = []
        },
        FormMutation(
            "换成附件1的文件",
            reads: [
                "没有读取"
            ],
            [
                "readback.wrong-form A 应为“中小学幼儿园安全集中整治攻坚行动战果统计表”（changzhou-form3），这份表的标识是 changzhou-form1。请核对是否交错了文件。"
            ]
        ) { $0.properties[custom: "huxiao.form"] = "changzhou-form1" },
    ]
}
