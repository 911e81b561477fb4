"""Bodies of comments from a seeded generator, each with the words that a reader must find."""

import random

# As people type them, or paste them out of mails, minutes and calculations: none of it is markup.
PLAIN = [
    "Ist die Gasse <b schmaler als 3 Meter, dann reicht das nicht.",
    "Anna Muster <anna@example.org>",
    "<https://example.org/plan.pdf>",
    "Liebe <Name der Straße>",
    "x<y und y>z",
    "Das Wort <style> im Text",
    "</3 und <3, <500 Euro, 1<2",
    "a < b > c",
    "Absatz 1 <i und Absatz 2",
    "<b> und nie zu",
    "nie auf </q>",
    "<a href='https://example.org/'",
    '<a href="javascript:alert(1)" onclick=alert(1)>',
    "<script>alert(1)</script>",
    "<!-- Anmerkung -->",
    "<![CDATA[ Rest ]]>",
    "<?php echo 1 ?>",
    "</textarea></div>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "https://example.org/karte?region=1&section=2&copy=3",
    "AT&T & Söhne &nosuch; &",
    "{{ satz }} {% block %}",
    "Peter sagt: „<<Ja>>“",
    "<ſ>lang</ſ>",
    "<b\x00>",
    "<title>",
    "<plaintext>",
    "<template>",
    "<select><option>",
    "<table><tr><td>",
    "<noscript>",
    "<math><mi>",
]
SOUP = "<>/=\"'&;#!?- \n\tabiqxps1"
# Without those that stand open or alone among the texts: they would be closed.
TAGS = ["i", "em", "strong", "code", "cite", "s", "del", "abbr", "blockquote", "strike", "acronym", "EM"]


def bodies(number: int, seed: int):
    """(text, visible): what is typed, and all that a reader must see of it, in order, but for blanks."""
    chance = random.Random(seed)
    for _count in range(number):
        parts = [_part(chance, 3) for _part_number in range(chance.randint(1, 6))]
        yield " ".join(text for text, _seen in parts), "".join(seen for _text, seen in parts)


def soups(number: int, seed: int):
    """(text, words): words that occur once each, with signs of tags strewn between them."""
    chance = random.Random(seed)
    for _count in range(number):
        words = [f"WORT{place}" for place in range(chance.randint(2, 9))]
        text = "".join(word + "".join(chance.choices(SOUP, k=chance.randint(0, 9))) for word in words)
        yield text, words


def _part(chance: random.Random, depth: int) -> tuple[str, str]:
    kind = chance.random()
    if depth and kind < 0.35:
        text, seen = _part(chance, depth - 1)
        tag = chance.choice(TAGS)
        title = ' title="Hinweis"' if tag in ("abbr", "acronym") else ""
        return f"<{tag}{title}>{text}</{tag}>", seen
    if kind < 0.45:
        return "<a href='https://example.org/plan'>der Plan</a>", "derPlan"
    if kind < 0.5:
        return "Wort&lt;b&gt;Wort&#33;", "Wort<b>Wort!"
    text = chance.choice(PLAIN) if kind < 0.9 else f"Satz{chance.randint(0, 99)}.\n\nNoch{chance.random()}"
    return text, "".join(text.replace("\x00", "").split())
