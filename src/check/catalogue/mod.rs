//! Every check, one file each, in the order in which reports show them.

use super::Check;

/// Declares the modules and lists their checks, so that a file cannot be
/// forgotten in either place.
macro_rules! catalogue {
    ($($module:ident,)*) => {
        $(mod $module;)*
        /// Every check, in the order of reports.
        pub const CATALOGUE: &[&Check] = &[$(&$module::CHECK),*];
    };
}

catalogue! {
    login_sets_session_cookie,
    browser_keeps_session_cookie,
    token_stays_in_cookie,
    live_session_has_identity,
    me_requires_session,
    login_refuses_wrong_password,
    login_hides_unknown_email,
    session_fixation,
    logout_requires_session,
    anonymous_logout_ends_nothing,
    logout_refuses_bad_tokens,
    me_refuses_bad_tokens,
    bad_tokens_not_shown,
    odd_cookie_headers,
    unprefixed_cookie_refused,
    unknown_route_is_404,
    get_does_not_log_out,
    head_does_not_log_out,
    logout_answers_200,
    logout_body,
    cookie_cleared,
    cleared_in_every_browser,
    cookie_not_blanked,
    no_clear_of_unknown_cookie,
    companion_cookies_cleared,
    me_401_after_logout,
    session_ended_on_server,
    rotated_values_ended,
    other_routes_refuse,
    session_read_after_logout,
    token_refused_elsewhere,
    conditional_read_refused,
    second_logout,
    other_session_survives,
    parallel_logouts,
    reads_in_flight,
    login_again,
    old_session_stays_dead,
    accounts_stay_apart,
    other_account_survives,
    anonymous_sees_nobody,
    malformed_tokens_refused,
    login_replaces_session,
    login_beside_logout,
    dropped_logout,
    login_time_hides_unknown_email,
    login_limits_guesses,
    logout_despite_limit,
    nile_failure_refuse,
    nile_failure_reset,
    nile_failure_500,
    nile_failure_500_json,
    nile_failure_503_html,
    nile_failure_404_empty,
    nile_failure_429,
    nile_failure_garbage,
    nile_failure_empty,
    nile_failure_null,
    nile_failure_array,
    nile_failure_signout_only,
    nile_failure_stall,
    nile_failure_slow,
    nile_failure_anonymous,
    nile_failure_recovery,
}
