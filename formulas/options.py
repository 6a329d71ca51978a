"""Options that several rules share, in the words of the documents."""

ENTERPRISE_SIZES = ("大型企业", "中型企业", "小型企业", "微型企业")
SMALL_AND_MEDIUM = ("中型企业", "小型企业", "微型企业")
SMALL_AND_MICRO = ("小型企业", "微型企业")
HIRED_PERSONS = ("登记失业人员", "毕业年度高校毕业生", "离校1年内未就业高校毕业生", "其他人员")
INTERNS = ("离校2年内未就业高校毕业生", "离校2年内未就业中专中职毕业生", "失业青年", "其他人员")
OCCUPATION_CLASSES = ("A类", "B类", "未列入")  # 年度培训补贴目录类别
POOR_HOUSEHOLDS = ("脱贫享受政策户", "监测对象（风险未消除）", "监测对象（风险已消除）", "其他")
LOAN_STATUSES = ("正常", "展期", "逾期")
