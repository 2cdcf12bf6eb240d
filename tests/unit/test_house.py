"""The house's own rules: layers, module sizes, docstrings, locks, and what must not be committed."""

import ast
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions, requires
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
IMPORTLINTER = PROJECT["tool"]["importlinter"]
PACKAGES = [
    name.rstrip("*") for name in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
]

#: Every module is read once, in one process.
pytestmark = pytest.mark.xdist_group("house")

#: STYLE: modules are 50-200 lines; "think before 250". Longer ones with the thought that was had.
LONGEST = 250
LONGER = {
    "orders/model.py": "one vocabulary: the values of an order, nothing else",
    "orders/ports.py": "one list of everything that the rules ask of the outside",
    "storage/unit.py": "one list of the repositories that a transaction offers",
    "storage/migrations/versions/rev_0001_first_tables.py": "the same tables, as they were first made",
    "bench/http_orders.py": "two servers and the one load that they are held against each other with",
}


_LEFT_ABOUT = re.compile(
    r"\.(?!ci$|gitignore$).*|__pycache__|build|.*\.egg-info|.*\.(db|key)(-\w+)?"
)


@cache
def _files() -> list[Path]:
    """The house's files, without what make, tools and a running bot leave about. It needs no git."""
    found = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*")) if path.is_file())
    return [path for path in found if not any(map(_LEFT_ABOUT.fullmatch, path.parts))]


def _modules() -> list[Path]:
    return [path for path in _files() if path.suffix == ".py"]


def _contract(id: str) -> dict[str, Any]:
    [found] = [c for c in IMPORTLINTER["contracts"] if c["id"] == id]
    return dict(found)


@cache
def _read(path: Path) -> tuple[str | None, list[ast.Import | ast.ImportFrom]]:
    """What a module says it is for, and its imports."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.get_docstring(tree), found


def _imports(path: Path) -> Iterator[str]:
    for node in _read(path)[1]:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif node.module:
            yield node.module.partition(".")[0]


def test_layers_are_the_designs() -> None:
    """`bot` > `handlers | scheduler` > `channels | storage` > `orders`; benchmarks above all."""
    assert _contract("layers")["layers"] == [
        "bench",
        "bot",
        "handlers | scheduler",
        "channels | storage",
        "orders",
    ]


def test_every_package_has_its_layer() -> None:
    """Exhaustive: each root package is in the layers, or is the outside world with its own contract."""
    names = "|".join(_contract("layers")["layers"]).replace(" ", "").split("|")
    assert sorted([*names, "simulator"]) == sorted(IMPORTLINTER["root_packages"])
    assert set(PACKAGES) <= set(IMPORTLINTER["root_packages"])
    folders = {path.parts[0] for path in _modules() if len(path.parts) > 1}
    assert folders - {"tests", "docs"} == set(IMPORTLINTER["root_packages"])


def test_nothing_is_excused() -> None:
    """No contract has an exception."""
    for contract in IMPORTLINTER["contracts"]:
        assert not {"ignore_imports", "exhaustive_ignores", "skip_descendants"} & set(contract)
    assert _contract("played")["allowed_importers"] == ["bot.demo"]


VIOLATIONS = {
    "a rule that reads a setting": ("orders/decide.py", "import bot.settings"),
    "a rule that speaks to Telegram": ("orders/desk.py", "import telegram"),
    "a neighbour": ("channels/telegram/links.py", "import storage.tables"),
    "a handler with rows of its own": ("handlers/telegram/intake.py", "import storage.unit"),
    "a handler with statements": ("handlers/http/app.py", "import sqlalchemy"),
    "a simulator that knows the product": ("simulator/world.py", "import orders.states"),
    "a product that knows its simulator": ("bot/app.py", "import simulator.world"),
    "a circle": ("orders/money.py", "import orders.model"),
}


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house, to be spoiled."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    for name in IMPORTLINTER["root_packages"]:
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, root / name, ignore=ignore)
    return root


def _lint(root: Path) -> subprocess.CompletedProcess[str]:
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as go; go()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_house_as_it_stands_keeps_its_contracts(copied: Path) -> None:
    """What the violations below are held against."""
    answer = _lint(copied)
    assert answer.returncode == 0, answer.stdout
    assert "0 broken" in answer.stdout


@pytest.mark.parametrize(("module", "line"), VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_a_forbidden_import_is_caught(copied: Path, module: str, line: str) -> None:
    """Each contract really breaks when its rule is broken."""
    path = copied / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n\n{line}\n", "utf-8")
    try:
        answer = _lint(copied)
    finally:
        path.write_text(before, "utf-8")
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout


def test_the_rules_import_the_standard_library_only() -> None:
    """`orders` imports itself and what Python brings; nothing else, even indirectly installed."""
    for path in _modules():
        if path.parts[0] == "orders":
            assert set(_imports(path)) <= {*sys.stdlib_module_names, "orders"}, path


def test_the_rules_contract_names_every_dependency() -> None:
    """The import contract's list is that of pyproject.toml."""
    direct = {canonicalize_name(Requirement(d).name) for d in PROJECT["project"]["dependencies"]}
    modules = {
        module
        for module, names in packages_distributions().items()
        if direct & {canonicalize_name(name) for name in names}
    }
    wanted = {m for m in modules if not m.startswith("_")} - {"psycopg_binary"}
    assert wanted > {"sqlalchemy", "telegram", "fastapi"}
    assert wanted - set(_contract("rules")["forbidden_modules"]) == set()


