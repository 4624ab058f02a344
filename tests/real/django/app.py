"""A project with Django's own login and logout.

    python app.py database|redirects|signed-cookies

Serves on a free port, keeps its database in the current folder, and takes its
accounts from ACCOUNTS: a JSON list of pairs of address and password.
"""

import json
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from waitress import create_server

VARIANTS = {
    "database": {},
    "redirects": {"LOGOUT_REDIRECT_URL": "/accounts/login/"},
    "signed-cookies": {"SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies"},
}


def configure(variant):
    """Django's defaults, but for what a project has to decide."""
    settings.configure(
        SECRET_KEY=os.urandom(32).hex(),
        ALLOWED_HOSTS=["localhost"],
        ROOT_URLCONF="urls",
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [Path(__file__).parent / "templates"],
            }
        ],
        # A login reads and then writes: it waits for its turn from the start.
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": "db.sqlite3",
                "OPTIONS": {"transaction_mode": "IMMEDIATE"},
            }
        },
        **VARIANTS[variant],
    )
    django.setup()


def create_accounts():
    """Accounts whose user name is the address."""
    from django.contrib.auth.models import User

    call_command("migrate", verbosity=0)
    for email, password in json.loads(os.environ["ACCOUNTS"]):
        User.objects.create_user(username=email, email=email, password=password)


if __name__ == "__main__":
    configure(sys.argv[1])
    create_accounts()
    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0)
    print(f"listening on http://localhost:{server.effective_port}", flush=True)
    server.run()
