// A login on Express with express-session and its MemoryStore. See README.md.

import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import express from 'express';
import session from 'express-session';

/** About as long as a database needs to find a user. */
const LOOK_UP_MS = 10;

const LOGOUTS = { destroy, resave: destroy, regenerate, 'clear-cookie': clearCookie };

const { values } = parseArgs({
  options: {
    variant: { type: 'string', default: 'destroy' },
    port: { type: 'string', default: '0' },
    user: { type: 'string', multiple: true, default: [] },
  },
});
const passwords = new Map(values.user.map((user) => user.split(':')));

const app = express();
app.use(express.json(), session({
  secret: randomBytes(32).toString('hex'),
  resave: values.variant === 'resave',
  // The README's example of a login opens a session for everybody.
  saveUninitialized: values.variant === 'regenerate',
}));

app.post('/login', (req, res, next) => {
  const { email, password } = req.body;
  if (!passwords.has(email) || passwords.get(email) !== password) {
    return res.status(401).json({ error: 'Wrong address or password' });
  }
  req.session.regenerate((error) => {
    if (error) return next(error);
    req.session.user = { id: email, email };
    res.json({ user: req.session.user });
  });
});

app.use((req, res, next) => (req.session.user ? next() : res.status(401).json({ error: 'Unauthorized' })));

app.get('/me', async (req, res) => {
  await setTimeout(LOOK_UP_MS);
  res.json(req.session.user);
});

app.post('/logout', LOGOUTS[values.variant]);

const server = app.listen(Number(values.port), '127.0.0.1', () => {
  console.log(`listening on http://localhost:${server.address().port}`);
});

/** The session leaves the store, and the cookie the browser. */
function destroy(req, res, next) {
  req.session.destroy((error) => {
    if (error) return next(error);
    res.clearCookie('connect.sid');
    res.json({ success: true });
  });
}

/** As in the README's example of a login. */
function regenerate(req, res, next) {
  req.session.user = null;
  req.session.save((error) => {
    if (error) return next(error);
    req.session.regenerate((error) => (error ? next(error) : res.json({ success: true })));
  });
}

/** Only the browser forgets. */
function clearCookie(req, res) {
  res.clearCookie('connect.sid');
  res.json({ success: true });
}
