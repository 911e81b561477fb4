"""Moderated comments below any page of Wagtail's tree: one conversation for all languages of a page.

This app knows nothing of ours. A page class takes part by what it declares, and its template by one tag:

    comments_by_default = True     whether its pages have comments unless somebody decides otherwise; a class
                                   without this attribute has none (domain.md#comments)
    comments_from                  the date from which the days until closing count; the first publication
                                   where a page has no such attribute or it is None
    {% load comments %}{% comments page %}
"""
