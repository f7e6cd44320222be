"""Writes the reference from the code: ``python -m docs.generate``.

The pages under ``docs/reference`` say what the code says: commands, tables, keys of ``case.yaml``,
datasets, caveats and refusals, bulk columns, checks, errors. A test fails where they differ.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from docs.signatures import Command, command, shown_type

DOCS = Path(__file__).parent
REFERENCE = DOCS / "reference"
PACKAGE = DOCS.parent / "src" / "counterclaim"
WRITTEN = (
    "<!-- Written by docs/generate.py from the code; edit the code or docs/meanings.yml. -->\n"
)
Row = Sequence[str]


def table(headings: Row, rows: Sequence[Row]) -> str:
    """A Markdown table."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def code(text: object) -> str:
    """Text as code, empty for nothing."""
    return f"`{text}`" if str(text) else ""


def listed(words: Sequence[object]) -> str:
    """Words as code, separated by commas."""
    return ", ".join(code(word) for word in words)


def meanings() -> Mapping[str, Any]:
    """The sentences of ``meanings.yml``."""
    from ruamel.yaml import YAML

    loaded: Mapping[str, Any] = YAML(typ="safe", pure=True).load(
        (DOCS / "meanings.yml").read_text("utf-8")
    )
    return loaded


def commands_page() -> str:
    """Every command with its arguments, from the functions that the command line calls."""
    from counterclaim.cli import COMMANDS

    parts = [
        "# Commands\n",
        "Errors go to standard error as one block that says where, what was seen, what was "
        "expected and what to do; the exit status is then 2. A check that found an error that "
        "nobody accepted ends with 1, everything else with 0. With `--format json` the result is "
        "all that stands on standard output. `COMMAND --help` prints what is written here.\n",
    ]
    return "\n".join([*parts, *(_command(command(name, target)) for name, target, _ in COMMANDS)])


def _command(told: Command) -> str:
    rows = [(code(a.spelled), a.accepts, a.default, a.meaning) for a in told.arguments]
    return (
        f"## {told.name}\n\n```\ncounterclaim {told.usage}\n```\n\n{told.summary}\n\n"
        + (f"{told.more}\n\n" if told.more else "")
        + table(("Argument", "Takes", "If not given", "Meaning"), rows)
    )


def case_folder_page() -> str:
    """Every table of the case with its columns."""
    from counterclaim.case.tables import TABLES
    from counterclaim.model.snapshot import Issue

    parts = [
        "# The case folder\n",
        "A case is a folder of plain files that a spreadsheet program, git and a text editor can "
        "open. Tables are UTF-8 CSV with a header; an empty table needs no file, an optional "
        "column no place. A column that is not listed here is an error that names the nearest "
        "one. Lists in a cell are separated by semicolons. Dates are written `2022`, `2021-12`, "
        "`2022-03-27`, `A/B`, `../B`, `A/..`, with `~` for about.\n",
        _files(),
    ]
    parts += [_case_table(name, record, file_name(name)) for name, record in TABLES.items()]
    parts.append(_case_table("issues", Issue, "data/<snapshot>.issues.parquet"))
    return "\n".join(parts)


def _files() -> str:
    rows = [
        ("`case.yaml`", "what the case asks, counts and assumes: see [its keys](case-yaml.md)"),
        ("`sources.json`", "publications and documents, as CSL-JSON"),
        ("`report.md`", "the analyst's own text, if there is one"),
        ("`documents/`", "texts that are audited"),
        ("`examples/`", "in a new case: the tables filled in with invented rows"),
        ("`data/`", "data versions as Parquet: see [bulk tables](bulk-tables.md)"),
        ("`datapackage.json`", "a description of the tables for other programs"),
        ("`out/`", "everything generated"),
    ]
    return table(("File", "Holds"), rows)


def file_name(name: str) -> str:
    """Where a table is kept inside a case."""
    from counterclaim.case.tables import file_of

    return file_of(Path(), name).as_posix()


