//! The defects that can be planted. Each copies a bug that was seen in the
//! wild, and each bends the sound deployment at exactly one place, which is
//! found by searching for the variant.

use super::dress::{Dress, Token};

/// Writes the enum and its table from one list, so that a defect cannot lack a
/// part of its card.
macro_rules! defects {
    ($($(#[doc = $about:literal])+ $variant:ident, $name:literal, $copies:literal;)+) => {
        /// A bug planted in the deployment. Everything that a defect does not
        /// name stays sound.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Defect {
            $($(#[doc = $about])+ $variant,)+
        }

        impl Defect {
            /// Every defect, in the order in which they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What it does, in one plain sentence.
            #[must_use]
            pub fn about(self) -> &'static str {
                match self { $(Self::$variant => concat!($($about),+),)+ }.trim_start()
            }

            /// The real observation that it copies.
            #[must_use]
            pub const fn copies(self) -> &'static str {
                match self { $(Self::$variant => $copies,)+ }
            }
        }
    };
}

defects! {
    /// Logout clears the cookie but never ends the session.
    KeepsSession, "keeps-session", "civiform#6975, npm/www#83";
    /// Logout gives the browser an anonymous session, but never ends the one it
    /// had.
    LogoutReplacesSession, "logout-replaces-session", "frameworks that regenerate the session id at logout";
    /// Tokens are accepted by decoding alone, so logout clears the cookie but
    /// cannot end anything.
    JweNotRevoked, "jwe-not-revoked", "nile-auth main, penguinmails 2.5 D10";
    /// The sample code of the ticket: logout deletes only nile-session, and the
    /// token decodes for ever.
    TicketSample, "ticket-sample", "AUTH-4.1 sample on the real SDK, nile.md 1 row 1";
    /// The protected route answers from a cache per token for 120 ms after a
    /// logout.
    StaleAfterLogout, "stale-after-logout", "better-auth#6893, penguinmails 2.5 D2";
    /// After logout every third request with the dead token is still answered.
    ReplayFlaps, "replay-flaps", "one stale instance behind a balancer, penguinmails 2.5 D2";
    /// Rotates the cookie, and logout ends only the value it was given.
    OldRotationValid, "old-rotation-valid", "apache/apisix PR#13651";
    /// Logout clears the remember-me cookie but its value still authenticates.
    RememberMeAlive, "remember-me-alive", "keycloak#27275 (offline tokens)";
    /// The next login of the user makes their ended tokens valid again.
    LoginRevivesOld, "login-revives-old", "sessions marked per user instead of per session";
    /// The next login after a logout hands out the ended token again.
    ReusesToken, "reuses-token", "session fixation, OWASP ASVS 3.2.1";
    /// Logout ends all sessions of the user.
    KillsAll, "kills-all", "confluent PR#3432";
    /// Logout also ends the sessions of all other users.
    EndsOtherAccounts, "ends-other-accounts", "a DELETE whose condition misses the user";
    /// Of two overlapping logouts one is answered 200 but not ended.
    ParallelLogoutsLoseOne, "parallel-logouts-lose-one", "Nile SDK 5.3.1, nile.md 1 row 7";
    /// A second logout of the same session while the first is in flight answers
    /// 500.
    ParallelLogout500, "parallel-logout-500", "a double click on Log out";
    /// The protected route writes back the session it read, which undoes a
    /// logout in between.
    ResurrectInStore, "resurrect-in-store", "auth0/nextjs-auth0#2335";
    /// A request in flight across a logout is answered with a fresh live token.
    ResurrectByRead, "resurrect-by-read", "nextauthjs/next-auth#4612";
    /// Without a valid CSRF cookie logout answers 200 and does nothing; seen with
    /// --without-csrf.
    SilentWithoutCsrf, "silent-without-csrf", "Nile SDK 5.3.1, nile.md 1 row 5";

    /// The session is ended, but only nile-session is deleted.
    ClearsWrongCookie, "clears-wrong-cookie", "penguinmails 2.5 D3";
    /// Logout deletes no cookie.
    NoClear, "no-clear", "firebase/functions-samples PR#441";
    /// Logout sets the cookie to an empty value without an expiry.
    BlanksCookie, "blanks-cookie", "nextauthjs/next-auth#12908";
    /// The deletion names Path=/api.
    ClearWrongPath, "clear-wrong-path", "auth0/nextjs-auth0 PR#1341";
    /// The deletion names no path.
    ClearDefaultPath, "clear-default-path", "vercel/edge-runtime PR#507";
    /// The cookie has a Domain, its deletion has none.
    ClearWithoutDomain, "clear-without-domain", "vercel/next.js#76275";
    /// Login sets a host-only and a Domain cookie, logout deletes only the
    /// latter.
    TwinCookieLeft, "twin-cookie-left", "boardsesh PR#4790";
    /// The deletion of a __Secure- cookie lacks Secure.
    ClearPrefixWithoutSecure, "clear-prefix-without-secure", "vercel/next.js#56632";
    /// The cookie is Partitioned, its deletion is not.
    ClearWithoutPartitioned, "clear-without-partitioned", "neondatabase/neon-js#53";
    /// A later line of the same answer sets the deleted cookie again.
    SetAfterClear, "set-after-clear", "nextauthjs/next-auth#12908";
    /// The cookie comes in two chunks, logout deletes only the first.
    ChunkLeft, "chunk-left", "auth0/nextjs-auth0#465";
    /// The remember-me session is ended but its cookie is not deleted.
    RememberMeLeft, "remember-me-left", "better-auth#8273";
    /// All deletions are joined by commas in one line.
    CommaJoined, "comma-joined", "a proxy that folds header lines (RFC 9110, 5.3)";
    /// The deletion has a tab inside an attribute, which Firefox accepts and
    /// Chromium does not.
    ClearWithTab, "clear-with-tab", "a header that was folded over two lines (RFC 9112, 5.2)";
    /// Logout also deletes a cookie that never existed.
    ClearsUnknownToo, "clears-unknown-too", "AUTH-4.1 sample kept beside the right deletion";

    /// Logout answers 201.
    Logout201, "logout-201", "AUTH-4.1 criterion 5 read loosely";
    /// Logout answers 204 without a body.
    Logout204, "logout-204", "the usual REST habit";
    /// Logout answers 302 to http://localhost:3000/login.
    LogoutRedirects, "logout-redirects", "karakeep#173";
    /// Logout answers 200 with an HTML page.
    LogoutHtml, "logout-html", "Nile's own sign-out page";
    /// Logout answers with another message.
    LogoutMessageDiffers, "logout-message-differs", "rival contract, penguinmails 1.2";
    /// Logout answers success as the text "true".
    LogoutSuccessAsText, "logout-success-as-text", "form encoders that know only text";
    /// Logout answers with one key too many.
    LogoutBodyExtra, "logout-body-extra", "rival contract, penguinmails 1.2";
    /// The answer of logout ends before its Content-Length.
    LogoutCutBody, "logout-cut-body", "an instance that dies while answering";
    /// The session is ended but logout never answers.
    LogoutStalls, "logout-stalls", "penguinmails 2.5 D8";
    /// The body of logout's answer never ends.
    LogoutEndlessBody, "logout-endless-body", "a stream that nobody closes";
    /// The answer of logout has 300 header lines more.
    LogoutHeaderFlood, "logout-header-flood", "a proxy in a loop";
    /// The answer of logout is a gzip bomb that nobody asked for.
    LogoutGzip, "logout-gzip", "a proxy that ignores Accept-Encoding";
    /// Logout with an ended token answers 500.
    SecondLogout500, "second-logout-500", "supabase/auth-js#524";
    /// Logout with any cookie that is no live session answers 500.
    InvalidToken500, "invalid-token-500", "supabase/auth-js#540";
    /// Logout with a token over 4 KiB answers 500.
    OversizedToken500, "oversized-token-500", "a column of limited width";
    /// The protected route with a token over 4 KiB answers 500.
    MeOversized500, "me-oversized-500", "a column of limited width";
    /// Logout without a cookie answers 200.
    AnonymousLogout200, "anonymous-logout-200", "AUTH-4.1 line 101 read as: always succeed";
    /// Logout without a cookie answers 401 but ends the newest session.
    AnonymousLogoutEndsLatest, "anonymous-logout-ends-latest", "penguinmails 2.5 D4";
    /// The 401 of logout has another body.
    UnauthorizedBodyDiffers, "unauthorized-body-differs", "rival contract, penguinmails 1.2";
    /// A GET logs out.
    GetLogout, "get-logout", "vercel/next.js#73839";
    /// A HEAD logs out.
    HeadLogout, "head-logout", "link scanners against GET handlers";
    /// A GET that a router sends ahead of a click logs out.
    PrefetchLogout, "prefetch-logout", "vercel/next.js#73839: a Link to the logout route is prefetched";
    /// A GET that asks to be a POST in a header logs out.
    OverrideLogout, "override-logout", "expressjs/method-override with methods: null";
    /// A DELETE logs out.
    DeleteLogout, "delete-logout", "the REST habit of DELETE /session beside POST";
    /// TRACE is answered with the request.
    TraceEchoes, "trace-echoes", "TraceEnable of the Apache web server, on unless switched off";

    /// Logout does not look at where a request comes from.
    LogoutFromAnywhere, "logout-from-anywhere", "AUTH-4.1 sample on the real SDK, nile.md 3";
    /// Logout takes an Origin that begins like its own for its own.
    OriginByItsBeginning, "origin-by-its-beginning", "origin.startsWith(host) in a CSRF gate, CWE-1385";
    /// Login does not look at where a request comes from; seen with --intrusive.
    LoginFromAnywhere, "login-from-anywhere", "login CSRF, OWASP CSRF Prevention Cheat Sheet";
    /// Every answer allows the origin that asks to read it with cookies.
    CorsReflects, "cors-reflects", "cors({ origin: true, credentials: true }), CWE-942";
    /// Logout with a body that is no JSON answers 500.
    BrokenBody500, "broken-body-500", "await request.json() without a catch";
    /// Logout redirects to whatever callbackUrl says.
    LogoutLeadsAnywhere, "logout-leads-anywhere", "a redirect callback that returns its url, CWE-601";
    /// Every answer sets a cookie with the URL of X-Forwarded-Host.
    BelievesForwardedHost, "believes-forwarded-host", "nile-origin on the real SDK, nile.md 3";
    /// The port for https answers http as well.
    AnswersPlainHttp, "answers-plain-http", "a balancer that forwards port 80 to the app";

    /// The protected route answers 403 instead of 401.
    Me403, "me-403", "the usual mix-up of 401 and 403";
    /// The protected route redirects to /login instead of answering 401.
    MeRedirects, "me-redirects", "middleware for pages applied to the API";
    /// The protected route answers 200 with a login page instead of 401.
    MeLoginPage, "me-login-page", "a single-page fallback route";
    /// The protected route answers 200 {} instead of 401.
    Me200Null, "me-200-null", "GET /api/auth/session of next-auth";
    /// The protected route answers 200 without an identity.
    MeNoIdentity, "me-no-identity", "penguinmails 2.5 D9";
    /// The protected route answers 401 even right after login.
    LoginThen401, "login-then-401", "niledatabase/nile-js#934";
    /// The protected route answers with a list of all users.
    MeListsUsers, "me-lists-users", "nile.md 0: the SDK matches /api/users by prefix";
    /// When reached by an IP address the protected route answers 401 and logout
    /// 500; seen with --base-url http://127.0.0.1:PORT.
    RefusesIpOrigin, "refuses-ip-origin", "nile.md 1 row 8";
    /// Only the first 16 characters of a token are compared.
    ComparesPrefix, "compares-prefix", "a truncated index column";
    /// The last character of a token is not compared.
    IgnoresLastCharacter, "ignores-last-character", "base64 with unused bits";
    /// Logout with an empty session cookie ends the newest session.
    EmptyTokenIsLatest, "empty-token-is-latest",
        "a condition that vanishes when its value is empty";

    /// Login answers 200 but sets no cookie.
    LoginWithoutCookie, "login-without-cookie", "the SDK's Response is not forwarded, nile.md 3";
    /// Login accepts anything and answers with a made-up token.
    MockLogin, "mock-login", "penguinmails 2.1: the mock login of the real app";
    /// Login accepts any password.
    AcceptsAnyPassword, "accepts-any-password", "MFA users in nile-auth, nile.md 8";
    /// A wrong password or an unknown e-mail answers 500.
    WrongPassword500, "wrong-password-500", "penguinmails 2.5 D5";
    /// An unknown e-mail answers 404.
    UnknownEmail404, "unknown-email-404", "user enumeration, OWASP WSTG-IDNT-04";
    /// An unknown e-mail answers 401 with another text.
    UnknownEmailText, "unknown-email-text", "user enumeration, OWASP WSTG-IDNT-04";
    /// A session cookie sent with the login becomes the session's token.
    AdoptsOfferedSession, "adopts-offered-session", "session fixation, OWASP WSTG-SESS-03";
    /// After a logout the user cannot log in again.
    ReloginRefused, "relogin-refused", "AUTH-4.1 testing item 6 broken";
    /// Login sets a __Secure- cookie without Secure, which no browser keeps.
    LoginCookieRefused, "login-cookie-refused", "vercel/next.js#56632, at login";
    /// Behind https the session cookie has neither Secure nor the name for it.
    PlainCookieOnHttps, "plain-cookie-on-https", "secureCookies: false behind a TLS proxy, nile.md 2";
    /// The session cookie lacks HttpOnly.
    CookieWithoutHttpOnly, "cookie-without-http-only", "a token that the client reads, CWE-1004";
    /// The session cookie lacks SameSite.
    CookieWithoutSameSite, "cookie-without-same-site", "cookies set by hand, CWE-1275";
    /// The session cookie lives for ten years.
    CookieForTenYears, "cookie-for-ten-years", "maxAge in milliseconds where seconds are meant";
    /// The token has 64 bits.
    ShortToken, "short-token", "a random number of one machine word";
    /// The token is long, but only a counter.
    CountingToken, "counting-token", "sequence ids as tokens, OWASP WSTG-SESS-01";
    /// The token is a JWT with the user's e-mail address in it.
    ReadableToken, "readable-token", "the user object put into a JWT whole";
    /// The token is a JWT with the algorithm none.
    UnsignedToken, "unsigned-token", "jsonwebtoken with algorithm none, CWE-347";
    /// The token is a JWT without exp.
    TokenWithoutExpiry, "token-without-expiry", "jsonwebtoken without expiresIn";
    /// Login shows the token in a Location header.
    TokenInLocation, "token-in-location", "a redirect with ?token=, CWE-598";
    /// Login shows the token in a debug header.
    TokenInDebugHeader, "token-in-debug-header", "penguinmails 2.5 D11";
    /// Login repeats the token in its body.
    TokenInBody, "token-in-body", "token APIs beside cookie sessions";

    // Other credentials, other routes, odd requests.
    /// The answer to a refused token shows that token.
    ShowsBadToken, "shows-bad-token", "messages such as \"jwt malformed\" with the token behind them";
    /// Of several Cookie lines only the last is read.
    ReadsLastCookieLine, "reads-last-cookie-line", "a map of headers that keeps one line per name";
    /// The session cookie is also accepted under its name without the prefix.
    AcceptsUnprefixedName, "accepts-unprefixed-name", "one reader for http and https: cookies.a ?? cookies.b";
    /// Every route that is none answers 401.
    UnknownRoutes401, "unknown-routes-401", "middleware that guards /api/* before any route is known";
    /// Another protected route accepts every token that was ever issued; seen
    /// with --protected /api/campaigns.
    OtherRouteDecodes, "other-route-decodes", "Next.js middleware that only decodes the token";
    /// Reading the session with an ended token brings a fresh one.
    SessionReadReissues, "session-read-reissues", "GET /api/auth/session of Nile, nile.md 4";
    /// The token of an ended session is accepted as a bearer token and in the
    /// URL; seen with --intrusive.
    BearerNotRevoked, "bearer-not-revoked", "an API gateway with a token check of its own";
    /// The protected route compares ETags before it looks at the session.
    EtagBeforeSession, "etag-before-session", "a cache in front of the route, RFC 9111 4.3";
    /// Login keeps the anonymous session id that the deployment had given out.
    AdoptsIssuedSession, "adopts-issued-session", "session fixation with an id of the server, OWASP WSTG-SESS-03";

    // Seen with --intrusive.
    /// A token with a broken percent sign answers 500; seen with --intrusive.
    BrokenPercent500, "broken-percent-500", "decodeURIComponent throws a URIError in Node.js";
    /// A login leaves the session alive that it was sent with; seen with
    /// --intrusive.
    LoginKeepsSession, "login-keeps-session", "OWASP ASVS 7.2.4 read as: only make a new token";
    /// A logout also ends the sessions of the user that begin while it is in
    /// flight; seen with --intrusive.
    LogoutEndsLaterLogins, "logout-ends-later-logins", "DELETE by user id and time";
    /// A logout whose client hangs up marks the session as ended and does not
    /// end it; seen with --intrusive.
    DroppedLogoutHalfDone, "dropped-logout-half-done", "a handler that is cancelled with its request";
    /// Only for a known e-mail the password is hashed, which takes time; seen
    /// with --intrusive.
    UnknownEmailFast, "unknown-email-fast", "CVE-2016-6210 (OpenSSH), and every login that returns early";
    /// Passwords may be guessed without end; seen with --intrusive.
    NoLoginLimit, "no-login-limit", "CWE-307: a login without a limiter";
    /// When logins are limited, so are logouts; seen with --intrusive.
    LimitBlocksLogout, "limit-blocks-logout", "one limiter for everything under /api/auth";

    /// The first answer of the protected route is cached and served to
    /// everybody for 3 minutes.
    SharedSessionCache, "shared-session-cache", "penguinmails 2.5 D1";
    /// The protected route is answered out of a cache that says so.
    AnswerFromCache, "answer-from-cache", "a CDN that caches an API by path, CWE-524";
    /// After a login, requests without a Cookie header are answered as that
    /// user.
    ContextLeak, "context-leak", "penguinmails 2.5 D4";
    /// While a logout is in flight, requests without a Cookie header are
    /// answered as that user.
    LeakDuringLogout, "leak-during-logout", "Nile SDK 5.3.1, nile.md 1 row 9";
    /// After a logout that Nile made fail, requests without a Cookie header are
    /// answered as that user.
    LeakAfterFailedLogout, "leak-after-failed-logout", "Nile SDK 5.3.1, nile.md 5";

    /// No answer has a Cache-Control.
    NoCacheControl, "no-cache-control", "the ticket's route on the real SDK, nile.md 3";
    /// Logout leaves the CSRF cookie.
    CsrfCookieLeft, "csrf-cookie-left", "Nile's own sign-out, nile.md 2";
    /// The 401 of logout leaves the cookie that it refuses.
    DeadCookieLeft, "dead-cookie-left", "AUTH-4.1 sample on the real SDK, nile.md 3";
    /// The types of Clear-Site-Data lack their quotes.
    ClearSiteDataUnquoted, "clear-site-data-unquoted", "the header as many write it";
    /// The 401 of the protected route shows a stack trace.
    StackInRefusal, "stack-in-refusal", "error.stack passed to the client, CWE-209";
    /// A header names the version of the framework.
    NamesItsVersion, "names-its-version", "X-Powered-By and Server as they come";
    /// The protected route answers JSON as text/plain.
    JsonAsText, "json-as-text", "Nile's own /api/me, nile.md 8";
    /// No answer has X-Content-Type-Options.
    NoNosniff, "no-nosniff", "Next.js without headers() in its configuration";
    /// A 401 lacks WWW-Authenticate, and a 405 lacks Allow.
    BareRefusals, "bare-refusals", "Next.js, nile.md 3";
    /// Over https there is no Strict-Transport-Security.
    NoHsts, "no-hsts", "a proxy that only ends TLS";
    /// The clock of the deployment is an hour ahead.
    ClockAhead, "clock-ahead", "a virtual machine without time synchronisation";

    /// When Nile answers nonsense the protected route answers 200 {} to
    /// anybody.
    FailOpen, "fail-open", "penguinmails 2.5 D6";
    /// Logout answers 200 although Nile's sign-out failed.
    SuccessWhenNileFails, "success-when-nile-fails", "nile.md 1 row 6";
    /// Calls to Nile have no deadline; seen with --slow.
    NoNileDeadline, "no-nile-deadline", "penguinmails 2.5 D8";
    /// The 500 shows the inner error.
    NileErrorInBody, "nile-error-in-body", "error.message passed to the client";
    /// Logout answers 200 when only Nile's sign-out fails; seen with --slow.
    IgnoresSignOutFailure, "ignores-sign-out-failure", "AUTH-4.1 sample on the real SDK, nile.md 6";
    /// Logout answers 401 when Nile cannot be reached; seen with --slow.
    UnreachableIs401, "unreachable-is-401", "a catch block that returns null for the session";
    /// Logout takes an empty answer of Nile, null, [] and 404 for nobody, and
    /// answers 401; seen with --slow.
    NothingIsNobody, "nothing-is-nobody", "getSession of the Nile SDK 5.3.1 for [], nile.md 6";
    /// Logout hands an error of Nile to the client as it is.
    PassesNileStatusOn, "passes-nile-status-on", "the SDK's own routes, nile.md 6";
    /// Logout answers 200 when Nile does not answer in time; seen with --slow.
    SuccessWhenNileStalls, "success-when-nile-stalls", "a timeout whose error is caught and dropped";
    /// When Nile answers null the protected route answers 200 {} to anybody;
    /// seen with --slow.
    OpensOnNull, "opens-on-null", "null is nobody in older next-auth, and {} in nile.md 2";
}

impl Defect {
    /// The defect of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|defect| defect.name() == name)
    }

    /// The dress that the defect needs to be visible at all; most need none.
    #[must_use]
    pub fn dress(self, dress: Dress) -> Dress {
        let dress = self.plain_dress(dress);
        // Browsers send Secure cookies of another host than localhost over https
        // only, and obey Clear-Site-Data nowhere else.
        let needs_tls =
            dress.secure_names || matches!(self, Self::ClearWithoutPartitioned | Self::ClearSiteDataUnquoted);
        Dress { tls: dress.tls || dress.domain.is_some() && needs_tls, ..dress }
    }

    /// The same, before anybody asks whether browsers would take the cookies.
    fn plain_dress(self, dress: Dress) -> Dress {
        if matches!(self, Self::JweNotRevoked | Self::TicketSample) {
            return Dress { token: Token::Jwe, ..dress };
        }
        if matches!(self, Self::ClearWithoutDomain | Self::TwinCookieLeft) {
            return dress.with_domain();
        }
        if matches!(self, Self::NoHsts | Self::AnswersPlainHttp) {
            return Dress { tls: true, ..dress.with_domain() };
        }
        Dress {
            tls: dress.tls || self == Self::PlainCookieOnHttps,
            rotating: dress.rotating || self == Self::OldRotationValid,
            remember_me: dress.remember_me || matches!(self, Self::RememberMeAlive | Self::RememberMeLeft),
            secure_names: dress.secure_names
                || matches!(
                    self,
                    Self::ClearPrefixWithoutSecure | Self::LoginCookieRefused | Self::AcceptsUnprefixedName
                ),
            busy: dress.busy || self == Self::AdoptsIssuedSession,
            chunked: dress.chunked || self == Self::ChunkLeft,
            ..dress
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let names: BTreeSet<_> = Defect::ALL.iter().map(|defect| defect.name()).collect();
        assert_eq!(names.len(), Defect::ALL.len());
        let kebab =
            |name: &str| name.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-');
        assert!(names.iter().all(|name| kebab(name) && Defect::named(name).is_some()));
    }

    #[test]
    fn every_defect_says_what_it_does_and_what_it_copies() {
        for defect in Defect::ALL {
            assert!(defect.about().ends_with('.') && !defect.copies().is_empty(), "{defect:?}");
        }
    }
}
