//! Owns the reading of one HTTP answer, up to its limit.

use crate::transport::{Answer, MAX_REPLY_BYTES, Reply, TransportError};
use bytes::{Bytes, BytesMut};
use fail::fail_point;
use reqwest::{
    Response,
    header::{DATE, HeaderMap, RETRY_AFTER},
};
use std::time::{SystemTime, UNIX_EPOCH};

/// The longest allowance report that is kept.
const MAX_USAGE_BYTES: usize = 4096;

pub(super) async fn read(response: Response) -> Answer {
    let headers = response.headers();
    let date = text(headers, DATE.as_str()).and_then(|text| httpdate::parse_http_date(text).ok());
    let reply = Reply {
        status: response.status().as_u16(),
        date_ms: date.and_then(millis),
        retry_after_ms: text(headers, RETRY_AFTER.as_str()).and_then(|text| wait(text, date)),
        usage: usage(headers),
        body: Bytes::new(),
    };
    Ok(Reply {
        body: body(response).await?,
        ..reply
    })
}

async fn body(mut response: Response) -> Result<Bytes, TransportError> {
    let mut body = BytesMut::new();
    let interrupted = |error| TransportError::Lost(super::words(error));
    while let Some(chunk) = response.chunk().await.map_err(interrupted)? {
        if body.is_empty() {
            fail_point!("request.body");
        }
        if body.len() + chunk.len() > MAX_REPLY_BYTES {
            let limit = MAX_REPLY_BYTES / (1024 * 1024);
            return Err(TransportError::Lost(format!(
                "the answer is larger than {limit} MiB"
            )));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn usage(headers: &HeaderMap) -> Option<String> {
    ["x-business-use-case-usage", "x-app-usage"]
        .into_iter()
        .find_map(|name| text(headers, name))
        .filter(|usage| usage.len() <= MAX_USAGE_BYTES)
        .map(str::to_owned)
}

/// Seconds, or a moment, which is read against the provider's own clock.
fn wait(asked: &str, date: Option<SystemTime>) -> Option<u64> {
    if let Ok(seconds) = asked.trim().parse::<u64>() {
        return seconds.checked_mul(1000);
    }
    let until = httpdate::parse_http_date(asked).ok()?;
    let wait = until.duration_since(date?).unwrap_or_default();
    u64::try_from(wait.as_millis()).ok()
}

fn millis(moment: SystemTime) -> Option<i64> {
    i64::try_from(moment.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retry_after_is_seconds_or_a_moment() {
        let now = httpdate::parse_http_date("Fri, 20 Nov 2026 10:00:00 GMT").ok();
        check("0", now, Some(0));
        check("30", None, Some(30_000));
        check("Fri, 20 Nov 2026 10:00:30 GMT", now, Some(30_000));
        check("Fri, 20 Nov 2026 09:00:00 GMT", now, Some(0));
        check("Fri, 20 Nov 2026 10:00:30 GMT", None, None);
        check("18446744073709551615", now, None);
        check("soon", now, None);
        check("-1", now, None);

        #[track_caller]
        fn check(asked: &str, date: Option<SystemTime>, expected: Option<u64>) {
            assert_eq!(wait(asked, date), expected, "{asked}");
        }
    }
}
