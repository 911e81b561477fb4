from django.http import JsonResponse

from events.registration.data_export import everything_about

from .decorators import private


@private
def data(request, registration):
    """All that is stored about this registration (GDPR Art. 15 and 20), as JSON to keep."""
    options = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(everything_about(registration), json_dumps_params=options)
    response["Content-Disposition"] = f'attachment; filename="{registration.code}.json"'
    return response
