"""Names: sorting, particles, lists; each row is named by the requirement it holds."""

import pytest

from home.formatting import person_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Özdemir", "ozdemir", id="L45-umlaut"),
        pytest.param("Großmann", "grossmann", id="L45-sharp-s"),
        pytest.param("Müller-Lüdenscheidt", "muller ludenscheidt", id="L45-double-name"),
        pytest.param("Taşkın", "taskin", id="turkish"),
        pytest.param("Ĳsselmuiden", "ijsselmuiden", id="ij-ligature"),
        pytest.param("O’Brien", "obrien", id="apostrophe"),
        pytest.param("\0 \u202e", "", id="nothing-to-compare"),
    ],
)
def test_folding(text, expected):
    assert person_names.fold(text) == expected


def test_people_are_sorted_under_their_main_part():
    people = [
        ("Zander", "Ute", ""),
        ("Vieren", "Jan", "van"),
        ("Vogel", "Anna", ""),
        ("Österreich", "Ida", ""),
        ("Oster", "Uwe", ""),
        ("Berg", "Kees", "van den"),
        ("Berg", "Anna", ""),
        ("von Ahn", "Ruth", ""),
    ]
    assert [
        (family, given)
        for family, given, _particle in sorted(people, key=lambda p: person_names.sort_key(*p))
    ] == [
        ("Berg", "Anna"),
        ("Berg", "Kees"),
        ("Oster", "Uwe"),
        ("Österreich", "Ida"),
        ("Vieren", "Jan"),
        ("Vogel", "Anna"),
        ("von Ahn", "Ruth"),
        ("Zander", "Ute"),
    ]


@pytest.mark.parametrize(
    ("people", "german", "dutch"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A und B", "A en B"),
        (["A", "B", "C"], "A, B und C", "A, B en C"),
        (["{0}", "{1}"], "{0} und {1}", "{0} en {1}"),
    ],
)
def test_lists(people, german, dutch):
    assert person_names.join_names(people, "de") == german
    assert person_names.join_names(people, "nl") == dutch
