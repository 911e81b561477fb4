from django.http import Http404

from events.registration import services
from events.registration.forms.mine import TopicForm
from events.registration.summary import summary_of

from .decorators import private, reader_locale
from .responses import act, show


@private
def topics(request, registration, booking):
    """Propose topics for one session, or take them back, until it begins."""
    lines = summary_of(registration, reader_locale()).active
    line = next((line for line in lines if line.booking.pk == booking), None)
    if line is None:
        raise Http404
    form = TopicForm(request.POST if "text" in request.POST else None)
    if request.method == "POST" and not line.may_give_up:
        return show(request, registration, template="too_late", status=409)
    if request.POST.get("take_back", "").isdigit():
        topic = int(request.POST["take_back"])
        return act(request, registration, services.take_back_topic, booking, topic, done="topic-back")
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        return act(request, registration, services.propose_topic, booking, text, done="topic")
    status = 422 if request.method == "POST" else 200
    return show(request, registration, template="topics", form=form, line=line, status=status)
