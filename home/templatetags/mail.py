"""`{% load mail %}`: who writes, for templates/mail/base.html and base.txt."""

from django import template

from home.letterhead import letterhead

register = template.Library()


@register.simple_tag
def mail_frame(frame=None, site=None, policies=()) -> dict:
    """The `frame` that is at hand, else home.letterhead of the site, with these policies."""
    return frame or letterhead(site, policies)
