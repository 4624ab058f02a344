//! On a slow network a run takes as long as its longest chain of requests that
//! need each other, and hardly longer: everything else happens beside it.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::tool::{Mock, run, verify};

/// How long everything is on its way, in each direction.
const ONE_WAY: Duration = Duration::from_millis(25);

/// There and back.
const ROUND_TRIP: Duration = Duration::from_millis(50);

/// A network that is slow and otherwise perfect. It ends when dropped.
struct SlowNetwork {
    address: SocketAddr,
    stopped: Arc<AtomicBool>,
    connections: Arc<AtomicUsize>,
}

impl SlowNetwork {
    fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stopped, connections) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (stop, counter) = (Arc::clone(&stopped), Arc::clone(&connections));
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                counter.fetch_add(1, Ordering::SeqCst);
                connect(client, port);
            }
        });
        Self { address, stopped, connections }
    }
}

impl Drop for SlowNetwork {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Wakes the acceptor; if that fails there is none.
        let _ = TcpStream::connect(self.address);
    }
}

/// Joins two sockets. A real connection would be established a round trip after
/// the client asked for it, so nothing it sends leaves earlier.
fn connect(client: TcpStream, port: u16) {
    let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
    client.set_nodelay(true).unwrap();
    server.set_nodelay(true).unwrap();
    let established = Instant::now() + ROUND_TRIP;
    carry(client.try_clone().unwrap(), server.try_clone().unwrap(), established);
    carry(server, client, established);
}

/// Carries octets from one socket to the other, each for the same time.
fn carry(mut from: TcpStream, to: TcpStream, earliest: Instant) {
    let (sender, receiver): (Sender<(Instant, Vec<u8>)>, _) = mpsc::channel();
    thread::spawn(move || deliver(&receiver, to));
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(read @ 1..) = from.read(&mut buffer) {
            let due = Instant::now().max(earliest) + ONE_WAY;
            if sender.send((due, buffer[..read].to_vec())).is_err() {
                return;
            }
        }
    });
}

/// Writes what was sent when it is due. This is the network, not a test that
/// waits.
fn deliver(sent: &Receiver<(Instant, Vec<u8>)>, mut to: TcpStream) {
    for (due, octets) in sent {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&octets).is_err() {
            return;
        }
    }
    // The other side may have closed already.
    let _ = to.shutdown(std::net::Shutdown::Write);
}

/// The most requests that may have to wait for one another.
const LONGEST_CHAIN: usize = 29;

/// A request as the report tells of it, in milliseconds.
#[derive(Clone, Debug)]
struct Request {
    step: String,
    started: f64,
    finished: f64,
    fresh: bool,
}

impl Request {
    fn of(event: &Value) -> Self {
        let ms = |name: &str| event[name].as_f64().unwrap();
        Self {
            step: event["step"].as_str().unwrap().to_owned(),
            started: ms("started_ms"),
            finished: ms("finished_ms"),
            fresh: event["fresh_connection"].as_bool().unwrap(),
        }
    }

    /// Whether a connection had to be opened for it: on purpose, or because
    /// all open ones were in use.
    fn connected(&self) -> bool {
        self.fresh || self.finished - self.started > 1.5 * round_trip_ms()
    }
}

/// The longest chain in which each request begins after the one before has
/// ended.
fn longest_chain(mut requests: Vec<Request>) -> Vec<Request> {
    requests.sort_by(|one, other| one.finished.total_cmp(&other.finished));
    let mut chains: Vec<Vec<Request>> = Vec::new();
    for request in requests {
        let before = chains.iter().filter(|chain| chain[chain.len() - 1].finished <= request.started);
        let mut chain = before.max_by_key(|chain| chain.len()).cloned().unwrap_or_default();
        chain.push(request);
        chains.push(chain);
    }
    chains.into_iter().max_by_key(Vec::len).unwrap_or_default()
}

fn round_trip_ms() -> f64 {
    ROUND_TRIP.as_secs_f64() * 1000.0
}

/// A run over the slow network, in milliseconds.
struct Measured {
    /// What it took.
    duration: f64,
    /// What its longest chain takes at best.
    ideal: f64,
    /// What it takes without any network, on a machine as busy as this one.
    work: f64,
}

fn measure() -> Measured {
    let mock = Mock::start(&[]);
    let document = run(verify(&mock.base_url, &["--format", "json"])).exits(0).json();
    let work = document["duration_ms"].as_f64().unwrap();
    let network = SlowNetwork::before(mock.base_url.rsplit(':').next().unwrap().parse().unwrap());
    let url = format!("http://localhost:{}", network.address.port());
    let ended = run(verify(&url, &["--format", "jsonl"])).exits(0);
    let events: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let duration = events[events.len() - 1]["duration_ms"].as_f64().unwrap();
    let exchanges = events.iter().filter(|event| event["event"] == "exchange");
    let requests: Vec<Request> = exchanges.map(Request::of).collect();
    let count = requests.len();
    let chain = longest_chain(requests);
    let connected = chain.iter().filter(|request| request.connected()).count();
    let trips = u32::try_from(chain.len() + connected).unwrap();
    let ideal = round_trip_ms() * f64::from(trips);
    for Request { step, started, finished, .. } in &chain {
        println!("{started:8.1} +{:5.1}  {step}", finished - started);
    }
    println!(
        "{count} requests on {} connections; {} wait for one another, {connected} of these on new connections: {ideal} ms at best, {duration} ms measured, {work} ms of them work",
        network.connections.load(Ordering::SeqCst),
        chain.len(),
    );
    assert!(chain.len() <= LONGEST_CHAIN, "{} requests wait for one another", chain.len());
    Measured { duration, ideal, work }
}

#[test]
fn a_run_over_a_slow_network_takes_hardly_longer_than_its_longest_chain() {
    // Other programs may get in the way, so one of three has to be fast.
    let fast = |measured: &Measured| measured.duration <= 1.1 * measured.ideal + measured.work;
    let any = (0..3).map(|_| measure()).any(|measured| fast(&measured));
    assert!(any, "each of three runs took more than a tenth longer than its requests");
}
