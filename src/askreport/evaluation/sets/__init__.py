"""Public question sets as cases: each brings its own texts, which are indexed for the run.

::

    base      Context, Place, Posed, QuestionSet
    shape     parsed JSON looked into, with errors that name the place
    squad     SQuAD 1.1 and 2.0, CMRC 2018, DRCD
    rgb       RGB
    vectors   vectors kept between runs
    corpus    QuestionSet -> index and cases
    opening   files -> assistant and cases

A new format is one new file here and one line in `opening.FORMATS`.
"""

from askreport.evaluation.sets.opening import FORMATS, opened

__all__ = ["FORMATS", "opened"]
