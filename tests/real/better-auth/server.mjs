// E-mail and password on better-auth, on Node's own server and in memory. See
// README.md.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';

const VARIANTS = {
  database: {},
  'cookie-cache': { session: { cookieCache: { enabled: true } } },
  'rate-limit': { rateLimit: { enabled: true } },
};

const { values } = parseArgs({
  options: {
    variant: { type: 'string', default: 'database' },
    port: { type: 'string', default: '0' },
    user: { type: 'string', multiple: true, default: [] },
  },
});

const server = createServer();
server.listen(Number(values.port), '127.0.0.1', async () => {
  const origin = `http://localhost:${server.address().port}`;
  const auth = betterAuth({
    baseURL: origin,
    secret: randomBytes(32).toString('hex'),
    database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
    emailAndPassword: { enabled: true },
    ...VARIANTS[values.variant],
  });
  for (const user of values.user) {
    const [email, password] = user.split(':');
    await auth.api.signUpEmail({ body: { email, password, name: email.split('@')[0] } });
  }
  server.on('request', toNodeHandler(auth));
  console.log(`listening on ${origin}`);
});
