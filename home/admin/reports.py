"""What our reports have in common."""

from wagtail.admin.views.reports import ReportView


class Report(ReportView):
    """A table for those who may view its records; `home/admin/report.html` is the frame of its template."""

    permission_required = "view"
    paginate_by = 50
    is_searchable = False
