//! Where connections come from: a TCP port, or a socket that only processes of
//! this machine can reach.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use tokio::net::{TcpListener, TcpStream};
#[cfg(target_os = "linux")]
use tokio::net::{UnixListener, UnixStream};
use tokio::runtime::Handle;

use super::error::MockError;

/// How clients reach a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// By TCP.
    Address(SocketAddr),
    /// By a Unix socket of this name. A name that begins with a zero octet is
    /// in Linux' abstract namespace: there is no file, and nothing to clean up.
    Socket(PathBuf),
}

/// A socket that a deployment can be served on. It is made inside a tokio
/// runtime.
#[derive(Debug)]
pub struct Listener {
    socket: Socket,
    reach: Reach,
}

#[derive(Debug)]
enum Socket {
    Tcp(TcpListener),
    #[cfg(target_os = "linux")]
    Unix(UnixListener),
}

/// A connection that was accepted.
pub(super) enum Stream {
    Tcp(TcpStream),
    #[cfg(target_os = "linux")]
    Unix(UnixStream),
}

impl Listener {
    /// Serves on a TCP socket that is already bound.
    ///
    /// # Errors
    /// When the socket cannot be used, or without a tokio runtime.
    pub fn tcp(listener: std::net::TcpListener) -> Result<Self, MockError> {
        Handle::try_current().map_err(|_no_runtime| MockError::NoRuntime)?;
        let socket = || {
            listener.set_nonblocking(true)?;
            let reach = Reach::Address(listener.local_addr()?);
            Ok(Self { socket: Socket::Tcp(TcpListener::from_std(listener)?), reach })
        };
        socket().map_err(MockError::Listener)
    }

    /// Serves clients of this process. On Linux that is a Unix socket, with
    /// which a whole run takes a sixth less CPU than over loopback (measured,
    /// docs/performance.md); elsewhere a free port.
    ///
    /// # Errors
    /// When the system gives no socket, or without a tokio runtime.
    pub fn private() -> Result<Self, MockError> {
        Handle::try_current().map_err(|_no_runtime| MockError::NoRuntime)?;
        #[cfg(target_os = "linux")]
        if let Ok(listener) = Self::unix() {
            return Ok(listener);
        }
        Self::local()
    }

    /// Serves clients of this machine, on a free port.
    ///
    /// # Errors
    /// When the system gives no port, or without a tokio runtime.
    pub fn local() -> Result<Self, MockError> {
        let port = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
        Self::tcp(port.map_err(MockError::Listener)?)
    }

    /// How clients reach it.
    #[must_use]
    pub const fn reach(&self) -> &Reach {
        &self.reach
    }

    #[cfg(target_os = "linux")]
    fn unix() -> io::Result<Self> {
        use ring::rand::SystemRandom;

        let random = super::token::random_hex::<16>(&SystemRandom::new())
            .map_err(|_no_random| io::Error::other("no random numbers"))?;
        let name = PathBuf::from(format!("\0penguin-auth-{random}"));
        Ok(Self { socket: Socket::Unix(UnixListener::bind(&name)?), reach: Reach::Socket(name) })
    }

    /// The next connection, and who is at its other end.
    pub(super) async fn accept(&self) -> io::Result<(Stream, IpAddr)> {
        match &self.socket {
            Socket::Tcp(listener) => {
                listener.accept().await.map(|(stream, peer)| (Stream::Tcp(stream), peer.ip()))
            }
            #[cfg(target_os = "linux")]
            Socket::Unix(listener) => {
                let (stream, _) = listener.accept().await?;
                Ok((Stream::Unix(stream), Ipv4Addr::LOCALHOST.into()))
            }
        }
    }
}
