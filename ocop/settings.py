"""Every setting, in one file: read from the environment, safe without one."""

import os
import secrets
from importlib import resources
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(name: str, default: bool = False) -> bool:
    """Read a yes or no: 1, true, yes and on are yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    """Read a comma-separated list."""
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


# Everything that a running system writes lives here: database, uploads, built assets, secrets.
VAR = Path(os.environ.get("OCOP_VAR", BASE_DIR / "var"))
VAR.mkdir(parents=True, exist_ok=True)


def env_secret(name: str) -> str:
    """Read a secret from the environment, or from a private file made at the first start."""
    if value := os.environ.get(name):
        return value
    path = VAR / f"{name.lower()}.secret"
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


DEBUG = env_bool("OCOP_DEBUG")
SECRET_KEY = env_secret("OCOP_SECRET_KEY")
ALLOWED_HOSTS = env_list("OCOP_HOSTS", "127.0.0.1,localhost,[::1],testserver")
# What signs the ledger's checkpoints: PRIVATE+KEY+name+id+key, or a file made at the first one.
LEDGER_KEY = os.environ.get("OCOP_LEDGER_KEY", "")
LEDGER_KEY_FILE = VAR / "ocop_ledger_key.secret"
# What wraps the keys of sealed cards; outside the database, so that a dump of it tells no score.
SEAL_KEY = os.environ.get("OCOP_SEAL_KEY", "")
SEAL_KEY_FILE = VAR / "ocop_seal_key.secret"
# By which stamps are made and known: "province generation year hex", several after commas; or a
# file made at the first batch. Whoever has it can print stamps.
STAMP_KEYS = os.environ.get("OCOP_STAMP_KEYS", "")
STAMP_KEYS_FILE = VAR / "ocop_stamp_keys.secret"
# What seals freely given sensitive answers: the newest first, older ones after commas.
SENSITIVE_KEYS = env_secret("OCOP_SENSITIVE_KEY").split(",")
# Lets subscribers of events be programs on this machine: for tests only, never in the open.
WEBHOOK_LOOPBACK = env_bool("OCOP_WEBHOOK_LOOPBACK")
# The office's key for PDF files (PKCS#12), and the roots (PEM) by which signatures are trusted.
SIGNING_P12 = os.environ.get("OCOP_SIGNING_P12", "")
SIGNING_PASSWORD = os.environ.get("OCOP_SIGNING_PASSWORD", "")
SIGNING_PASSWORD_FILE = os.environ.get("OCOP_SIGNING_PASSWORD_FILE", "")
SIGNING_ROOTS = os.environ.get("OCOP_SIGNING_ROOTS", "")
# A time stamp authority (RFC 3161); without one a signature says our own time.
SIGNING_STAMPED_BY = os.environ.get("OCOP_SIGNING_TIMESTAMP", "")
SITE_URL = os.environ.get("OCOP_SITE_URL", "http://127.0.0.1:8000").rstrip("/")
# What the symbols on stamps lead to: printed for years, so that it may never change again.
STAMP_SITE_URL = os.environ.get("OCOP_STAMP_SITE_URL", SITE_URL).rstrip("/")
# Where each process appends its scans, and what is kept of scanned stamps (docs/operating.md).
SCANS = VAR / "scans"
# Off only to compare: scans that are on no disk go with their process.
SCAN_SPOOL = env_bool("OCOP_SCAN_SPOOL", default=True)
# Which network belongs to which province: lines "network,province"; without it no place is known.
SCAN_NETWORKS = os.environ.get("OCOP_SCAN_NETWORKS", "")
HTTPS = SITE_URL.startswith("https://")
# Where a weakness is reported, as /.well-known/security.txt tells: a mailto: or https: address.
SECURITY_CONTACT = os.environ.get("OCOP_SECURITY_CONTACT", f"{SITE_URL}/gioi-thieu/")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # Before the libraries whose pages it draws anew.
    "ocop.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "ocop.base",
    "ocop.audit",
    "ocop.places",
    "ocop.accounts",
    "ocop.rulesets",
    "ocop.notices",
    "ocop.jobs",
    "ocop.registry",
    "ocop.certificates",
    "ocop.links",
    "ocop.cycles",
    "ocop.mark",
    "ocop.dossiers",
    "ocop.grading",
    "ocop.epcis",
    "ocop.trace",
    "ocop.scans",
    "ocop.stamps",
    "ocop.complaints",
    "ocop.figures",
    "ocop.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ocop.web.epcis.door.ProgramsDoor",
    "ocop.web.keeping.KeptPages",
    "csp.middleware.CSPMiddleware",
    "ocop.web.methods.OnlyAnsweredMethods",
    "ocop.web.plain.PlainText",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ocop.web.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ocop.web.middleware.ActMiddleware",
    "ocop.web.behalf.BehalfMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ocop.urls"
WSGI_APPLICATION = "ocop.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "ocop.web.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]


def database_from(url: str) -> dict[str, object]:
    """Turn ``DATABASE_URL`` into Django's settings: PostgreSQL by URL, else SQLite in ``VAR``."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR / "ocop.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("DATABASE_URL starts with postgres:// (or is left out for SQLite).")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People: one account a person, signed in by user name or e-mail (docs/adr/0011).
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ban-lam-viec/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "ocop.web.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
# Whoever holds a post is signed out after so long without a request, and after so long in all;
# what was typed stays in the browser's draft. Producers stay signed in on their telephone.
OFFICE_IDLE_MINUTES = int(os.environ.get("OCOP_OFFICE_IDLE_MINUTES", "60"))
OFFICE_SESSION_HOURS = int(os.environ.get("OCOP_OFFICE_SESSION_HOURS", "10"))
# django-axes locks, and says for how long; a council signs in at once from behind one address.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "OCOP"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Staff roles must hold a second factor before they reach their desk.
REQUIRE_SECOND_FACTOR = env_bool("OCOP_REQUIRE_SECOND_FACTOR")
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "ocop.web.account.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# How many proxies of ours stand before the site; each adds an address on the right of
# X-Forwarded-For. With 0 the header, which anyone may send, is not believed.
PROXIES = int(os.environ.get("OCOP_PROXIES", "0"))
AXES_CLIENT_IP_CALLABLE = "ocop.web.account.address_of"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "ocop" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["ocop.formats"]
FORM_RENDERER = "ocop.web.forms.Renderer"

