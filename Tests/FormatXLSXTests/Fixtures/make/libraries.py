"""Makes the fixtures of openpyxl and XlsxWriter: python3 libraries.py FOLDER. All contents are invented."""
import datetime, sys
import openpyxl, xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

folder = sys.argv[1]


def by_openpyxl():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "隐患排查"
    sheet["A1"] = "校园安全隐患排查表"
    sheet["A1"].font = Font(name="黑体", size=16, bold=True, color="FFC00000")
    sheet["A1"].alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.merge_cells("A1:E1")
    sheet.append(["学校", "编码", "人数", "整改时限", "完成率"])
    sheet.append(["东风小学", "001", 12, datetime.date(2019, 7, 15), 0.85])
    sheet.append(["实验中学", "3", 1234.5, datetime.datetime(2019, 7, 15, 14, 30), 1])
    for row in (3, 4):
        sheet.cell(row, 5).number_format = "0%"
        sheet.cell(row, 2).number_format = "@"
    sheet["A5"] = True
    sheet["B5"] = "=SUM(C3:C4)"
    sheet["C5"] = datetime.time(8, 5)
    sheet["D5"] = "=隐患类型!A1"
    thin = Side(style="thin")
    sheet["A2"].border = Border(left=thin, right=thin, top=Side(style="double", color="FFFF0000"), bottom=Side(style="medium"))
    sheet["B2"].fill = PatternFill("solid", fgColor="FFFFE699")
    sheet["C2"].protection = Protection(locked=False)
    sheet["C2"].comment = Comment("请核实\n再报", "审核员")
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[1].height = 42
    sheet.row_dimensions[4].hidden = True
    sheet.print_title_rows = "1:2"
    sheet.print_area = "A1:E5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.row_breaks.append(Break(id=3))
    sheet.protection.sheet = True
    for kind, arguments in [
        ("D3:D9", dict(type="list", formula1="隐患类型!$A$1:$A$3")),
        ("E3:E9", dict(type="list", formula1='"正在整改中,已整改"')),
        ("C3:C9", dict(type="whole", operator="greaterThan", formula1="0", showErrorMessage=True, error="请填正整数")),
    ]:
        rule = DataValidation(**arguments)
        rule.add(kind)
        sheet.add_data_validation(rule)
    red = PatternFill("solid", bgColor="FFFF0000")
    sheet.conditional_formatting.add("C3:C9", CellIsRule(operator="lessThan", formula=["0"], fill=red))
    sheet.conditional_formatting.add("D3:D9", FormulaRule(formula=["D3<C3"], font=Font(bold=True)))
    kinds = book.create_sheet("隐患类型")
    for word in ("消防", "食品", "交通"):
        kinds.append([word])
    kinds.sheet_state = "hidden"
    book.defined_names["填报区"] = DefinedName("填报区", attr_text="隐患排查!$C$3:$C$4")
    book.properties.title = "隐患排查"
    book.properties.creator = "某市教育局"
    book.properties.keywords = "校园安全, 月报"
    book.save(folder + "/openpyxl.xlsx")


def by_xlsxwriter():
    book = xlsxwriter.Workbook(folder + "/xlsxwriter.xlsx")
    sheet = book.add_worksheet("进展")
    bold = book.add_format({"bold": True, "font_name": "仿宋", "font_size": 12})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_rich_string("A1", "配备 ", bold, "保安", " 12 名")
    sheet.write_datetime("B1", datetime.datetime(2017, 4, 1), day)
    sheet.write_formula("C1", "=1+1", None, 2)
    sheet.write_formula("D1", '=IF(C1>1,"达标","不达标")', None, "达标")
    sheet.write_boolean("E1", False)
    sheet.write_array_formula("F1:F1", "{=SUM(C1:C1*2)}", None, 4)
    sheet.write_url("A2", "https://example.com/", string="链接")
    sheet.write_comment("B2", "常显", {"visible": True, "author": "审核员"})
    sheet.write_blank("C2", None, bold)
    sheet.set_column("A:A", 30)
    sheet.set_row(3, 30)
    sheet.write("A4", "行高")
    book.set_custom_property("huxiao.form", "zhengzhou-progress")
    book.close()
    book = xlsxwriter.Workbook(folder + "/epoch-1904.xlsx", {"date_1904": True})
    sheet = book.add_worksheet("日期")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_datetime("A1", datetime.datetime(2017, 4, 1), day)
    sheet.write_datetime("A2", datetime.datetime(1904, 1, 2), day)
    book.close()
    book = xlsxwriter.Workbook(folder + "/inline-strings.xlsx", {"constant_memory": True})
    sheet = book.add_worksheet("行")
    for row in range(5):
        sheet.write_row(row, 0, [row, "学校%d" % row, row / 4])
    book.close()


by_openpyxl()
by_xlsxwriter()
