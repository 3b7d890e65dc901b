//! Owns a body that arrives one byte at a time.

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::Interval;

/// Gives the next byte at each tick.
pub(super) struct Drip {
    left: Bytes,
    ticks: Interval,
}

impl Drip {
    pub(super) fn new(body: Bytes, interval: Duration) -> Self {
        // The shortest period tokio accepts is not zero.
        let period = interval.max(Duration::from_millis(1));
        let ticks = tokio::time::interval_at(tokio::time::Instant::now() + period, period);
        Self { left: body, ticks }
    }
}

impl Body for Drip {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left.is_empty() {
            return Poll::Ready(None);
        }
        ready!(self.ticks.poll_tick(cx));
        Poll::Ready(Some(Ok(Frame::data(self.left.split_to(1)))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left.len() as u64)
    }
}
