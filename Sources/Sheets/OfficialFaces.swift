/// Typefaces of official documents, each with those that stand in for it, first choice first.
///
/// Source: GB/T 9704-2012 (公文格式): 仿宋 for the body, 小标宋 for titles; 黑体 for headings.
public enum OfficialFaces {
    /// 正文: 仿宋
    public static let body = [
        "仿宋_GB2312", "仿宋", "FangSong", "STFangsong", "宋体", "SimSun", "Noto Serif CJK SC", "serif",
    ]
    /// 标题: 小标宋
    public static let title = [
        "方正小标宋简体", "方正小标宋_GBK", "宋体", "SimSun", "Noto Serif CJK SC", "serif",
    ]
    /// 层次标题: 黑体
    public static let heading = ["黑体", "SimHei", "Noto Sans CJK SC", "sans-serif"]
}
