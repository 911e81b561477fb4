"""Other words for what was typed, as the editors of each language know them."""

from wagtail.models import Locale

from home.models import Synonym

from .normalise import MOST_WORDS, fold, plain_words

# Each of them is a search of its own.
MOST_VARIANTS = 3


def variants_of(words: list[str], locale: Locale) -> list[list[str]]:
    """The query and at most three more in which a term stands for its synonym; one query."""
    typed = f" {' '.join(fold(word) for word in words)} "
    found = [words]
    for synonym in Synonym.objects.filter(locale=locale):
        terms = synonym.lines
        folded = [f" {' '.join(fold(word) for word in plain_words(term))} " for term in terms]
        hit = next((term for term in folded if term.strip() and term in typed), None)
        if hit is None:
            continue
        for term, plain in zip(terms, folded, strict=True):
            if plain != hit and len(found) <= MOST_VARIANTS:
                before, _hit, after = typed.partition(hit)
                found.append([*before.split(), *plain_words(term), *after.split()][:MOST_WORDS])
    return found
