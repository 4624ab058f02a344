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
    get_does_not_log_out,
    head_does_not_log_out,
    disguised_get_does_not_log_out,
    other_methods_do_not_log_out,
    trace_shows_nothing,
    logout_refuses_forged_requests,
    logout_compares_origins_exactly,
    login_refuses_forged_requests,
    cors_trusts_no_stranger,
    logout_survives_a_broken_body,
    logout_leads_to_no_stranger,
    forwarded_host_is_not_believed,
    nothing_over_plain_http,
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
    second_logout,
    other_session_survives,
    parallel_logouts,
    reads_in_flight,
    login_again,
    old_session_stays_dead,
    accounts_stay_apart,
    other_account_survives,
    anonymous_sees_nobody,
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
