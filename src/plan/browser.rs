//! The real browser of a run.

use super::PlanError;
use crate::cli::BrowserArgs;
use crate::deployment::{BaseUrl, BaseUrlError};

/// A real browser logs in and out as well.
#[derive(Clone, Debug)]
pub struct BrowserPlan {
    /// A WebDriver that runs already; none means that the run starts one.
    pub webdriver: Option<BaseUrl>,
}

/// A WebDriver that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WebDriverError {
    /// Its address.
    #[error(transparent)]
    Url(#[from] BaseUrlError),
    /// It is reached by TLS.
    #[error("{0} begins with https, and a WebDriver is spoken to without TLS")]
    Tls(String),
}

impl BrowserPlan {
    /// What was typed, if anything was.
    pub(super) fn new(args: &BrowserArgs) -> Result<Option<Self>, PlanError> {
        if !args.browser {
            return Ok(None);
        }
        let webdriver = args.webdriver.as_deref().map(webdriver).transpose();
        Ok(Some(Self { webdriver: webdriver.map_err(PlanError::WebDriver)? }))
    }
}

fn webdriver(url: &str) -> Result<BaseUrl, WebDriverError> {
    let url = BaseUrl::parse(url)?;
    if url.is_https() { Err(WebDriverError::Tls(url.to_string())) } else { Ok(url) }
}
