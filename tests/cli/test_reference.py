"""`knode docs`: the node reference, and what a page of it tells."""

from __future__ import annotations

import json
import re
import warnings
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from knode.api import Example, Node, Table, View, setting
from knode.builder import Workflow
from knode.cli import catalogue, example, sampling, setting_words
from knode.core.plot import MEDIA_TYPE, Plot
from knode.core.registry import REGISTRY
from tests.cli.conftest import Knode

VOID = {"meta", "link", "br", "img", "source", "path", "rect", "circle"}


class Page(HTMLParser):
    """Holds the links of a page, and sees that every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [value for name, value in attrs if name in ("href", "src", "srcset") and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


class Detail(BaseModel):
    model_config = ConfigDict(frozen=True)
    size: float | None = setting(None, "How large | or small.", gt=0)
    kind: str = setting("<b>", "What *kind*.")


class Odd(Node):
    """Do <odd> things & more.

    Unlike Row Filter, and as the node Sorter:

    - one `x < y`
    - two_underscored *stars*

    Example: nothing "much" | here.
    """

    pack = "trial"
    keywords = ("Strange & <Odd>",)
    example = Example({"details": [{"size": 2.0, "kind": "it's"}]})
    details: tuple[Detail, ...] = setting((), "The details.")
    many: int = setting(3, "How many.", ge=1, unit="MB", choices=[1, 2])

    def run(self, table: Table) -> Table:
        return table


class Picky(Node):
    """Draw a column of one name alone."""

    pack = "trial"

    def run(self, table: Table) -> View:
        table.insert(0, "changed", 1)
        warnings.warn("odd", RuntimeWarning, stacklevel=1)
        return table["no such column"]


@pytest.fixture
def odd() -> type[Node]:
    return REGISTRY.add(Odd)


def test_every_node_has_a_page_and_every_link_leads_somewhere(knode: Knode, workspace: Path) -> None:
    answer = knode("docs", "ref", "--pack", "prep")
    assert answer.out.strip() == str(Path("ref/index.html"))
    names = {cls.__name__ for cls in REGISTRY.all() if cls.pack == "prep"}
    assert {file.stem for file in Path("ref/prep").glob("*.html")} == names
    for file in Path("ref").rglob("*.html"):
        page = Page(file.read_text(encoding="utf-8"))
        assert not page.open
        for link in page.links:
            assert not re.match(r"\w+:", link), f"{file} loads {link}"
            place, _, anchor = link.partition("#")
            target = file.parent / place if place else file
            assert target.is_file(), f"{file} leads to {link}"
            assert not anchor or f'id="{anchor}"' in target.read_text(encoding="utf-8")


def test_a_page_of_markdown_leads_to_its_pictures_and_the_index(knode: Knode, workspace: Path) -> None:
    assert knode("docs", "ref", "--format", "markdown", "--pack", "script").code == 0
    for file in Path("ref").rglob("*.md"):
        for link in re.findall(r"(?<=\]\()[^)#]+(?=\))", file.read_text(encoding="utf-8")):
            assert (file.parent / link).is_file(), f"{file} leads to {link}"


def test_the_same_nodes_give_the_same_files(knode: Knode, workspace: Path) -> None:
    for folder in ("one", "two"):
        assert knode("docs", folder, "--pack", "script").code == 0
    one = {file.relative_to("one"): file.read_bytes() for file in Path("one").rglob("*") if file.is_file()}
    assert one == {file.relative_to("two"): file.read_bytes() for file in Path("two").rglob("*") if file.is_file()}


def test_a_page_of_a_plot_shows_it_light_and_dark(knode: Knode, workspace: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("knode.core.registry.Registry.all", lambda _: [REGISTRY.get("visualize.Histogram")])
    assert knode("docs", "ref").code == 0
    page = Path("ref/visualize/Histogram.html").read_text(encoding="utf-8")
    light, dark = (Path(f"ref/visualize/Histogram.view.{theme}.svg").read_text("utf-8") for theme in ("light", "dark"))
    assert "Histogram.view.light.svg" in page
    assert 'media="(prefers-color-scheme: dark)" srcset="Histogram.view.dark.svg"' in page
    assert light.startswith("<?xml")
    assert light != dark


WITHOUT_PICTURE = {"deploy.WorkflowSummary": "its view is JSON to be read by programs, and no picture"}


def shows(cls: type[Node]) -> bool:
    """Whether a node has a view whatever its settings; those whose ports follow them are known with a workflow only."""
    return cls.ports is Node.ports and any(port.kind == "view" for port in cls.declared_ports().outputs)


@pytest.mark.parametrize("cls", [cls for cls in REGISTRY.all() if shows(cls)], ids=lambda cls: cls.type_id())
def test_every_node_with_a_view_has_a_picture_on_its_page(cls: type[Node]) -> None:
    found = [view.media_type in (MEDIA_TYPE, *sampling.SIZES) for _, view in sampling.views(cls)]
    assert (found != [] and all(found)) is (cls.type_id() not in WITHOUT_PICTURE), found


def test_the_picture_of_an_explanation_is_that_of_the_example(knode: Knode, workspace: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("knode.core.registry.Registry.all", lambda _: [REGISTRY.get("explain.ShapWaterfall")])
    assert knode("docs", "ref").code == 0
    assert "ShapWaterfall.view.light.svg" in Path("ref/explain/ShapWaterfall.html").read_text(encoding="utf-8")
    ((_, view),) = sampling.views(REGISTRY.get("explain.ShapWaterfall"))
    assert Plot.read(view.content).subtitle.startswith("customer_id 1042: probability of yes from ")


def test_a_node_that_cannot_draw_the_sample_has_a_page_without_a_picture(knode: Knode, workspace: Path) -> None:
    REGISTRY.add(Picky)
    answer = knode("docs", "ref", "--pack", "trial")
    assert answer.code == 0
    page = Path("ref/trial/Picky.html").read_text(encoding="utf-8")
    assert "<img" not in page
    assert "Draw a column of one name alone." in page


def test_a_folder_that_cannot_be_is_told(knode: Knode, workspace: Path) -> None:
    Path("taken").write_text("", encoding="utf-8")
    for arguments in (("docs", "taken/ref"), ("new-pack", "weather", "--folder", "taken/packs")):
        answer = knode(*arguments)
        assert answer.code == 2
        assert "Not a directory" in answer.err


def test_odd_texts_do_no_harm_to_a_page(knode: Knode, workspace: Path, odd: type[Node]) -> None:
    assert knode("docs", "ref", "--pack", "trial").code == 0
    text = Path("ref/trial/Odd.html").read_text(encoding="utf-8")
    assert not Page(text).open
    assert "Do &lt;odd&gt; things &amp; more." in text
    assert "Strange &amp; &lt;Odd&gt;" in text
    assert "<code>x &lt; y</code>" in text


def test_odd_texts_do_no_harm_to_markdown(knode: Knode, odd: type[Node]) -> None:
    text = knode("describe", "trial.Odd", "--markdown").out
    assert "Do \\<odd> things & more." in text
    assert "- two\\_underscored \\*stars\\*" in text
    assert "How large \\| or small." in text


def test_a_help_leads_to_the_nodes_of_which_it_speaks(odd: type[Node]) -> None:
    speaks = catalogue.Mentions([REGISTRY.get(name) for name in ("prep.RowFilter", "prep.Sorter", "prep.Rank")])
    named = [cls.__name__ for _, cls in speaks.parts("Rank with Row Filter as the node Sorter; Sorter.") if cls]
    assert named == ["RowFilter", "Sorter"]
    assert "".join(text for text, _ in speaks.parts("as the node Sorter.")) == "as the node Sorter."


def test_the_entries_of_a_setting_stand_below_it(odd: type[Node]) -> None:
    found = {one.path: one for one in setting_words.settings_of(odd)}
    assert list(found) == ["details", "details[].size", "details[].kind", "many"]
    assert found["details"].type == "list, each with"
    assert found["details[].size"].type == "number, above 0 or empty"
    assert (found["many"].type, found["many"].help) == ("integer, at least 1, in MB", "How many. Such as 1, 2.")
    assert [one.depth for one in found.values()] == [0, 1, 1, 0]


def test_types_are_told_in_few_words() -> None:
    def types(name: str) -> dict[str, str]:
        return {one.path: one.type for one in setting_words.settings_of(REGISTRY.get(name))}

    assert types("prep.RowFilter")["conditions[].value"] == "value or list of values or empty"
    assert types("prep.DateParts")["parts"] == "several of 12"
    assert types("prep.GroupBy")["keys"] == "columns"
    assert types("visualize.Histogram")["captions.title"] == "text"
    assert types("io.CsvWriter")["decimal"] == '"." | ","'


@pytest.mark.parametrize("cls", REGISTRY.all(), ids=lambda cls: cls.type_id())
def test_the_example_of_a_page_is_what_the_builder_and_a_file_take(cls: type[Node]) -> None:
    assert cls.example is not None, "an example is wanting: its settings, none for a node that works as it is"
    handle = eval(example.as_python(cls), {"w": Workflow()})
    (block,) = json.loads("{" + example.as_file(cls) + "}").values()
    assert block["type"] == cls.type_id() == handle.instance.type
    assert cls.from_settings(block.get("settings", {})) == cls.from_settings(handle.settings)
