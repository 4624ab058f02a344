"""The app of Flask-Login's README, with an answer in JSON that says who is asking.

    python app.py session|remember|server-side

Serves on a free port, keeps sessions of its own in the current folder, and
takes its accounts from ACCOUNTS: a JSON list of pairs of address and password.
"""

import json
import os
import sys

import flask
import flask_login
from cachelib.file import FileSystemCache
from flask_session import Session
from waitress import create_server
from werkzeug.security import check_password_hash, generate_password_hash

app = flask.Flask(__name__)
login_manager = flask_login.LoginManager()
login_manager.init_app(app)
users = {}


class User(flask_login.UserMixin):
    def __init__(self, email):
        self.id = email


@login_manager.user_loader
def load_user(email):
    return User(email) if email in users else None


@app.get("/login")
def show_login():
    return "<form method=post><input name=email><input name=password type=password><button>Log in</button></form>"


@app.post("/login")
def login():
    email = flask.request.form["email"]
    if email in users and check_password_hash(users[email], flask.request.form["password"]):
        flask_login.login_user(User(email), remember=app.config["REMEMBER"])
        return flask.redirect(flask.url_for("protected"))
    return "Bad login"


@app.get("/protected")
@flask_login.login_required
def protected():
    return {"email": flask_login.current_user.id}


@app.get("/logout")
def logout():
    flask_login.logout_user()
    return "Logged out"


if __name__ == "__main__":
    app.secret_key = os.urandom(32)
    app.config["REMEMBER"] = sys.argv[1] == "remember"
    if sys.argv[1] == "server-side":
        sessions = FileSystemCache("sessions")
        app.config.update(SESSION_TYPE="cachelib", SESSION_CACHELIB=sessions)
        # Else a read that is in flight during a logout saves the session anew.
        app.config["SESSION_REFRESH_EACH_REQUEST"] = False
        Session(app)
    for address, password in json.loads(os.environ["ACCOUNTS"]):
        users[address] = generate_password_hash(password)
    server = create_server(app, host="127.0.0.1", port=0)
    print(f"listening on http://localhost:{server.effective_port}", flush=True)
    server.run()
