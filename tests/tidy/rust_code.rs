//! Owns reading Rust source just well enough for the rules: what is code, and which paths it names.

/// Blanks comments, strings and characters, and leaves every line where it was.
pub fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = length_of_other(rest);
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let (other, after) = rest.split_at(length);
            code.extend(other.chars().map(|c| if c == '\n' { c } else { ' ' }));
            rest = after;
        }
    }
    code
}

/// Cuts off a test module at the end, which is where `clippy::items_after_test_module` keeps it.
pub fn without_tests(code: &str) -> &str {
    let mut from = 0;
    while let Some(at) = code[from..].find("#[cfg(test)]") {
        let attribute = from + at;
        from = attribute + "#[cfg(test)]".len();
        let next = code[from..].trim_start();
        if next.starts_with("mod ") && next.lines().next().is_some_and(|line| line.ends_with('{')) {
            return &code[..attribute];
        }
    }
    code
}

/// Returns the lines on which code names a path, such as `f64` or `std::fs`.
pub fn lines_naming(code: &str, path: &str) -> Vec<usize> {
    let mut lines: Vec<usize> = (1..)
        .zip(code.lines())
        .filter(|(_, line)| names(line, path))
        .map(|(number, _)| number)
        .chain(
            imports(code)
                .into_iter()
                .filter(|(_, import)| names(import, path))
                .map(|(number, _)| number),
        )
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// The length in bytes of the comment or literal that begins here; 0 where code does.
fn length_of_other(rest: &str) -> usize {
    let to_end_of = |end: Option<usize>, mark: usize| end.map_or(rest.len(), |at| at + mark);
    if rest.starts_with("//") {
        return to_end_of(rest.find('\n'), 0);
    }
    if rest.starts_with("/*") {
        return length_of_block_comment(rest);
    }
    if let Some(hashes) = hashes_of_raw_string(rest) {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = hashes + 2;
        return to_end_of(rest[start..].find(&end), start + end.len());
    }
    if rest.starts_with('"') {
        return length_of_string(rest);
    }
    length_of_character(rest)
}

fn length_of_block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn hashes_of_raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix('r')?;
    let text = after.trim_start_matches('#');
    text.starts_with('"').then(|| after.len() - text.len())
}

fn length_of_string(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A quote begins a character if another one follows at once, and a lifetime otherwise.
fn length_of_character(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    if chars.next().map(|(_, c)| c) != Some('\'') {
        return 0;
    }
    if rest[1..].starts_with('\\') {
        return rest
            .char_indices()
            .skip(3)
            .find(|(_, c)| *c == '\'')
            .map_or(0, |(at, _)| at + 1);
    }
    match chars.nth(1) {
        Some((at, '\'')) => at + 1,
        _ => 0,
    }
}

fn names(line: &str, path: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(path).any(|(at, _)| {
        !line[..at].ends_with(is_part) && !line[at + path.len()..].starts_with(is_part)
    })
}

/// Every path a `use` brings in, written out, with the line its `use` stands on.
fn imports(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = code[from..].find("use ") {
        let start = from + at;
        from = start + "use ".len();
        if code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let Some((tree, _)) = code[from..].split_once(';') else {
            break;
        };
        let line = 1 + code[..start].matches('\n').count();
        found.extend(written_out(tree).into_iter().map(|path| (line, path)));
    }
    found
}

fn written_out(tree: &str) -> Vec<String> {
    let Some((prefix, rest)) = tree.split_once('{') else {
        return vec![tree.trim().to_owned()];
    };
    let inner = rest.rsplit_once('}').map_or(rest, |(inner, _)| inner);
    let mut depth = 0;
    inner
        .split(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            c == ',' && depth == 0
        })
        .flat_map(written_out)
        .map(|path| format!("{}{path}", prefix.trim()))
        .collect()
}

#[test]
fn comments_and_literals_are_not_code() {
    check("a // f64\nb", "a b");
    check("a /* f64 /* f64 */ f64 */ b", "a b");
    check("/* a\nb */ c", "c");
    check(r#"a("f64 \" f64", b)"#, "a( , b)");
    check("a(r#\"f64 \" f64\"#, b)", "a( , b)");
    check(r"a('\'', '\u{66}', 'f', 'ß') b", "a( , , , ) b");
    check("fn a<'f64>(b: &'f64 str) {}", "fn a<'f64>(b: &'f64 str) {}");

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let code = code_only(text);
        let words: Vec<&str> = code.split_whitespace().collect();
        assert_eq!(words.join(" "), expected, "{text}");
        assert_eq!(code.chars().count(), text.chars().count(), "{text}");
        assert_eq!(code.lines().count(), text.lines().count(), "{text}");
    }
}

#[test]
fn a_path_is_found_whole_and_in_a_grouped_import() {
    check("let a: f64 = b;", "f64", &[1]);
    check("let a: Of64 = f64_of(b);", "f64", &[]);
    check("let a = std::fs::read(b);", "std::fs", &[1]);
    check(
        "use std::{\n    fmt,\n    fs::{self, File},\n};",
        "std::fs",
        &[1],
    );
    check(
        "pub use std::{net, fs};\nlet a = std::fs::read;",
        "std::fs",
        &[1, 2],
    );
    check("let reuse = std::fmt::Debug;", "std::fs", &[]);

    #[track_caller]
    fn check(code: &str, path: &str, expected: &[usize]) {
        assert_eq!(lines_naming(code, path), expected, "{code}");
    }
}

#[test]
fn only_a_test_module_at_the_end_is_cut_off() {
    check("a\n#[cfg(test)]\nmod tests {\nb\n}\n", "a\n");
    check(
        "a\n#[cfg(test)]\nmod tests;\nb\n",
        "a\n#[cfg(test)]\nmod tests;\nb\n",
    );
    check(
        "a\n#[cfg(test)]\nfn b() {}\n#[cfg(test)]\nmod tests {\nc\n}\n",
        "a\n#[cfg(test)]\nfn b() {}\n",
    );

    #[track_caller]
    fn check(code: &str, expected: &str) {
        assert_eq!(without_tests(code), expected, "{code}");
    }
}
