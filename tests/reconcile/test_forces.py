"""Each force has a nation: from the shipped list, or from a file of the user's that leaves none out."""

from pathlib import Path

import pytest

from overlooked.errors import KnowledgeError
from overlooked.reconcile.people.forces import _shipped, fold, load_forces, usual_name
from overlooked.recording import NATIONS
from refusals import refused


def a_file(folder: Path, text: str) -> Path:
    path = folder / "forces.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "usual", "nation"),
    [
        ("GMP", "Greater Manchester Police", "england_wales"),
        ("kent", "Kent Police", "england_wales"),
        ("KENT POLICE", "Kent Police", "england_wales"),
        ("Devon & Cornwall Constabulary", "Devon and Cornwall Police", "england_wales"),
        ("Metropolitan Police", "Metropolitan Police Service", "england_wales"),
        ("Heddlu Gwent", "Gwent Police", "england_wales"),
        ("PSoS", "Police Scotland", "scotland"),
        ("Scotland", "Police Scotland", "scotland"),
        ("Strathclyde Police", "Strathclyde Police", "scotland"),
        ("PSNI", "Police Service of Northern Ireland", "northern_ireland"),
        ("Northern Ireland", "Police Service of Northern Ireland", "northern_ireland"),
    ],
)
def test_the_shipped_list_knows_forces_in_their_usual_spellings(name: str, usual: str, nation: str) -> None:
    assert usual_name(name) == usual
    assert load_forces(None, [name]).nations == {name: nation}
    assert load_forces(None, [name]).notes == ()


def test_no_spelling_of_the_shipped_list_stands_for_two_forces() -> None:
    known = _shipped()
    assert set(known.nations.values()) == set(NATIONS)
    assert all(known.names[fold(name)] == name for name in known.nations)
    assert list(known.nations.values()).count("england_wales") == 43 + 3


def test_a_force_that_no_list_knows_is_taken_for_one_of_england_and_wales_and_noted() -> None:
    forces = load_forces(None, ["Northmoor Police", "PSNI", "", "N/K", "Northmoor Police"])
    assert forces.nations == {"Northmoor Police": "england_wales", "PSNI": "northern_ireland"}
    assert forces.notes == ("taken for forces of England and Wales, since no list knows them: 1 name in the tables",)


@pytest.mark.parametrize(
    "text",
    [
        '"Northmoor Police" = "scotland"',
        'Northmoor = "Scotland"',
        '[forces]\n"Northmoor Police" = "scotland"',
        'scotland = ["Northmoor Police", "Eastlea"]',
        '[nations]\nscotland = ["NORTHMOOR"]',
        '[force."Northmoor Police"]\nnation = "scotland"',
        '\ufeff"Northmoor Police" = "scotland"',
    ],
)
def test_a_file_gives_each_force_its_nation(tmp_path: Path, text: str) -> None:
    forces = load_forces(a_file(tmp_path, text), ["Northmoor Police"])
    assert (forces.nations, forces.notes) == ({"Northmoor Police": "scotland"}, ())


def test_a_file_holds_for_the_other_spellings_of_a_known_force(tmp_path: Path) -> None:
    path = a_file(tmp_path, '"Police Scotland" = "scotland"')
    assert load_forces(path, ["PSoS"]).nations == {"PSoS": "scotland"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"Eastlea Police" = "scotland"', ("no nation for 1 name in the tables", 'such as "Northmoor Police" =')),
        ('"Northmoor Police" = "scottland"', ("Northmoor Police", "no nation 'scottland'", "did you mean 'scotland'")),
        ('wales_england = ["Northmoor Police"]', ("no nation 'wales_england'", "did you mean 'england_wales'")),
        ('Northmoor = "scotland"\n"Northmoor Police" = "NI"', ("two nations, scotland and northern_ireland",)),
        ('"Northmoor Police" = 1', ("Northmoor Police: wants a nation",)),
        ('"Northmoor Police" =', ("not valid TOML",)),
    ],
)
def test_a_file_that_leaves_a_force_out_or_breaks_the_form_is_refused(
    tmp_path: Path, text: str, words: tuple[str, ...]
) -> None:
    with refused(KnowledgeError, "forces.toml", *words):
        load_forces(a_file(tmp_path, text), ["Northmoor Police"])


def test_of_many_missing_forces_the_place_of_the_first_is_told(tmp_path: Path) -> None:
    with refused(KnowledgeError, "no nation for 5 names in the tables, one of them in row 7 of a.csv"):
        load_forces(a_file(tmp_path, ""), list("ABCDE"), {"A": "row 7 of a.csv"})


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with refused(KnowledgeError, "none.toml cannot be read"):
        load_forces(tmp_path / "none.toml", [])


def test_a_file_that_is_nested_a_thousand_tables_deep_is_read_as_any_other(tmp_path: Path) -> None:
    deep = ".".join("a" * 1_500)
    assert load_forces(a_file(tmp_path, f'{deep}.Eastlea = "scotland"'), ["Eastlea"]).nations == {"Eastlea": "scotland"}
    with refused(KnowledgeError, "wants a nation"):
        load_forces(a_file(tmp_path, f"{deep} = 1"), ["Eastlea"])
