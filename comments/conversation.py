"""What a reader sees below a page: the comments of one page of branches, in one language or in all."""

from dataclasses import dataclass, field
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import get_language_info
from wagtail.models import Page

from .access import Access, access
from .models import Comment, CommentSettings, Thread
from .page_state import PageState

# Up to this many comments stand on one page; longer conversations show this many branches at a time.
ON_ONE_PAGE = 200
BRANCHES = 50

# Parameters of the page's address; a page cache must know them.
LANGUAGE_PARAMETER = "comments"
PAGE_PARAMETER = "comments_page"

SHOWN = (
    "thread_id",
    "parent_id",
    "root_id",
    "language",
    "name",
    "body_html",
    "status",
    "role",
    "created_at",
    "published_at",
    "edited_at",
    "corrected_at",
)


@dataclass
class Branch:
    """A comment and its answers, one visible level whatever answers what."""

    comment: Comment
    answers: list[Comment] = field(default_factory=list)


@dataclass
class Conversation:
    """The comments of a page. Beside what `state` cost: one query where there are comments (two and a
    count where they need several pages), whatever their number; none for the counts."""

    page: Page
    state: PageState
    language: str
    number: str | int = 1

    @property
    def settings(self) -> CommentSettings:
        return self.state.settings

    @property
    def thread(self) -> Thread | None:
        return self.state.thread

    @cached_property
    def access(self) -> Access:
        return access(self.page, self.state)

    @property
    def page_language(self) -> str:
        return self.page.locale.language_code

    @cached_property
    def shown_language(self) -> str:
        """The language that is shown alone, "" for all."""
        if self.settings.separate:
            return self.page_language
        return self.language if self.language in self.counts else ""

    @property
    def counts(self) -> dict[str, int]:
        if self.thread is None or not self.access.shown:
            return {}
        return {code: number for code, number in self.thread.approved.items() if number}

    @property
    def total(self) -> int:
        """Comments that a reader of this page can see in all."""
        return self.counts.get(self.page_language, 0) if self.settings.separate else sum(self.counts.values())

    @property
    def languages(self) -> list[dict]:
        """The choice between one language and all, where there is one: {code, name, number, current}."""
        if self.settings.separate or len(self.counts) < 2:
            return []
        return [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "number": number,
                "current": code == self.shown_language,
            }
            for code, number in self.counts.items()
        ]

    @cached_property
    def paginator(self) -> Paginator | None:
        """None where all stand on one page."""
        if self.thread is None or self.thread.total <= ON_ONE_PAGE:
            return None
        return Paginator(self._visible().filter(root=None).order_by("pk"), BRANCHES)

    @cached_property
    def page_obj(self):
        return self.paginator.get_page(self.number) if self.paginator else None

    @cached_property
    def branches(self) -> list[Branch]:
        if self.thread is None or not self.thread.total or not self.access.shown:
            return []
        rows = self._visible().order_by("pk").only(*SHOWN)
        if self.page_obj is not None:
            roots = list(self.page_obj.object_list.only(*SHOWN))
            answers = rows.filter(root__in=[root.pk for root in roots])
            rows = [*roots, *answers]
        branches: dict[int, Branch] = {}
        for comment in rows:
            if comment.root_id is None:
                branches[comment.pk] = Branch(comment)
            elif comment.root_id in branches and comment.is_public:
                branches[comment.root_id].answers.append(comment)
        return list(branches.values())

    def _visible(self):
        """Public comments of the language; and any comment as long as answers to it are."""
        shown = Q(status=Comment.Status.APPROVED)
        if self.shown_language:
            shown &= Q(language=self.shown_language)
        answers = Comment.objects.filter(shown, root=OuterRef("pk"))
        return self.thread.comments.filter(shown | Q(Exists(answers), root=None))
