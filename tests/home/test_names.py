"""Names: sorting, particles, lists; each row is named by the requirement it holds."""

import pytest

from home import names


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
    assert names.fold(text) == expected


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
    assert [names.index_name(*person) for person in sorted(people, key=lambda p: names.sort_key(*p))] == [
        "Berg, Anna",
        "Berg, Kees van den",
        "Oster, Uwe",
        "Österreich, Ida",
        "Vieren, Jan van",
        "Vogel, Anna",
        "von Ahn, Ruth",
        "Zander, Ute",
    ]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("Vieren", "Jan", "van"), "Jan van Vieren", id="L44"),
        pytest.param(("Vieren", "", "van"), "Van Vieren", id="L44-SD6-capital"),
        pytest.param(("Hooft", "", "van 't"), "Van ’t Hooft", id="L44-two-particles"),
        pytest.param(("Hooft", "", "’t"), "’t Hooft", id="L44-apostrophe-first"),
        pytest.param(("Sydow", "", "von"), "von Sydow", id="L45-von-stays-small"),
        pytest.param(("Altmanns", "Henrike", "", "Dr."), "Dr. Henrike Altmanns", id="degree"),
        pytest.param(("Brug", "Ali", "d’"), "Ali d’Brug", id="elided"),
        pytest.param(("", "Madonna"), "Madonna", id="one-name"),
        pytest.param(("", "", ""), "", id="none"),
    ],
)
def test_full_names(parts, expected):
    assert names.full_name(*parts) == expected


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("Van Vieren", ("Van", "Vieren")),
        ("van den Berg", ("van den", "Berg")),
        ("von der Leine", ("von der", "Leine")),
        ("von und zu Mühl", ("von und zu", "Mühl")),
        ("’t Hooft", ("’t", "Hooft")),
        ("Vandenberg", ("", "Vandenberg")),
        ("Van", ("", "Van")),
        ("Denning", ("", "Denning")),
        ("", ("", "")),
    ],
)
def test_particles_are_cut_off(family, expected):
    assert names.split_particle(family) == expected


def test_organisations_and_index_letters():
    offices = ["Zeppelin", "Van Vieren", "Vier Wände", "Vogel"]
    assert sorted(offices, key=names.organisation_sort_key) == [
        "Vier Wände",
        "Van Vieren",
        "Vogel",
        "Zeppelin",
    ]
    assert [names.index_letter(name) for name in ("Özdemir", "ßig", "4plus", "")] == ["O", "S", "#", "#"]


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
    assert names.join_names(people, "de") == german
    assert names.join_names(people, "nl") == dutch
