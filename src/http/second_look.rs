//! A second look at an answer that the client refused whole: the client hides
//! the line that was to blame. The request is sent once more on a bare
//! connection, and the head of the answer is read byte by byte, as little of it
//! and as briefly as for any other answer.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderName, HeaderValue};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use super::client::credential_headers;
use super::tls::without_http2;
use super::{ClientOptions, ConnectTo, Request, record};
use crate::cookie::SetCookie;
use crate::redact::{Redactor, sanitise};

/// The most that is read of a head.
const HEAD_LIMIT: usize = 64 * 1024;
/// The client takes no more header lines than this.
const MOST_LINES: usize = 100;

/// How to connect, with nothing between the bytes and us.
pub(super) struct SecondLook {
    tls: TlsConnector,
    headers: Vec<(HeaderName, HeaderValue)>,
    connect_to: Vec<ConnectTo>,
    socket: Option<PathBuf>,
}

/// The headers may hold secrets.
impl fmt::Debug for SecondLook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondLook").finish_non_exhaustive()
    }
}

impl SecondLook {
    pub(super) fn new(options: &ClientOptions, tls: ClientConfig) -> Self {
        Self {
            tls: TlsConnector::from(Arc::new(without_http2(tls))),
            headers: options.headers.clone(),
            connect_to: options.connect_to.clone(),
            socket: options.socket.clone(),
        }
    }

    /// Whether connections for the URL go to one port, whichever it names.
    pub(super) fn fixes_port(&self, url: &Url) -> bool {
        let fixes = |other: &ConnectTo| other.address.port() != 0 && url.host_str() == Some(&other.host);
        self.connect_to.iter().any(fixes)
    }

    /// What is wrong with the head of the answer, secrets replaced; `None` if it
    /// could not be seen again within that time, or nothing is wrong with it
    /// now.
    pub(super) async fn complaint(
        &self,
        request: &Request,
        redactor: &Redactor,
        timeout: Duration,
    ) -> Option<String> {
        let head = tokio::time::timeout(timeout, self.head(request)).await.ok()??;
        complaint(&head, redactor)
    }

    async fn head(&self, request: &Request) -> Option<Vec<u8>> {
        let url = &request.url;
        #[cfg(unix)]
        if let Some(socket) = &self.socket {
            let stream = tokio::net::UnixStream::connect(socket).await.ok()?;
            return self.ask(stream, request).await;
        }
        let stream = self.connect(url).await?;
        if url.scheme() != "https" {
            return self.ask(stream, request).await;
        }
        let name = url.host_str()?.trim_matches(['[', ']']).to_owned();
        let stream = self.tls.connect(ServerName::try_from(name).ok()?, stream).await.ok()?;
        self.ask(stream, request).await
    }

    async fn connect(&self, url: &Url) -> Option<TcpStream> {
        let (host, port) = (url.host_str()?, url.port_or_known_default()?);
        let Some(other) = self.connect_to.iter().find(|other| other.host == host) else {
            return TcpStream::connect((host.trim_matches(['[', ']']), port)).await.ok();
        };
        let mut address = other.address;
        if address.port() == 0 {
            address.set_port(port);
        }
        TcpStream::connect(address).await.ok()
    }

    async fn ask(
        &self,
        mut stream: impl AsyncRead + AsyncWrite + Unpin,
        request: &Request,
    ) -> Option<Vec<u8>> {
        stream.write_all(&self.bytes(request)?).await.ok()?;
        let mut head = Vec::new();
        let mut buffer = [0; 4096];
        while head.len() < HEAD_LIMIT && !head.windows(4).any(|end| end == b"\r\n\r\n") {
            match stream.read(&mut buffer).await {
                Ok(read @ 1..) => head.extend(buffer.iter().take(read)),
                Ok(_) | Err(_) => break,
            }
        }
        Some(head)
    }

    /// The request, without a body.
    fn bytes(&self, request: &Request) -> Option<Vec<u8>> {
        let Request { method, url, .. } = request;
        let target = &url[url::Position::BeforePath..url::Position::AfterQuery];
        let host = &url[url::Position::BeforeHost..url::Position::AfterPort];
        let mut bytes = format!("{method} {target} HTTP/1.1\r\nhost: {host}\r\n").into_bytes();
        let mut header = |name: &str, value: &[u8]| {
            bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        };
        let credential = credential_headers(&request.credential).ok()?;
        for (name, value) in self.headers.iter().chain(&credential).chain(&request.headers) {
            header(name.as_str(), value.as_bytes());
        }
        header("content-length", b"0");
        header("connection", b"close");
        bytes.extend(b"\r\n");
        Some(bytes)
    }
}

/// What no client library takes and browsers let pass.
fn complaint(head: &[u8], redactor: &Redactor) -> Option<String> {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    if !lines.next()?.starts_with(b"HTTP/1.") {
        return None;
    }
    let lines: Vec<&[u8]> = lines.take_while(|line| !line.is_empty()).collect();
    let bad = |line: &&[u8]| line.iter().any(|byte| byte.is_ascii_control() && *byte != b'\t');
    if let Some(line) = lines.iter().copied().find(bad) {
        return Some(format!("a header line holds a control byte: {}", shown(line, redactor)));
    }
    let number = lines.len();
    (number > MOST_LINES).then(|| format!("the answer has more than {MOST_LINES} header lines"))
}

/// The line with its secrets replaced and its control bytes made visible.
fn shown(line: &[u8], redactor: &Redactor) -> String {
    let text = String::from_utf8_lossy(line);
    let (name, value) = text.split_once(':').unwrap_or_default();
    if name.eq_ignore_ascii_case("set-cookie") {
        let cookie = record::without_secrets(SetCookie::parse(value.as_bytes()), redactor);
        return sanitise(&format!("{name}: {}", cookie.line()));
    }
    sanitise(&redactor.redact(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(head: &[u8]) -> Option<String> {
        complaint(head, &Redactor::new())
    }

    #[test]
    fn the_line_with_a_control_byte_is_shown_without_its_secret() {
        let head = b"HTTP/1.1 200 OK\r\nx: y\r\nSet-Cookie: sid=a-very-secret-token; \x01; Path=/\r\n\r\n";
        let said = judged(head).unwrap();
        assert!(said.contains("Set-Cookie: sid=<token:") && said.contains("\\u{1}; Path=/"), "{said}");
        assert!(!said.contains("secret"), "{said}");
    }

    #[test]
    fn many_lines_are_counted_and_a_sound_head_is_not_blamed() {
        let lines = "x: y\r\n".repeat(101);
        assert!(
            judged(format!("HTTP/1.1 200 OK\r\n{lines}\r\n").as_bytes()).unwrap().contains("more than 100")
        );
        assert_eq!(judged(b"HTTP/1.1 200 OK\r\nx:\ty\r\n\r\n\x01"), None);
        assert_eq!(judged(b"SSH-2.0-OpenSSH_9.6\r\n\x01\r\n"), None);
    }
}
