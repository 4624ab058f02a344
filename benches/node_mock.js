// Nile Auth as one mocks it in an afternoon: Node's own http server and a Map of sessions. What `benches/throughput.py`
// measures the stand-in against. It does the least: it signs nothing, checks no password and knows one user.
'use strict';
const { randomBytes, randomUUID } = require('node:crypto');
const { createServer } = require('node:http');

const LIFETIME = 30 * 24 * 60 * 60 * 1000;
const ada = { id: randomUUID(), name: 'Ada Lovelace', image: null, email: 'ada@penguin.test', emailVerified: null };
const sessions = new Map();

const hex = (bytes) => randomBytes(bytes).toString('hex');

function cookiesOf(request) {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
  return Object.fromEntries(pairs.map(([name, value]) => [name, decodeURIComponent(value ?? '')]));
}

function sessionLine(token) {
  const until = new Date(Date.now() + LIFETIME).toUTCString();
  return `nile.session-token=${token}; Path=/; Expires=${until}; HttpOnly; SameSite=Lax`;
}

function csrf() {
  const csrfToken = hex(32);
  const origin = encodeURIComponent('http://app.example.com');
  const cookies = [`nile.csrf-token=${csrfToken}%7C${hex(32)}; Path=/`, `nile.callback-url=${origin}; Path=/`];
  return { body: { csrfToken }, cookies };
}

function login() {
  const token = hex(64);
  sessions.set(token, { user: ada, expires: new Date(Date.now() + LIFETIME) });
  return { body: { url: 'http://app.example.com' }, cookies: [sessionLine(token)] };
}

function session(request) {
  const token = cookiesOf(request)['nile.session-token'];
  const row = sessions.get(token);
  if (!row || row.expires < Date.now()) {
    return { body: {}, cookies: [] };
  }
  return { body: row, cookies: [sessionLine(token)] };
}

const routes = { 'GET /auth/csrf': csrf, 'POST /auth/callback/credentials': login, 'GET /auth/session': session };

const server = createServer((request, response) => {
  const path = request.url.replace(/^\/v2\/databases\/[^/]+/, '');
  const route = routes[`${request.method} ${path}`];
  if (!route) {
    response.writeHead(404).end();
    return;
  }
  const { body, cookies } = route(request);
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'private, no-cache, no-store',
    expires: '0',
    pragma: 'no-cache',
    'set-cookie': cookies,
  });
  response.end(JSON.stringify(body));
});

server.listen(0, '127.0.0.1', () => console.log(`127.0.0.1:${server.address().port}`));
