//! `penguin-auth mock`: what was typed.

use std::fmt;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Args, Command, ValueEnum};

use crate::mock::{
    Account, Clear, Defect, Dress, Fault, MockOptions, NileOptions, NileSessions, PostgresUrl,
    PostgresUrlError, Token, parse_user,
};

/// Serve the offline deployment, with planted defects and faults.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is one flag of the command line")]
pub struct MockArgs {
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,

    /// An account in place of the built-in ones (repeatable); others can see it
    /// in the list of processes, so for throw-away test accounts only
    #[arg(long, value_name = "EMAIL:PASSWORD", value_parser = UserParser)]
    pub user: Vec<Account>,

    /// A file with accounts: a JSON array of {"email","password","name","totp"},
    /// or one EMAIL:PASSWORD on each line; "totp" is the base 32 secret of an
    /// authenticator that Nile asks for
    #[arg(long, value_name = "FILE")]
    pub users: Option<PathBuf>,

    /// Keep sessions in this file, so that they outlive a restart or a crash
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,

    /// What logins and sign-ups at Nile's own interface give; NEXTAUTH_SECRET in
    /// the environment is the secret of its tokens
    #[arg(long, value_enum, value_name = "KIND", default_value_t = NileSessionsArg::Jwe)]
    pub nile_sessions: NileSessionsArg,

    /// Keep Nile's users, credentials and database sessions in this PostgreSQL,
    /// as rows of the tables that Nile has; others can see a password in the URL
    /// in the list of processes, but not in the environment [env:
    /// PENGUIN_AUTH_MOCK_POSTGRES]
    #[arg(long, value_name = "URL", value_parser = PostgresParser)]
    pub postgres: Option<PostgresUrl>,

    /// Add the users and sessions to Nile that recorded conversations need
    #[arg(long)]
    pub nile_fixtures: bool,

    /// Print only the lines of a dotenv file that point an app at Nile's
    /// stand-in; everything else is said on standard error
    #[arg(long)]
    pub print_env: bool,

    /// Write the certificate to this file
    #[arg(long, value_name = "FILE", requires = "tls")]
    pub tls_cert_out: Option<PathBuf>,

    /// Write the token of the control interface to this file, which only you
    /// can read, instead of printing it (PENGUIN_AUTH_CONTROL_TOKEN chooses one)
    #[arg(long, value_name = "FILE")]
    pub control_token_file: Option<PathBuf>,

    /// List the defects that can be planted, and exit
    #[arg(long)]
    pub list_defects: bool,

    /// List the ways in which Nile can fail, and exit
    #[arg(long)]
    pub list_faults: bool,

    /// Say only where it listens, and nothing about requests
    #[arg(long, short)]
    pub quiet: bool,

    /// How the deployment looks and what is wrong with it. It stands last: its
    /// heading would otherwise also stand over the options above.
    #[command(flatten)]
    pub dress: DressArgs,
}

/// How a deployment looks, and what is wrong with it.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "The offline deployment")]
#[expect(clippy::struct_excessive_bools, reason = "each is one flag of the command line")]
pub struct DressArgs {
    /// What session tokens are made of
    #[arg(long, value_enum, default_value_t = TokenArg::Opaque)]
    pub token: TokenArg,

    /// Serve https with a certificate made on the spot, and use __Secure- cookie
    /// names
    #[arg(long)]
    pub tls: bool,

    /// Use __Secure- cookie names, as a production build does, also on plain http
    #[arg(long)]
    pub secure_names: bool,

    /// Spread the session cookie over two chunks
    #[arg(long)]
    pub chunked: bool,

    /// Path of the session cookie
    #[arg(long, value_name = "PATH", default_value = "/")]
    pub cookie_path: String,

    /// Domain of the session cookie, instead of host-only; penguin.test is in
    /// the certificate
    #[arg(long, value_name = "DOMAIN")]
    pub cookie_domain: Option<String>,

    /// How logout deletes cookies
    #[arg(long, value_enum, default_value_t = ClearArg::Both)]
    pub clear: ClearArg,

    /// Give the session cookie a new value with every answer of the protected
    /// route
    #[arg(long)]
    pub rotating: bool,

    /// Login also sets a second cookie that authenticates by itself
    #[arg(long)]
    pub remember_me: bool,

    /// Set cookies of a load balancer, and an anonymous session for whoever has
    /// none
    #[arg(long)]
    pub busy: bool,

    /// Plant a defect (repeatable); `penguin-auth mock --list-defects` lists
    /// them
    #[arg(long, value_name = "NAME", value_parser = DefectParser, hide_possible_values = true)]
    pub defect: Vec<Defect>,

    /// Let Nile fail from the start
    #[arg(long, value_name = "NAME", value_parser = fault_parser())]
    pub fault: Option<Fault>,
}

