//! Tests of the terms link: a provider's words are hostile input.

use super::*;

#[track_caller]
fn check(words: &str, expected: Option<&str>) {
    let found = TermsLink::in_words(words);
    assert_eq!(found.as_ref().map(TermsLink::as_str), expected, "{words:?}");
}

#[test]
fn the_first_link_to_the_documented_host_is_found() {
    let plain = Some("https://fb.me/EXAMPLE");
    check("https://fb.me/EXAMPLE", plain);
    check("… acceptance pending … https://fb.me/EXAMPLE", plain);
    check("accept them at https://fb.me/EXAMPLE.", plain);
    check("accept them (https://fb.me/EXAMPLE), then", plain);
    check("<a href=\"https://fb.me/EXAMPLE\">terms</a>", plain);
    check("https://fb.me/EXAMPLE https://fb.me/OTHER", plain);
    check("https://fb.me/EXAMPLE\nhttps://evil.example/", plain);
    check("https://evil.example/ or https://fb.me/EXAMPLE", plain);
    check(
        "https://fb.me/a/b_1-2?x=1&y=2.",
        Some("https://fb.me/a/b_1-2?x=1&y=2"),
    );
}

#[test]
fn no_other_host_scheme_port_or_user_is_offered() {
    for words in [
        "",
        "nothing here",
        "http://fb.me/E",
        "HTTPS://FB.ME/E",
        "fb.me/E",
        "//fb.me/E",
        "https://example.com/E",
        "https://fb.me",
        "https://fb.me/",
        "https://fb.me.example.com/E",
        "https://fb.me.evil/E",
        "https://xfb.me/E",
        "https://www.fb.me/E",
        "https://fb.me@example.com/E",
        "https://user@fb.me/E",
        "https://user:word@fb.me/E",
        "https://fb.me:443/E",
        "https://fb.me:8443/E",
        "https://fb.me\\@example.com/E",
        "https://fb.me?next=https://example.com",
        "https://fb.me#/E",
        "https://fḃ.me/E",
        "https://fb.mе/E",
        "https://fb。me/E",
        "https:/fb.me/E",
        "https:\\\\fb.me\\E",
        "javascript:location='https://evil.example'",
        "file:///etc/passwd",
        "data:text/html,x",
    ] {
        check(words, None);
    }
}

#[test]
fn what_is_no_plain_address_is_not_offered_in_part() {
    for words in [
        "https://fb.me/@example.com",
        "https://fb.me/E@example.com",
        "https://fb.me/E:8080",
        "https://fb.me/E%0d%0aHost:evil",
        "https://fb.me/E#fragment",
        "https://fb.me/E\\..\\evil",
        "https://fb.me/E$(reboot)",
        "https://fb.me/E;reboot",
        "https://fb.me/E|reboot",
        "https://fb.me/E\u{202e}elpmaxe",
        "https://fb.me/E\u{200b}x",
        "https://fb.me/É",
    ] {
        check(words, None);
    }
    check("https://fb.me/E\u{0}x", Some("https://fb.me/E"));
    check("https://fb.me/E\u{1b}[31m", Some("https://fb.me/E"));
}

#[test]
fn a_link_is_short_and_whole() {
    let long = "E".repeat(MAX_LINK_CHARS);
    check(&format!("https://fb.me/{long}"), None);

    let most = MAX_WORDS_CHARS - "https://fb.me/EXAMPLE".chars().count();
    let cut = format!("{}https://fb.me/EXAMPLE", " ".repeat(most));
    check(&cut, None);
    let whole = cut.replacen(' ', "", 1);
    check(&whole, Some("https://fb.me/EXAMPLE"));
}

#[test]
fn only_such_an_address_alone_is_opened() {
    assert!(TermsLink::parse("https://fb.me/EXAMPLE").is_some());
    for text in [
        " https://fb.me/EXAMPLE",
        "https://fb.me/EXAMPLE ",
        "https://fb.me/EXAMPLE\n",
        "see https://fb.me/EXAMPLE",
        "https://fb.me/EXAMPLE https://evil.example",
        "--help",
        "",
    ] {
        assert_eq!(TermsLink::parse(text), None, "{text:?}");
    }
}

#[test]
fn whatever_is_offered_leads_to_that_host() {
    // Every two characters after the host, and every one in front of it.
    for first in 0..=0x7f_u8 {
        for second in 0..=0x7f_u8 {
            let tail = String::from_utf8_lossy(&[first, second]).into_owned();
            for text in [
                format!("https://fb.me/{tail}E"),
                format!("https://fb.me{tail}/E"),
                format!("https://{tail}fb.me/E"),
            ] {
                let Some(link) = TermsLink::in_words(&text) else {
                    continue;
                };
                let url = Url::parse(link.as_str()).ok();
                let host = url.as_ref().and_then(Url::host_str);
                assert_eq!(host, Some("fb.me"), "{text:?}");
                assert_eq!(TermsLink::parse(link.as_str()), Some(link), "{text:?}");
            }
        }
    }
}
