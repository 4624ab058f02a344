//! Sockets: accepting connections, speaking HTTP/1.1 on them, and letting them
//! finish at the end.

use std::convert::Infallible;
use std::io;
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
        http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
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
                    Ok(stream) => {
                        connections.spawn(Arc::clone(&server).connection(stream, stop.clone()));
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
    async fn connection(self: Arc<Self>, stream: Stream, stop: watch::Receiver<bool>) -> io::Result<()> {
        match stream {
            Stream::Tcp(stream) => {
                stream.set_nodelay(true)?;
                self.secure(stream, stop).await
            }
            #[cfg(target_os = "linux")]
            Stream::Unix(stream) => self.secure(stream, stop).await,
        }
    }

    async fn secure(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
        stop: watch::Receiver<bool>,
    ) -> io::Result<()> {
        match &self.tls {
            None => self.speak(stream, stop).await,
            Some(acceptor) => {
                let secured = timeout(HEAD_TIMEOUT, acceptor.accept(stream)).await??;
                self.speak(secured, stop).await;
            }
        }
        Ok(())
    }

    async fn speak(&self, stream: impl AsyncRead + AsyncWrite + Unpin, mut stop: watch::Receiver<bool>) {
        let service = service_fn(|request| async { Ok::<_, Infallible>(self.app.serve(request).await) });
        let mut connection = pin!(self.http.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            _ = connection.as_mut() => return,
            _ = stop.changed() => {}
        }
        connection.as_mut().graceful_shutdown();
        // A client that broke off is no failure of ours.
        let _ = connection.await;
    }
}
