//! What is to be said of a check where the deployment is a Next.js app on Nile,
//! beside what is true of every deployment.

/// Causes and remedies of one check that only such an app has. Either may be
/// empty.
#[derive(Clone, Copy, Debug)]
pub struct OnNile {
    /// The check.
    pub id: &'static str,
    /// What is usually behind a failure there.
    pub cause: &'static str,
    /// How to mend it there.
    pub remedy: &'static str,
}

impl OnNile {
    /// Both, one after the other.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{} {}", self.cause, self.remedy).trim().to_owned()
    }
}

/// What there is for the check of that id.
#[must_use]
pub fn on_nile(id: &str) -> Option<&'static OnNile> {
    ON_NILE.iter().find(|known| known.id == id)
}

/// Everything that there is, in the order of the ids.
pub const ON_NILE: &[OnNile] = &[
    OnNile { id: "accounts-stay-apart", cause: "", remedy: "Use one Nile client per request." },
    OnNile {
        id: "anonymous-logout-ends-nothing",
        cause: "The Nile SDK's shared context does so after a server-side sign-in.",
        remedy: "Call Nile with this request's Cookie header instead of nile.auth.signOut() on the shared instance.",
    },
    OnNile {
        id: "anonymous-sees-nobody",
        cause: "The Nile SDK 5.3.1 keeps the headers of its last server-side call and uses them for a request that has no Cookie header.",
        remedy: "Do not call nile.auth.signIn and signOut on the shared instance. See docs/nextjs.md.",
    },
    OnNile {
        id: "answers-not-stored",
        cause: "Next.js adds none to route handlers.",
        remedy: "In Next.js that place is headers() of next.config: { source: '/api/:path*', headers: [{ key: 'Cache-Control', value: 'no-store' }] }.",
    },
    OnNile {
        id: "bodies-hide-internals",
        cause: "",
        remedy: "Answer { error: 'Internal server error' }, and run next build and next start, not next dev.",
    },
    OnNile {
        id: "browser-keeps-session-cookie",
        cause: "",
        remedy: "secureCookies: false in Nile's configuration leaves both out.",
    },
    OnNile {
        id: "content-type-fits",
        cause: "new Response(await answer.text()) makes it text/plain. Nile's own /api/me does so (measured).",
        remedy: "Response.json(...) and NextResponse.json(...) set it.",
    },
    OnNile {
        id: "cookie-cleared",
        cause: "The ticket's sample deletes nile-session; Nile's cookie is nile.session-token or __Secure-nile.session-token.",
        remedy: "Forward the Set-Cookie lines of Nile's sign-out, or append a line for each cookie by hand, last, without touching response.cookies: Next.js drops or rewrites appended lines when it does. See docs/nextjs.md.",
    },
    OnNile {
        id: "cookie-not-blanked",
        cause: "Next.js takes Max-Age=0 away when it rewrites the line (measured on 14, 15 and 16).",
        remedy: "",
    },
    OnNile { id: "dead-cookie-cleared", cause: "", remedy: "See docs/nextjs.md." },
    OnNile {
        id: "disguised-get-does-not-log-out",
        cause: "",
        remedy: "Export only POST from app/api/auth/logout/route.ts.",
    },
    OnNile {
        id: "forwarded-host-is-not-believed",
        cause: "The Nile SDK passes a client's nile-origin on, and fails on two schemes.",
        remedy: "That origin is NILEDB_CALLBACK_URL; drop nile-origin from incoming requests.",
    },
    OnNile {
        id: "get-does-not-log-out",
        cause: "",
        remedy: "Export only POST from app/api/auth/logout/route.ts; Next.js then answers 405 to the rest.",
    },
    OnNile {
        id: "head-does-not-log-out",
        cause: "",
        remedy: "Export only POST from app/api/auth/logout/route.ts.",
    },
    OnNile { id: "headers-hide-versions", cause: "", remedy: "Set poweredByHeader: false in next.config." },
    OnNile {
        id: "live-session-has-identity",
        cause: "On Nile it is session.user.id, not session.userId; without the ticket's route Nile's catch-all answers with a list of the tenant's users; and an IP address as host makes every session invisible.",
        remedy: "Read session.user.id and session.user.email; deploy app/api/users/me/route.ts; reach the app by a host name. See docs/nextjs.md.",
    },
    OnNile {
        id: "login-refuses-wrong-password",
        cause: "The Nile SDK throws 'authentication failed', and the ticket's sample looks for other words.",
        remedy: "Answer 401 with { error: 'Invalid email or password' }.",
    },
    OnNile {
        id: "login-sets-session-cookie",
        cause: "",
        remedy: "Forward every Set-Cookie line of Nile's answer: for (const line of answer.headers.getSetCookie()) response.headers.append('Set-Cookie', line). See docs/nextjs.md.",
    },
    OnNile {
        id: "logout-answers-200",
        cause: "The Nile SDK sets no timeout, and Node waits 300 seconds per call.",
        remedy: "Return NextResponse.json({ success: true, message: \"Logged out successfully\" }, { status: 200 }), and give every call to Nile an AbortSignal.timeout.",
    },
    OnNile {
        id: "logout-body",
        cause: "",
        remedy: "Return NextResponse.json({ success: true, message: \"Logged out successfully\" }).",
    },
    OnNile {
        id: "logout-refuses-bad-tokens",
        cause: "",
        remedy: "That part is Nile: ask it before you read the token.",
    },
    OnNile { id: "logout-refuses-forged-requests", cause: "The sample of the ticket does so.", remedy: "" },
    OnNile {
        id: "logout-requires-session",
        cause: "After a server-side sign-in the Nile SDK 5.3.1 answers a request without cookies as the user who logged in last.",
        remedy: "Do not use the SDK's shared instance for server-side sign-in. See docs/nextjs.md.",
    },
    OnNile {
        id: "many-logouts-at-once",
        cause: "The Nile SDK keeps the last request's headers and CSRF token in one process-wide instance.",
        remedy: "Call Nile with this request's own Cookie header and the CSRF token just fetched for it, not through the shared nile.auth.signOut().",
    },
    OnNile {
        id: "me-refuses-bad-tokens",
        cause: "",
        remedy: "That part is Nile: ask it before you read the token.",
    },
    OnNile {
        id: "me-requires-session",
        cause: "",
        remedy: "Return NextResponse.json({ error: 'Unauthorized' }, { status: 401 }). Nile's getSession can return a truthy Response when Nile fails: test session.user.id, not session.",
    },
    OnNile {
        id: "no-sniffing",
        cause: "Next.js sets it nowhere by itself.",
        remedy: "In Next.js that place is headers() of next.config: { source: '/:path*', headers: [{ key: 'X-Content-Type-Options', value: 'nosniff' }] }.",
    },
    OnNile {
        id: "other-cookies-cleared",
        cause: "Nile's own sign-out does the same.",
        remedy: "The others are nile.csrf-token, nile.callback-url, nile.tenant-id and nile.reset. See docs/nextjs.md.",
    },
    OnNile {
        id: "other-logout-paths-keep-the-rules",
        cause: "The Nile SDK finds its routes by how they begin.",
        remedy: "",
    },
    OnNile {
        id: "other-methods-do-not-log-out",
        cause: "",
        remedy: "Export only POST from app/api/auth/logout/route.ts; Next.js then answers 405 to the rest.",
    },
    OnNile {
        id: "other-session-survives",
        cause: "",
        remedy: "DELETE FROM auth.sessions WHERE session_token = $1.",
    },
    OnNile {
        id: "parallel-logouts",
        cause: "The Nile SDK keeps the last request's headers and CSRF token in one process-wide instance.",
        remedy: "Call Nile with this request's own Cookie header, not through the shared nile.auth.signOut().",
    },
    OnNile { id: "real-browser-signs-out", cause: "", remedy: "See docs/nextjs.md." },
    OnNile {
        id: "refusals-name-the-way",
        cause: "Next.js answers 405 by itself, without Allow.",
        remedy: "",
    },
    OnNile { id: "session-cookie-http-only", cause: "", remedy: "Nile's own lines have it: forward them." },
    OnNile { id: "session-cookie-same-site", cause: "", remedy: "Nile's own lines have it: forward them." },
    OnNile {
        id: "session-cookie-secure",
        cause: "The switch is secureCookies in Nile's configuration.",
        remedy: "Let the scheme of NILEDB_CALLBACK_URL decide secureCookies: on https the cookie is then __Secure-nile.session-token, with Secure. See docs/nextjs.md.",
    },
    OnNile {
        id: "session-ended-on-server",
        cause: "",
        remedy: "On Nile, GET /auth/session with the old cookie must be {} afterwards: see docs/nextjs.md.",
    },
    OnNile {
        id: "session-read-after-logout",
        cause: "",
        remedy: "Look at it in the session callback itself, or put the app's guard in front of Nile's catch-all route as well.",
    },
    OnNile {
        id: "sessions-end-one-by-one",
        cause: "",
        remedy: "DELETE FROM auth.sessions WHERE session_token = $1.",
    },
    OnNile {
        id: "strict-transport-security",
        cause: "",
        remedy: "In Next.js the place for it is headers() of next.config.",
    },
    OnNile {
        id: "token-stays-in-cookie",
        cause: "The route hands on Nile's whole answer. With debug: true the SDK even writes the session cookie to the server's log, which nobody can see from here.",
        remedy: "",
    },
    OnNile { id: "trace-shows-nothing", cause: "", remedy: "Next.js itself answers 500, and lives on." },
    OnNile {
        id: "unknown-route-is-404",
        cause: "",
        remedy: "CVE-2025-29927 was such a way around the middleware of Next.js.",
    },
];
