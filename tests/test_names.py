"""Names: characters, words and territories, and which name of a set a question mentions."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from askreport.naming import Mention, NameIndex
from askreport.naming.characters import simplified, split_syllables, syllables
from askreport.naming.kinds import is_university
from askreport.naming.others import names_in
from askreport.naming.places import countries_of
from askreport.naming.spellings import beginning, short_forms
from askreport.naming.territories import code_of, places_in, within
from askreport.naming.tokens import distance, initials, near, squash, stem, tokens
from askreport.naming.words import acronyms_of, completions, lookup, segment, words_at
from tests.conftest import TABLE

if TYPE_CHECKING:
    from askreport.store.snapshot import Snapshot

# --- characters, words ----------------------------------------------------------------------------


def test_traditional_characters_become_simplified_and_nothing_else_changes() -> None:
    assert simplified("開源系統傑出成果，國家機構") == "开源系统杰出成果，国家机构"
    assert simplified("什么 Meta 里面") == "什么 Meta 里面"


def test_readings_come_commonest_first() -> None:
    assert syllables("清") == ("qing",)
    assert syllables("重") == ("zhong", "chong")
    assert syllables("A") == ()


@pytest.mark.parametrize(
    ("word", "cut"),
    [("beihang", ("bei", "hang")), ("xian", ("xian",)), ("stanford", ()), ("", ())],
)
def test_pinyin_is_cut_into_fewest_syllables(word: str, cut: tuple[str, ...]) -> None:
    assert split_syllables(word) == cut


def test_words_are_looked_up_where_they_stand() -> None:
    assert [word.text for word in words_at("问清华大学", 1)] == ["清华", "清华大学"]
    assert lookup("谷歌") is not None
    assert lookup("谷歌哪") is None
    assert "字节跳动" in {word.text for word in completions("字节")}
    assert segment("清华大学有哪些项目")[0] == "清华大学"


def test_a_name_is_told_from_a_word() -> None:
    google, database = lookup("谷歌"), lookup("数据库")
    assert google is not None
    assert google.is_name
    assert google.meanings == ("Google",)
    assert database is not None
    assert not database.is_name


def test_a_university_is_told_by_its_letters_too() -> None:
    assert {"MIT", "XJTU"} <= acronyms_of("大学") | acronyms_of("学院")
    for name in ("MIT", "ETH Zurich", "XJTU", "Peking University", "哈尔滨工业大学"):
        assert is_university(name), name
    for name in ("NVIDIA", "AWS AI", "BAAI", "中国科学院", "Google"):
        assert not is_university(name), name


# --- Latin words ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b"),
    [("computing", "compute"), ("libraries", "library"), ("sciences", "science")],
)
def test_forms_of_a_word_have_one_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_empty_words_and_legal_forms_are_left_out() -> None:
    assert tokens("The University of Pennsylvania") == tokens("University Pennsylvania")
    assert tokens("Anaconda Inc.") == tokens("anaconda")
    assert tokens("Group") == ("group",)
    assert initials("University of Chinese Academy of Sciences") == "ucas"
    assert squash("DB-GPT") == squash("db gpt") == "dbgpt"


def test_slips_are_near_and_versions_are_not() -> None:
    assert near("stanfrod", "stanford")
    assert not near("yolov6", "yolov7")
    assert not near("meta", "beta")
    assert distance("abcd", "acbd", 2) == 1
    assert distance("abcd", "wxyz", 2) == 3


# --- territories ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("德国和克罗地亚", ["DE", "HR"]),
        ("歐洲國家", ["150"]),
        ("中美合作", ["CN", "US"]),
        ("南韓", ["KR"]),
        ("South African and Irish ones", ["ZA", "IE"]),
        ("tell us about Britain", ["GB"]),
        ("the UK or America", ["GB", "US"]),
        ("AI and ML in India", ["IN"]),
        ("意中人", []),
    ],
)
def test_territories_are_found_by_name_adjective_and_short_form(
    text: str, codes: list[str]
) -> None:
    have = {"DE", "HR", "CN", "US", "KR", "ZA", "IE", "GB", "IN"}
    assert [place.code for place in places_in(text, have)] == codes


def test_a_value_is_a_territory_only_as_a_whole() -> None:
    assert [code_of(v) for v in ("USA", "UK", "德國", "Turkey")] == ["US", "GB", "DE", "TR"]
    assert code_of("Peking University") is None
    assert within("DE", "150")
    assert not within("US", "150")


# --- mentions -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Institutions:
    names: list[str]
    index: NameIndex

    def meant(self, mention: Mention) -> list[str]:
        return [self.names[match.name] for match in mention.matches]


@pytest.fixture(scope="module")
def institutions(snapshot: Snapshot) -> Institutions:
    document = snapshot.documents[TABLE]
    rows = document.tables[0].rows
    values = [document.text[a:b] for row in rows for a, b in row.cells[1].values]
    names = list(dict.fromkeys(" ".join(value.split()) for value in values))
    return Institutions(names, NameIndex(names))


@pytest.mark.parametrize(
    ("text", "said", "name"),
    [
        ("清华有哪些项目", "清华", "Tsinghua University"),
        ("清華大學的成果", "清華大學", "Tsinghua University"),
        ("北大的成果", "北大", "Peking University"),
        ("武大参与了什么", "武大", "Wuhan University"),
        ("北航的项目", "北航", "Beihang University"),
        ("北京航空航天大学的项目", "北京航空航天大学", "Beihang University"),
        ("上海交大有什么", "上海交大", "Shanghai Jiao Tong University"),
        ("浙江大学的项目", "浙江大学", "Zhejiang University"),
        ("麻省理工参与了什么", "麻省理工", "MIT"),
        ("斯坦福大学的项目", "斯坦福大学", "Stanford University"),
        ("史丹佛大學的專案", "史丹佛大學", "Stanford University"),
        ("密西根大学的项目", "密西根大学", "University of Michigan"),
        ("宾夕法尼亚大学的项目", "宾夕法尼亚大学", "University of Pennsylvania"),
        ("宾州州立大学的项目", "宾州州立大学", "Pennsylvania State University"),
        ("俄亥俄州立大学的项目", "俄亥俄州立大学", "The Ohio State University"),
        ("加州大学欧文分校的项目", "加州大学欧文分校", "University of California Irvine"),
        ("中科院软件所", "中科院软件所", "Institute of Software Chinese Academy of Sciences"),
        ("微软亚洲研究院", "微软亚洲研究院", "Microsoft Research Asia"),
        ("上海AI实验室", "上海AI实验室", "Shanghai AI Laboratory"),
        ("开放原子基金会", "开放原子基金会", "OpenAtom Foundation"),
        ("字节和谁", "字节", "ByteDance"),
        ("阿里巴巴集團", "阿里巴巴集團", "Alibaba Group"),
        ("美团的项目", "美团", "Meituan"),
        ("from Tsinghau University", "Tsinghau University", "Tsinghua University"),
        ("from Penn State", "Penn State", "Pennsylvania State University"),
        ("青华大学的项目", "青华大学", "Tsinghua University"),
        ("斯坦弗大学有几个", "斯坦弗大学", "Stanford University"),
        ("麻省理公学院呢", "麻省理公学院", "MIT"),
        ("国科大和别人合作的", "国科大", "University of Chinese Academy of Sciences"),
        ("计算所一起做的", "计算所",
         "Institute of Computing Technology Chinese Academy of Sciences"),
        ("计算所有几项", "计算所",
         "Institute of Computing Technology Chinese Academy of Sciences"),
        ("软件所的成果", "软件所", "Institute of Software Chinese Academy of Sciences"),
        ("UPenn did", "UPenn", "University of Pennsylvania"),
        ("MSRA 做的", "MSRA", "Microsoft Research Asia"),
        ("SJTU did", "SJTU", "Shanghai Jiao Tong University"),
        ("huggingface", "huggingface", "Hugging Face"),
        ("by Shanghai Jiaotong University", "Shanghai Jiaotong University",
         "Shanghai Jiao Tong University"),
    ],
)  # fmt: skip
def test_an_institution_is_meant(
    text: str, said: str, name: str, institutions: Institutions
) -> None:
    mention = institutions.index.mentions(text)[0]
    assert text[mention.start : mention.end] == said
    assert mention.exact
    assert institutions.meant(mention)[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "浙江工业大学有哪些项目",
        "西安交通大学有什么成果",
        "慕尼黑工业大学",
        "加州大学伯克利分校",
        "Zhejiang University of Technology",
        "新加坡国立大学",
        "江南大学有哪些项目",
        "西北工业大学",
        "哈佛大学",
        "中国科大有哪些项目",
        "中科院自动化所拿到了什么",
        "中国科学院自动化研究所有哪些项目",
        "自动化所的项目",
        "计算所有项目的总数",
        "YOLOv8",
        "我想了解强大的开源项目",
        "哪几项最多",
    ],
)
def test_another_institution_is_not_meant(text: str, institutions: Institutions) -> None:
    assert institutions.index.mentions(text) == []


def test_two_short_names_side_by_side_are_both_meant(institutions: Institutions) -> None:
    # 大和 is a name too, and none here.
    first, second = institutions.index.mentions("国科大和计算所一起做的")
    assert institutions.meant(first)[0] == "University of Chinese Academy of Sciences"
    assert institutions.meant(second)[0].startswith("Institute of Computing Technology")


def test_an_institute_of_an_academy_is_one_name() -> None:
    (other,) = names_in("中科院自动化所拿到了哪一项")
    assert (other.start, other.end, other.body) == (0, 7, True)


def test_part_of_a_name_means_all_that_have_it(institutions: Institutions) -> None:
    (mention,) = institutions.index.mentions("中科院有哪些项目")
    assert not mention.exact
    assert set(institutions.meant(mention)) == {
        "University of Chinese Academy of Sciences",
        "Institute of Software Chinese Academy of Sciences",
        "Institute of Computing Technology Chinese Academy of Sciences",
        "Computer Network Information Center, Chinese Academy of Sciences",
    }


def test_relatives_of_a_whole_name_come_behind_it(institutions: Institutions) -> None:
    (mention,) = institutions.index.mentions("微软有哪些项目")
    assert institutions.meant(mention) == ["Microsoft", "Microsoft Research Asia"]
    assert [match.exact for match in mention.matches] == [True, False]


CHINESE = NameIndex(["华为技术有限公司", "阿里巴巴集团", "北京大学", "凯·韦格纳", "深圳"])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("华为的总部", 0),
        ("Huawei's revenue", 0),
        ("阿里的营收", 1),
        ("Alibaba", 1),
        ("北大在哪里", 2),
        ("Peking University", 2),
        ("凯韦格纳是谁", 3),
        ("韦格纳是谁", 3),
        ("based in Shenzhen", 4),
    ],
)
def test_chinese_names_are_met_in_both_languages(text: str, name: int) -> None:
    (mention,) = CHINESE.mentions(text)
    assert mention.matches[0].name == name


def test_short_forms_of_chinese_names() -> None:
    assert short_forms("北京大学")["北大"] < short_forms("北京大学")["北京大学"]
    assert beginning("华为技术有限公司") == "华为"
    assert beginning("北京大学") == ""


def test_names_that_no_set_has() -> None:
    def said(text: str) -> list[str]:
        return [text[name.start : name.end] for name in names_in(text)]

    assert said("哈佛大学和亚马逊有没有上榜") == ["哈佛大学", "亚马逊"]
    assert said("都柏林圣三一学院") == ["都柏林圣三一学院"]
    assert said("哪些大学参与了") == []
    assert said("Which projects did Harvard University make?") == ["Harvard University"]
    assert names_in("哈佛大学", [(0, 4)]) == []


def test_no_data_is_read_before_a_question_needs_it() -> None:
    script = (
        "from askreport.naming import NameIndex\n"
        "from askreport.naming import characters, territories, words\n"
        "print([f.cache_info().currsize for f in (characters._table, territories._names, "
        "words._lines)])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[0, 0, 0]"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("University of California Irvine", {"US"}),
        ("MIT", {"US"}),
        ("ETH Zurich", {"CH"}),
        ("Zhipu.AI", {"CN"}),
        ("Trinity College Dublin", {"IE"}),
        ("Nomic AI", set()),
    ],
)
def test_a_name_tells_of_a_country(name: str, codes: set[str]) -> None:
    assert countries_of(name) == codes
