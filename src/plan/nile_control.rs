//! Where Nile's failures are switched on and off over HTTP.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderValue};

use super::client::client_options;
use super::{Environment, PlanError, read};
use crate::cli::{ConnectionArgs, NileArgs};
use crate::deployment::{BaseUrl, BaseUrlError};
use crate::http::{ClientOptions, Limits, Proxy};

/// The longest that one answer of the interface may take. It does nothing that
/// takes time.
const TIMEOUT: Duration = Duration::from_secs(3);

/// The control interface of the mock that the deployment uses as its Nile.
#[derive(Clone, Debug)]
pub struct NileControl {
    /// The mock.
    pub url: BaseUrl,
    /// How it is reached: with the token in a header, and never through a
    /// proxy, because only this machine may steer.
    pub client: ClientOptions,
}

/// A control interface that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum NileControlError {
    /// Its address.
    #[error(transparent)]
    Url(#[from] BaseUrlError),
    /// No token.
    #[error("there is no token for it")]
    NoToken,
    /// A token with a byte that no header may carry.
    #[error("the token holds something else than visible ASCII")]
    Token,
}

impl NileControlError {
    /// What to try next.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Url(_) => {
                "give the address at which the mock said that it listens, such as http://localhost:4000"
            }
            Self::NoToken | Self::Token => {
                "set PENGUIN_AUTH_CONTROL_TOKEN to the token that the mock printed, or give --nile-control-token-file"
            }
        }
    }
}

impl NileControl {
    /// What was typed, if anything was.
    pub(super) fn new(
        args: &NileArgs,
        connection: &ConnectionArgs,
        environment: &Environment,
    ) -> Result<Option<Self>, PlanError> {
        let Some(url) = &args.nile_control else { return Ok(None) };
        let token = match &args.nile_control_token_file {
            Some(path) => read(path)?.lines().next().map(ToOwned::to_owned),
            None => environment.get("PENGUIN_AUTH_CONTROL_TOKEN").map(ToOwned::to_owned),
        };
        let token = token.filter(|token| !token.is_empty());
        let token = token.ok_or(PlanError::NileControl(NileControlError::NoToken))?;
        // The mock prints the address of the interface itself, too.
        let url = url.trim_end_matches('/').trim_end_matches("/__control");
        let url = BaseUrl::parse(url).map_err(|error| PlanError::NileControl(error.into()))?;
        let headers = vec![(AUTHORIZATION, bearer(&token).map_err(PlanError::NileControl)?)];
        // Nile must work again after the run, whenever that ends.
        let limits = Limits { timeout: TIMEOUT, deadline: Duration::MAX };
        let as_the_run = client_options(connection, "control")?;
        let client = ClientOptions { headers, limits, proxy: Proxy::None, ..as_the_run };
        Ok(Some(Self { url, client }))
    }
}

/// The header that carries the token; `Debug` shows nothing of it.
fn bearer(token: &str) -> Result<HeaderValue, NileControlError> {
    let value = HeaderValue::try_from(format!("Bearer {token}"));
    let mut value = value.map_err(|_| NileControlError::Token)?;
    value.set_sensitive(true);
    Ok(value)
}
