"""The score of a title does not depend on the order in which its signals were found."""

from pipelines.extract.works.weigh import score
from pipelines.extract.works.weights import WEIGHTS


def test_the_order_of_the_signals_does_not_matter():
    names = sorted(WEIGHTS)
    for first in range(len(names)):
        turned = names[first:] + names[:first]
        assert score(dict.fromkeys(turned, 1)) == score(dict.fromkeys(names, 1))
