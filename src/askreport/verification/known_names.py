"""Names that no dictionary has in both languages: firms and their products, and abbreviations.

The dictionary is one of words. What Chinese firms, their products and open source bodies call
themselves abroad, and what the common abbreviations of the trade are in Chinese, it lacks.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

NAMES: Final[tuple[tuple[str, ...], ...]] = tuple(
    tuple(line.strip().split(" = "))
    for line in """
    字节跳动 = 字节 = ByteDance
    抖音 = Douyin
    今日头条 = 头条 = Toutiao
    飞书 = Feishu = Lark
    快手 = Kuaishou
    小红书 = Xiaohongshu = RedNote
    哔哩哔哩 = B站 = Bilibili
    拼多多 = Pinduoduo = PDD
    美团 = Meituan
    饿了么 = Ele.me
    京东 = JD.com = JD
    唯品会 = Vipshop
    携程 = Trip.com = Ctrip
    网易 = NetEase
    搜狐 = Sohu
    新浪 = Sina
    奇虎 = 360 = Qihoo
    蚂蚁集团 = 蚂蚁金服 = 蚂蚁 = Ant Group
    支付宝 = Alipay
    微信 = WeChat
    朋友圈 = Moments
    阿里巴巴 = 阿里 = Alibaba
    阿里云 = Alibaba Cloud = Aliyun
    腾讯云 = Tencent Cloud
    华为云 = Huawei Cloud
    钉钉 = DingTalk
    高德 = Amap
    菜鸟 = Cainiao
    语雀 = Yuque
    通义千问 = 千问 = Qwen
    文心一言 = ERNIE Bot
    文心 = ERNIE
    飞桨 = PaddlePaddle
    混元 = Hunyuan
    星火 = Spark
    科大讯飞 = 讯飞 = iFlytek
    商汤科技 = 商汤 = SenseTime
    日日新 = SenseNova
    旷视科技 = 旷视 = Megvii
    依图 = YITU
    云从 = CloudWalk
    第四范式 = 4Paradigm
    零一万物 = 01.AI
    月之暗面 = Moonshot AI
    深度求索 = DeepSeek
    智谱 = 智谱华章 = Zhipu
    百川智能 = Baichuan
    面壁智能 = ModelBest
    创新工场 = Sinovation Ventures
    昆仑万维 = Kunlun Tech
    昇腾 = Ascend
    昇思 = MindSpore
    鲲鹏 = Kunpeng
    鸿蒙 = HarmonyOS
    开源鸿蒙 = OpenHarmony
    欧拉 = openEuler
    高斯 = GaussDB
    麒麟 = Kylin
    统信 = UnionTech
    龙芯 = Loongson
    龙蜥 = OpenAnolis = Anolis
    海光 = Hygon
    寒武纪 = Cambricon
    摩尔线程 = Moore Threads
    壁仞 = Biren
    沐曦 = MetaX
    燧原 = Enflame
    天数智芯 = Iluvatar
    昆仑芯 = Kunlunxin
    平头哥 = T-Head
    玄铁 = XuanTie
    紫光展锐 = Unisoc
    中芯国际 = SMIC
    浪潮 = Inspur
    曙光 = Sugon
    联想 = Lenovo
    小米 = Xiaomi
    荣耀 = Honor
    一加 = OnePlus
    中兴 = ZTE
    大疆 = DJI
    比亚迪 = BYD
    蔚来 = NIO
    小鹏 = XPeng
    理想汽车 = Li Auto
    吉利 = Geely
    海尔 = Haier
    海康威视 = Hikvision
    金山 = Kingsoft
    用友 = Yonyou
    金蝶 = Kingdee
    奇安信 = Qi-Anxin
    深信服 = Sangfor
    达梦 = Dameng
    涛思数据 = TAOS Data
    平凯星辰 = PingCAP
    飞轮科技 = SelectDB
    青云 = QingCloud
    开源中国 = OSChina
    码云 = Gitee
    开放原子 = OpenAtom
    木兰 = Mulan
    赛迪 = CCID
    信通院 = 中国信息通信研究院 = CAICT
    中科院 = 中国科学院 = CAS
    工信部 = 工业和信息化部 = MIIT
    网信办 = 国家互联网信息办公室 = CAC
    机器之心 = Synced
    滴滴 = Didi
    推特 = Twitter
    脸书 = Facebook
    油管 = YouTube
    领英 = LinkedIn
    甲骨文 = Oracle
    赛富时 = Salesforce
    英伟达 = Nvidia
    超威半导体 = AMD
    台积电 = TSMC
    高通 = Qualcomm
    联发科 = MediaTek
    博通 = Broadcom
    思科 = Cisco
    红帽 = Red Hat
    苏黎世联邦理工学院 = ETH Zurich
    """.strip().splitlines()
)
"""What is called by each name of a row is called by the others."""
ABBREVIATED: Final = {
    "q&a": "问答",
    "qa": "问答|测试",
    "r&d": "研发|研究",
    "faq": "常见问题|问答",
    "hr": "人力|人事",
    "ml": "机器学习",
    "dl": "深度学习",
    "nlp": "自然语言",
    "cv": "计算机视觉",
    "ux": "用户体验",
    "os": "操作系统|系统",
    "db": "数据库",
    "oss": "开源软件|开源",
    "ipo": "上市|招股",
    "gov": "政府",
    "vc": "风险投资|风投|创投",
    "vcs": "风险投资|风投|创投",
    "pc": "电脑|桌面",
    "pcs": "电脑|桌面",
    "cto": "技术官|技术总监",
    "cfo": "财务官|财务总监",
    "coo": "运营官",
    "ceos": "执行官",
    "ide": "集成开发|开发环境|编辑器",
    "sdk": "开发包|开发工具",
    "lts": "长期支持",
    "eol": "停止维护|终止支持|停止支持|生命周期",
    "ga": "正式(?:版|发布|上线|可用)",
    "rc": "候选",
    "tv": "电视",
    "ev": "电动",
    "iot": "物联网",
    "ar": "增强现实",
    "vr": "虚拟现实",
    "saas": "软件即服务",
    "ip": "知识产权",
    "id": "账号|标识",
    "ids": "账号|标识",
}
"""What abbreviations of plain words are in Chinese, as patterns."""


@lru_cache(maxsize=1024)
def other_names(name: str) -> tuple[str, ...]:
    """The other names of what is called ``name``, in whichever case."""
    folded = name.lower()
    return tuple(
        other
        for names in NAMES
        if folded in (n.lower() for n in names)
        for other in names
        if other.lower() != folded
    )
