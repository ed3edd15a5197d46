from __future__ import annotations

from django.urls import path

from fengsui.command.duty.views import calendar, changing, drafting, generating, mine, now, posts, roster, swapping

app_name = "duty"
urlpatterns = [
    path("duty/", now.index, name="index"),
    path("duty/mine/", mine.mine, name="mine"),
    path("duty/mine/link/", calendar.link, name="link"),
    path("duty/mine/absence/", changing.own_absence, name="own_absence"),
    path("duty/shifts/<int:pk>/", mine.shift, name="shift"),
    path("duty/shifts/<int:pk>/sign-in/", mine.sign_in, name="sign_in"),
    path("duty/shifts/<int:pk>/override/", changing.override, name="override"),
    path("duty/watches/<int:pk>/", mine.watch, name="watch"),
    path("duty/watches/<int:pk>/sign-off/", mine.sign_off, name="sign_off"),
    path("duty/watches/<int:pk>/take/", mine.take, name="take"),
    path("duty/swaps/<uuid:pk>/", swapping.swap, name="swap"),
    path("duty/acts/<int:pk>/undo/", changing.undo, name="undo"),
    path("duty/absences/<int:pk>/withdraw/", changing.withdraw_absence, name="withdraw_absence"),
    path("duty/calendar/<str:secret>.ics", calendar.feed, name="feed"),
    path("duty/at/<str:code>/", roster.days, name="roster"),
    path("duty/at/<str:code>/people/", roster.people, name="people"),
    path("duty/at/<str:code>/gaps/", roster.gaps, name="gaps"),
    path("duty/at/<str:code>/hours/", roster.hours, name="hours"),
    path("duty/at/<str:code>/turns/<int:slot>/<str:day>/", changing.turn, name="turn"),
    path("duty/at/<str:code>/changes/", changing.changes, name="changes"),
    path("duty/at/<str:code>/absences/", changing.absence, name="absence"),
    path("duty/at/<str:code>/handing/", roster.handing, name="handing"),
    path("duty/at/<str:code>/posts/", posts.posts, name="posts"),
    path("duty/at/<str:code>/posts/<int:pk>/", posts.post, name="post"),
    path("duty/at/<str:code>/draft/", drafting.draft, name="draft"),
    path("duty/at/<str:code>/draft/fill/", drafting.fill, name="fill"),
    path("duty/at/<str:code>/draft/pattern/", drafting.pattern, name="pattern"),
    path("duty/at/<str:code>/draft/generate/", generating.generate, name="generate"),
    path("duty/at/<str:code>/publish/", drafting.publish, name="publish"),
]
