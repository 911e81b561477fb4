"""What an editor enters wrongly is refused at its field: bad input."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.rich_text import RichText

from home.blocks.call import CallBlock
from home.blocks.image import ImageBlock
from home.blocks.links import LinkBlock, is_safe_link
from home.blocks.people import PeopleBlock
from home.blocks.prose import ProseBlock
from home.blocks.table import CellsBlock, cells
from home.blocks.video import VideoBlock
from home.models import HomePage, RelatedPage
from tests import factories

BAD = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:x",
    "java\tscript:x",
    "data:text/html,x",
    "vbscript:x",
]


@pytest.mark.parametrize(
    "address", [*BAD, "ftp://example.org/", "mailto:", "mailto:nobody", "tel:abc", "example"]
)
def test_bad_addresses_are_refused(address):
    with pytest.raises(ValidationError):
        LinkBlock().clean(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a?b=c",
        "http://example.org",
        "mailto:post@example.org?subject=Hallo",
        "tel:+49201555",
    ],
)
def test_good_addresses_are_taken(address):
    assert LinkBlock().clean(address) == address


@pytest.mark.parametrize("address", BAD)
def test_bad_links_in_running_text_are_refused(address):
    assert not is_safe_link(address)
    with pytest.raises(ValidationError):
        ProseBlock().clean(RichText(f'<p>Ein <a href="{address}">Link</a></p>'))


def test_good_links_in_running_text_are_taken():
    links = [
        '<a linktype="page" id="3">a</a>',
        '<a href="/de/">b</a>',
        '<a href="#s">c</a>',
        '<a href="tel:+49">d</a>',
    ]
    source = f"<p>{' '.join(links)}</p>"
    assert ProseBlock().clean(RichText(source)).source == source


@pytest.mark.parametrize("address", BAD)
def test_a_video_needs_a_web_address(address):
    with pytest.raises(StructBlockValidationError) as caught:
        VideoBlock().clean(VideoBlock().to_python({"title": "Film", "url": address}))
    assert "url" in caught.value.block_errors


@pytest.mark.django_db
@pytest.mark.parametrize("both", [True, False])
def test_a_call_leads_to_one_target(both):
    network = factories.Network()
    block, value = CallBlock(), {"label": "Hin", "url": "https://example.org/" if both else ""}
    value["target"] = network.news["de"].pk if both else None
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(value))
    assert set(caught.value.block_errors) == {"target"}


@pytest.mark.django_db
def test_the_credit_is_not_typed_into_the_caption():
    """SA2: one picture, one credit."""
    image = factories.image(credit="Ilka Brandscheid")
    value = {"image": {"image": image.pk, "alt_text": "Platz", "decorative": False}}
    block = ImageBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.to_python(value | {"caption": "Am Abend. Foto: Ilka Brandscheid"}))
    assert set(caught.value.block_errors) == {"caption"}
    assert block.clean(block.to_python(value | {"caption": "Am Abend."}))["caption"] == "Am Abend."


@pytest.mark.parametrize(("caption", "rows"), [("", [["a"]]), ("Titel", [["", None]])])
def test_a_table_has_a_caption_and_content(caption, rows):
    with pytest.raises(ValidationError):
        CellsBlock().clean(cells(caption, rows))


def names(models) -> list[str]:
    return sorted(model._meta.label for model in models)


def test_choosers_offer_the_kinds_of_pages_that_can_do_what_is_shown():
    """Apps above bring them: home knows a list of dates by its `get_latest` and `listing`."""
    sections = HomePage._meta.get_field("sections").stream_block.child_blocks
    lead = sections["lead"].child_blocks
    assert names(lead["news"].target_models) == ["news.NewsIndexPage"]
    assert names(lead["calendar"].target_models) == ["events.EventIndexPage"]
    latest = sections["latest"].child_blocks["index"]
    assert names(latest.target_models) == ["events.EventIndexPage", "news.NewsIndexPage"]
    assert names(sections["series"].child_blocks["series"].target_models) == ["events.EventSeriesPage"]
    people = PeopleBlock().child_blocks["people"].child_block
    assert names(people.target_models) == ["authors.AuthorPage"]


def test_pages_are_related_to_what_can_be_read_on_its_own():
    chooser = RelatedPage.panels[0].bind_to_model(RelatedPage).get_form_options()["widgets"]["target"]
    assert names(chooser.target_models) == [
        "events.EventPage",
        "events.EventSeriesPage",
        "home.StandardPage",
        "news.ArticlePage",
    ]


def test_below_a_start_page_stands_what_says_so():
    assert names(HomePage.allowed_subpage_models()) == [
        "authors.AuthorIndexPage",
        "events.EventIndexPage",
        "home.PlaceIndexPage",
        "home.StandardPage",
        "home.TopicIndexPage",
        "news.NewsIndexPage",
    ]
