//! Owns the main job as an operator does it: check, send, look up until it is paid, show.

use crate::program::{PROGRAM, Program};
use counterfoil_sandbox::Behaviour;
use counterfoil_tests::{bodies::OrderBody, sandbox_process::SandboxProcess};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader},
};

const REFERENCE: &str = "JOB-1";

/// Two processes of the shipped program: the simulator, and the desk in front of it.
#[test]
fn an_order_is_checked_sent_paid_and_shown_with_what_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = SandboxProcess::start(PROGRAM.as_ref(), &folder.path().join("sandbox"), 3);
    sandbox.set_behaviour(&Behaviour {
        pay_after_ms: 1_500,
        ..Behaviour::default()
    });
    let desk = Program::over(&folder.path().join("desk"));
    let token = sandbox.access_token();
    let pays_later = OrderBody::new(REFERENCE).phone("919900000002");
    let file = folder.path().join("order.json");
    fs::write(
        &file,
        pays_later.configuration(sandbox.configuration()).bytes(),
    )
    .unwrap();
    let file = file.to_str().unwrap();

    let add = [
        "account".to_owned(),
        "add".to_owned(),
        "Kaveri".to_owned(),
        format!("--base-url={}", sandbox.base_url()),
        format!("--waba-id={}", sandbox.waba_id()),
        format!("--phone-number-id={}", sandbox.phone_number_id()),
    ];
    let done = |arguments: &[&str]| desk.run(arguments, token).ends_with(0);
    let added = desk.run(&add, token).ends_with(0);
    added.says("SANDBOX");
    done(&["account", "test", "Kaveri"]).says("The credentials work.");
    done(&["order", "check", file]).says("`JOB-1` may be sent: ₹499.00");
    done(&["order", "send", file]).says("The provider accepted it.");
    let before = done(&["order", "look-up", REFERENCE]);
    before.says("nobody has tried to pay");
    before.says("The lookup proves that the order was sent.");

    done(&["order", "look-up", REFERENCE, "--wait=20"]).says("₹499.00 captured, as billed.");

    check_shown(&done(&["order", "show", REFERENCE, "--json"]).json());
    let shown = done(&["order", "show", REFERENCE]);
    for raw in [
        r#""messages":[{"id":"wamid."#,
        r#""status":"pending""#,
        r#""captured""#,
    ] {
        shown.says(raw);
    }
}

fn check_shown(shown: &Value) {
    assert_eq!(shown["state"]["payment"], "captured");
    assert_eq!(
        shown["state"]["captured"],
        json!({ "minor": 49_900, "currency": "INR" })
    );
    let events = shown["operations"][0]["events"].as_array().unwrap();
    let life: Vec<&str> = events
        .iter()
        .map(|event| event["state"].as_str().unwrap())
        .collect();
    assert_eq!(life, ["prepared", "in_flight", "accepted", "confirmed"]);
    let exchanges = shown["exchanges"].as_array().unwrap();
    let sources: Vec<&str> = exchanges
        .iter()
        .map(|one| one["source"].as_str().unwrap())
        .collect();
    assert_eq!(sources, ["own_exchange", "own_lookup", "own_lookup"]);
    for exchange in exchanges {
        let body: Value = serde_json::from_str(exchange["body"].as_str().unwrap()).unwrap();
        assert!(body.is_object(), "as it came: {body}");
        assert_eq!(exchange["httpStatus"], 200);
    }
}

#[test]
fn the_simulator_ends_when_it_is_asked_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Program::over(folder.path()).start(&["sandbox", "run"], "");
    let mut first_line = String::new();
    BufReader::new(running.0.stdout.as_mut().unwrap())
        .read_line(&mut first_line)
        .unwrap();
    assert!(first_line.contains("No money exists here."), "{first_line}");

    running.terminate();

    // An interrupt is how it ends.
    running.ran().ends_with(0);
}
