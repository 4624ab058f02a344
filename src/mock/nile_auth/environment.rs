//! What an app needs to be told so that its SDK talks to the stand-in.

/// The variables of the SDK, as lines of a dotenv file, which a shell reads
/// too. User, password and name must be there for the SDK to start, and are
/// never sent anywhere. `NILEDB_CALLBACK_URL` is not among them: it is the
/// address of the app, which only the app knows.
pub(in crate::mock) fn environment(address: &str) -> String {
    let url = format!("{address}/v2/databases/penguin");
    let lines = [
        ("NILEDB_API_URL", url.as_str()),
        ("NILEDB_USER", "penguin"),
        ("NILEDB_PASSWORD", "penguin"),
        ("NILEDB_NAME", "penguin"),
    ];
    // None of the values holds a quote, a dollar or a backslash.
    lines.map(|(name, value)| format!("{name}=\"{value}\"\n")).concat()
}
