//! How a deployment looks from outside: its cookies, its tokens, its transport.
//! All dresses are sound.

/// What the session cookie's value is made of. A client can tell them apart by
/// their shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Token {
    /// 64 random bytes in hex, as Nile's database sessions (measured: MFA
    /// login).
    #[default]
    Opaque,
    /// A compact JWE as Nile's e-mail and password login gives it (measured:
    /// five parts, `dir`, `A256GCM`).
    Jwe,
    /// A JWT that anybody can read, signed with HS256. Of its bearer it names
    /// only the id, and its session is a record that a logout ends.
    Jwt,
}

/// How a deletion of a cookie is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clear {
    /// `Max-Age=0` and an `Expires` in the past.
    #[default]
    Both,
    /// Only `Max-Age=0`, as Nile's own sign-out does (measured).
    MaxAge,
    /// Only an `Expires` in the past, as Next.js' `cookies.delete` does
    /// (measured).
    Expires,
    /// `Max-Age=0` and only those attributes without which a browser would
    /// refuse the deletion.
    Bare,
}

/// The looks of the deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent switch of the command line")]
pub struct Dress {
    /// What the token is made of.
    pub token: Token,
    /// Serve https with a certificate made on the spot, and `secure_names` with
    /// it.
    pub tls: bool,
    /// Use `__Secure-` names and `Secure`, as a production build does whatever
    /// its scheme (measured).
    pub secure_names: bool,
    /// Spread the session cookie over `.0` and `.1`, as next-auth does with
    /// long tokens.
    pub chunked: bool,
    /// `Path` of the session cookie.
    pub path: String,
    /// `Domain` of the session cookie; none makes it host-only. A cookie for
    /// several hosts works, and is the one thing in a dress that is warned of.
    pub domain: Option<String>,
    /// The host that clients reach it by, if it has a name of its own: else it is
    /// `app` below the cookie's domain, or localhost.
    pub host: Option<String>,
    /// How cookies are deleted.
    pub clear: Clear,
    /// Every answer of the protected route carries a new value for the session
    /// cookie.
    pub rotating: bool,
    /// Login also sets a second cookie that authenticates by itself.
    pub remember_me: bool,
    /// Every answer of login and of the protected route first sets a cookie of
    /// a load balancer, and whoever has no session gets an anonymous one under
    /// the session's name, as many frameworks do.
    pub busy: bool,
}

impl Default for Dress {
    fn default() -> Self {
        Self {
            token: Token::default(),
            tls: false,
            secure_names: false,
            chunked: false,
            path: "/".to_owned(),
            domain: None,
            host: None,
            clear: Clear::default(),
            rotating: false,
            remember_me: false,
            busy: false,
        }
    }
}

impl Dress {
    /// The dress with a cookie domain, if it has none yet.
    pub(super) fn with_domain(self) -> Self {
        let domain = self.domain.or_else(|| Some("penguin.test".to_owned()));
        Self { domain, ..self }
    }

    /// The dress with a name that is not localhost, if it has none yet.
    pub(super) fn with_host(self) -> Self {
        let named = self.host.is_some() || self.domain.is_some();
        Self { host: if named { self.host } else { Some("app.penguin.test".to_owned()) }, ..self }
    }

    /// The host that clients reach it by.
    pub(super) fn host(&self) -> String {
        let below = |domain: &String| format!("app.{}", domain.trim_start_matches('.'));
        let host = self.host.clone().or_else(|| self.domain.as_ref().map(below));
        host.unwrap_or_else(|| "localhost".to_owned())
    }

    /// Whether path and domain can be written into a cookie line at all.
    pub(super) fn is_writable(&self) -> bool {
        let plain =
            |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b';' && byte != b',');
        self.path.starts_with('/')
            && plain(&self.path)
            && self.domain.as_deref().is_none_or(|it| !it.is_empty() && plain(it))
    }
}