def test_the_simulator_is_played_by_the_demo_and_tests_alone() -> None:
    """Tests are no root package of the contracts, so they are looked at here."""
    users = {path for path in _modules() if "simulator" in _imports(path)}
    for path in users:
        assert path.parts[0] in {"simulator", "tests"} or path.parts[:2] == ("bot", "demo"), path


def test_every_module_says_what_it_is_for() -> None:
    """The first statement of each module is its purpose, in a first line of its own."""
    for path in _modules():
        purpose, _ = _read(path)
        assert purpose, f"{path} has no docstring"
        assert purpose.splitlines()[0].rstrip()[-1] in ".:!?", f"{path}: {purpose.splitlines()[0]}"


def test_modules_are_small() -> None:
    """At most 250 lines, or a reason in `LONGER`; a reason that is long out of date goes."""
    sizes = {
        path.as_posix(): (ROOT / path).read_text("utf-8").count("\n")
        for path in _modules()
        if path.parts[0] not in {"tests"}
    }
    too_long = {name: lines for name, lines in sizes.items() if lines > LONGEST}
    assert {name: lines for name, lines in too_long.items() if name not in LONGER} == {}
    assert all(sizes[name] > LONGEST - 50 for name in LONGER)


def test_modules_are_not_named_for_leftovers() -> None:
    """No utils, helpers, common or managers: a module is a noun that says what is in it."""
    banned = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc)$")
    assert [path for path in _modules() if banned.search(path.stem)] == []


def test_imports_are_absolute() -> None:
    """A reader sees where a name comes from."""
    for path in _modules():
        for node in _read(path)[1]:
            assert not isinstance(node, ast.ImportFrom) or node.level == 0, path


#: Built from pieces, so that this file does not name what it looks for.
_INDEX = re.compile(
    "|".join(
        (
            "py" + r"pi\.org",
            "python" + r"hosted\.org",
            "--" + "index-url",
            "--" + "extra-index-url",
            "--" + "trusted-host",
            r"https?://[^ )\"']*/" + "simple",
            r"registry\.",
        )
    ),
    re.IGNORECASE,
)


def test_no_file_names_an_index() -> None:
    """Where packages come from is the machine's own affair."""
    for path in _files():
        try:
            text = (ROOT / path).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        assert _INDEX.search(text.replace("--no-emit-" + "index-url", "")) is None, path


def _locked(name: str) -> dict[str, Version]:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = (re.match(r"([a-z0-9.-]+)(?:\[[a-z,]+\])?==([^ ;]+)", line) for line in lines)
    return {pin[1]: Version(pin[2]) for pin in pins if pin}


@pytest.mark.parametrize(
    ("lock", "groups"),
    [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))],
)
def test_the_lock_covers_the_ranges(lock: str, groups: tuple[str, ...]) -> None:
    """Every range of pyproject.toml is pinned within itself."""
    wanted = chain(
        PROJECT["project"]["dependencies"],
        *(PROJECT["dependency-groups"][group] for group in groups),
    )
    pins = _locked(lock)
    for line in wanted:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[requirement.name.lower()]), line


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_holds_versions_and_hashes_only(lock: str) -> None:
    """No address, no path: a name with a version (and a marker), or a hash."""
    line = re.compile(
        r"[a-z0-9.-]+(\[[a-z,]+\])?==\S+( ; [^:/]+?)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?"
    )
    for text in (ROOT / lock).read_text("utf-8").splitlines():
        assert line.fullmatch(text), text


def test_what_runs_is_locked_the_same_for_developers() -> None:
    """Tests run against the versions that are shipped."""
    assert _locked("requirements.lock").items() <= _locked("requirements-dev.lock").items()


def test_the_installed_package_wants_what_pyproject_says() -> None:
    """A changed dependency was installed anew: `make setup` after each change."""
    declared = {Requirement(line).name for line in PROJECT["project"]["dependencies"]}
    assert {Requirement(line).name for line in requires("orderbell") or ()} == declared


def test_tests_stay_on_this_machine() -> None:
    """A connection to anywhere else is refused before it is made."""
    with socket.socket() as outward, pytest.raises(RuntimeError, match=r"192\.0\.2\.1"):
        outward.connect(("192.0.2.1", 80))  # RFC 5737: an address for documentation
