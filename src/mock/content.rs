//! Bodies of answers: whole ones, and the two that misbehave on purpose.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};

/// The body of an answer.
#[derive(Debug)]
pub(super) enum Content {
    /// The usual body; nothing is left once it was handed over.
    Whole(Option<Bytes>),
    /// A body that promises more bytes than it has, and then breaks the
    /// connection.
    Cut {
        /// What is really sent.
        sent: Option<Bytes>,
        /// What `Content-Length` says.
        promised: u64,
        /// Whether the sent part was given the chance to leave before the
        /// break.
        flushed: bool,
        /// How the connection breaks.
        breaks: io::ErrorKind,
    },
    /// A piece that is repeated for ever. It is asked for only when the socket
    /// takes more, so it fills no memory.
    Endless(Bytes),
}

impl Content {
    pub(super) const fn empty() -> Self {
        Self::Whole(None)
    }
}

impl From<Bytes> for Content {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(Some(bytes))
    }
}

impl Body for Content {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(bytes.take().map(|it| Ok(Frame::data(it)))),
            Self::Endless(piece) => Poll::Ready(Some(Ok(Frame::data(piece.clone())))),
            Self::Cut { sent, flushed, breaks, .. } => match (sent.take(), *flushed) {
                (Some(bytes), _) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
                (None, true) => Poll::Ready(Some(Err((*breaks).into()))),
                (None, false) => {
                    *flushed = true;
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_none(),
            Self::Cut { .. } | Self::Endless(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, |it| it.len() as u64)),
            Self::Cut { promised, .. } => SizeHint::with_exact(*promised),
            Self::Endless(_) => SizeHint::new(),
        }
    }
}
