//! What Nile answers while its database fails.

use http::Method;

use super::answer::Answer;
use super::call::Call;
use super::note::Note;

/// The answer of a path. The routes of next-auth and `/me` were measured with
/// PostgreSQL stopped; the others were not, and throw.
pub(super) fn answer(call: &Call<'_>, path: &[&str]) -> Answer {
    let answer = match path {
        ["auth", "mfa" | "reset-password" | "verify-email"] => Answer::thrown("Internal server error"),
        ["auth", _, ..] if call.is(&Method::POST) => Answer::missing(),
        ["auth", _, ..] => Answer::bad_request("No providers have been configured. Check the database."),
        ["me"] => Answer::missing(),
        _ => Answer::thrown("Internal server error"),
    };
    answer.because(Note::DatabaseDown)
}
