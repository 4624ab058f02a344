//! Sockets: accepting connections, speaking HTTP/1.1 on them, and letting them
//! finish at the end.

use std::error::Error;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use super::listener::{Listener, Stream};
use super::routes::App;
use super::twist::plain_http;

/// How long a client may take for the head of a request, and for a TLS
/// handshake.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long requests in flight may take once the end was asked for.
const GRACE: Duration = Duration::from_secs(2);

/// What every connection needs.
pub(super) struct Server {
    app: Arc<App>,
    http: http1::Builder,
    tls: Option<TlsAcceptor>,
}

impl Server {
    pub(super) fn new(app: Arc<App>, tls: Option<TlsAcceptor>) -> Self {
        let mut http = http1::Builder::new();
        // An answer is small, and goes out sooner as one piece.
        http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT).writev(false);
        Self { app, http, tls }
    }

    /// Accepts until told to stop, then lets what is in flight finish within
    /// the grace.
    pub(super) async fn run(self, listener: Listener, mut stop: watch::Receiver<bool>) {
        let server = Arc::new(self);
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                _ = stop.changed() => break,
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => {
                        connections.spawn(Arc::clone(&server).connection(stream, peer, stop.clone()));
                    }
                    // Out of file descriptors, or a client that left at once.
                    // Waiting keeps this from spinning.
                    Err(_) => sleep(Duration::from_millis(20)).await,
                },
                Some(_) = connections.join_next() => {}
            }
        }
        drop(listener);
        let all = async { while connections.join_next().await.is_some() {} };
        if timeout(GRACE, all).await.is_err() {
            connections.shutdown().await;
        }
    }

    /// One connection. Its errors are the client's business and end only
    /// itself.
    async fn connection(
        self: Arc<Self>,
        stream: Stream,
        peer: IpAddr,
        stop: watch::Receiver<bool>,
    ) -> io::Result<()> {
        match stream {
            Stream::Tcp(mut stream) => {
                stream.set_nodelay(true)?;
                let ended = self.secure(&mut stream, peer, stop).await?;
                if ended.is_err_and(|error| is_reset(&error)) {
                    // Without it the system would end the connection in order.
                    stream.set_zero_linger()?;
                }
            }
            #[cfg(target_os = "linux")]
            Stream::Unix(mut stream) => {
                // There is no reset on such a socket: it ends like any other.
                let _ = self.secure(&mut stream, peer, stop).await?;
            }
        }
        Ok(())
    }

    /// How a connection ended, over TLS if that is spoken here.
    async fn secure(
        &self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        peer: IpAddr,
        stop: watch::Receiver<bool>,
    ) -> io::Result<hyper::Result<()>> {
        let Some(acceptor) = &self.tls else {
            return Ok(self.speak(stream, peer, stop).await);
        };
        if self.app.speaks_in_the_clear() {
            let (is_tls, mut stream) = timeout(HEAD_TIMEOUT, plain_http::look_at(stream)).await??;
            if !is_tls {
                return Ok(self.speak(&mut stream, peer, stop).await);
            }
            let mut secured = timeout(HEAD_TIMEOUT, acceptor.accept(stream)).await??;
            return Ok(self.speak(&mut secured, peer, stop).await);
        }
        let mut secured = timeout(HEAD_TIMEOUT, acceptor.accept(stream)).await??;
        Ok(self.speak(&mut secured, peer, stop).await)
    }

    async fn speak(
        &self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
        peer: IpAddr,
        mut stop: watch::Receiver<bool>,
    ) -> hyper::Result<()> {
        let service = service_fn(|request| self.app.serve(peer, request));
        let mut connection = pin!(self.http.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            ended = connection.as_mut() => return ended,
            _ = stop.changed() => {}
        }
        connection.as_mut().graceful_shutdown();
        connection.await
    }
}

/// Whether the connection was ended by an answer that breaks off on purpose
/// with a reset. A client that broke off is no failure of ours.
fn is_reset(error: &hyper::Error) -> bool {
    let broken = error.is_user().then(|| error.source()).flatten();
    let broken = broken.and_then(|source| source.downcast_ref::<io::Error>());
    broken.is_some_and(|source| source.kind() == io::ErrorKind::ConnectionReset)
}
