//! Owns which licences may be shipped, and reading the expressions packages state them in.

/// Licences that ask for no more than their text being passed on.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Tells whether an SPDX expression leaves a choice that is allowed in full.
/// An expression that cannot be read is not allowed.
pub fn is_allowed(expression: &str) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    matches!(choice(&words), Some((true, [])))
}

/// `A OR B`: what it comes to, and the words after it.
fn choice<'a>(words: &'a [&'a str]) -> Option<(bool, &'a [&'a str])> {
    let (mut allowed, mut rest) = sum(words)?;
    while let ["OR", after @ ..] = rest {
        let (next, after) = sum(after)?;
        (allowed, rest) = (allowed | next, after);
    }
    Some((allowed, rest))
}

/// `A AND B`, which binds closer.
fn sum<'a>(words: &'a [&'a str]) -> Option<(bool, &'a [&'a str])> {
    let (mut allowed, mut rest) = one(words)?;
    while let ["AND", after @ ..] = rest {
        let (next, after) = one(after)?;
        (allowed, rest) = (allowed & next, after);
    }
    Some((allowed, rest))
}

fn one<'a>(words: &'a [&'a str]) -> Option<(bool, &'a [&'a str])> {
    match words {
        ["(", after @ ..] => match choice(after)? {
            (allowed, [")", rest @ ..]) => Some((allowed, rest)),
            _ => None,
        },
        [licence, "WITH", exception, rest @ ..] => Some((
            ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()),
            rest,
        )),
        [licence, rest @ ..] => Some((ALLOWED.contains(licence), rest)),
        [] => None,
    }
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    check("MIT", true);
    check("GPL-3.0-only", false);
    check("MIT OR GPL-3.0-only", true);
    check("MIT AND GPL-3.0-only", false);
    check("MIT/GPL-3.0-only", true);
    check("GPL-3.0-only OR MIT AND Zlib", true);
    check("(MIT OR GPL-3.0-only) AND Unicode-3.0", true);
    check(
        "(MIT OR Zlib) AND (GPL-3.0-only OR LGPL-2.1-or-later)",
        false,
    );
    check("Apache-2.0 WITH LLVM-exception", true);
    check("Apache-2.0 WITH Classpath-exception-2.0", false);
    check("", false);
    check("MIT OR", false);
    check("(MIT", false);
    check("MIT)", false);

    #[track_caller]
    fn check(expression: &str, expected: bool) {
        assert_eq!(is_allowed(expression), expected, "{expression}");
    }
}
