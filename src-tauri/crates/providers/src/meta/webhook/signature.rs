//! Owns whether a webhook is the provider's.

use counterfoil_domain::Secret;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Whether the app with this secret signed a webhook: `X-Hub-Signature-256` is `sha256=` and the
/// HMAC-SHA-256 of the bytes as they came, in hexadecimal (Meta, webhooks, validate payloads). It is
/// compared in constant time.
pub fn is_signed(body: &[u8], signature: &str, app_secret: &Secret) -> bool {
    let Some(given) = signature
        .trim()
        .strip_prefix("sha256=")
        .and_then(|digits| hex::decode(digits).ok())
    else {
        return false;
    };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(app_secret.expose()) else {
        return false;
    };
    mac.update(body);
    mac.verify_slice(&given).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_app_s_own_signature_over_the_very_bytes_counts() {
        // echo -n '{"a":1}' | openssl dgst -sha256 -hmac app-secret
        let of_body = "sha256=a2ac6607a24977f9757e6d78319ae1660ad42ffeee0ee3f0dff30a92bcf85448";
        let body = b"{\"a\":1}";
        let spaced = format!(" {of_body}\n");
        let check = |body: &[u8], signature: &str, secret: &str, is_ours| {
            let secret = Secret::new(secret.as_bytes().to_vec());
            assert_eq!(is_signed(body, signature, &secret), is_ours, "{signature}");
        };
        check(body, of_body, "app-secret", true);
        check(body, &spaced, "app-secret", true);
        check(b"{\"a\": 1}", of_body, "app-secret", false);
        check(body, of_body, "another", false);
        for wrong in [&of_body[..60], "sha256=", ""] {
            check(body, wrong, "app-secret", false);
        }
    }
}
