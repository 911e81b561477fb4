"""What is public and not a page of Wagtail's tree."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from .visibility import readable


@require_safe
def untranslated(request: HttpRequest, key) -> HttpResponse:
    """The original of a page that has no words in the reader's language yet, under an honest notice.

    Leads to the translation once there is one. What nobody may see (drafts, pages behind a login) does not
    exist here either. Search engines are kept away; the canonical address is the original's.
    """
    language = get_language()
    group = readable(Page.objects.filter(translation_key=key))
    pages = list(group.order_by("pk").select_related("locale"))
    translation = next((page for page in pages if page.locale.language_code == language), None)
    if translation is not None:
        return HttpResponseRedirect(translation.get_url(request) or "/")
    if not pages:
        raise Http404
    locale = pages[0].locale
    original = pages[0].specific
    original.locale = locale
    with override(locale.language_code):  # its dates and labels stand in its own language
        response = original.serve(request)
    if getattr(response, "context_data", None) is not None and not response.is_rendered:
        response.context_data["content_lang"] = locale.language_code
    response["X-Robots-Tag"] = "noindex"
    return response
