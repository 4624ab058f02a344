-- The tables of Nile's page "Built-in Tables" that the stand-in fills. What is
-- there already is left as it is. One statement, so that it happens wholly or
-- not at all; the lock lets one of several stand-ins go first.
DO $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('penguin-auth'));

    IF to_regproc('crypt') IS NULL THEN
        CREATE EXTENSION IF NOT EXISTS pgcrypto;
    END IF;
    IF to_regnamespace('users') IS NULL THEN
        CREATE SCHEMA users;
    END IF;
    IF to_regnamespace('auth') IS NULL THEN
        CREATE SCHEMA auth;
    END IF;

    IF to_regclass('users.users') IS NULL THEN
        CREATE TABLE users.users (
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            created timestamp NOT NULL DEFAULT LOCALTIMESTAMP,
            updated timestamp NOT NULL DEFAULT LOCALTIMESTAMP,
            deleted timestamp,
            name text,
            family_name text,
            given_name text,
            email text,
            picture text,
            email_verified timestamp,
            multi_factor text,
            CONSTRAINT users_pkey PRIMARY KEY (id)
        );
        CREATE UNIQUE INDEX users_email_key ON users.users (email) WHERE deleted IS NULL;
    END IF;

    IF to_regclass('auth.sessions') IS NULL THEN
        CREATE TABLE auth.sessions (
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            expires_at timestamptz NOT NULL,
            session_token text NOT NULL,
            user_id uuid NOT NULL,
            CONSTRAINT sessions_pkey PRIMARY KEY (id),
            CONSTRAINT sessiontoken_unique UNIQUE (session_token),
            CONSTRAINT "sessions_userId_fkey" FOREIGN KEY (user_id) REFERENCES users.users (id) ON DELETE CASCADE
        );
    END IF;

    IF to_regclass('auth.credentials') IS NULL THEN
        IF to_regtype('auth.authentication_method') IS NULL THEN
            CREATE TYPE auth.authentication_method AS ENUM
                ('EMAIL_PASSWORD', 'OIDC', 'PASSWORD', 'PLAIN_TEXT', 'MFA');
        END IF;
        CREATE TABLE auth.credentials (
            id uuid NOT NULL DEFAULT gen_random_uuid(),
            user_id uuid NOT NULL,
            created timestamp NOT NULL DEFAULT LOCALTIMESTAMP,
            updated timestamp NOT NULL DEFAULT LOCALTIMESTAMP,
            deleted timestamp,
            method auth.authentication_method NOT NULL,
            provider text NOT NULL DEFAULT 'nile',
            payload jsonb,
            provider_account_id text,
            CONSTRAINT credentials_pkey PRIMARY KEY (id),
            CONSTRAINT credentials_user_id_fkey FOREIGN KEY (user_id) REFERENCES users.users (id)
        );
    END IF;
END
$$
