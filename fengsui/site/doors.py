"""The site's own few addresses. Rooms bring theirs; see urls.py."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from fengsui.site import health, search, views

urlpatterns = [
    path("settings/", views.settings_home, name="settings"),
    path("search/", search.page, name="search"),
    path("style/", views.style, name="style"),
    path("switch/language/", views.language, name="language"),
    path("switch/theme/", views.theme, name="theme"),
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    # The log-in library brings more than we open: no sign-up, no e-mail, no reset by e-mail.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/password/forgotten/", views.forgotten, name="account_reset_password"),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    # Names that the library looks up; behind them there is nothing here.
    path("accounts/signup/", views.nothing, name="account_signup"),
    path("accounts/confirm-email/", views.nothing, name="account_email_verification_sent"),
    path("accounts/password/set/", views.nothing, name="account_set_password"),
]
