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
    logout_answers_200,
    logout_body,
    cookie_cleared,
    cleared_in_every_browser,
    real_browser_signs_out,
    model_agrees_with_browser,
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
    // What the answers of the whole run show besides.
    no_answer_from_a_cache,
    answers_not_stored,
    session_cookie_secure,
    session_cookie_http_only,
    session_cookie_same_site,
    session_lifetime,
    login_cookie_lines,
    token_is_random,
    token_is_signed,
    token_hides_person,
    other_cookies_cleared,
    dead_cookie_cleared,
    clear_site_data,
    bodies_hide_internals,
    headers_hide_versions,
    content_type_fits,
    no_sniffing,
    refusals_name_the_way,
    strict_transport_security,
    clock_agrees,
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
