// A small deployment of ticket AUTH-4.1 in plain Node.js: login, logout and "who am I".
// Sound by default. Each `--bug NAME` switches on one mistake; see README.md.

import { createHash, randomBytes, scrypt, scryptSync, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { parseArgs, promisify } from 'node:util';

const BUGS = [
  'keeps-session',
  'clears-wrong-cookie',
  'clears-wrong-path',
  'ends-every-session',
  'logs-out-on-get',
  'open-when-anonymous',
];

const { port, bugs } = readCommandLine();
const hashWithScrypt = promisify(scrypt);

// --- Accounts ---------------------------------------------------------------

// Far too cheap for production. This is a test fixture: its passwords are public,
// and a test run should not spend its time hashing them.
const SCRYPT_COST = { N: 1024, r: 8, p: 1 };
const HASH_BYTES = 32;

const ACCOUNTS = [
  account('user-ada', 'ada@penguin.test', 'Ada Adelie', 'correct horse battery staple'),
  account('user-bob', 'bob@penguin.test', 'Bob Brushtail', 'another long passphrase'),
];

// Checked for unknown e-mails, so that they take as long as a wrong password.
const DUMMY_PASSWORD = hashPassword(randomBytes(16).toString('hex'));

function account(id, email, name, password) {
  return { id, email, name, password: hashPassword(password) };
}

function hashPassword(password) {
  const salt = randomBytes(16);
  return { salt, hash: scryptSync(password, salt, HASH_BYTES, SCRYPT_COST) };
}

async function passwordMatches(candidate, { salt, hash }) {
  const candidateHash = await hashWithScrypt(candidate, salt, HASH_BYTES, SCRYPT_COST);
  return timingSafeEqual(candidateHash, hash);
}

async function authenticate({ email, password }) {
  const user = ACCOUNTS.find((known) => known.email === email);
  const matches = await passwordMatches(password, user?.password ?? DUMMY_PASSWORD);
  return user && matches ? user : null;
}

// --- Sessions ---------------------------------------------------------------

const SESSION_SECONDS = 8 * 60 * 60;

// SHA-256 of the token -> session. Whoever reads this map cannot log in with it.
const sessions = new Map();

// Only the bug `open-when-anonymous` ever reads this.
let latestSession = null;

function sha256(token) {
  return createHash('sha256').update(token).digest('hex');
}

// The token is always a new one. Adopting the caller's would allow session fixation.
function openSession(user) {
  const token = randomBytes(32).toString('base64url');
  const session = { key: sha256(token), user, expiresAt: Date.now() + SESSION_SECONDS * 1000 };
  sessions.set(session.key, session);
  latestSession = session;
  return token;
}

function findSession(token) {
  const session = token ? sessions.get(sha256(token)) : undefined;
  if (!session) return null;
  if (session.expiresAt > Date.now()) return session;
  sessions.delete(session.key);
  return null;
}

function endSession(session) {
  if (bugs.has('keeps-session')) return;
  if (bugs.has('ends-every-session')) return endSessionsOf(session.user);
  sessions.delete(session.key);
}

function endSessionsOf(user) {
  for (const session of sessions.values()) {
    if (session.user === user) sessions.delete(session.key);
  }
}

// --- The session cookie -----------------------------------------------------

// No `Secure` and no `__Host-` prefix: the fixture speaks plain http.
const COOKIE_NAME = 'pm_sid';
const COOKIE_FLAGS = 'HttpOnly; SameSite=Lax';

// Tokens are base64url, so the value needs no decoding, and a malformed one cannot throw.
function readSessionCookie(req) {
  const pairs = (req.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const ours = pairs.find((pair) => pair.startsWith(`${COOKIE_NAME}=`));
  return ours ? ours.slice(COOKIE_NAME.length + 1) : '';
}

function sessionCookie(token) {
  return `${COOKIE_NAME}=${token}; Path=/; Max-Age=${SESSION_SECONDS}; ${COOKIE_FLAGS}`;
}

// A browser drops a cookie only if the name and the path are the ones it was set with.
function clearedCookie() {
  const name = bugs.has('clears-wrong-cookie') ? 'nile-session' : COOKIE_NAME;
  const path = bugs.has('clears-wrong-path') ? '/api/auth' : '/';
  return `${name}=; Path=${path}; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ${COOKIE_FLAGS}`;
}

// --- Endpoints: each takes { token, body } and returns { status, body, headers } ---

const UNAUTHORIZED = unauthorized('Unauthorized');

function unauthorized(error) {
  // Never Basic: browsers would ask for a password by themselves.
  return { status: 401, headers: { 'WWW-Authenticate': 'Cookie realm="app"' }, body: { error } };
}

async function login({ body }) {
  const user = await authenticate(parseCredentials(body));
  // One answer for both mistakes, so that it does not tell which e-mails exist.
  if (!user) return unauthorized('Invalid email or password');
  return {
    status: 200,
    headers: { 'Set-Cookie': sessionCookie(openSession(user)) },
    body: { success: true, user: { id: user.id, email: user.email } },
  };
}

// The session ends before the answer leaves: a client that has seen the 200 can rely on it.
function logout({ token }) {
  const session = findSession(token);
  const cleared = { 'Set-Cookie': clearedCookie() };
  // A browser that holds a dead cookie stops sending it.
  if (!session) return { ...UNAUTHORIZED, headers: { ...UNAUTHORIZED.headers, ...(token && cleared) } };
  endSession(session);
  return {
    status: 200,
    headers: { ...cleared, 'Clear-Site-Data': '"cache", "storage"' },
    body: { success: true, message: 'Logged out successfully' },
  };
}

function me({ token }) {
  const leak = bugs.has('open-when-anonymous') && !token;
  const session = leak ? latestSession : findSession(token);
  if (!session) return UNAUTHORIZED;
  const { id, email, name } = session.user;
  return { status: 200, body: { userId: id, tenantId: null, email, name } };
}

function health() {
  return { status: 200, body: { status: 'ok' } };
}

const ROUTES = new Map([
  ['/api/auth/login', { POST: login }],
  // POST only: a link, an image or a prefetch must not be able to log anybody out.
  ['/api/auth/logout', { POST: logout, ...(bugs.has('logs-out-on-get') && { GET: logout }) }],
  ['/api/users/me', { GET: me, HEAD: me }],
  ['/api/health', { GET: health, HEAD: health }],
]);

// --- Reading requests -------------------------------------------------------

const MAX_BODY_BYTES = 64 * 1024;
const EMAIL = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

// An answer that is thrown, for refusals found deep inside a request.
class Refusal extends Error {
  constructor(status, body) {
    super(body.error);
    this.answer = { status, body };
  }
}

function validationFailed(errors) {
  return new Refusal(400, { error: 'Validation failed', errors });
}

// What is over the limit is read but not kept: a client still busy sending would
// see a broken connection instead of the 413.
async function readBody(req) {
  const chunks = [];
  let size = 0;
  for await (const chunk of req) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  if (size > MAX_BODY_BYTES) throw new Refusal(413, { error: 'Payload too large' });
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw validationFailed([{ path: [], message: 'The body is not valid JSON' }]);
  }
}

function parseCredentials(text) {
  const { email, password } = parseJson(text) ?? {};
  const errors = [];
  if (!isText(email, EMAIL)) errors.push({ path: ['email'], message: 'Invalid email' });
  if (!isText(password, /./s)) errors.push({ path: ['password'], message: 'Password is required' });
  if (errors.length > 0) throw validationFailed(errors);
  return { email, password };
}

function isText(value, pattern) {
  return typeof value === 'string' && pattern.test(value);
}

// --- Answering requests -----------------------------------------------------

async function answer(req) {
  // Not `new URL()`: it throws on request targets such as `//`.
  const path = req.url.split('?', 1)[0];
  const methods = ROUTES.get(path);
  if (!methods) return { status: 404, body: { error: 'Not found' } };
  const handler = methods[req.method];
  if (!handler) return methodNotAllowed(methods);
  if (req.method === 'POST' && isForeign(req)) return { status: 403, body: { error: 'Forbidden' } };
  return handler({ token: readSessionCookie(req), body: await readBody(req) });
}

// Whether a browser says that a page of another origin sent this.
function isForeign({ headers }) {
  const site = headers['sec-fetch-site'];
  if (site) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && headers.origin !== `http://${headers.host}`;
}

function methodNotAllowed(methods) {
  const allow = Object.keys(methods).join(', ');
  return { status: 405, headers: { Allow: allow }, body: { error: 'Method not allowed' } };
}

// The details go to the log. The caller learns nothing about the inside.
function answerToFailure(failure) {
  if (failure instanceof Refusal) return failure.answer;
  console.error(failure);
  return { status: 500, body: { error: 'Internal server error' } };
}

function send(res, { status, headers = {}, body }) {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  res.end(text);
}

// --- Starting and stopping --------------------------------------------------

function quit(code, message) {
  console.error(`deployment.mjs: ${message}`);
  process.exit(code);
}

function readCommandLine() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '0' },
        bug: { type: 'string', multiple: true, default: [] },
      },
    });
    return { port: parsePort(values.port), bugs: parseBugs(values.bug) };
  } catch (problem) {
    return quit(2, problem.message);
  }
}

function parsePort(text) {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new Error(`not a port: '${text}'`);
}

function parseBugs(names) {
  const unknown = names.find((name) => !BUGS.includes(name));
  if (unknown === undefined) return new Set(names);
  throw new Error(`unknown bug '${unknown}'; known are ${BUGS.join(', ')}`);
}

const server = createServer((req, res) => {
  answer(req)
    .catch(answerToFailure)
    .then((result) => send(res, result));
});

// Idle keep-alive connections would hold the process open, so they are closed too.
function stop() {
  server.close();
  server.closeAllConnections();
}

process.once('SIGTERM', stop);
process.once('SIGINT', stop);

server.on('error', (problem) => quit(1, problem.message));
server.listen(port, '127.0.0.1', () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});
