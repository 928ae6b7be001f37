"""Cases + an assistant -> scores: how good are the replies?

::

    files       files of questions found and parsed, errors that name the place
    matching    how words are compared: must groups, where a quote stands
    cases       Case, and the JSONL files that hold them
    metrics     what is measured of one case, as pure functions
    support     statements judged by what they cite
    judging     a language model as the judge of that
    bootstrap   a figure of many cases and its interval
    selective   how well confidence tells what to answer
    results     CaseResult, Summary, Report: the records of a run
    summary     results -> Summary
    measures    the names of a Summary's figures
    runner      evaluate(): cases through an assistant
    comparison  a Report beside an earlier one
    thresholds  what a Report must reach
    report      a Report for a terminal
    page/       a Report as a page of HTML
    sets/       public question sets -> cases, and an index of their own texts

A new output is a new function of `Report` beside `render`; another format of cases is a new loader
in ``sets/``; another way to tell whether citations support a statement is a new `support.Judge`.
"""

from askreport.evaluation.cases import Case, Evidence, draw, load_cases
from askreport.evaluation.comparison import compare, load_report
from askreport.evaluation.judging import ModelJudge
from askreport.evaluation.page import write_page
from askreport.evaluation.report import render
from askreport.evaluation.results import CaseResult, Comparison, Group, Rate, Report, Summary
from askreport.evaluation.runner import Assistant, Progress, evaluate
from askreport.evaluation.support import ExactMatch, Judge
from askreport.evaluation.thresholds import fallen_short, load_thresholds

__all__ = [
    "Assistant",
    "Case",
    "CaseResult",
    "Comparison",
    "Evidence",
    "ExactMatch",
    "Group",
    "Judge",
    "ModelJudge",
    "Progress",
    "Rate",
    "Report",
    "Summary",
    "compare",
    "draw",
    "evaluate",
    "fallen_short",
    "load_cases",
    "load_report",
    "load_thresholds",
    "render",
    "write_page",
]
