"""线上培训平台合规检查: whether the result of an online training is recognised, by its platform.

Basis:   豫技领办〔2023〕12号 三（二）
Gives:   no money; 培训结果不予认可 where it fails
Reading: a popup at least every five minutes passes; training that starts on the day of discovery (自发现之日起) or
         later is refused, training that began before is judged by its own result
"""

from formulas.expressions import missing
from formulas.inputs import Inputs, date, quantity, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("online_platform_check")
i = Inputs(
    check_date=date("检查日期"),
    training_start=date("线上培训开始日期"),
    platform_listed=yes_no("平台是否在目录清单内"),
    violation_found=date("平台违规发现日期", note="没有发现违规的不填").or_null(),
    supervised=yes_no("是否纳入统一监管系统"),
    fast_forward=yes_no("是否存在快进播放"),
    multi_window=yes_no("是否存在多窗口学习"),
    popup_gap_minutes=quantity("弹窗管控最长间隔", "分钟"),
    face_liveness=yes_no("能否进行人脸活体比对"),
    sequence_controlled=yes_no("专业课程是否按内容先后顺序设置管理"),
    random_images=yes_no("每课时是否随机保留影像照片"),
    videos_approved=yes_no("新增培训视频资料是否经审核同意", note="没有新增的填“是”"),
)

RULE = Subsidy(
    code="online-platform-check",
    title="线上培训平台合规检查",
    record="一项线上培训结果",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.check_date,
    conditions=[
        Condition("listed", i.platform_listed, "平台在目录清单内"),
        Condition(
            "not-barred",
            missing(i.violation_found) | (i.training_start < i.violation_found),
            "平台没有违规，或者培训在发现违规之日以前开始",
        ),
        Condition("supervised", i.supervised, "平台纳入统一监管系统"),
        Condition("no-fast-forward", ~i.fast_forward, "不存在快进播放"),
        Condition("no-multi-window", ~i.multi_window, "不存在多窗口学习"),
        Condition("popup-5min", i.popup_gap_minutes <= p.popup_minutes, "弹窗管控间隔不超过{popup_minutes}"),
        Condition("face-liveness", i.face_liveness, "能够进行人脸活体比对"),
        Condition("sequence", i.sequence_controlled, "专业课程学习按内容先后顺序设置管理"),
        Condition("random-images", i.random_images, "每课时随机保留影像照片"),
        Condition("videos", i.videos_approved, "新增培训视频资料经审核同意"),
    ],
)
