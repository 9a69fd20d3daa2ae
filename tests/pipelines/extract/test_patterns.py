"""Every pattern of the engine is one that RE2 compiles, its looks to either side left out."""

import importlib
import pkgutil
import re

import pytest
import re2

from pipelines import extract

_LOOKS = re.compile(r"\(\?<?[=!](?:[^()\\]|\\.)*\)")  # they look, and repeat nothing
_SAME_AGAIN = re.compile(r"\\[1-9]")  # the mark of a group of one sign


def patterns():
    for module in pkgutil.walk_packages(extract.__path__, f"{extract.__name__}."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{module.name.removeprefix('pipelines.extract.')}{name}")


@pytest.mark.parametrize("pattern", list(patterns()))
def test_a_pattern_takes_linear_time(pattern):
    re2.compile(_SAME_AGAIN.sub(".", _LOOKS.sub("", pattern.pattern)))


def test_a_pattern_that_looks_back_at_what_it_matched_would_be_seen():
    with pytest.raises(re2.error):
        re2.compile(r"(a+)b\1")
