import Diagnostics
import Sheets

extension FormMutation {
    /// 进展报表. Head in row 2; three bands with headings in rows 3–5, 8–10 and 13–15, 新增 in rows 6, 11 and 16, 合计 below; foot.
    static let progress: [FormMutation] = [
        .sheet(
            "两行插在表头上方",
            [
                "readback.shifted C 校园安全工作进展报表：表格整体下移了 2 行，已按新的位置读取。请核对。"
            ]
        ) { $0.insertRows(2, at: 0) },
        .sheet(
            "左边插入一列",
            [
                "readback.shifted C 校园安全工作进展报表：表格整体右移了 1 列，已按新的位置读取。请核对。"
            ]
        ) { $0.insertColumn(at: 0) },
        .sheet("两段之间插入空行") { $0.insertRows(2, at: 7) },
        .sheet(
            "新增和合计之间插入一行",
            [
                "readback.extra-row C 校园安全工作进展报表 A7：多出一行“上月合计”，没有读取。需要上报的内容请填到表内各栏。"
            ]
        ) {
            $0.insertRows(1, at: 6)
            $0.type("上月合计", at: "A7")
            $0.type(.number(63), at: "B7")
        },
        .sheet(
            "新增和合计对调",
            [
                "readback.moved-row B 校园安全工作进展报表 A6：“合计”一行换了位置，没有核对。请移回原来的位置。"
            ]
        ) { $0.rows.swapAt(5, 6) },
        .sheet(
            "合计一行删去",
            [
                "readback.missing-row B 校园安全工作进展报表：缺少模板第 12 行“合计”，这一行没有核对。请恢复这一行，或把内容填到新的空表里。"
            ]
        ) { $0.deleteRow(11) },
        .sheet(
            "新增一行删去",
            reads: [
                "指标：19 项 → 空"
            ],
            [
                "readback.missing-row A 校园安全工作进展报表：缺少模板第 11 行“新增”，这一行没有读取。请恢复这一行，或把内容填到新的空表里。"
            ]
        ) { $0.deleteRow(10) },
        .sheet(
            "第二段整段删去",
            reads: [
                "指标：19 项 → 空"
            ],
            [
                "readback.missing-row A 校园安全工作进展报表：缺少模板第 8 至 12 行（“高危人员管控”等），这几行没有读取。请恢复这几行，或把内容填到新的空表里。"
            ]
        ) { sheet in for _ in 7..<12 { sheet.deleteRow(7) } },
        .sheet(
            "计量单位一行删去",
            [
                "readback.missing-words D 校园安全工作进展报表：没有找到模板第 5 行的文字“（所）”。"
            ]
        ) { $0.deleteRow(4) },
        .sheet(
            "左右两格合并",
            reads: [
                "指标 农村校园数 新增：7 → 空"
            ],
            [
                "readback.merged-cells A 校园安全工作进展报表 C6：C6:D6 的“城市校园数 新增”至“农村校园数 新增”合并成了一格，无法分开。请取消合并，逐格填写。"
            ]
        ) { $0.merge("C6:D6") },
        .sheet(
            "上下两格合并",
            [
                "readback.merged-cells B 校园安全工作进展报表 C6：C6:C7 的“城市校园数 新增”至“城市校园数 合计”合并成了一格，无法分开。请取消合并，逐格填写。"
            ]
        ) { $0.merge("C6:C7") },
        .sheet(
            "删去一列",
            reads: [
                "指标 其中重性精神病人（23） 新增：7 → 空",
                "指标 整改隐患 新增：7 → 空",
                "指标 配备保安员数 新增：7 → 空",
            ],
            [
                "readback.missing-column A 校园安全工作进展报表：缺少列“配备保安员数、其中重性精神病人、整改隐患”（模板的 E 列），这一列没有读取。请恢复这一列，或把内容填到新的空表里。"
            ]
        ) { $0.deleteColumn(4) },
        .sheet(
            "插入一列",
            [
                "readback.extra-column C 校园安全工作进展报表 E4：多出一列“幼儿园数”，没有读取。如需上报，请写到备注栏。"
            ]
        ) {
            $0.insertColumn(at: 4)
            $0.type("幼儿园数", at: "E4")
        },
        .sheet(
            "两列对调",
            reads: [
                "指标 农村校园数 新增：7 → 空",
                "指标 城市校园数 新增：7 → 空",
            ],
            [
                "readback.altered-heading A 校园安全工作进展报表 C4：表头应为“城市校园数”，实为“农村校园数”，这一栏没有读取。请恢复表头，不要改变栏目的含义。",
                "readback.altered-heading A 校园安全工作进展报表 D4：表头应为“农村校园数”，实为“城市校园数”，这一栏没有读取。请恢复表头，不要改变栏目的含义。",
            ]
        ) { sheet in for row in 3..<7 { sheet.rows[row].cells.swapAt(2, 3) } },
        .sheet(
            "数字填“无”",
            reads: [
                "指标 城市校园数 新增：7 → 空"
            ],
            [
                "field.word-for-number A 校园安全工作进展报表 C6（城市校园数 新增）：应填整数，实填“无”。如果是零请填 0，不清楚或不适用请留空。"
            ]
        ) { $0.type("无", at: "C6") },
        .sheet("本程序印的“—”", reads: ["指标 参与巡逻值守活动 新增：7 → —"]) { $0.type("—", at: "L11") },
        .sheet(
            "数字填“/”",
            reads: [
                "指标 城市校园数 新增：7 → —"
            ]
        ) { $0.type("/", at: "C6") },
        .sheet(
            "数字带单位、全角、千分位",
            reads: [
                "指标 配备保安员数 新增：7 → 1234"
            ]
        ) {
            $0.type("７所", at: "C6")
            $0.type("1,234", at: "E6")
        },
        .sheet(
            "数字有小数",
            reads: [
                "指标 城市校园数 新增：7 → 空"
            ],
            [
                "field.integer A 校园安全工作进展报表 C6（城市校园数 新增）：应填整数，实填“2.5”。请改成整数，例如 12。"
            ]
        ) { $0.type(.number(2.5), at: "C6") },
        .sheet(
            "流量为负",
            reads: [
                "指标 排查高危人员 新增：7 → -2"
            ]
        ) { $0.type(.number(-2), at: "B11") },
        .sheet(
            "存量减少",
            reads: [
                "指标 全部校园数 新增：7 → -2"
            ]
        ) { $0.type(.number(-2), at: "B6") },
        .sheet(
            "写成算式",
            reads: [
                "指标 城市校园数 新增：7 → 9"
            ]
        ) {
            $0.type(.formula(Formula([.text("3+4")], result: .number(9))), at: "C6")
        },
        .sheet(
            "合计填了文字",
            [
                "readback.not-compared B 校园安全工作进展报表 C7（城市校园数 合计）：应填整数，实填“同上月”，没有核对。这一格由程序计算，不用填写。"
            ]
        ) { $0.type("同上月", at: "C7") },
        .sheet(
            "加了一列本行合计",
            [
                "readback.extra-column C 校园安全工作进展报表 U4：多出一列“本行合计”，没有读取。如需上报，请写到备注栏。"
            ]
        ) {
            $0.type("本行合计", at: "U4")
            $0.type(.number(133), at: "U6")
        },
        .sheet(
            "“新增”改了字",
            [
                "readback.altered-heading B 校园安全工作进展报表 A6：表头应为“新增”，实为“本月新增”。请恢复表头，并核对这一栏。"
            ]
        ) { $0.type("本月新增", at: "A6") },
        .sheet(
            "“新增”换成别的意思",
            reads: [
                "指标：19 项 → 空"
            ],
            [
                "readback.altered-heading A 校园安全工作进展报表 A6：表头应为“新增”，实为“完成数”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("完成数", at: "A6") },
        .sheet(
            "“审核人”和“填表人”合并",
            [
                "readback.merged-cells A 校园安全工作进展报表 A18：A18:J18 的“审核人”至“填表人”合并成了一格，无法分开。请取消合并，逐格填写。"
            ]
        ) { $0.merge("A18:J18") },
        .sheet(
            "表头改得相近",
            [
                "readback.altered-heading B 校园安全工作进展报表 E4：表头应为“配备保安员数”，实为“配备保安员人数”。请恢复表头，并核对这一栏。"
            ]
        ) { $0.type("配备保安员人数", at: "E4") },
        .sheet(
            "表头换成别的意思",
            reads: [
                "指标 城市校园数 新增：7 → 空"
            ],
            [
                "readback.altered-heading A 校园安全工作进展报表 C4：表头应为“城市校园数”，实为“学生人数”，这一栏没有读取。请恢复表头，不要改变栏目的含义。"
            ]
        ) { $0.type("学生人数", at: "C4") },
        .sheet(
            "表名和表脚删去",
            [
                "readback.missing-row A 校园安全工作进展报表：缺少模板第 18 行“审核人：”，这一行没有读取。请恢复这一行，或把内容填到新的空表里。",
                "readback.shifted C 校园安全工作进展报表：表格整体上移了 1 行，已按新的位置读取。请核对。",
                "readback.missing-words D 校园安全工作进展报表：没有找到模板第 1 行的文字“校园安全工作进展报表”。",
            ]
        ) {
            $0.deleteRow(17)
            $0.deleteRow(17)
            $0.deleteRow(0)
        },
        .sheet(
            "填表单位改写",
            reads: [
                "填表单位：示例市教育局 → 别的分局"
            ]
        ) { $0.type("填表单位：别的分局", at: "A2") },
        .sheet(
            "报表期间改写",
            reads: [
                "报表期间：2019-09 → 2019-10"
            ]
        ) { $0.type("报表期间：2019年10月", at: "O2") },
        .sheet(
            "填表日期写成文字",
            reads: [
                "填表日期：空 → 2019-10-08"
            ]
        ) { $0.type("2019.10.8", at: "P18") },
        .sheet(
            "填表日期写错",
            [
                "field.day A 校园安全工作进展报表 P18（填表日期）：应填日期，实填“十月初”。请写成 2019-07-15。"
            ]
        ) { $0.type("十月初", at: "P18") },
        .sheet(
            "审核人一格改写",
            reads: [
                "审核人：空 → 某某"
            ],
            [
                "readback.words-missing C 校园安全工作进展报表 A18（审核人）：应有“审核人：”字样，没有找到，整格作为审核人读取。请核对。"
            ]
        ) { $0.type("某某", at: "A18") },
        .sheet(
            "写了具体情况",
            reads: [
                "具体情况：空 → 1. 9月3日，制止滋事一起。"
            ]
        ) { $0.type("1. 9月3日，制止滋事一起。", at: "J14") },
        .sheet("缩小字号、改列宽、隐藏列") { sheet in
            for column in sheet.columns.indices { sheet.columns[column].widthInPoints = 8 }
            sheet.columns[3].isHidden = true
        },
        FormMutation(
            "工作表改名，前面加说明",
            [
                "readback.sheet-name D Sheet1：工作表名应为“校园安全工作进展报表”，已按内容认出。",
                "readback.extra-sheet D 填表说明：模板没有这张工作表，没有读取。",
            ]
        ) { workbook in
            workbook.sheets[0].name = "Sheet1"
            workbook.sheets.insert(Sheet(name: "填表说明", rows: [Row([Cell(.text("请看下一张"))])]), at: 0)
        },
        FormMutation(
            "上月的表留在同一文件",
            [
                "readback.sheet-twice B 8月：这张工作表也是同样的表，只读取了“校园安全工作进展报表”。一份文件请只交一张表。"
            ]
        ) { workbook in
            var copy = workbook.sheets[0]
            copy.name = "8月"
            workbook.sheets.append(copy)
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
                "readback.wrong-form A 应为“校园安全工作进展报表”（zhengzhou-progress），这份表的标识是 changzhou-form1。请核对是否交错了文件。"
            ]
        ) { $0.properties[custom: "huxiao.form"] = "changzhou-form1" },
    ]
}
