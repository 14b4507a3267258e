//! `regie serve`: the pages and the API, until the program is told to stop.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use regie_app::{App, Clock, Ids, SHIPPED_PATHWAYS};
use regie_pathway::ContentHash;
use regie_store::Store;
use regie_web::Options;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::args::{ListenArgs, ServeArgs};
use crate::failure::Failure;
use crate::output;
use crate::pathway::in_service;

/// How long requests under way may go on after the program is told to stop.
const GRACE: Duration = Duration::from_secs(5);

/// Runs `regie serve`.
pub async fn run(args: ServeArgs, json: bool) -> Result<(), Failure> {
    let stop = Stop::listen()?;
    let listener = bind(&args.listen).await?;
    let store = Store::open(&args.database.database).await?;
    let app = app(store, args.pathways.pathways.as_deref(), Clock::System).await?;
    if !app.store().has_accounts().await? {
        eprintln!("nobody can sign in yet: make an account with `regie account --help`");
    }
    for told in networks_without_anybody(&app) {
        eprintln!("{told}");
    }
    let address = address(&listener)?;
    if json {
        output::json(&serde_json::json!({ "listening": url(address) }))?;
    } else {
        output::line(format_args!("listening on {}", url(address)))?;
    }
    serve(app, listener, args.listen.options(), stop).await
}

/// Variants of networks in which no organisation takes part: no case will ever begin on one, most often for a misspelling.
fn networks_without_anybody(app: &App) -> Vec<String> {
    let directory = app.directory();
    let variants = app.library();
    let variants = variants.iter().filter_map(|known| Some((known.definition.id(), known.definition.variant()?)));
    let lonely = variants.filter(|(_, variant)| !directory.orgs.values().any(|org| variant.is_for(&org.network)));
    let told = lonely.map(|(id, variant)| {
        format!("no case begins on `{id}` yet: no organisation here takes part in the network `{}`", variant.network)
    });
    told.collect()
}

/// The application, with the pathways of a folder beside those that come with Regie. What the database has kept of them
/// was proved when it came; what is new is proved now.
///
/// # Errors
/// When one of them cannot be taken into service, with the reason.
pub async fn app(store: Store, folder: Option<&Path>, clock: Clock) -> Result<App, Failure> {
    let kept = store.definitions().await?;
    let is_kept = |hash: &ContentHash| kept.iter().any(|known| known.hash == hash.as_str());
    let own = folder.map_or_else(|| Ok(Vec::new()), |folder| in_service(folder, is_kept))?;
    let own = own.iter().map(|one| (one.name.as_str(), one.text.as_str()));
    let all: Vec<(&str, &str)> = SHIPPED_PATHWAYS.iter().copied().chain(own).collect();
    Ok(App::shipping(store, clock, Ids::unpredictable(), &all).await?)
}

/// Takes the address, before anything else is done that would be in vain without it.
pub async fn bind(listen: &ListenArgs) -> Result<TcpListener, Failure> {
    let wanted = listen.listen.as_str();
    TcpListener::bind(wanted).await.map_err(|error| match error.kind() {
        std::io::ErrorKind::AddrInUse => Failure::Refused(format!(
            "{wanted} is in use by another program: stop that one, or choose another with --listen (port 0 takes a \
             free one)"
        )),
        std::io::ErrorKind::InvalidInput => {
            Failure::WrongUse(format!("--listen {wanted}: {error}; write ADDRESS:PORT, such as 127.0.0.1:8080"))
        }
        _ => Failure::Refused(format!("cannot listen on {wanted}: {error}")),
    })
}

/// The address that was taken.
pub fn address(listener: &TcpListener) -> Result<SocketAddr, Failure> {
    listener.local_addr().map_err(|error| Failure::Refused(format!("the address that was taken: {error}")))
}

/// An address as a browser takes it.
pub fn url(address: SocketAddr) -> String {
    format!("http://{address}")
}

/// Serves until told to stop; then lets requests under way end, and closes the store.
pub async fn serve(app: App, listener: TcpListener, options: Options, stop: Stop) -> Result<(), Failure> {
    let store = app.store().clone();
    let worker = tokio::spawn(app.clone().work());
    let router = regie_web::router(app, options).into_make_service_with_connect_info::<SocketAddr>();
    let mut server =
        std::pin::pin!(axum::serve(listener, router).with_graceful_shutdown(stop.clone().told()).into_future());
    let served = tokio::select! {
        served = &mut server => served,
        () = stop.told() => tokio::time::timeout(GRACE, server).await.unwrap_or(Ok(())),
    };
    worker.abort();
    // Cut off in the middle is how it ends; once it has, the store may close under nobody's feet.
    let _ = worker.await;
    store.close().await;
    served.map_err(|error| Failure::Refused(format!("the server stopped: {error}")))
}

/// Hears Ctrl-C and SIGTERM.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Begins to listen; from here on a signal no longer ends the program by itself.
    pub fn listen() -> Result<Self, Failure> {
        let (tell, told) = watch::channel(false);
        let mut terminate = terminate()?;
        tokio::spawn(async move {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                () = terminate.told() => {}
            }
            // Nobody listens any more when the server has ended by itself.
            let _ = tell.send(true);
        });
        Ok(Self(told))
    }

    /// Returns when the program is told to stop.
    pub async fn told(mut self) {
        if self.0.wait_for(|told| *told).await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
struct Terminate(tokio::signal::unix::Signal);

#[cfg(unix)]
impl Terminate {
    async fn told(&mut self) {
        self.0.recv().await;
    }
}

#[cfg(unix)]
fn terminate() -> Result<Terminate, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    signal(SignalKind::terminate())
        .map(Terminate)
        .map_err(|error| Failure::Refused(format!("cannot listen for signals: {error}")))
}

#[cfg(not(unix))]
struct Terminate;

#[cfg(not(unix))]
impl Terminate {
    async fn told(&mut self) {
        std::future::pending::<()>().await;
    }
}

#[cfg(not(unix))]
fn terminate() -> Result<Terminate, Failure> {
    Ok(Terminate)
}
