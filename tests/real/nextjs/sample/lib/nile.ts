import { Nile } from '@niledatabase/server';
import { nextJs } from '@niledatabase/nextjs';

// The tests are served over plain http, where a browser keeps no secure cookie.
export const nile = Nile({ secureCookies: false, extensions: [nextJs] });
