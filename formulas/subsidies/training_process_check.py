"""培训过程监管检查: whether a class was inspected, recorded, attended and found satisfying as required.

Basis:   豫技领办〔2023〕12号 二（三）1、2
Gives:   no money; a class that fails is not subsidised
Reading: effective remote supervision stands in for the inspection on site; the headcount claimed may not exceed the
         plain average of the inspections; 达3次及以上 lets two times pass
"""

from formulas.expressions import count, total
from formulas.inputs import Inputs, date, integer, list_of, percent, yes_no
from formulas.parameters import load_parameters
from formulas.subsidy import Condition, Subsidy

p = load_parameters("training_process_check")
i = Inputs(
    start_date=date("开班日期"),
    theory_fully_recorded=yes_no("理论教学是否全程录像"),
    practice_video_minutes=integer("实操培训每学时连续录像时长（最短）", "分钟"),
    incomplete_video_times=integer("录像无法显示全体参训人员次数", "次"),
    satisfaction_percent=percent("培训满意度"),
    video_kept_years=integer("培训视频规定（承诺）留存年限", "年"),
    claimed_headcount=integer("申报培训人数", "人"),
    in_seat_counts=list_of(
        integer("历次实地检查在位人数", "人"),
        may_be_empty=True,
        note="每次实地检查填一个；没有实地检查的不填",
    ),
    remote_supervised=yes_no("是否通过录像、远程视频等手段有效监管"),
    signin_recorded=yes_no("人脸识别签到、视频监控记录是否接入河南省技能人才管理服务信息系统"),
)
inspections = count(i.in_seat_counts)

RULE = Subsidy(
    code="training-process-check",
    title="培训过程监管检查",
    record="一个培训班",
    family="培训监管检查",
    check_only=True,
    amount_title="检查结果",
    parameters=p,
    inputs=i,
    as_of=i.start_date,
    conditions=[
        Condition(
            "inspection-1",
            i.remote_supervised | (inspections >= p.least_inspections),
            "至少进行{least_inspections}实地检查（通过录像、远程视频等手段有效监管的除外）",
        ),
        Condition("signin-system", i.signin_recorded, "人脸识别签到、视频监控记录接入河南省技能人才管理服务信息系统"),
        Condition("theory-video", i.theory_fully_recorded, "理论教学全程录像"),
        Condition(
            "practice-video-15",
            i.practice_video_minutes >= p.least_video_minutes,
            "实操培训每学时连续录像不低于{least_video_minutes}",
        ),
        Condition(
            "incomplete-video",
            i.incomplete_video_times < p.incomplete_times,
            "录像无法显示全体参训人员不到{incomplete_times}",
        ),
        Condition(
            "satisfaction-85",
            i.satisfaction_percent >= p.least_satisfaction,
            "培训满意度不低于{least_satisfaction}",
        ),
        Condition("video-3y", i.video_kept_years >= p.least_years, "培训视频留存{least_years}"),
        Condition(
            "headcount-average",
            i.claimed_headcount * inspections <= total(i.in_seat_counts),  # holds where there was no inspection
            "申报培训人数不超过实地检查在位平均人数",
            source="豫技领办〔2023〕12号 二（三）1",
        ),
    ],
)
