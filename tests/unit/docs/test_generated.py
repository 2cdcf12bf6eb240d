"""The documentation: generated parts are the code's, links lead somewhere, commands exist."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import cli
from docs import generate, tables
from orders.states import TRANSITIONS

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_the_documentation_is_up_to_date() -> None:
    """What `make check` asks."""
    assert generate.main(["--check"]) == 0


def test_every_part_is_shown_somewhere() -> None:
    """No generator without a reader, no page with a part that nobody generates."""
    shown = [
        name
        for page in generate.FILES
        for name in re.findall(r"<!-- generated: (\w+) -->", (ROOT / page).read_text("utf-8"))
    ]
    assert sorted(shown) == sorted(generate.PARTS)


def test_an_old_part_is_found_and_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` refuses and writes nothing; without it the part is replaced and the rest stays."""
    page = tmp_path / "README.md"
    page.write_text("before\n<!-- generated: statuses -->\nold\n<!-- end -->\nafter\n", "utf-8")
    files = (Path(page.name),)
    assert generate.main(["--check"], tmp_path, files) == 1
    assert "run: make docs" in capsys.readouterr().err
    assert "old" in page.read_text("utf-8")
    assert generate.main([], tmp_path, files) == 0
    written = page.read_text("utf-8")
    assert written.startswith("before\n<!-- generated: statuses -->\n| Status |")
    assert written.endswith("\n<!-- end -->\nafter\n")
    assert generate.main(["--check"], tmp_path, files) == 0


def test_wrong_usage_is_refused() -> None:
    """Exit status 2, as everywhere."""
    assert generate.main(["--chekc"]) == 2


def test_the_diagram_has_every_step() -> None:
    """One arrow from state to state, with all who may take it."""
    drawing = tables.diagram()
    for step in TRANSITIONS:
        [arrow] = re.findall(rf"^ +{step.source} --> {step.target}: (.*)$", drawing, re.MULTILINE)
        assert f"{step.action} ({step.actor})" in arrow.split(", ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link is a file of the house."""
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target


COMMANDS = sorted(
    {
        command
        for page in PAGES
        for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
        for command in re.findall(r"orderbell ([a-z]+(?: [a-z]+\b(?! *\.|/))?)", block)
    }
)


@pytest.mark.parametrize("words", COMMANDS)
def test_commands_that_are_told_of_exist(words: str) -> None:
    """Whoever types what a page says is not told that there is no such command."""
    asked = [*words.split(), "--help"]
    answer = CliRunner().invoke(cli.app, asked)
    assert answer.exit_code == 0, answer.output


def test_targets_that_are_told_of_exist() -> None:
    """Every `make something` of the pages is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for target in re.findall(r"`?make ([a-z]+)\b(?=`|    )", page.read_text("utf-8")):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
