"""Messages of Django's forms in our own words. Other packages' catalogues replace Django's German ones with
others that say "du" (domain.md#forms-of-address), and because an error should name the remedy
(domain.md#errors).

The catalogues below site/locale come first; naming the messages here keeps `makemessages` from dropping them.
"""

from django.utils.translation import gettext_noop

FORM_MESSAGES = [
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
]

# Wagtail's German has one word for the slug and for our short title.
PAGE_MESSAGES = [
    gettext_noop("slug"),
    gettext_noop("New slug"),
    gettext_noop("The slug '%(page_slug)s' is already in use within the parent page."),
    gettext_noop(
        "The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'."
    ),
    gettext_noop('This slug is already in use within the context of its parent page "%(parent_page_title)s"'),
    gettext_noop(
        "The slug '%(page_slug)s' is already in use at the selected parent page. "
        "Make sure the slug is unique and try again."
    ),
]

# The user bar on public pages.
BAR_MESSAGES = [
    gettext_noop("View Wagtail quick actions"),
    gettext_noop("Go to Wagtail admin"),
    gettext_noop("Show in Explorer"),
    gettext_noop("Checks"),
    gettext_noop("Content metrics"),
]

# Words of the admin that its German or Dutch leaves in English, or in those of a programmer.
ADMIN_MESSAGES = [
    gettext_noop("Dashboard"),
    gettext_noop("Locale"),
    gettext_noop("Locale: "),
    gettext_noop("Breadcrumb"),
    gettext_noop("In Moderation"),
    gettext_noop("Bold"),
    gettext_noop("Italic"),
    gettext_noop("Subscript"),
    gettext_noop("Superscript"),
    gettext_noop("Email link"),
]
