"""Comment, answer, edit and withdraw. The thread itself is part of the page of what is commented."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from consultations.capabilities.comments.forms import CommentForm, EditForm, ReplyForm
from consultations.capabilities.comments.models import Comment
from consultations.capabilities.comments.operations import add_comment, edit_comment, withdraw_comment
from consultations.capabilities.comments.queries import thread_context
from consultations.process.modality import contribution_url
from consultations.process.models import Contribution
from platform_core.access import public, signed_in
from platform_core.errors import RuleBroken


def _target(request: HttpRequest, target_id: int) -> Contribution:
    visible = Contribution.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("step__consultation", "theme"), pk=target_id)


def _mine(request: HttpRequest, comment_id: int) -> Comment:
    comments = Comment.objects.select_related("contribution__step__consultation", "target__step__consultation")
    comment = get_object_or_404(comments, pk=comment_id)
    if not request.user.is_authenticated or comment.contribution.author_id != request.user.pk:
        raise Http404
    return comment


@public
def thread(request: HttpRequest, target_id: int) -> HttpResponse:
    """Show a page of the threads of a contribution: sorted, filtered, next pages (a fragment, or a page of its own)."""
    return render(
        request,
        _template(request, "comments/page.html", "comments/thread.html"),
        thread_context(request, _target(request, target_id)),
    )


@signed_in
def add(request: HttpRequest, target_id: int) -> HttpResponse:
    """Comment a contribution; refused, the form comes back with what was typed."""
    target = _target(request, target_id)
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            comment = add_comment(
                by=request.user,
                target=target,
                body=form.cleaned_data["body"],
                alignment=form.cleaned_data["alignment"],
            )
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return _done(request, comment)
    status = 422 if form.errors else 200
    template = _template(request, "comments/form_page.html", "comments/form.html")
    context = {"form": form, "target": target, "back": contribution_url(target), "title": _("Commenter")}
    return render(request, template, context, status=status)


@signed_in
def reply(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Answer a comment, on a page of its own that shows what is answered."""
    parents = Comment.objects.select_related("contribution__author", "target__step__consultation", "target__theme")
    parent = get_object_or_404(parents, pk=comment_id, contribution__in=Contribution.objects.visible_to(request.user))
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            comment = add_comment(by=request.user, target=parent.target, body=form.cleaned_data["body"], parent=parent)
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return _done(request, comment)
    context = {"form": form, "target": parent.target, "parent": parent, "title": _("Répondre")}
    context["back"] = contribution_url(parent.target)
    return render(request, "comments/form_page.html", context, status=422 if form.errors else 200)


@signed_in
def edit(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Change the text of one's comment."""
    comment = _mine(request, comment_id)
    form = EditForm(request.POST or None, initial={"body": comment.contribution.body})
    if request.method == "POST" and form.is_valid():
        try:
            edit_comment(by=request.user, comment=comment, body=form.cleaned_data["body"])
        except RuleBroken as error:
            form.add_error(error.field, error.message)
        else:
            return _done(request, comment)
    context = {"form": form, "target": comment.target, "back": contribution_url(comment.target)}
    context["title"] = _("Modifier mon commentaire")
    return render(request, "comments/form_page.html", context, status=422 if form.errors else 200)


@signed_in
def withdraw(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Take one's comment back, after a question."""
    comment = _mine(request, comment_id)
    if request.method == "POST":
        withdraw_comment(by=request.user, comment=comment)
        return redirect(f"{contribution_url(comment.target)}#commentaires")
    return render(request, "comments/withdraw.html", {"comment": comment, "back": contribution_url(comment.target)})


def _done(request: HttpRequest, comment: Comment) -> HttpResponse:
    return redirect(f"{contribution_url(comment.target)}#commentaire-{comment.pk}")


def _template(request: HttpRequest, page: str, fragment: str) -> str:
    return fragment if request.htmx else page  # type: ignore[attr-defined]  # django-htmx adds it
