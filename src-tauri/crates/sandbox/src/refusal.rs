//! Owns the reasons for which a call is refused, with Graph's code for each.

/// A definite refusal: nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: u32,
    pub(crate) details: String,
}

impl Refusal {
    /// 100: a parameter that does not exist, or a body that is not JSON.
    pub(crate) fn parameter(details: impl Into<String>) -> Self {
        Self {
            code: 100,
            details: details.into(),
        }
    }

    /// 131008.
    pub(crate) fn missing(path: &str) -> Self {
        Self {
            code: 131_008,
            details: format!("{path}: is required"),
        }
    }

    /// 131009.
    pub(crate) fn invalid(path: &str, rule: &str) -> Self {
        Self {
            code: 131_009,
            details: format!("{path}: {rule}"),
        }
    }

    /// 131051.
    pub(crate) fn unsupported(path: &str, rule: &str) -> Self {
        Self {
            code: 131_051,
            details: format!("{path}: {rule}"),
        }
    }

    /// 134009.
    pub(crate) fn unknown_configuration() -> Self {
        Self {
            code: 134_009,
            details: "payment_configuration_id is invalid".into(),
        }
    }

    /// 131053.
    pub(crate) fn media(details: impl Into<String>) -> Self {
        Self {
            code: 131_053,
            details: details.into(),
        }
    }

    /// 134011, or 131005 for the same cause. The link in it is where the terms are accepted.
    pub(crate) fn terms(code: u32) -> Self {
        Self {
            code,
            details:
                "Acceptance of the WhatsApp Payments terms of service is pending: accept them \
                      at https://fb.me/sandbox-payments-terms and try again"
                    .into(),
        }
    }

    /// 190.
    pub(crate) fn token() -> Self {
        Self {
            code: 190,
            details: "The access token could not be decoded".into(),
        }
    }

    /// 33.
    pub(crate) fn unknown_id(id: &str) -> Self {
        Self {
            code: 33,
            details: format!("Object with ID `{id}` does not exist"),
        }
    }

    /// 131047.
    pub(crate) fn window_closed() -> Self {
        Self {
            code: 131_047,
            details: "More than 24 hours have passed since the recipient last replied".into(),
        }
    }

    /// 132001.
    pub(crate) fn template_missing() -> Self {
        Self {
            code: 132_001,
            details: "Template name does not exist in the translation".into(),
        }
    }

    /// 132000.
    pub(crate) fn template_variables() -> Self {
        Self {
            code: 132_000,
            details: "Number of parameters does not match the expected number of params".into(),
        }
    }

    /// 132015.
    pub(crate) fn template_paused() -> Self {
        Self {
            code: 132_015,
            details: "Template is paused due to low quality".into(),
        }
    }

    /// 131000: the sandbox itself could not record the effect.
    pub(crate) fn unrecorded() -> Self {
        Self {
            code: 131_000,
            details: "The ledger could not be written".into(),
        }
    }

    /// Returns the HTTP status that goes with the code.
    pub(crate) fn status(&self) -> u16 {
        match self.code {
            190 => 401,
            131_005 => 403,
            131_000 => 500,
            132_001 => 404,
            _ => 400,
        }
    }
}

/// Returns the title that `message` carries beside a code.
pub(crate) fn title(code: u32) -> &'static str {
    match code {
        2046 => "New order status was not correctly transitioned",
        2047 => "Order cancellation failure",
        33 => "Unsupported request: the object does not exist",
        100 => "Invalid parameter",
        190 => "Invalid OAuth access token",
        130_429 => "Rate limit hit",
        131_000 => "Something went wrong",
        131_005 => "Access denied",
        131_008 => "Required parameter is missing",
        131_009 => "Parameter value is not valid",
        131_016 => "Service unavailable",
        131_047 => "Re-engagement message",
        131_051 => "Unsupported message type",
        131_053 => "Media upload error",
        131_056 => "Pair rate limit hit",
        132_000 => "Template parameter count mismatch",
        132_001 => "Template does not exist",
        132_015 => "Template is paused",
        134_009 => "Payment configuration id is invalid",
        134_011 => "WhatsApp Payments terms of service has not been accepted",
        _ => "An error occurred",
    }
}
