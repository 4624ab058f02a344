import type { Handlers } from '@niledatabase/nextjs';
import { nile } from '@/lib/nile';

export const { POST, GET, DELETE, PUT } = nile.handlers as Handlers;
