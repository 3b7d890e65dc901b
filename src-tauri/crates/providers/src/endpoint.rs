//! Owns which addresses may be spoken to; the environment follows from the address, never from a
//! checkbox (money-protocol, boundaries).

use counterfoil_domain::account::Environment;
use std::{fmt, str::FromStr};
use url::{Host, Url};

/// The documented hosts real money is collected through (Meta, Cloud API, base address).
const LIVE_HOSTS: [&str; 1] = ["graph.facebook.com"];

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// It does not parse.
    #[error("the address is not a URL; use https://graph.facebook.com")]
    NotAUrl,
    /// It is neither https nor http.
    #[error("the address must begin with https://, or with http:// for a sandbox on this machine")]
    Scheme,
    /// It carries a user name or password.
    #[error("the address must not contain a user name or password")]
    UserInfo,
    /// It has a path, a query or a fragment.
    #[error("the address must end after the host and port, without a path or a query")]
    Path,
    /// https, but not a documented host.
    #[error("real money is collected only through https://graph.facebook.com, not another host")]
    Host,
    /// A documented host on another port.
    #[error("graph.facebook.com is used on its default port only")]
    Port,
    /// https to this machine.
    #[error("a sandbox on this machine is reached over http://, not https://")]
    SecureLoopback,
    /// http to another machine.
    #[error("http:// is for a sandbox on this machine only; use https://graph.facebook.com")]
    OpenHttp,
    /// The account says one environment and its address means the other.
    #[error("the address belongs to another environment than the account")]
    OtherEnvironment,
}

/// Scheme, host and port of a place that may be spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    environment: Environment,
}

impl BaseUrl {
    /// Reads an address an operator typed.
    ///
    /// # Errors
    /// Refuses everything but https to a documented host and http to loopback.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let url = Url::parse(text.trim()).map_err(|_| EndpointError::NotAUrl)?;
        let environment = environment_of(&url)?;
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(EndpointError::Path);
        }
        Ok(Self {
            text: url.origin().ascii_serialization(),
            environment,
        })
    }

    /// The environment this address means.
    pub const fn environment(&self) -> Environment {
        self.environment
    }

    /// The address without a final slash.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for BaseUrl {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// The environment a whole address belongs to. Checked again for every request that leaves.
///
/// # Errors
/// Refuses addresses that belong to no environment.
pub fn environment_of(url: &Url) -> Result<Environment, EndpointError> {
    if !matches!(url.scheme(), "https" | "http") {
        return Err(EndpointError::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(EndpointError::UserInfo);
    }
    match (url.scheme(), is_loopback(url)) {
        ("http", true) => Ok(Environment::Sandbox),
        ("http", false) => Err(EndpointError::OpenHttp),
        (_, true) => Err(EndpointError::SecureLoopback),
        (_, false)
            if !url
                .host_str()
                .is_some_and(|host| LIVE_HOSTS.contains(&host)) =>
        {
            Err(EndpointError::Host)
        }
        (_, false) if url.port().is_some() => Err(EndpointError::Port),
        (_, false) => Ok(Environment::Live),
    }
}

/// The URL parser has already turned `127.1`, `0x7f000001` and the like into the address they mean.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_environment_follows_from_the_address() {
        check(
            "https://graph.facebook.com",
            Environment::Live,
            "https://graph.facebook.com",
        );
        check(
            "https://graph.facebook.com/",
            Environment::Live,
            "https://graph.facebook.com",
        );
        check(
            "HTTPS://Graph.Facebook.COM:443",
            Environment::Live,
            "https://graph.facebook.com",
        );
        check(
            " http://127.0.0.1:4010/ ",
            Environment::Sandbox,
            "http://127.0.0.1:4010",
        );
        check("http://127.8.8.8", Environment::Sandbox, "http://127.8.8.8");
        check(
            "http://0x7f.1:81",
            Environment::Sandbox,
            "http://127.0.0.1:81",
        );
        check(
            "http://[::1]:4010",
            Environment::Sandbox,
            "http://[::1]:4010",
        );
        check(
            "http://LOCALHOST:4010",
            Environment::Sandbox,
            "http://localhost:4010",
        );

        #[track_caller]
        fn check(text: &str, environment: Environment, shown: &str) {
            let base = BaseUrl::parse(text).unwrap();
            assert_eq!(
                (base.environment(), base.as_str()),
                (environment, shown),
                "{text}"
            );
        }
    }

    #[test]
    fn every_other_address_is_refused() {
        use EndpointError::*;
        check("", NotAUrl);
        check("graph.facebook.com", NotAUrl);
        check("ftp://graph.facebook.com", Scheme);
        check("file:///etc/passwd", Scheme);
        check("http://graph.facebook.com", OpenHttp);
        check("http://192.168.0.1", OpenHttp);
        check("http://0.0.0.0:80", OpenHttp);
        check("http://169.254.169.254", OpenHttp);
        check("http://[::ffff:127.0.0.1]", OpenHttp);
        check("http://localhost.example.com", OpenHttp);
        check("http://localhost.", OpenHttp);
        check("https://localhost", SecureLoopback);
        check("https://127.0.0.1:443", SecureLoopback);
        check("https://[::1]", SecureLoopback);
        check("https://facebook.com", Host);
        check("https://graph.facebook.com.example.com", Host);
        check("https://graph.facebook.com.", Host);
        check("https://graph.facebook.com@example.com", UserInfo);
        check("https://user:pass@graph.facebook.com", UserInfo);
        check("http://user@127.0.0.1", UserInfo);
        check("https://graph.facebook.com:8443", Port);
        check("https://graph.facebook.com/v24.0", Path);
        check("https://graph.facebook.com//", Path);
        check("https://graph.facebook.com?x=1", Path);
        check("https://graph.facebook.com#x", Path);

        #[track_caller]
        fn check(text: &str, expected: EndpointError) {
            assert_eq!(BaseUrl::parse(text), Err(expected), "{text}");
        }
    }
}
