//! Owns a Graph call from its path to its answer: who is asking, what is done, what goes wrong.

mod answer;
mod check;
mod drip;
mod lookup;
mod media;
mod refund;
mod route;
mod send;
mod shape;
mod spoil;
mod status;
mod template;

use crate::draw::Draw;
use crate::refusal::Refusal;
use crate::router::REQUEST_BYTES_MAX;
use crate::wire::{self, SentMedia};
use crate::world::World;
use crate::{Behaviour, Call, Fault, KnownAccount, LookupShape, Sandbox, token};
use answer::Answer;
use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use route::{Route, Target};
use std::time::Duration;

/// A call that was let in, with everything decided that does not depend on its body.
struct Visit {
    account: KnownAccount,
    behaviour: Behaviour,
    fault: Option<Fault>,
    latency_ms: u64,
}

/// Answers any request that is not for the control API.
pub(crate) async fn answer(State(sandbox): State<Sandbox>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let headers = parts.headers;
    let route = Route::parse(&parts.method, &parts.uri);
    let bytes_max = route
        .as_ref()
        .map_or(REQUEST_BYTES_MAX, |route| route.target.bytes_max());
    let Ok(body) = to_bytes(body, bytes_max).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let entered =
        route.and_then(|route| Ok((enter(&mut sandbox.world(), &route.target, &headers)?, route)));
    let (visit, route) = match entered {
        Ok(entered) => entered,
        Err(refusal) => return Answer::refusal(&refusal, &mut sandbox.world()).respond(),
    };
    if visit.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(visit.latency_ms)).await;
    }

    let upload = upload(&route.target, &headers, &body).await;
    let answer = act(&sandbox, &visit, &route, &headers, &body, upload);
    match visit.fault {
        None => answer.respond(),
        Some(fault) => spoil::spoil(&sandbox, fault.kind, answer).await,
    }
}

/// Counts the call, checks its bearer, and draws its delay and its fault.
fn enter(world: &mut World, target: &Target, headers: &HeaderMap) -> Result<Visit, Refusal> {
    let owner = owner(world, headers);
    let named = named(world, target, owner.as_ref());
    let call = target.call();
    if let Some(account) = &named {
        world
            .settings_mut(&account.phone_number_id)
            .calls
            .of_mut(call)
            .received += 1;
    }
    let owner = owner.ok_or_else(Refusal::token)?;
    let account = named.ok_or_else(|| Refusal::unknown_id(target.id()))?;
    if account != owner {
        return Err(Refusal::token());
    }

    let seed = world.seed;
    let settings = world.settings_mut(&account.phone_number_id);
    let count = settings.calls.of_mut(call);
    count.authenticated += 1;
    let nth = format!("{call:?} {}", count.authenticated);
    let draw = |what| Draw::named(seed, &[what, &account.phone_number_id, &nth]);
    let behaviour = settings.behaviour.clone();
    let latency_ms = draw("latency").between(&behaviour.latency_ms);
    let fault = settings
        .faults
        .get_mut(&call)
        .and_then(|plan| plan.take(draw("fault")));
    Ok(Visit {
        account,
        behaviour,
        fault,
        latency_ms,
    })
}

/// Returns the account whose bearer the request carries.
fn owner(world: &World, headers: &HeaderMap) -> Option<KnownAccount> {
    let bearer = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")?;
    let owner = world
        .accounts
        .iter()
        .find(|account| token::matches(bearer, &account.bearer_sha256))?;
    Some(owner.known.clone())
}

/// Returns the account the path names; of those that share a WABA, the asking one if possible.
fn named(world: &World, target: &Target, owner: Option<&KnownAccount>) -> Option<KnownAccount> {
    let (Target::Configurations { waba_id } | Target::Templates { waba_id }) = target else {
        return world
            .account(target.id())
            .map(|account| account.known.clone());
    };
    let mut sharing = world
        .accounts
        .iter()
        .map(|account| &account.known)
        .filter(|known| known.waba_id == *waba_id);
    let first = sharing.clone().next();
    sharing
        .find(|known| Some(*known) == owner)
        .or(first)
        .cloned()
}

/// Reads the file that an upload brings, and no other call. Reading it waits, which must be over
/// before the world is locked.
async fn upload(target: &Target, headers: &HeaderMap, body: &Bytes) -> Result<SentMedia, Refusal> {
    if target.call() != Call::Media {
        return Err(Refusal::missing("file"));
    }
    wire::read_media(headers, body.clone()).await
}

/// Does what was asked, unless a fault strikes before the effect.
fn act(
    sandbox: &Sandbox,
    visit: &Visit,
    route: &Route,
    headers: &HeaderMap,
    body: &[u8],
    upload: Result<SentMedia, Refusal>,
) -> Answer {
    let world = &mut *sandbox.world();
    let now_ms = sandbox.now_ms(world);
    let prevented = visit.fault.as_ref().is_some_and(Fault::prevents_commit);
    let done = match &route.target {
        Target::Send { .. } | Target::Refund { .. } | Target::Media { .. } if prevented => {
            return Answer::none();
        }
        Target::Send { .. } => send::accept(world, visit, headers, body, now_ms),
        Target::Refund { .. } => refund::make(world, visit, headers, body, now_ms),
        Target::Lookup {
            configuration,
            reference,
            ..
        } => lookup::look_up(world, visit, configuration, reference, now_ms),
        Target::Media { .. } => upload.and_then(|sent| media::keep(world, visit, &sent, now_ms)),
        Target::Phone { .. } => Ok(check::phone(world, visit)),
        Target::Configurations { .. } => check::configurations(world, visit, route.has_fields),
        Target::Templates { .. } => Ok(template::list(visit)),
    };
    let on_premises = visit.behaviour.lookup_shape == LookupShape::OnPremisesErrors;
    match done {
        Ok(body) => Answer::ok(body),
        Err(refusal) if on_premises && route.target.call() == Call::Lookup => {
            Answer::on_premises(refusal.status(), refusal.code, &refusal.details)
        }
        Err(refusal) => Answer::refusal(&refusal, world),
    }
}
