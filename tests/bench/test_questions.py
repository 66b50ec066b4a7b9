"""What the bench asks: as many different questions as it says, the first most often."""

from collections import Counter

from bench.questions import DIFFERENT, paths, questions
from ocop.kernel.text import fold


def test_the_questions_are_different_and_without_accents():
    asked = questions()

    assert len(set(asked)) == len(asked) == DIFFERENT
    assert all(words == fold(words) for words in asked)


def test_every_question_is_asked_and_the_first_most_often():
    times = Counter(paths())

    assert len(times) == DIFFERENT
    assert times.most_common(1)[0][0] == paths()[0]
