// Logging in with a password on Auth.js, by its published packages: next-auth 4,
// or Auth.js 5 for Express, with sessions as tokens or rows. See README.md.

import { randomBytes, randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';

import { ExpressAuth } from '@auth/express';
import credentialsOfFive from '@auth/express/providers/credentials';
import gitHubOfFive from '@auth/express/providers/github';
import { UnstorageAdapter } from '@auth/unstorage-adapter';
import cookieParser from 'cookie-parser';
import express from 'express';
import nextAuth from 'next-auth';
import credentialsOfFour from 'next-auth/providers/credentials';
import gitHubOfFour from 'next-auth/providers/github';
import { createStorage } from 'unstorage';

const VARIANTS = {
  'v4-jwt': () => four(tokens(credentialsOfFour.default)),
  'v4-jti-list': () => four(listed(credentialsOfFour.default, (token) => token.jti)),
  'v4-session-list': () => four(listed(credentialsOfFour.default, (token) => token.session)),
  'v4-database': () => four(rows(credentialsOfFour.default, gitHubOfFour.default)),
  'v5-jwt': () => five(tokens(credentialsOfFive)),
  'v5-session-list': () => five(listed(credentialsOfFive, (token) => token.session)),
  'v5-database': () => five(rows(credentialsOfFive, gitHubOfFive)),
};

const SESSION_SECONDS = 30 * 24 * 60 * 60;

const { values } = parseArgs({
  options: {
    variant: { type: 'string', default: 'v4-jwt' },
    port: { type: 'string', default: '0' },
    user: { type: 'string', multiple: true, default: [] },
  },
});

const adapter = UnstorageAdapter(createStorage());
const passwords = new Map(values.user.map((user) => user.split(':')));
for (const email of passwords.keys()) {
  await adapter.createUser({ email, name: email.split('@')[0], emailVerified: null });
}

const app = express();
app.use('/api/auth', VARIANTS[values.variant]());
const server = app.listen(Number(values.port), '127.0.0.1', () => {
  const origin = `http://localhost:${server.address().port}`;
  process.env.NEXTAUTH_URL = origin;
  console.log(`listening on ${origin}`);
});

// --- Sessions ---------------------------------------------------------------

/** Tokens, as Auth.js issues them unless it is told otherwise. */
function tokens(credentials) {
  return { secret: secret(), session: { strategy: 'jwt' }, providers: [credentials(password())] };
}

/** Tokens, and a list of those that were signed out. */
function listed(credentials, idOf) {
  const ended = new Set();
  return {
    ...tokens(credentials),
    callbacks: {
      jwt: ({ token, user }) => {
        // There is a user only at sign-in.
        if (user) token.session = randomUUID();
        if (ended.has(idOf(token))) throw new Error('signed out');
        return token;
      },
    },
    events: { signOut: ({ token }) => ended.add(idOf(token)) },
  };
}

/**
 * Rows. To a password Auth.js answers with a token whatever the strategy is, and
 * it refuses this one where passwords are all there is. Apps that want both name
 * another provider, and let `encode` open a row and return its id.
 */
function rows(credentials, gitHub) {
  return {
    secret: secret(),
    adapter,
    session: { strategy: 'database', maxAge: SESSION_SECONDS },
    jwt: { encode: ({ token }) => openRow(token.sub) },
    providers: [credentials(password()), gitHub({ clientId: 'none', clientSecret: 'none' })],
  };
}

async function openRow(userId) {
  const expires = new Date(Date.now() + SESSION_SECONDS * 1000);
  const { sessionToken } = await adapter.createSession({ sessionToken: randomUUID(), userId, expires });
  return sessionToken;
}

function password() {
  return {
    credentials: { email: {}, password: {} },
    authorize: ({ email, password }) =>
      passwords.has(email) && passwords.get(email) === password ? adapter.getUserByEmail(email) : null,
  };
}

function secret() {
  return randomBytes(32).toString('hex');
}

// --- Versions ---------------------------------------------------------------

/** next-auth 4, called as Next.js calls its API route. */
function four(options) {
  const route = express.Router();
  route.use(cookieParser(), express.json(), express.urlencoded({ extended: false }), (req, res) => {
    const nextauth = req.path.split('/').filter(Boolean);
    Object.defineProperty(req, 'query', { value: { ...req.query, nextauth } });
    return nextAuth.default(req, res, options);
  });
  return route;
}

/** Auth.js 5. */
function five(config) {
  return ExpressAuth({ ...config, trustHost: true });
}
