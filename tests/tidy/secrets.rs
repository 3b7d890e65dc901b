//! Owns the search for credentials in what would be published. It never repeats what it finds.

use super::repository::{File, assert_none, assert_only, fault, files};

/// A kind of credential: how it begins, what may follow, and whether what follows is one.
struct Kind {
    name: &'static str,
    prefix: &'static str,
    may_follow: fn(char) -> bool,
    is_secret: fn(&str) -> bool,
}

const KINDS: &[Kind] = &[
    Kind {
        name: "access token of Meta",
        prefix: "EAA",
        may_follow: |c| c.is_ascii_alphanumeric(),
        is_secret: |rest| rest.len() >= 20,
    },
    Kind {
        name: "live key of Razorpay",
        prefix: "rzp_live_",
        may_follow: |c| c.is_ascii_alphanumeric(),
        is_secret: |rest| rest.len() >= 8,
    },
    Kind {
        name: "key id of AWS",
        prefix: "AKIA",
        may_follow: |c| c.is_ascii_uppercase() || c.is_ascii_digit(),
        is_secret: |rest| rest.len() == 16,
    },
    Kind {
        name: "temporary key id of AWS",
        prefix: "ASIA",
        may_follow: |c| c.is_ascii_uppercase() || c.is_ascii_digit(),
        is_secret: |rest| rest.len() == 16,
    },
    Kind {
        name: "token of GitHub",
        prefix: "ghp_",
        may_follow: |c| c.is_ascii_alphanumeric(),
        is_secret: |rest| rest.len() >= 36,
    },
    Kind {
        name: "bearer token",
        prefix: "Bearer ",
        may_follow: |c| c.is_ascii_alphanumeric() || "-._~+/=".contains(c),
        is_secret: |rest| rest.len() >= 32 && rest.contains(|c: char| c.is_ascii_digit()),
    },
    Kind {
        name: "private key",
        prefix: "-----BEGIN ",
        may_follow: |c| c.is_ascii_uppercase() || c == ' ',
        is_secret: |rest| rest.ends_with("PRIVATE KEY"),
    },
];

#[test]
fn no_credential_is_in_the_repository() {
    assert_none(&faults(files()));
}

#[test]
fn every_kind_of_credential_is_found() {
    check("EAA", &"Zk3".repeat(10), "Meta");
    check("rzp_live_", "a1B2c3D4e5F6g7", "Razorpay");
    check("AKIA", &"A7".repeat(8), "AWS");
    check("ASIA", &"B8".repeat(8), "AWS");
    check("ghp_", &"x9".repeat(18), "GitHub");
    check("Bearer ", &"a1-".repeat(12), "bearer");
    check("-----BEGIN ", "RSA PRIVATE KEY-----", "private key");
    check("-----BEGIN ", "PRIVATE KEY-----", "private key");

    // The two halves meet only at run time, so that the search does not find this file.
    #[track_caller]
    fn check(first: &str, second: &str, kind: &str) {
        let text = format!("one line\n\"token\": \"{first}{second}\"\n");
        let found = faults(&[File::example("tests/fixtures/reply.json", &text)]);
        assert_only(&found, "tests/fixtures/reply.json:2:", kind);
        assert!(
            !found[0].contains(second),
            "a fault must not repeat the credential"
        );
    }
}

#[test]
fn what_only_resembles_a_credential_is_left_alone() {
    check("an `EAA…` token and rzp_live_… keys");
    check("EAAG-canary-1234567890123456789");
    check("sha512-xEAAabcdefghijklmnopqrstuvwxyz0123");
    check("-----BEGIN CERTIFICATE-----");
    check("Authorization: Bearer {token}");
    check("Bearer authentication-is-described-in-this-long-anchor");

    #[track_caller]
    fn check(text: &str) {
        assert_none(&faults(&[File::example("docs/limits.md", text)]));
    }
}

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        for (line, text) in file.lines() {
            for kind in KINDS.iter().filter(|kind| kind.is_in(text)) {
                let what = format!(
                    "looks like a {}; remove it, and revoke it if it is real",
                    kind.name
                );
                faults.push(fault(&file.path, line, &what));
            }
        }
    }
    faults
}

impl Kind {
    fn is_in(&self, line: &str) -> bool {
        line.match_indices(self.prefix).any(|(at, _)| {
            let rest = &line[at + self.prefix.len()..];
            let end = rest.find(|c| !(self.may_follow)(c)).unwrap_or(rest.len());
            let begins_here = !line[..at].ends_with(|c: char| c.is_ascii_alphanumeric());
            begins_here && (self.is_secret)(&rest[..end])
        })
    }
}