/// `--nile-sessions`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum NileSessionsArg {
    /// An encrypted JWT that no sign-out can end, as Nile's e-mail and password
    /// login
    #[default]
    Jwe,
    /// A row that a sign-out deletes, as on Nile after a second factor
    Database,
}

impl MockArgs {
    /// The options of Nile's interface, with a secret from elsewhere.
    #[must_use]
    pub fn nile(&self, secret: Option<String>) -> NileOptions {
        NileOptions {
            sessions: match self.nile_sessions {
                NileSessionsArg::Jwe => NileSessions::Jwe,
                NileSessionsArg::Database => NileSessions::Database,
            },
            secret,
            fixtures: self.nile_fixtures,
            postgres: self.postgres.clone(),
        }
    }
}

/// `--token`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TokenArg {
    /// Random bytes, as Nile's database sessions
    #[default]
    Opaque,
    /// An encrypted JWT, as Nile's e-mail and password login
    Jwe,
    /// A signed JWT that anybody can read, as apps without Nile make it
    Jwt,
}

/// `--clear`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ClearArg {
    /// Max-Age=0 and Expires in the past
    #[default]
    Both,
    /// Max-Age=0 only, as Nile
    MaxAge,
    /// Expires in the past only, as Next.js
    Expires,
    /// Max-Age=0 and no attribute that is not needed
    Bare,
}

impl DressArgs {
    /// The options of a deployment with the built-in accounts.
    #[must_use]
    pub fn options(&self) -> MockOptions {
        MockOptions {
            dress: self.dress(),
            defects: self.defect.iter().copied().collect(),
            fault: self.fault,
            ..MockOptions::default()
        }
    }

    /// Whether nothing was asked for.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.dress() == Dress::default() && self.defect.is_empty() && self.fault.is_none()
    }

    fn dress(&self) -> Dress {
        Dress {
            token: match self.token {
                TokenArg::Opaque => Token::Opaque,
                TokenArg::Jwe => Token::Jwe,
                TokenArg::Jwt => Token::Jwt,
            },
            tls: self.tls,
            secure_names: self.secure_names,
            chunked: self.chunked,
            path: if self.cookie_path.is_empty() { "/".to_owned() } else { self.cookie_path.clone() },
            domain: self.cookie_domain.clone(),
            host: None,
            clear: match self.clear {
                ClearArg::Both => Clear::Both,
                ClearArg::MaxAge => Clear::MaxAge,
                ClearArg::Expires => Clear::Expires,
                ClearArg::Bare => Clear::Bare,
            },
            rotating: self.rotating,
            remember_me: self.remember_me,
            busy: self.busy,
        }
    }
}

fn fault_parser() -> impl TypedValueParser<Value = Fault> {
    PossibleValuesParser::new(Fault::ALL.map(Fault::name))
        .try_map(|name| Fault::named(&name).ok_or("no such fault"))
}

/// Reads the name of a defect. A wrong one is answered with the nearest, not
/// with the whole list.
#[derive(Debug, Clone)]
struct DefectParser;

impl TypedValueParser for DefectParser {
    type Value = Defect;

    fn parse_ref(
        &self,
        cmd: &Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Defect, clap::Error> {
        let names = PossibleValuesParser::new(Defect::ALL.iter().map(|defect| defect.name()));
        let parser = names.try_map(|name| Defect::named(&name).ok_or("no such defect"));
        parser.parse_ref(cmd, arg, value).map_err(|mut error| {
            error.remove(ContextKind::ValidValue);
            let list = "penguin-auth mock --list-defects lists all of them".into();
            error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![list]));
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            Defect::ALL.iter().map(|defect| PossibleValue::new(defect.name()).help(defect.about())),
        ))
    }
}

/// Reads an account. Its error does not repeat what was typed, which holds a
/// password.
#[derive(Debug, Clone)]
struct UserParser;

impl TypedValueParser for UserParser {
    type Value = Account;

    fn parse_ref(
        &self,
        cmd: &Command,
        _: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<Account, clap::Error> {
        let text = value.to_str().ok_or_else(|| unquoted(cmd, "--user", "not UTF-8"))?;
        parse_user(text).map_err(|error| unquoted(cmd, "--user", error))
    }
}

/// Reads the URL of a database, which may hold a password too.
#[derive(Debug, Clone)]
struct PostgresParser;

impl TypedValueParser for PostgresParser {
    type Value = PostgresUrl;

    fn parse_ref(
        &self,
        cmd: &Command,
        _: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<PostgresUrl, clap::Error> {
        let text = value.to_str().ok_or_else(|| unquoted(cmd, "--postgres", "not UTF-8"))?;
        text.parse().map_err(|error: PostgresUrlError| unquoted(cmd, "--postgres", error))
    }
}

/// An error about a value that must not be shown.
fn unquoted(cmd: &Command, option: &str, why: impl fmt::Display) -> clap::Error {
    clap::Error::raw(ErrorKind::ValueValidation, format!("{option}: {why}\n")).with_cmd(cmd)
}
