from __future__ import annotations

import pytest

from askreport.question import read_question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("龙芯 3A6000 是什么时候发布的？", "date"),
        ("Llama 2 是哪一年推出的？", "date"),
        ("When was Llama 2 released?", "date"),
        ("What year did Gitee start?", "date"),
        ("语雀那次故障持续了多久？", "duration"),
        ("修复花了几个小时？", "duration"),
        ("How long did the outage last?", "duration"),
        ("零一万物的估值是？", "money"),
        ("这家公司融了多少美元？", "money"),
        ("How much money did they raise?", "money"),
        ("女性开发者的占比是？", "share"),
        ("What percent of developers use Go?", "share"),
        ("Gitee 有多少开发者？", "count"),
        ("那位经理的薪水是多少？", "money"),
        ("公司的执行成本省了多少？", "count"),
        ("How much revenue did it make?", "money"),
        ("What is the salary of a maintainer?", "money"),
        ("What is the revenue model of the firm?", "other"),
        ("一共有几个项目获奖？", "count"),
        ("How many projects are there?", "count"),
        ("是谁发明了 PowerPoint？", "person"),
        ("Who invented PowerPoint?", "person"),
        ("为什么红帽限制源代码？", "reason"),
        ("Why did Red Hat do so?", "reason"),
        ("入选的国产大模型有哪些？", "list"),
        ("List the winning projects.", "list"),
        ("报告提到了鸿蒙吗？", "yes_no"),
        ("Is Gitee mentioned?", "yes_no"),
        ("哪家公司收购了它？", "organisation"),
        ("Which company bought it?", "organisation"),
        ("发布会在哪座城市办的？", "place"),
        ("Where was it held?", "place"),
        ("修在哪个版本里？", "version"),
        ("作者怎么看这件事？", "opinion"),
        ("换成了哪个协议？", "product"),
        ("什么是向量数据库？", "definition"),
        ("介绍 Pigsty", "other"),
    ],
)
def test_the_kind_of_value_asked_for(question: str, kind: str) -> None:
    assert read_question(question).kind == kind


@pytest.mark.parametrize(
    ("question", "many"),
    [
        ("获奖的项目有哪些？", True),
        ("2023 年有哪些公司被收购，什么时候？", True),
        ("那三个数据库分别叫啥？", True),
        ("两家公司各自是谁？", True),
        ("把投资方报一遍", True),
        ("另外還有哪幾個漲得快？", True),
        ("九个名字能都给我吗", True),
        ("谁发明了 PowerPoint？", False),
        ("这件事能都怪他吗？", False),
    ],
)
def test_whether_several_things_are_asked_for(question: str, many: bool) -> None:
    assert read_question(question).many is many


@pytest.mark.parametrize(
    ("question", "language"),
    [("谁发明了 PowerPoint？", "zh"), ("Who invented PowerPoint?", "en")],
)
def test_the_language(question: str, language: str) -> None:
    assert read_question(question).language == language


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("龙芯3A6000是什么时候发布的？", {"3a6000"}),
        ("龙芯 ３Ａ６０００ 怎么样", {"3a6000"}),
        ("谁开发了 CV-CUDA 和 Fairseq？", {"cv-cuda", "fairseq"}),
        ("CVE-2023-38545 是什么？", {"cve-2023-38545"}),
        ("C++ 和 Node.js 的排名", {"c++", "node.js"}),
        ("Who developed Fairseq and langcc-2?", {"fairseq", "langcc-2"}),
        ("Which company did it?", set()),
        ("这个 APP 有 bug 吗", set()),
        ("语雀怎么了？", set()),
    ],
)
def test_names_that_bind_the_answer(question: str, names: set[str]) -> None:
    assert set(read_question(question).names) >= names
    if not names:
        assert read_question(question).names == ()


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2022 年和2023年的开发者数量", ("2022", "2023")),
        ("2023年的，是 2023 年吗", ("2023",)),
        ("编号 120233 的项目", ()),
        ("In 2019?", ("2019",)),
        ("3 月", ()),
    ],
)
def test_years(question: str, years: tuple[str, ...]) -> None:
    assert read_question(question).years == years


@pytest.mark.parametrize(
    ("question", "versions"),
    [
        ("Pigsty v2.0.0 什么时候发布？", ("2.0.0",)),
        ("curl 8.4.0 修了什么？", ("8.4.0",)),
        ("2.5GHz 的处理器", ()),
        ("第 3 版", ()),
    ],
)
def test_versions(question: str, versions: tuple[str, ...]) -> None:
    assert read_question(question).versions == versions


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("谁说了“套壳”？", ("套壳",)),
        ("《Rust 程序设计》的作者是谁？", ("rust 程序设计",)),
        ('Who said "Open Source"?', ("open source",)),
        ("没有引号", ()),
    ],
)
def test_quoted_words(question: str, quoted: tuple[str, ...]) -> None:
    assert read_question(question).quoted == quoted


def test_the_question_typed_last_says_what_kind_is_asked_for() -> None:
    asked = "语雀那次故障是谁引起的？"
    assert read_question(f"{asked} 那持续了多久？", last="那持续了多久？").kind == "duration"
    assert read_question(f"{asked} 那持续了多久？", last="那后来呢？").kind == "duration"
    assert read_question(asked, last=asked).kind == "person"


@pytest.mark.parametrize(
    ("question", "counted"),
    [
        ("Gitee 有多少开发者？", ("开发",)),
        ("CV-CUDA 有多少个 GitHub star？", ("star",)),
        ("一共几款产品获奖？", ("产品",)),
        ("How many developers did Gitee have?", ("developers",)),
        ("融了多少钱？", ()),
        ("谁发明的？", ()),
    ],
)
def test_what_is_counted(question: str, counted: tuple[str, ...]) -> None:
    assert read_question(question).counted == counted


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Yuque (语雀) 崩了多久？", ("语雀",)),
        ("Who is Li Yanhong (李彦宏)?", ("李彦宏",)),
        ("Rust (语言) 和 Go", ("语言", "go")),
        ("Rust（2021 版）", ("rust",)),
    ],
)
def test_a_name_binds_as_the_brackets_write_it(question: str, names: tuple[str, ...]) -> None:
    assert read_question(question).names == names
