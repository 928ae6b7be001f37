"""Cases + an assistant -> scores: how good are the replies?

::

    matching    how words are compared: must groups, where a quote stands
    cases       Case, and the JSONL files that hold them
    metrics     what is measured, as pure functions
    results     CaseResult, Summary, Report: the records of a run
    summary     results -> Summary
    runner      evaluate(): cases through an assistant
    report      a Report for a terminal

A new output (a page, a comparison with an earlier run) is a new function of `Report` beside
`render`; another format of cases is a new loader that gives `Case` records.
"""

from askreport.evaluation.cases import Case, Evidence, load_cases
from askreport.evaluation.report import render
from askreport.evaluation.results import CaseResult, Group, Rate, Report, Summary
from askreport.evaluation.runner import Assistant, Progress, evaluate

__all__ = [
    "Assistant",
    "Case",
    "CaseResult",
    "Evidence",
    "Group",
    "Progress",
    "Rate",
    "Report",
    "Summary",
    "evaluate",
    "load_cases",
    "render",
]
