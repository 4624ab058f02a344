// app/api/users/me/route.ts, as CORE-3.5 has it, but for two things: the id is
// in session.user, and the app has no tables of its own.
import { NextResponse } from 'next/server';
import { nile } from '@/lib/nile';

interface NileSession {
  user?: { id?: string; email?: string; name?: string };
}

export async function GET() {
  try {
    // Get session from NileDB
    const session = await nile.auth.getSession<NileSession | undefined>();

    if (!session?.user?.id) {
      return NextResponse.json(
        { error: 'Unauthorized' },
        { status: 401 }
      );
    }

    const { id, email, name } = session.user;
    return NextResponse.json(
      { userId: id, tenantId: null, email, name: name ?? null },
      { status: 200 }
    );
  } catch (error) {
    return NextResponse.json(
      { error: 'Internal server error' },
      { status: 500 }
    );
  }
}
