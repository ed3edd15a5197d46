from __future__ import annotations

from django.urls import path

from fengsui.ground.documents import views

app_name = "documents"
urlpatterns = [
    path("documents/", views.index, name="index"),
    path("documents/<uuid:pk>/", views.document, name="document"),
    path("documents/<uuid:pk>/pdf/", views.pdf, name="pdf"),
    path("documents/<uuid:pk>/docx/", views.docx, name="docx"),
    path("documents/<uuid:pk>/approve/", views.approve, name="approve"),
    path("documents/<uuid:pk>/number/", views.number, name="number"),
    path("documents/<uuid:pk>/issue/", views.issue, name="issue"),
    path("documents/<uuid:pk>/void/", views.void, name="void"),
]
