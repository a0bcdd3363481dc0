"""Editors and readers are told what the records say: schemas beside the rules, and tables of keys."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest

from lossadvisor.report import encoding
from lossadvisor.rulebook import yamlfile
from lossadvisor.rulebook.facts import UNWRITTEN
from lossadvisor.rulebook.fields import fields_of
from lossadvisor.rulebook.schema import ENTRIES, FILES, json_schema
from tests.docs import rules
from tests.running import CASES, ran, refused

SHIPPED = sorted(rules.RULES.rglob("*.yaml"))
AGAIN = "write it anew with: python -m tests.docs.rules"


def errors(file: Path, content: object) -> list[str]:
    """What the schema of a rule file finds wrong with what stands in it."""
    schema = json_schema("tasks" if file.parent.name == "tasks" else file.stem)
    return [each.message for each in jsonschema.Draft202012Validator(schema).iter_errors(content)]


def named(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_one_of_the_dialect_that_it_names(file):
    schema = json_schema(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("file", [*SHIPPED, *sorted((CASES / "small").rglob("*.yaml"))], ids=named)
def test_a_file_that_is_right_fits_its_schema(file):
    assert errors(file, yamlfile.document(file.read_text("utf-8"), file.name)) == []


@pytest.mark.parametrize("file", SHIPPED, ids=named)
def test_a_key_that_is_not_known_does_not_fit(file):
    content = yamlfile.document(file.read_text("utf-8"), file.name)
    assert isinstance(content, dict)
    entry = content if file.parent.name == "tasks" else next(iter(content.values()))
    for key in ("zzz", *UNWRITTEN):
        assert any(key in each for each in errors(file, spoiled(content, entry, key)))


def spoiled(content: dict, entry: dict, key: str) -> dict:
    if entry is content:
        return {**content, key: "x"}
    name = next(name for name, each in content.items() if each is entry)
    return {**content, name: {**entry, key: "x"}}


def test_a_node_of_a_tree_is_judged_however_deep_it_stands():
    file = rules.RULES / "tasks" / "binary.yaml"
    content = yamlfile.document(file.read_text("utf-8"), file.name)
    assert isinstance(content, dict)
    node = content["tree"]
    while "then" in node:
        node = next(iter(node["then"].values()))
    node["recomend"] = "sigmoid with hinge"
    assert any("'recomend' was unexpected" in each for each in errors(file, content))


@pytest.mark.parametrize("facts", ENTRIES)
def test_every_key_of_a_record_stands_in_the_schema(facts):
    schema = json_schema(facts)
    known = schema["$defs"][schema["additionalProperties"]["$ref"].rpartition("/")[2]]
    keys = {each.encode_name: each for each in fields_of(ENTRIES[facts]) if each.name not in UNWRITTEN}
    assert known["properties"].keys() == keys.keys()
    assert set(known.get("required", ())) == {key for key, each in keys.items() if each.required}


def test_a_name_is_described_by_what_it_is_a_name_of():
    loss = json_schema("losses")["$defs"]["Loss"]["properties"]
    assert loss["accepts"]["description"] == "a space"
    assert loss["seeks"]["description"] == "a space, or labels"
    assert loss["reads"]["items"]["description"] == "a label encoding"


def test_the_schemas_beside_the_rules_are_not_stale():
    kept = {f"schema/{path.name}": path.read_text("utf-8") for path in (rules.RULES / "schema").iterdir()}
    assert kept == rules.schemas(), AGAIN


def test_the_tables_in_the_rules_readme_are_those_of_the_records():
    assert rules.README.read_text("utf-8") == rules.readme(), AGAIN


@pytest.mark.parametrize("file", SHIPPED, ids=named)
def test_every_rule_file_leads_an_editor_to_its_schema(file):
    first = file.read_text("utf-8").splitlines(keepends=True)[0]
    assert first == rules.line(file), AGAIN
    assert (file.parent / first.strip().partition("$schema=")[2]).resolve().is_file()


@pytest.mark.parametrize("file", FILES)
def test_a_schema_is_printed_by_the_command(file):
    assert ran("schema", f"rules/{file}").out == encoding.pretty(json_schema(file))
    assert ran("schema", f"rules/{file}.yaml").out == ran("schema", f"rules/{file}").out


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("rules/loses", ["no rule file 'loses'", "did you mean 'losses'?"]),
        ("losses", ["rules/FILE, not 'losses'", "did you mean 'rules/losses'?"]),
        ("chek", ["rules/FILE, not 'chek'", "did you mean 'check'?"]),
    ],
)
def test_what_has_no_schema_is_told_with_what_is_near(typed, words):
    says = refused(ran("schema", typed))
    assert all(word in says for word in words), says
