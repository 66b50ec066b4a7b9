"""Which language a reader chose for the public pages."""

from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from ocop.web.gates import public

# Nobody gains by choosing another's language, and a page without a token is the same for all.
choose = public(csrf_exempt(set_language))
