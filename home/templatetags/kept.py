"""`{% kept "main" %}…{% endkept %}`: a part of a page that is kept for the next reader (home.kept)."""

from django import template

register = template.Library()


class KeptNode(template.Node):
    def __init__(self, nodelist, name, shows):
        self.nodelist = nodelist
        self.name = name
        self.shows = shows

    def render(self, context):
        parts = context.get("parts")
        if parts is None:
            return self.nodelist.render(context)
        return parts.get(self.name, lambda: self._made(context, parts), shows=self.shows)

    def _made(self, context, parts) -> str:
        with context.push(**({} if self.shows else parts.details)):
            return self.nodelist.render(context)


@register.tag
def kept(parser, token):
    """`{% kept "name" %}` with the page's details; `{% kept "name" "comments" %}` without them, for a part
    that shows what is said below the page."""
    names = [parser.compile_filter(word).resolve({}) for word in token.split_contents()[1:]]
    if len(names) not in (1, 2):
        raise template.TemplateSyntaxError(
            "kept takes the name of a part, and what it shows instead of the page"
        )
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(nodelist, names[0], names[1] if len(names) == 2 else "")