def _case_table(name: str, record: Any, file: str) -> str:
    from counterclaim.case.vocabulary import is_period, words_of

    said = meanings()["tables"].get(name, {})
    rows = []
    for column, field in record.model_fields.items():
        words = words_of(name, column) if name != "issues" else ()
        takes = listed(words) or ("a period" if is_period(name, column) else "")
        need = "yes" if field.is_required() else ""
        rows.append((code(column), need, takes, said.get(column, "")))
    return (
        f"## {name}\n\n`{file}`. {_first_sentence(record)} Identified by "
        f"{listed(record.key())}.\n\n" + table(("Column", "Required", "Takes", "Meaning"), rows)
    )


def _first_sentence(of: Any) -> str:
    text = " ".join((of.__doc__ or "").split("\n\n")[0].split()).replace("``", "`")
    text = re.sub(r" \(see `[^)]*\)", "", text)
    return text if text.endswith(".") else f"{text}."


def case_yaml_page() -> str:
    """Every key of ``case.yaml``."""
    parts = [
        "# Keys of case.yaml\n",
        "Unknown keys are errors with line and column that name the nearest known one.\n",
    ]
    for heading, model in key_models().items():
        said = meanings()["keys"].get(model.__name__, {})
        rows = [
            (code(field.alias or key), shown_type(field), said.get(field.alias or key, ""))
            for key, field in model.model_fields.items()
        ]
        parts.append(f"## {heading}\n\n" + table(("Key", "Takes", "Meaning"), rows))
    return "\n".join([*parts, _sheet_columns(), _assessment_keys(), _vague_words()])


def key_models() -> Mapping[str, Any]:
    """The sections of ``case.yaml`` with the models that read them."""
    from counterclaim.case import definitions, rules
    from counterclaim.model import actor, measure

    return {
        "case.yaml": definitions.Definitions,
        "groups": actor.Group,
        "groups, members": actor.Member,
        "measures": measure.Measure,
        "measures, difference": measure.Difference,
        "scorecards": measure.Scorecard,
        "indicators": definitions.Indicator,
        "derivations": definitions.Derivation,
        "rules": rules.Rules,
        "rules, incidents": rules.IncidentRule,
        "rules, handovers": rules.Handover,
        "rules and mappings, coverage": rules.Coverage,
        "mappings": definitions.SheetMapping,
        "method": definitions.Method,
    }


def _sheet_columns() -> str:
    from counterclaim.case.sheet_columns import SHORT, SIDES

    rows = [(code(short), f"short for {listed(full)}") for short, full in SHORT.items()]
    rows += [(code(f), f"who stands on side {side}") for side, fs in SIDES.items() for f in fs]
    return (
        "## mappings, columns\n\nOn the left of `columns` stand the columns of "
        "[events](bulk-tables.md), and:\n\n" + table(("Ours", "Meaning"), rows)
    )


def _assessment_keys() -> str:
    kinds = assessment_kinds()
    parts = [
        "## assessments\n",
        "Each names its `kind`; the page on [assessments](../assessments.md) says what each kind "
        "assumes, when it refuses and how it reads.\n",
    ]
    for name, declaration in kinds.items():
        rows = [(code(key), shown_type(f)) for key, f in declaration.model_fields.items()]
        parts.append(f"### {name}\n\n" + table(("Key", "Takes"), rows))
    return "\n".join(parts)


def assessment_kinds() -> Mapping[str, Any]:
    """The kinds of assessment that ``case.yaml`` may declare, with their declarations."""
    from counterclaim.assess.registry import NAMES, kind

    return {name: kind(name).declaration for name in NAMES}


def _vague_words() -> str:
    from counterclaim.case.rules import VAGUE_WORDS

    rows = [(words, f"{r.low:,} to {r.high:,}") for words, r in VAGUE_WORDS.items()]
    return "## rules, vague_words\n\nThe table of the program:\n\n" + table(
        ("Words", "Range"), rows
    )


