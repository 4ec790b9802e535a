"""Addresses of sign-in and account: those of allauth we want, under the names it knows them by, and our own."""

from allauth.account import views as allauth_account
from allauth.mfa.base import views as allauth_mfa
from django.urls import path

from sotay.web.account import idle, second_factor, views

urlpatterns = [
    path("login/", allauth_account.login, name="account_login"),
    path("logout/", allauth_account.logout, name="account_logout"),
    path("inactive/", allauth_account.account_inactive, name="account_inactive"),
    path("reauthenticate/", allauth_account.reauthenticate, name="account_reauthenticate"),
    path("2fa/authenticate/", allauth_mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", allauth_mfa.reauthenticate, name="mfa_reauthenticate"),
    path("", views.account, name="account"),
    path("agencies/", views.agencies, name="agencies"),
    path("password/", views.password_change, name="account_change_password"),
    path("sessions/end/", views.sessions_end, name="account_end_sessions"),
    path("unlock/", idle.unlock, name="account_unlock"),
    path("resume/", idle.resume, name="account_resume"),
    path("session/", idle.status, name="account_session"),
    path("session/stay/", idle.stay, name="account_stay"),
    path("2fa/activate/", second_factor.activate, name="mfa_activate_totp"),
    path("2fa/deactivate/", second_factor.deactivate, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/recovery-codes/file/", second_factor.recovery_codes_file, name="mfa_download_recovery_codes"),
    path("2fa/recovery-codes/renew/", second_factor.recovery_codes_renew, name="mfa_generate_recovery_codes"),
]
