//! The deployment over https.

use std::sync::Arc;

use penguin_auth::mock::Dress;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::client::{Answer, Mock, request, run};

#[test]
fn https_is_served_with_a_certificate_that_covers_every_name() {
    run(async {
        let mock = Mock::dressed(Dress { tls: true, ..Dress::default() });
        assert!(mock.deployment.base_url().starts_with("https://localhost:"));
        for name in ["localhost", "127.0.0.1", "app.penguin.test", "other.penguin.test"] {
            let answer = over_tls(&mock, name).await;
            assert_eq!(answer.status, 200);
            let bound = answer.header("strict-transport-security");
            assert_eq!(bound, Some("max-age=31536000; includeSubDomains"));
        }
    });
}

async fn over_tls(mock: &Mock, name: &'static str) -> Answer {
    let mut roots = RootCertStore::empty();
    let pem = mock.deployment.certificate_pem().unwrap();
    roots.add(CertificateDer::from_pem_slice(pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let stream = tokio::net::TcpStream::connect(mock.address()).await.unwrap();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect(ServerName::try_from(name).unwrap(), stream).await.unwrap();
    stream.write_all(request("GET /api/health", None, "").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    Answer::parse(&answer)
}
