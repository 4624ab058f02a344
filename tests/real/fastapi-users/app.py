"""The full example of FastAPI Users, with cookies instead of bearer tokens.

    python app.py database|jwt

Serves on a free port, keeps its database in the current folder, and takes its
accounts from ACCOUNTS: a JSON list of pairs of address and password.
"""

import json
import os
import socket
import sys
import uuid
from contextlib import asynccontextmanager

import email_validator
import uvicorn
from fastapi import Depends, FastAPI
from fastapi_users import BaseUserManager, FastAPIUsers, UUIDIDMixin, schemas
from fastapi_users.authentication import AuthenticationBackend, CookieTransport, JWTStrategy
from fastapi_users.authentication.strategy.db import DatabaseStrategy
from fastapi_users_db_sqlalchemy import SQLAlchemyBaseUserTableUUID, SQLAlchemyUserDatabase
from fastapi_users_db_sqlalchemy.access_token import (
    SQLAlchemyAccessTokenDatabase,
    SQLAlchemyBaseAccessTokenTableUUID,
)
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase

SECRET = os.urandom(32).hex()
HOUR = 3600

# The addresses of the accounts end with .test.
email_validator.TEST_ENVIRONMENT = True

engine = create_async_engine("sqlite+aiosqlite:///db.sqlite3")
open_database = async_sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class User(SQLAlchemyBaseUserTableUUID, Base):
    pass


class AccessToken(SQLAlchemyBaseAccessTokenTableUUID, Base):
    pass


class UserRead(schemas.BaseUser[uuid.UUID]):
    pass


class UserCreate(schemas.BaseUserCreate):
    pass


class UserUpdate(schemas.BaseUserUpdate):
    pass


class UserManager(UUIDIDMixin, BaseUserManager[User, uuid.UUID]):
    reset_password_token_secret = SECRET
    verification_token_secret = SECRET


async def database():
    async with open_database() as session:
        yield session


async def user_manager(session=Depends(database)):
    yield UserManager(SQLAlchemyUserDatabase(session, User))


def database_strategy(session=Depends(database)):
    return DatabaseStrategy(SQLAlchemyAccessTokenDatabase(session, AccessToken), lifetime_seconds=HOUR)


def jwt_strategy():
    return JWTStrategy(secret=SECRET, lifetime_seconds=HOUR)


STRATEGIES = {"database": database_strategy, "jwt": jwt_strategy}


@asynccontextmanager
async def lifespan(_app):
    """Creates tables and accounts before the first request."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with open_database() as session:
        manager = UserManager(SQLAlchemyUserDatabase(session, User))
        for email, password in json.loads(os.environ["ACCOUNTS"]):
            await manager.create(UserCreate(email=email, password=password))
    yield


def build(strategy):
    # Without https there is no other way than cookies that are not Secure.
    transport = CookieTransport(cookie_max_age=HOUR, cookie_secure=False)
    backend = AuthenticationBackend(name="cookie", transport=transport, get_strategy=STRATEGIES[strategy])
    users = FastAPIUsers[User, uuid.UUID](user_manager, [backend])
    app = FastAPI(lifespan=lifespan)
    app.include_router(users.get_auth_router(backend), prefix="/auth/jwt")
    app.include_router(users.get_users_router(UserRead, UserUpdate), prefix="/users")
    return app


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    # Who comes before it serves waits in the queue of the socket.
    print(f"listening on http://localhost:{listener.getsockname()[1]}", flush=True)
    server = uvicorn.Server(uvicorn.Config(build(sys.argv[1]), log_level="warning"))
    server.run(sockets=[listener])
