//! A certificate made on the spot, for the names under which the deployment can
//! be reached.

use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use super::error::MockError;

/// What the certificate is good for.
const NAMES: [&str; 4] = ["localhost", "127.0.0.1", "app.penguin.test", "*.penguin.test"];

/// The server's side of TLS.
pub(super) struct Identity {
    pub(super) acceptor: TlsAcceptor,
    pub(super) certificate_pem: String,
}

impl Identity {
    /// Makes a key, a self-signed certificate and a configuration; about 0.1 ms
    /// in all.
    pub(super) fn make() -> Result<Self, MockError> {
        let made =
            rcgen::generate_simple_self_signed(NAMES.map(str::to_owned)).map_err(MockError::Certificate)?;
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(MockError::Tls)?
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .map_err(MockError::Tls)?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), certificate_pem: made.cert.pem() })
    }
}
