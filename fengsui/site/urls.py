"""Every room's urls, discovered; beside them the log-in and the site's own few pages."""

from __future__ import annotations

from django.urls import include, path

from fengsui import house

urlpatterns = [
    path("", include("fengsui.site.doors")),
    *(path("", include(module.__name__)) for module in house.modules("urls") if module.__name__ != __name__),
]

handler400 = "fengsui.site.views.bad_request"
handler403 = "fengsui.site.views.forbidden"
handler404 = "fengsui.site.views.not_found"
handler500 = "fengsui.site.views.broken"
