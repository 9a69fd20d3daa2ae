import pytest

from crawler.configuration import configuration
from pipelines.errors import Misconfigured


def test_the_database_lies_in_the_data_folder():
    assert configuration({"GREENLIT_DATA": "/srv/g"}).database == "sqlite:////srv/g/greenlit.sqlite"


def test_an_unknown_setting_is_refused_with_the_known_ones():
    with pytest.raises(Misconfigured, match=r"GREENLIT_DATABSE.*GREENLIT_DATABASE"):
        configuration({"GREENLIT_DATABSE": "x"})


@pytest.mark.parametrize("budget", ["many", "-3", "²"])
def test_a_budget_is_a_whole_number(budget):
    with pytest.raises(Misconfigured, match="GREENLIT_BUDGET=5000"):
        configuration({"GREENLIT_BUDGET": budget})


@pytest.mark.parametrize(
    "callback", ["crawler.example", "ftp://crawler.example/", "https:///x", "https://a.b/?c=d"]
)
def test_a_callback_that_is_no_web_address_is_refused(callback):
    with pytest.raises(Misconfigured, match="GREENLIT_CALLBACK=https://crawler"):
        configuration({"GREENLIT_CALLBACK": callback})
