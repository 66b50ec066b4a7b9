"""Signing in and keeping an account safe: the library's pages that we use, and no others.

Accounts are opened and passwords set anew by whoever invites (``accounts.operations``), so there
is no signing up, no mailed link, and no page of mail addresses.
"""

from allauth.account import views
from django.urls import include, path

from ocop.web import account

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", account.signing_up, name="account_signup"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", account.forgotten, name="account_reset_password"),
    path("xac-thuc/", include("allauth.mfa.urls")),
]