def datasets_page() -> str:
    """Every dataset card."""
    from counterclaim.ingest.cards import cards

    parts = [
        "# Datasets\n",
        "What each dataset holds, what it can answer and under which terms. The cards beside the "
        "connectors hold it (`src/counterclaim/ingest/*.yml`); counting refuses by them.\n",
    ]
    return "\n".join([*parts, *map(_card, cards())])


def _card(card: Any) -> str:
    answers = card.answers
    facts = [
        ("provider", card.provider),
        ("licence", card.licence),
        ("rows may be published", "yes" if card.terms == "open" else "no"),
        ("citation", " ".join(card.citation)),
        ("deaths by side", "yes" if answers.deaths_by_side else "no"),
        ("a perpetrator is known in", listed(answers.direction) or "no kind of event"),
        ("low and high", "for totals" if answers.bounds == "total" else "none"),
        ("counts in", card.period_rule),
        ("covers", card.coverage),
        ("threshold", card.threshold),
    ]
    layouts = [(code(name), form.title) for name, form in card.forms.items()]
    ignored = [(code(name), why) for name, why in card.ignore.items()]
    parts = [
        f"## {card.dataset}\n",
        f"{card.title}.\n",
        table(("", ""), [fact for fact in facts if fact[1]]),
        "Layouts:\n\n" + table(("Layout", "What it is"), layouts),
    ]
    if card.answers.why:
        parts.append("".join(f"- {why}\n" for why in card.answers.why.values()))
    if ignored:
        parts.append(
            "Columns that are expected and not used:\n\n" + table(("Column", "Why"), ignored)
        )
    return "\n".join(parts)


def caveats_page() -> str:
    """Every state of a cell, caveat code, refusal code and rule of issues."""
    return "\n".join(
        [
            "# Caveats, refusals and issues\n",
            "A cell holds a figure with its caveats, or a refusal. Codes are stable; scripts may "
            "depend on them.\n",
            _statuses(),
            _refusals(),
            _caveats(),
            _issues(),
        ]
    )


def _statuses() -> str:
    from counterclaim.model.answer import Status
    from counterclaim.report.words import STATUS_WORDS

    rows = [(code(status.value), STATUS_WORDS[status]) for status in Status]
    return "## States of a cell without a figure\n\n" + table(("Status", "On the page"), rows)


def _refusals() -> str:
    rows = [(code(c), code(room), sentence) for c, (room, sentence) in refusals().items()]
    return "## Codes of refusals\n\n" + table(("Code", "Decided in", "Sentence"), rows)


def refusals() -> dict[str, tuple[str, str]]:
    """The codes of all refusals that the code makes: the module, and the sentence as written."""
    found: dict[str, tuple[str, str]] = {}
    for file in sorted([*PACKAGE.glob("count/*.py"), *PACKAGE.glob("ledger/*.py")]):
        for function in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for refusal_code, sentence in _stated(function):
                    found.setdefault(refusal_code, (f"{file.parent.name}/{file.name}", sentence))
    return dict(sorted(found.items()))


def _stated(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """Code and sentence of each refusal that a function makes."""
    named: dict[str, ast.expr] = {}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, node.value)
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
            match node.args:
                case [_, ast.Constant(value=str(refusal_code)), ast.Name(id=name), *_]:
                    yield refusal_code, _template(named.get(name, ast.Constant("…")))
                case [_, ast.Constant(value=str(refusal_code)), sentence, *_]:
                    yield refusal_code, _template(sentence)


