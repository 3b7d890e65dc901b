//! The points at which a test may stop the program.

use crate::{
    meta,
    server::{Server, http},
    target, token,
};
use bytes::Bytes;
use std::sync::{Arc, Mutex};

/// Other tests pass the same points meanwhile, so only their presence is checked.
#[tokio::test]
async fn every_point_of_an_effect_is_passed() {
    let names = ["request.before", "request.headers", "request.body"];
    let passed = Arc::new(Mutex::new(Vec::new()));
    for name in names {
        let passed = passed.clone();
        fail::cfg_callback(name, move || passed.lock().unwrap().push(name)).unwrap();
    }
    let server = Server::answering(http("200 OK", "", "{}")).await;

    meta()
        .send_message(&target(server.address), Bytes::from_static(b"{}"), &token())
        .await;

    let passed = passed.lock().unwrap();
    assert!(names.iter().all(|name| passed.contains(name)), "{passed:?}");
}
