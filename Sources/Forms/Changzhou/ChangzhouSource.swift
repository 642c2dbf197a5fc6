/// The document behind the Changzhou forms, and the sentences on which their rules rest.
public enum ChangzhouSource {
    /// 常州市教育局、公安局 2019.
    public static let document = "常州市 2019 年《全市中小学幼儿园安全集中整治攻坚行动方案》"

    static let form1 = "\(document)附件1"
    static let form1Note = "\(document)附件1 注：紧急报警按钮在“有效、无效、无”中择一填写；护学岗在“治安岗、交警岗、巡特警岗、群防群治”四类中择一填写"
    static let form2 = "\(document)附件2"
    static let form2Note = "\(document)附件2 注：一个风险隐患填写一行；隐患整改情况填写：已完成、正在整改中"
    static let goals = "\(document)二、工作目标：“三个百分之百”，即中小学封闭化管理达到100%，一键式紧急报警、视频监控系统与属地公安机关联网率达到100%，城市中小学专职保安员配备率达到100%"
    static let guards = "\(document)三、（二）：按标准配备专职治安保卫人员和相应的防卫器械，保安员必须持证上岗，原则上年龄不高于50周岁"
    static let facilities = "\(document)三、（二）：必须在校门口设置硬质防冲撞措施；视频监控系统、紧急报警装置必须接入公安机关、教育部门的监控或报警平台"
    static let fourInPlace = "\(document)三、（三）：坚决做到整改措施、责任、时限、督办“四个到位”"
    static let interim = "\(document)三、（三）：对一时难以化解的风险隐患……采取临时强化防范措施；四、（一）：对一时难以整改的，落实必要的安全保障措施"
    static let ledger = "\(document)三、（三）：对排查出的各类风险隐患，共同建立详细的基础台账"
}