def _template(node: ast.expr) -> str:
    """A sentence with what is filled in shown as ``…``."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(_template(value) for value in node.values)
    return "…"


def _caveats() -> str:
    from counterclaim.ingest.cards import cards
    from counterclaim.report.words import CAVEATS

    rows = [(code(name), text) for name, text in CAVEATS.items()]
    own = [(code(c.dataset), code(k), text) for c in cards() for k, text in c.caveats.items()]
    return (
        "## Caveats on figures\n\n"
        + table(("Code", "Sentence"), rows)
        + "\n## Caveats of whole datasets\n\n"
        + table(("Dataset", "Code", "Sentence"), own)
    )


def _issues() -> str:
    rows = [(code(rule), message) for rule, message in issue_rules().items()]
    return "## Rules of issues\n\n" + table(("Rule", "What it says, and what was done"), rows)


def issue_rules() -> dict[str, str]:
    """The rules by which rows of a file become issues."""
    from counterclaim.ingest import checks, totals

    return {**checks.RULES, **getattr(totals, "RULES", {})}


def bulk_page() -> str:
    """The columns of the bulk tables."""
    from counterclaim.model import event

    parts = [
        "# Bulk tables\n",
        "A data version is kept as Parquet files in `data/`: events and participants, or totals; "
        "and the issues of its rows. The provider's other columns follow as `native_<name>`.\n",
    ]
    for name in ("EVENTS", "PARTICIPANTS", "TOTALS"):
        rows = [(code(c.name), c.type, c.meaning) for c in getattr(event, name)]
        heading = f"## {name.lower()}\n\n`data/<snapshot>.{name.lower()}.parquet`\n\n"
        parts.append(heading + table(("Column", "Type", "Meaning"), rows))
    parts.append("## Words\n")
    words = ("KINDS", "ROLES", "DATE_PRECISIONS", "PLACE_PRECISIONS", "CENTROIDS")
    told = [(w.lower().replace("_", " "), listed(getattr(event, w))) for w in words]
    parts.append(table(("", "Words"), told))
    return "\n".join(parts)


def checks_page() -> str:
    """Every check, from its module's docstring."""
    parts = [
        "# Checks\n",
        "`check` runs these over a ledger and, where a case has data, holds each claim against "
        "it; `audit` runs them over the draft claims of a document.\n",
    ]
    for name, (kind, text) in checks().items():
        parts.append(f"## {name}\n\nKind of its findings: {code(kind)}.\n\n{text}\n")
    return "\n".join(parts)


def checks() -> dict[str, tuple[str, str]]:
    """The checks in the order in which they run: the kind of finding, and what they say."""
    from counterclaim.check import CHECKS

    modules = {name: import_module(f"counterclaim.check.{name}") for name in CHECKS}
    return {
        name: (str(module.KIND), plain(module.__doc__ or "")) for name, module in modules.items()
    }


def plain(docstring: str) -> str:
    """A docstring as Markdown."""
    text = re.sub(r":\w+:`~?([^`]+)`", r"`\1`", docstring.strip())
    return text.replace("``", "`")


def errors_page() -> str:
    """The tree of errors."""
    from counterclaim import errors

    return (
        "# Errors\n\nAn error ends a command with one block on standard error and exit status 2: "
        "what happened, where (file, row, column), what was seen, what was expected, what to do. "
        "Nothing is half done: a case is as it was.\n\n```\n"
        + (errors.__doc__ or "").split("::\n\n")[1].rstrip()
        + "\n```\n"
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "case-folder.md": case_folder_page,
    "case-yaml.md": case_yaml_page,
    "datasets.md": datasets_page,
    "caveats-and-refusals.md": caveats_page,
    "bulk-tables.md": bulk_page,
    "checks.md": checks_page,
    "errors.md": errors_page,
}


def written(name: str) -> str:
    """The text of a page as the code has it now."""
    title, _, rest = PAGES[name]().partition("\n")
    return f"{title}\n\n{WRITTEN}{rest}".rstrip() + "\n"


def main() -> None:
    """Writes every page of the reference."""
    REFERENCE.mkdir(exist_ok=True)
    for name in PAGES:
        (REFERENCE / name).write_text(written(name), "utf-8")
        sys.stdout.write(f"docs/reference/{name}\n")


if __name__ == "__main__":
    main()
