//! Owns probe.
#![allow(missing_docs, clippy::all, reason = "x")]
use crate::Outcome;
use crate::durable_sends::*;
use std::time::Instant;
fn threads() -> std::collections::BTreeMap<String, (u64, u64, u64)> {
    let mut m = std::collections::BTreeMap::new();
    for e in std::fs::read_dir("/proc/self/task").unwrap() {
        let p = e.unwrap().path();
        let Ok(c) = std::fs::read_to_string(p.join("comm")) else {
            continue;
        };
        let Ok(t) = std::fs::read_to_string(p.join("schedstat")) else {
            continue;
        };
        let v: Vec<u64> = t.split_whitespace().map(|x| x.parse().unwrap()).collect();
        let k = format!("{}-{}", c.trim(), p.file_name().unwrap().to_string_lossy());
        m.insert(k, (v[0], v[1], v[2]));
    }
    m
}
fn diff(what: &str, a: std::collections::BTreeMap<String, (u64, u64, u64)>, n: u64) {
    let b = threads();
    let (mut c, mut w) = (0, 0);
    for (k, v) in &b {
        let o = a.get(k).copied().unwrap_or((0, 0, 0));
        c += v.0 - o.0;
        w += v.1 - o.1;
        if v.2 != o.2 {
            println!(
                "   {k:24} cpu {:5} µs wait {:5} µs slices {:.1}",
                (v.0 - o.0) / n / 1000,
                (v.1 - o.1) / n / 1000,
                (v.2 - o.2) as f64 / n as f64
            );
        }
    }
    println!(
        " {what}: cpu {} wait {} µs a send",
        c / n / 1000,
        w / n / 1000
    );
}
pub fn run(folder: &std::path::Path) -> Outcome<()> {
    let provider = provider::Provider::start(&folder.join("l"))?;
    let s = subject::Subject::open(
        counterfoil_store::BookFiles::in_folder(folder.join("d")),
        &provider,
    )?;
    let mut b = bare::Bare::open(
        counterfoil_store::BookFiles::in_folder(folder.join("b")),
        &provider,
    )?;
    let store = counterfoil_store::Store::open(
        &counterfoil_store::BookFiles::in_folder(folder.join("s")),
        1,
    )?;
    let n = 400u32;
    let mk = |p: &str| -> Vec<Vec<u8>> {
        (0..n)
            .map(|i| {
                ORDER
                    .replace(REFERENCE_IN_ORDER, &format!("{p}-{i:06}"))
                    .into_bytes()
            })
            .collect()
    };
    for round in 0..4 {
        let bodies = mk(&format!("P{round}"));
        let t = Instant::now();
        let ready: Vec<bare::Ready> = bodies
            .iter()
            .map(|b| bare::Ready::of(b))
            .collect::<Outcome<_>>()?;
        println!("check+write+draft   {:?}", t.elapsed() / n);
        let t = Instant::now();
        s.runtime.block_on(async {
            for _ in 0..n {
                s.desk.account_named("Subject").await.unwrap();
            }
        });
        println!("read hop            {:?}", t.elapsed() / n);
        let t = Instant::now();
        s.runtime.block_on(async {
            for _ in 0..n {
                store.write(|_| Ok(())).await.unwrap();
            }
        });
        println!("write hop           {:?}", t.elapsed() / n);
        let t = Instant::now();
        s.runtime.block_on(async {
            for _ in 0..n {
                tokio::spawn(async { 1 }).await.unwrap();
            }
        });
        println!("spawn hop           {:?}", t.elapsed() / n);
        let t = Instant::now();
        s.runtime.block_on(async {
            for _ in 0..n {
                s.desk.test_account("Subject").await.unwrap();
            }
        });
        println!("test_account (2 gets){:?}", t.elapsed() / n);
        let t = Instant::now();
        b.runtime.block_on(async {
            for r in &ready {
                b.post(r.request.clone()).await.unwrap();
            }
        });
        println!("http bare current   {:?}", t.elapsed() / n);
        let ready: Vec<bare::Ready> = mk(&format!("Q{round}"))
            .iter()
            .map(|b| bare::Ready::of(b))
            .collect::<Outcome<_>>()?;
        let t = Instant::now();
        s.runtime.block_on(async {
            for r in &ready {
                b.post(r.request.clone()).await.unwrap();
            }
        });
        println!("http bare multi main{:?}", t.elapsed() / n);
        let t = Instant::now();
        b.send_all(
            &ready
                .iter()
                .take(0)
                .map(|_| unreachable!())
                .collect::<Vec<_>>(),
        )?;
        let _ = t;
        let ready: Vec<bare::Ready> = mk(&format!("R{round}"))
            .iter()
            .map(|b| bare::Ready::of(b))
            .collect::<Outcome<_>>()?;
        let t = Instant::now();
        let a = threads();
        b.send_all(&ready)?;
        diff("bare", a, n as u64);
        println!("bare whole          {:?}", t.elapsed() / n);
        let ready: Vec<bare::Ready> = mk(&format!("S{round}"))
            .iter()
            .map(|b| bare::Ready::of(b))
            .collect::<Outcome<_>>()?;
        let t = Instant::now();
        b.db_only(&ready)?;
        println!("bare db only        {:?}", t.elapsed() / n);
        let bodies = mk(&format!("T{round}"));
        let t = Instant::now();
        let a = threads();
        s.send_all(&bodies)?;
        diff("desk", a, n as u64);
        println!("desk whole          {:?}\n", t.elapsed() / n);
    }
    Ok(())
}
