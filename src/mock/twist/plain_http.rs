//! A twist of the transport: a port that speaks TLS and answers in the clear as
//! well.

use std::io::{self, Cursor};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, join, split};

use crate::mock::defect::Defect;
use crate::mock::routes::App;

/// The first octet of a TLS handshake.
const HANDSHAKE: u8 = 22;

impl App {
    pub(in crate::mock) fn speaks_in_the_clear(&self) -> bool {
        self.has(Defect::AnswersPlainHttp)
    }
}

/// Looks at the first octet of a connection and puts it back: whether TLS
/// begins, and the connection.
pub(in crate::mock) async fn look_at<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
) -> io::Result<(bool, impl AsyncRead + AsyncWrite + Unpin)> {
    let (mut read, write) = split(stream);
    let mut first = [0];
    read.read_exact(&mut first).await?;
    Ok((first == [HANDSHAKE], join(Cursor::new(first).chain(read), write)))
}
