//! Owns the paths of the Graph API.

use crate::Call;
use crate::refusal::Refusal;
use crate::router::REQUEST_BYTES_MAX;
use http::{Method, Uri};
use percent_encoding::percent_decode_str;

/// The largest upload: more than a picture may have, so that one that is too large is told so.
const UPLOAD_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What a request line asks for.
pub(super) struct Route {
    pub(super) target: Target,
    /// Whether the query selects fields.
    pub(super) has_fields: bool,
}

/// What a path names, percent-decoded.
pub(super) enum Target {
    Send {
        phone_number_id: String,
    },
    Refund {
        phone_number_id: String,
    },
    Lookup {
        phone_number_id: String,
        configuration: String,
        reference: String,
    },
    Media {
        phone_number_id: String,
    },
    Phone {
        phone_number_id: String,
    },
    Configurations {
        waba_id: String,
    },
    Templates {
        waba_id: String,
    },
}

impl Route {
    pub(super) fn parse(method: &Method, uri: &Uri) -> Result<Route, Refusal> {
        let unknown = || Refusal::parameter(format!("Unknown path components: {}", uri.path()));
        let parts = decode(uri.path()).ok_or_else(unknown)?;
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let (version, rest) = parts.split_first().ok_or_else(unknown)?;
        if !is_version(version) {
            return Err(unknown());
        }
        let (expected, target) = target(rest).ok_or_else(unknown)?;
        if method != expected {
            let details = format!("Unsupported {} request", method.as_str().to_lowercase());
            return Err(Refusal::parameter(details));
        }
        let mut query = uri.query().unwrap_or_default().split('&');
        Ok(Route {
            target,
            has_fields: query.any(|pair| pair.starts_with("fields=")),
        })
    }
}

impl Target {
    pub(super) fn call(&self) -> Call {
        match self {
            Self::Send { .. } => Call::Send,
            Self::Refund { .. } => Call::Refund,
            Self::Lookup { .. } => Call::Lookup,
            Self::Media { .. } => Call::Media,
            Self::Phone { .. } | Self::Configurations { .. } | Self::Templates { .. } => {
                Call::Check
            }
        }
    }

    /// Returns how large the request may be; a larger one is answered 413.
    pub(super) fn bytes_max(&self) -> usize {
        if self.call() == Call::Media {
            UPLOAD_BYTES_MAX
        } else {
            REQUEST_BYTES_MAX
        }
    }

    /// Returns the id of the object the path begins with.
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Send { phone_number_id }
            | Self::Refund { phone_number_id }
            | Self::Lookup {
                phone_number_id, ..
            }
            | Self::Media { phone_number_id }
            | Self::Phone { phone_number_id } => phone_number_id,
            Self::Configurations { waba_id } | Self::Templates { waba_id } => waba_id,
        }
    }
}

fn decode(path: &str) -> Option<Vec<String>> {
    let decoded = path
        .strip_prefix('/')?
        .split('/')
        .map(|part| percent_decode_str(part).decode_utf8().map(String::from));
    decoded.collect::<Result<_, _>>().ok()
}

fn is_version(part: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    part.strip_prefix('v')
        .and_then(|numbers| numbers.split_once('.'))
        .is_some_and(|(major, minor)| digits(major) && digits(minor))
}

fn target(parts: &[&str]) -> Option<(Method, Target)> {
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    match *parts {
        [id] => Some((
            Method::GET,
            Target::Phone {
                phone_number_id: id.into(),
            },
        )),
        [id, "messages"] => Some((
            Method::POST,
            Target::Send {
                phone_number_id: id.into(),
            },
        )),
        [id, "payments_refund"] => Some((
            Method::POST,
            Target::Refund {
                phone_number_id: id.into(),
            },
        )),
        [id, "media"] => Some((
            Method::POST,
            Target::Media {
                phone_number_id: id.into(),
            },
        )),
        [id, "payment_configurations"] => {
            Some((Method::GET, Target::Configurations { waba_id: id.into() }))
        }
        [id, "message_templates"] => Some((Method::GET, Target::Templates { waba_id: id.into() })),
        [id, "payments", configuration, reference] => Some((
            Method::GET,
            Target::Lookup {
                phone_number_id: id.into(),
                configuration: configuration.into(),
                reference: reference.into(),
            },
        )),
        _ => None,
    }
}