# Third-party files come out of Python wheels or are built from them into VAR (docs/stack.md).
ASSETS = VAR / "assets"
ASSETS.mkdir(exist_ok=True)
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [
    ("fonts", ASSETS),
    ("htmx", str(resources.files("django_htmx") / "static" / "django_htmx")),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
# Rendered public pages in the memory of each worker; 0 keeps none (docs/adr/0013).
KEPT_PAGES_BYTES = int(os.environ.get("OCOP_KEPT_PAGES_MB", "64")) * 1_000_000

# Uploads are private: outside the web root, served only by gated views.
MEDIA_ROOT = VAR / "media"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "ocop.web.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def mail_from(url: str) -> dict[str, object]:
    """Turn ``OCOP_EMAIL_URL`` into Django's settings: a mail server by URL, else files in ``VAR``.

    ``smtp://`` asks for STARTTLS unless ``?tls=0``; ``smtps://`` is TLS from the first byte.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("OCOP_EMAIL_URL is smtp://user:password@host:587 (or is left out).")
    secure = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if secure else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": secure,
        "EMAIL_USE_TLS": not secure and "tls=0" not in parts.query.split("&"),
    }


# Letters; without a server they are files, so that a fresh machine shows what it would send.
globals().update(mail_from(os.environ.get("OCOP_EMAIL_URL", "")))
if "OCOP_EMAIL_BACKEND" in os.environ:
    EMAIL_BACKEND = os.environ["OCOP_EMAIL_BACKEND"]
EMAIL_FILE_PATH = VAR / "outbox"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("OCOP_EMAIL_FROM", "OCOP <khong-tra-loi@ocop.example>")
# By which gateway each channel goes out; a province's own class stands where the simulator does.
NOTICE_GATEWAYS = {
    "email": "ocop.notices.gateways.mail.MailGateway",
    "sms": os.environ.get("OCOP_SMS_GATEWAY", "ocop.notices.gateways.simulator.SmsSimulator"),
    "zalo": os.environ.get("OCOP_ZALO_GATEWAY", "ocop.notices.gateways.simulator.ZaloSimulator"),
}
# How what lots tell goes to the national portal; a province's own class stands where the folder
# does (ocop.trace.portal.adapters.Adapter).
PORTAL_ADAPTER = os.environ.get("OCOP_PORTAL_ADAPTER", "ocop.trace.portal.folder.FolderAdapter")
PORTAL_FOLDER = Path(os.environ.get("OCOP_PORTAL_FOLDER", VAR / "portal"))
# Yearly decisions on public holidays that came out after this version, as JSON.
HOLIDAYS_FILE = os.environ.get("OCOP_HOLIDAYS_FILE", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}, "django.request": {"level": "ERROR"}},
}
