"""Makes the odd fixtures: python3 odd.py FOLDER. Each holds one thing that some program writes and others trip over."""
import re, sys, zipfile

folder = sys.argv[1]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>%s</Types>'
)
STYLES = (
    '<fonts><font><sz val="11"/><name val="宋体"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><borders><border/></borders>'
    '<cellStyleXfs><xf/></cellStyleXfs>'
    '<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="10"/><xf numFmtId="49"/><xf numFmtId="46"/></cellXfs>'
)


def book(name, sheet, strings=None, prefix="", main=MAIN, relations=RELATIONS, target="worksheets/sheet1.xml", extra=None,
         encoding="utf-8", sheet_part="xl/worksheets/sheet1.xml", more=""):
    p = prefix + ":" if prefix else ""
    ns = 'xmlns:%s="%s"' % (prefix, main) if prefix else 'xmlns="%s"' % main

    def element(tag, inner):
        if prefix:
            inner = re.sub(r"<(/?)(?=[a-z])", lambda m: "<" + m.group(1) + p, inner)
        text = '<?xml version="1.0" encoding="%s"?><%s%s %s xmlns:r="%s">%s</%s%s>' % (
            encoding, p, tag, ns, relations, inner, p, tag)
        return text.encode(encoding)

    parts = {
        "_rels/.rels": '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/officeDocument" Target="/xl/workbook.xml"/></Relationships>' % (PACKAGE, relations),
        "xl/workbook.xml": element("workbook", '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets>' + more),
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/worksheet" Target="%s"/>'
        '<Relationship Id="rId2" Type="%s/styles" Target="styles.xml"/><Relationship Id="rId3" Type="%s/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
        % (PACKAGE, relations, target, relations, relations),
        "xl/styles.xml": element("styleSheet", STYLES),
        sheet_part: element("worksheet", sheet),
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = element("sst", strings)
    parts.update(extra or {})
    parts["[Content_Types].xml"] = TYPES % "".join(
        '<Override PartName="/%s" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml"/>' % pair
        for pair in [("xl/workbook.xml", "sheet.main"), ("xl/styles.xml", "styles"), ("xl/sharedStrings.xml", "sharedStrings"),
                     ("xl/worksheets/sheet1.xml", "worksheet")] if pair[0] in parts)
    with zipfile.ZipFile(folder + "/" + name + ".xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        for part in sorted(parts):
            info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, parts[part])


def rows(*cells):
    return "<sheetData>%s</sheetData>" % "".join(cells)


plain = rows('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>12.5</v></c></row>')
texts = "<si><t>学校</t></si>"
book("prefixed", plain, texts, prefix="x")
book("strict", plain, texts, main=STRICT, relations=STRICT_RELATIONS)
book("absolute-target", plain, texts, target="/xl/worksheets/sheet1.xml")
book("backslashes", plain, texts, target="worksheets\\Sheet1.xml", sheet_part="xl\\worksheets\\sheet1.xml")
book("utf16", plain, texts, encoding="utf-16")
book("missing-r", rows("<row><c><v>1</v></c><c><v>2</v></c></row>", '<row r="4"><c><v>3</v></c><c r="E4"><v>4</v></c><c><v>5</v></c></row>', "<row><c><v>6</v></c></row>"))
book("rows-out-of-order", rows('<row r="3"><c r="B3"><v>3</v></c><c r="A3"><v>2</v></c></row>', '<row r="1"><c r="A1"><v>1</v></c></row>'))
book("lying-dimension", '<dimension ref="A1:XFD1048576"/>' + plain, '<si><t>学校</t></si>')
book("lying-count", plain, texts, more="<!-- -->", extra={
    "xl/sharedStrings.xml": ('<sst xmlns="%s" count="4000000000" uniqueCount="4000000000"><si><t>学校</t></si></sst>' % MAIN).encode()})
book("texts", rows(
    '<row r="1">' + "".join('<c r="%s1" t="s"><v>%d</v></c>' % (chr(65 + i), i) for i in range(8)) + "</row>",
    '<row r="2"><c r="A2" t="s"/><c r="B2" t="inlineStr"><is/></c><c r="C2" t="inlineStr"><is><t>内</t></is></c>'
    '<c r="D2" t="str"><v>a_x000D_\nb</v></c><c r="F2" t="inlineStr"><is><r><t>甲</t></r><r><rPr><b/><sz val="12"/><rFont val="黑体"/></rPr><t>乙</t></r></is></c></row>'),
    '<si><t>1.00</t></si><si><t xml:space="preserve"> 空 </t></si><si><t>_x005F_x000D_</t></si><si><t>a_x000D__x000A_b</t></si>'
    '<si><t><![CDATA[<b>&amp;]]></t></si><si><r><t>东</t></r><r><rPr><b/></rPr><t>风</t></r><rPh sb="0" eb="1"><t>dong</t></rPh><phoneticPr fontId="1"/></si>'
    '<si><t>_xD842__xDFB7_野</t></si><si/>')
book("values", rows(
    '<row r="1"><c r="A1" s="1"><v>43661</v></c><c r="B1" s="2"><v>43661.604166666664</v></c><c r="C1" s="3"><v>0.855</v></c>'
    '<c r="D1" t="d" s="1"><v>2019-07-15</v></c><c r="E1" t="d"><v>2019-07-15T14:30:00Z</v></c><c r="F1" t="b"><v>1</v></c>'
    '<c r="G1" t="e"><v>#N/A</v></c><c r="H1" s="5"><v>1.0855</v></c><c r="I1" s="1"><v>60</v></c><c r="J1" s="1"><v>59</v></c>'
    '<c r="K1" s="1"><v>61</v></c><c r="L1"><v>1E3</v></c><c r="M1"><v>-0.1</v></c><c r="N1"><v>123456789012345678</v></c>'
    '<c r="P1" t="d"><v>14:30:00</v></c><c r="Q1" s="1"><v>1</v></c><c r="R1" s="4"><v>5</v></c><c r="S1" t="b"><v>0</v></c></row>'))
book("formulas", rows(
    '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2+$A$1</f><v>3</v></c></row>',
    '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>5</v></c></row>',
    '<row r="3"><c r="A3"><f>SUM(A1:A2,\'表\'!$A$1)</f><v>4</v></c><c r="B3"><f t="shared" si="7"/><v>9</v></c>'
    '<c r="C3" t="str"><f>A1&amp;"a,b"</f><v>1a,b</v></c><c r="D3"><f>[1]Sheet1!A1</f><v>7</v></c><c r="E3" t="str"><f>_xlfn.DISPIMG("ID_0123",1)</f><v>=DISPIMG("ID_0123",1)</v></c>'
    '<c r="F3"><f>A1+1</f></c><c r="G3" t="str"><f>""</f><v></v></c><c r="H3"><f>SUM(A:A,1:1)</f><v>3</v></c></row>'))
book("covered", rows('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>') + '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="D1:D1"/></mergeCells>')
book("alternate-content", '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x14"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr></mc:Choice><mc:Fallback><sheetPr/></mc:Fallback></mc:AlternateContent>' + plain
     + '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="x99"/><mc:Fallback><pageSetup paperSize="8"/></mc:Fallback></mc:AlternateContent>', texts)
book("broken-core", plain, texts, extra={
    "docProps/core.xml": b"<cp:coreProperties><dc:title>", "docProps/custom.xml": ('<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property name="KSOProductBuildVer" pid="2"><vt:lpwstr>2052-12.1.0</vt:lpwstr></property></Properties>').encode()})
book("extension-list", plain + '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation type="list" allowBlank="1"><x14:formula1><xm:f>表!$A$1:$A$1</xm:f></x14:formula1><xm:sqref>C1:C9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>', texts)
book("filler", '<cols><col min="1" max="1" width="20" customWidth="1"/><col min="2" max="16384" width="9" style="1"/></cols>' + rows(
    '<row r="1" ht="30" customHeight="1"><c r="A1" t="s"><v>0</v></c></row>', '<row r="2" ht="20" hidden="1"/>', '<row r="1048576" ht="13.5"/>'), texts)
# Hostile ones.
book("missing-string", rows('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), texts)
book("traversal", plain, texts, target="../../../../etc/passwd")
dtd = '<?xml version="1.0"?><!DOCTYPE worksheet [%s]><worksheet xmlns="%s"><sheetData><row><c t="inlineStr"><is><t>&%s;</t></is></c></row></sheetData></worksheet>'
laughs = '<!ENTITY a0 "ha">' + "".join('<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10) for i in range(1, 10))
book("billion-laughs", "", extra={"xl/worksheets/sheet1.xml": (dtd % (laughs, MAIN, "a9")).encode()})
book("external-entity", "", extra={"xl/worksheets/sheet1.xml": (dtd % ('<!ENTITY x SYSTEM "file:///etc/passwd">', MAIN, "x")).encode()})
book("overflow", rows(
    '<row r="99999999999999999999"><c r="A1"><v>1</v></c></row>', '<row r="2" s="9999999999"><c r="B2" s="4294967296" t="s"><v>99999999999999999999</v></c>'
    '<c r="C2"><v>1e999</v></c><c r="D2" s="1"><v>1e300</v></c><c r="E2" s="5"><v>-1e300</v></c><c r="F2"><v>nan</v></c><c r="G2"><v>abc</v></c><c r="ZZZZZZZZ9"><v>4</v></c></row>')
    + '<mergeCells><mergeCell ref="C3:A1"/><mergeCell ref="A1:XFD1048576"/><mergeCell ref=":"/></mergeCells>'
    '<rowBreaks><brk id="-5"/><brk id="99999999999"/></rowBreaks><pageMargins left="1e99" top="-3"/>'
    '<pageSetup paperSize="-1" scale="99999999999" fitToWidth="-3" firstPageNumber="9223372036854775807" useFirstPageNumber="1"/>'
    '<dataValidations><dataValidation type="whole" operator="greaterThan" sqref="A1"><formula1>9223372036854775807</formula1></dataValidation>'
    '<dataValidation type="textLength" operator="lessThan" sqref="A1"><formula1>-1e30</formula1></dataValidation></dataValidations>')
book("row-past-end", rows('<row r="1048577"><c><v>1</v></c></row>'))
book("column-past-end", rows('<row r="1"><c r="XFE1"><v>1</v></c></row>'))
book("deep", "<a>" * 3000 + "</a>" * 3000)
