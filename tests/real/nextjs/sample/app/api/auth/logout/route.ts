// app/api/auth/logout/route.ts
import { NextRequest, NextResponse } from 'next/server';
import { nile } from '@/lib/nile';

export async function POST(request: NextRequest) {
  try {
    // Get session from NileDB
    const session = await nile.auth.getSession();

    if (!session) {
      return NextResponse.json(
        { error: 'Unauthorized' },
        { status: 401 }
      );
    }

    // Invalidate session using Nile SDK
    await nile.auth.signOut();

    // Clear session cookie
    const response = NextResponse.json(
      { success: true, message: 'Logged out successfully' },
      { status: 200 }
    );

    // Clear the session cookie
    response.cookies.delete('nile-session'); // Adjust cookie name based on NileDB implementation
    // Or use NileDB's built-in cookie clearing if available

    return response;
  } catch (error) {
    return NextResponse.json(
      { error: 'Internal server error' },
      { status: 500 }
    );
  }
}
