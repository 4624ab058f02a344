// app/api/auth/login/route.ts, as CORE-3.4 has it. The SDK has no
// signInWithPassword, and the cookies of its answer have to be forwarded.
import { NextRequest, NextResponse } from 'next/server';
import { nile } from '@/lib/nile';

export async function POST(request: NextRequest) {
  try {
    const { email, password } = await request.json();
    if (typeof email !== 'string' || typeof password !== 'string') {
      return NextResponse.json(
        { error: 'Validation failed', errors: [] },
        { status: 400 }
      );
    }

    // Sign in with NileDB
    const signedIn = await nile.auth.signIn('credentials', { email, password }, true);

    const response = NextResponse.json(
      { success: true, user: { email } },
      { status: 200 }
    );
    for (const line of signedIn.headers.getSetCookie()) {
      response.headers.append('Set-Cookie', line);
    }
    return response;
  } catch (error) {
    // Handle authentication errors
    const message = error instanceof Error ? error.message : '';
    if (message.includes('Invalid') || message.includes('password')) {
      return NextResponse.json(
        { error: 'Invalid email or password' },
        { status: 401 }
      );
    }

    return NextResponse.json(
      { error: 'Internal server error' },
      { status: 500 }
    );
  }
}
