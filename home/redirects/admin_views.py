"""How editors enter redirects: one for an address from the report, many from the file that an office has."""

import csv
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from io import StringIO
from zipfile import BadZipFile

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.contrib.redirects import forms, utils, views
from wagtail.contrib.redirects.base_formats import XLSX
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Site

from .chains import circle
from .old_paths import stored

NO_TARGET = "–"  # is no address, so that Wagtail lists the row as an error


class RedirectForm(forms.RedirectForm):
    """Wagtail's, which refuses what leads back to its own address, by itself or through other redirects."""

    def clean_old_path(self) -> str:
        return stored(self.cleaned_data["old_path"])

    def clean(self):
        super().clean()
        data = self.cleaned_data
        if self.errors:
            return
        made = Redirect(
            pk=self.instance.pk,
            old_path=data["old_path"],
            site=data["site"],
            redirect_page=data.get("redirect_page"),
            redirect_link=data["redirect_link"],
        )
        sites = [made.site] if made.site else Site.objects.all()
        passed = next(filter(None, (circle(made, site) for site in sites)), [])
        field = "redirect_page" if made.redirect_page else "redirect_link"
        if len(passed) == 1:
            self.add_error(field, _("This leads to the same address again."))
        elif passed:
            text = _("This leads back to the same address, through the redirect from %(others)s.")
            self.add_error(field, text % {"others": ", ".join(passed[1:])})


class AddRedirect(views.CreateView):
    """Wagtail's form, begun with the address that the report of lost ones names."""

    form_class = RedirectForm

    def get_initial(self):
        return super().get_initial() | {"old_path": self.request.GET.get("old_path", "")[:255]}


class EditRedirect(views.EditView):
    form_class = RedirectForm


def start_import(request):
    """Wagtail's first step, which gets a plain CSV whatever is uploaded.

    By itself it knows commas and UTF-8 only, where Excel writes semicolons in German and Dutch; it takes no
    target on this site without its host, and fails at a row that is too short.
    """
    upload = request.FILES.get("import_file")
    rows = rows_of(upload) if upload else []
    if rows:
        site = Site.find_for_request(request)
        plain = _plain(rows, site.root_url if site else "")
        request.FILES["import_file"] = SimpleUploadedFile("redirects.csv", plain.encode(), "text/csv")
    return views.start_import(request)


@views.permission_checker.require_any("add")
@require_POST
def process_import(request):
    """Wagtail's second step, with our form for each row: one that leads in a circle is told as well."""
    sent = forms.ConfirmImportManagementForm(request.POST)
    if not sent.is_valid():
        raise SuspiciousOperation("The import was tampered with.")
    file_format = utils.get_import_formats()[int(sent.cleaned_data["input_format"])]()
    storage = utils.get_file_storage()(name=sent.cleaned_data["import_file_name"])
    content = storage.read(file_format.get_read_mode())
    rows = file_format.create_dataset(content if file_format.is_binary() else force_str(content))
    form = forms.ConfirmImportForm(rows.headers, request.POST, request.FILES, initial=sent.cleaned_data)
    if not form.is_valid():
        return render(request, "wagtailredirects/confirm_import.html", {"form": form, "dataset": rows})
    errors = _import(rows, form.cleaned_data)
    storage.remove()
    if errors:
        total = len(rows)
        summary = {
            "errors": errors,
            "errors_count": len(errors),
            "successes": total - len(errors),
            "total": total,
        }
        context = {"form": forms.ImportForm(utils.get_supported_extensions()), "import_summary": summary}
        return render(request, "wagtailredirects/import_summary.html", context)
    text = ngettext("Imported %(total)d redirect", "Imported %(total)d redirects", len(rows))
    messages.success(request, text % {"total": len(rows)})
    return redirect("wagtailredirects:index")


def _import(rows, chosen: dict) -> list[list[str]]:
    """Save each row that can be; return the others as [from, to, what is wrong]."""
    errors = []
    for row in rows:
        old, target = row[int(chosen["from_index"])], row[int(chosen["to_index"])]
        site = chosen["site"].pk if chosen["site"] else None
        form = RedirectForm(
            {"old_path": old, "redirect_link": target, "is_permanent": chosen["permanent"], "site": site}
        )
        if form.is_valid():
            with transaction.atomic():
                log(instance=form.save(), action="wagtail.create")
        else:
            errors.append([old, target, views.to_readable_errors(form.errors.as_text())])
    return errors


def rows_of(upload) -> list[list[str]]:
    """The rows of a CSV, TSV or XLSX file that hold something; [] for any other file, which is left as it
    was."""
    extension, content = upload.name.rpartition(".")[2].lower(), upload.read()
    upload.seek(0)
    if extension == "xlsx":
        try:
            sheet = XLSX().create_dataset(content)
        except (BadZipFile, KeyError, OSError, ValueError):
            return []
        rows = [sheet.headers, *sheet]
    elif extension in ("csv", "tsv", "txt"):
        text = _text(content).replace("\x00", "")
        # What tells Excel the delimiter is no heading.
        told = re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE)
        text = text[told.end() :] if told else text
        delimiter = told[1] if told else max(",;\t", key=text.partition("\n")[0].count)
        try:
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error:
            return []
    else:
        return []
    cells = [["" if cell is None else str(cell).strip() for cell in row] for row in rows]
    return [row for row in cells if any(row)]


def _plain(rows: list[list[str]], host: str) -> str:
    width, stream = len(rows[0]), StringIO()
    writer = csv.writer(stream)
    writer.writerow(rows[0])
    for old, *targets in rows[1:]:
        if not any(targets):
            targets = [NO_TARGET]
        targets = [f"{host}{one}" if one.startswith("/") and one[1:2] != "/" else one for one in targets]
        writer.writerow([old, *targets, *[""] * width][: max(width, 2)])
    return stream.getvalue()


def _text(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):  # Excel's "Unicode text"
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
