"""How signing in differs from the library's defaults."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the office (``accounts.operations.invite``), never by signing up."""

    def is_open_for_signup(self, request) -> bool:
        return False
