from datetime import date

import pytest

from pipelines.article import Layout, Options, read
from pipelines.article.layouts import current
from pipelines.errors import Misconfigured
from tests.pipelines.article.test_read import page

PAGE = """<html lang=en><head><title>Menu</title></head><body><h1>The Harbour Wire</h1>
<div class=head2>Lantern Bay sails again</div><span class=who>By Ines Calder</span>
<div id=part1>
<p>The studio said on Monday that cameras will roll on <i>Lantern Bay</i> in the spring of next year.</p>
<p class=ad>Buy a boat.</p></div>
<hr><div id=part2><ul><li>Mara Quill returns.</li></ul>Nobody else is sure.</div></body></html>"""
LAYOUT = Layout(body=("#part1", "#part2"), remove=(".ad",), title=(".head2",), authors=(".who",))


def test_a_layout_says_where_everything_stands():
    article = read(page(PAGE), Options(layouts=(LAYOUT,)))
    assert article.title == "Lantern Bay sails again"
    assert article.authors == ("Ines Calder",)
    assert article.text.split("\n")[1:] == ["Mara Quill returns.", "Nobody else is sure."]
    assert [article.whole[s.start : s.end] for s in article.marks] == ["Lantern Bay"]
    assert any(f.field == "text" and f.source == "layout" for f in article.findings)


def test_a_layout_that_has_ended_is_left_alone():
    old, now = Layout(until=date(2025, 6, 30)), Layout()
    assert current((now, old), date(2025, 6, 30)) is old
    assert current((now, old), date(2025, 7, 1)) is now
    assert current((old,), date(2025, 7, 1)) is None


@pytest.mark.parametrize("selector", ["div[", "p::", ":nope(", ""])
def test_a_selector_that_is_none_is_refused_with_an_example(selector):
    with pytest.raises(Misconfigured, match=r"CSS selector.*example"):
        Layout(body=(selector,))
