/// The style sheet of a summary's page.
enum SummaryPageStyle {
    private static let body = "\"仿宋_GB2312\",\"仿宋\",FangSong,STFangsong,\"宋体\",SimSun,\"Noto Serif CJK SC\",serif"
    private static let title = "\"方正小标宋简体\",\"方正小标宋_GBK\",\"宋体\",SimSun,\"Noto Serif CJK SC\",serif"
    private static let heading = "\"黑体\",SimHei,\"Noto Sans CJK SC\",sans-serif"

    static let sheet = """

        @page{size:A4;margin:25mm 22mm 22mm 22mm;@bottom-center{content:"— " counter(page) " —";font:12pt \(body)}}
        @page wide{size:A4 landscape;margin:20mm 12mm 18mm 12mm}
        html{background:#e8eaed;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        body{margin:0;color:#000;font:16pt/1.75 \(body)}
        main{display:block;margin:0 auto}
        header,section,nav{box-sizing:border-box;background:#fff;max-width:794px;margin:0 auto;padding:0 22mm}
        header{padding-top:22mm}
        section{padding-bottom:8mm}
        section.wide{max-width:1123px;padding:0 12mm 8mm}
        h1{font:22pt/1.4 \(title);text-align:center;margin:0 0 16pt}
        h2{font:16pt/1.6 \(heading);margin:0;padding:18pt 0 6pt}
        h3{font:16pt/1.6 \(heading);margin:10pt 0 0;text-indent:2em}
        p{margin:0;text-indent:2em;text-align:justify;white-space:pre-line}
        dl{margin:0 0 8pt;font-size:12pt;line-height:1.6}
        dl div{display:flex}
        dt{flex:none;font-family:\(heading)}
        dt:after{content:"："}
        dd{margin:0}
        .gaps{border:1.5pt solid #a00000;padding:4pt 10pt;margin:6pt 0;font-size:12pt;line-height:1.6}
        .gaps p{text-indent:0;font-family:\(heading);color:#a00000}
        .gaps ul{margin:0;padding-left:1.5em}
        nav{padding-top:4pt;font-size:12pt}
        nav a{color:#1b2f4b;margin-right:1.2em;white-space:nowrap}
        a.figure{color:inherit;text-decoration:underline dotted #999 1px;text-underline-offset:3pt}
        :target{background:#fff2b3}
        table{border-collapse:collapse;width:100%;margin:8pt 0 2pt;line-height:1.35}
        caption{font:12pt/1.6 \(heading);text-align:left;caption-side:top}
        th,td{border:.75pt solid #000;padding:1.5pt 2pt;text-align:center;font-weight:normal;overflow-wrap:anywhere}
        thead th{background:#eee;font-family:\(heading)}
        tbody th,td.words{text-align:left}
        .n{white-space:nowrap}
        table.short{break-inside:avoid}
        tr.total td,tr.total th{background:#f6f6f6;font-family:\(heading)}
        tr{break-inside:avoid}
        thead{display:table-header-group}
        .note{font-size:10pt;line-height:1.5;text-indent:0;color:#595959}
        .charts{display:grid;grid-template-columns:1fr 1fr;gap:8pt;margin:10pt 0}
        figure{margin:0;break-inside:avoid}
        figure.grid{margin:10pt 0}
        .charts figure,figure.grid{border:.75pt solid #bbb;padding:2pt}
        @media (max-width:700px){.charts{grid-template-columns:1fr}header,section,section.wide,nav{padding-left:4mm;padding-right:4mm}table{display:block;overflow-x:auto}}
        @media print{
        html{background:none}
        nav{display:none}
        header,section,section.wide{max-width:none;padding:0}
        section.wide{page:wide;break-before:page}
        section.wide+section:not(.wide){break-before:page}
        h2,h3,caption{break-after:avoid}
        .charts figure svg{max-height:148pt}
        a.figure{text-decoration:none}
        :target{background:none}
        }

        """
}
