"""How editors enter redirects: one for an address from the report, many from the file that an office has."""

import csv
from io import StringIO
from zipfile import BadZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.contrib.redirects import views
from wagtail.contrib.redirects.base_formats import XLSX
from wagtail.models import Site

NO_TARGET = "–"  # is no address, so that Wagtail lists the row as an error


class AddRedirect(views.CreateView):
    """Wagtail's form, begun with the address that the report of lost ones names."""

    def get_initial(self):
        return super().get_initial() | {"old_path": self.request.GET.get("old_path", "")[:255]}


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
    elif extension in ("csv", "tsv"):
        text = _text(content).replace("\x00", "")
        first = text.partition("\n")[0]
        try:
            rows = list(csv.reader(StringIO(text, newline=""), delimiter=max(",;\t", key=first.count)))
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
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
