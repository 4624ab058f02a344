//! The standards that checks refer to, each written once.

use super::Reference;

/// One standard: the constant, whether it says MUST, its name, where it is.
macro_rules! reference {
    ($name:ident, $must:ident, $text:expr, $url:expr) => {
        #[doc = $text]
        pub(super) const $name: Reference = Reference { name: $text, url: $url, must: $must };
    };
}

/// Sections of OWASP ASVS 5.0, by the file of their chapter. Level 1 is the
/// floor for every application, so `must`; levels 2 and 3 are `should`.
macro_rules! asvs {
    ($chapter:literal: $($name:ident, $must:ident, $section:literal;)+) => {
        $(reference!(
            $name,
            $must,
            concat!("OWASP ASVS 5.0 ", $section),
            concat!("https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/", $chapter, ".md")
        );)+
    };
}

/// Tests of the OWASP Web Security Testing Guide: guidance, never a MUST.
macro_rules! wstg {
    ($($name:ident, $id:literal, $page:literal;)+) => {
        $(reference!(
            $name,
            SHOULD,
            concat!("OWASP WSTG-", $id),
            concat!(
                "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/",
                $page
            )
        );)+
    };
}

/// Weaknesses: names for what is wrong, which ask for nothing.
macro_rules! cwe {
    ($($name:ident, $number:literal;)+) => {
        $(reference!(
            $name,
            SHOULD,
            concat!("CWE-", $number),
            concat!("https://cwe.mitre.org/data/definitions/", $number, ".html")
        );)+
    };
}

/// The text says MUST or SHALL, or is of ASVS level 1.
const MUST: bool = true;
/// The text recommends, or explains.
const SHOULD: bool = false;

asvs! { "0x12-V3-Web-Frontend-Security":
    ASVS_3_3_1, MUST, "3.3.1";
    ASVS_3_3_2, SHOULD, "3.3.2";
    ASVS_3_3_3, SHOULD, "3.3.3";
    ASVS_3_3_4, SHOULD, "3.3.4";
    ASVS_3_3_5, SHOULD, "3.3.5";
    ASVS_3_4_1, MUST, "3.4.1";
    ASVS_3_4_2, MUST, "3.4.2";
    ASVS_3_4_4, SHOULD, "3.4.4";
    ASVS_3_5_1, MUST, "3.5.1";
    ASVS_3_5_2, MUST, "3.5.2";
    ASVS_3_5_3, MUST, "3.5.3";
    ASVS_3_7_2, SHOULD, "3.7.2";
}
asvs! { "0x13-V4-API-and-Web-Service":
    ASVS_4_1_1, MUST, "4.1.1";
    ASVS_4_1_2, SHOULD, "4.1.2";
    ASVS_4_1_3, SHOULD, "4.1.3";
    ASVS_4_1_4, SHOULD, "4.1.4";
}
asvs! { "0x15-V6-Authentication":
    ASVS_6_3_1, MUST, "6.3.1";
    ASVS_6_3_8, SHOULD, "6.3.8";
}
asvs! { "0x16-V7-Session-Management":
    ASVS_7_2_1, MUST, "7.2.1";
    ASVS_7_2_3, MUST, "7.2.3";
    ASVS_7_2_4, MUST, "7.2.4";
    ASVS_7_3_2, SHOULD, "7.3.2";
    ASVS_7_4_1, MUST, "7.4.1";
    ASVS_7_5_2, SHOULD, "7.5.2";
}
asvs! { "0x18-V9-Self-contained-Tokens":
    ASVS_9_1_1, MUST, "9.1.1";
    ASVS_9_1_2, MUST, "9.1.2";
}
asvs! { "0x21-V12-Secure-Communication":
    ASVS_12_2_1, MUST, "12.2.1";
}
asvs! { "0x22-V13-Configuration":
    ASVS_13_4_4, SHOULD, "13.4.4";
    ASVS_13_4_6, SHOULD, "13.4.6";
}
asvs! { "0x23-V14-Data-Protection":
    ASVS_14_2_1, MUST, "14.2.1";
    ASVS_14_2_2, SHOULD, "14.2.2";
    // Of level 1, but of the header it says only that it may help.
    ASVS_14_3_1, SHOULD, "14.3.1";
    ASVS_14_3_2, SHOULD, "14.3.2";
}
asvs! { "0x25-V16-Security-Logging-and-Error-Handling":
    ASVS_16_5_1, SHOULD, "16.5.1";
    ASVS_16_5_3, SHOULD, "16.5.3";
}
wstg! {
    WSTG_ATHN_06, "ATHN-06", "04-Authentication_Testing/06-Testing_for_Browser_Cache_Weaknesses";
    WSTG_CLNT_04, "CLNT-04", "11-Client-side_Testing/04-Testing_for_Client-side_URL_Redirect";
    WSTG_CLNT_07, "CLNT-07", "11-Client-side_Testing/07-Testing_Cross_Origin_Resource_Sharing";
    WSTG_CONF_06, "CONF-06", "02-Configuration_and_Deployment_Management_Testing/06-Test_HTTP_Methods";
    WSTG_CONF_07, "CONF-07", "02-Configuration_and_Deployment_Management_Testing/07-Test_HTTP_Strict_Transport_Security";
    WSTG_ERRH_01, "ERRH-01", "08-Testing_for_Error_Handling/01-Testing_For_Improper_Error_Handling";
    WSTG_IDNT_04, "IDNT-04", "03-Identity_Management_Testing/04-Testing_for_Account_Enumeration_and_Guessable_User_Account";
    WSTG_INPV_17, "INPV-17", "07-Input_Validation_Testing/17-Testing_for_Host_Header_Injection";
    WSTG_SESS_01, "SESS-01", "06-Session_Management_Testing/01-Testing_for_Session_Management_Schema";
    WSTG_SESS_02, "SESS-02", "06-Session_Management_Testing/02-Testing_for_Cookies_Attributes";
    WSTG_SESS_03, "SESS-03", "06-Session_Management_Testing/03-Testing_for_Session_Fixation";
    WSTG_SESS_05, "SESS-05", "06-Session_Management_Testing/05-Testing_for_Cross_Site_Request_Forgery";
    WSTG_SESS_06, "SESS-06", "06-Session_Management_Testing/06-Testing_for_Logout_Functionality";
    WSTG_SESS_07, "SESS-07", "06-Session_Management_Testing/07-Testing_Session_Timeout";
    WSTG_SESS_10, "SESS-10", "06-Session_Management_Testing/10-Testing_JSON_Web_Tokens";
    WSTG_SESS_11, "SESS-11", "06-Session_Management_Testing/11-Testing_for_Concurrent_Sessions";
}
cwe! {
    CWE_208, "208";
    CWE_209, "209";
    CWE_289, "289";
    CWE_307, "307";
    CWE_315, "315";
    CWE_319, "319";
    CWE_331, "331";
    CWE_347, "347";
    CWE_352, "352";
    CWE_362, "362";
    CWE_384, "384";
    CWE_488, "488";
    CWE_524, "524";
    CWE_525, "525";
    CWE_601, "601";
    CWE_613, "613";
    CWE_614, "614";
    CWE_650, "650";
    CWE_942, "942";
    CWE_1004, "1004";
    CWE_1275, "1275";
}
reference!(
    CSRF_CHEAT_SHEET,
    SHOULD,
    "OWASP CSRF Prevention Cheat Sheet",
    "https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html"
);
reference!(
    RFC_6265BIS_BROWSERS,
    SHOULD,
    "RFC 6265bis 5",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5"
);
reference!(
    RFC_6265BIS,
    MUST,
    "RFC 6265bis 5.7",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7"
);
reference!(
    RFC_6265BIS_PREFIXES,
    MUST,
    "RFC 6265bis 4.1.3",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3"
);
reference!(
    RFC_6265BIS_LINES,
    MUST,
    "RFC 6265bis 4.1.1",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.1"
);
reference!(CLEAR_SITE_DATA, SHOULD, "Clear Site Data 3.1", "https://www.w3.org/TR/clear-site-data/#header");
reference!(RFC_9110_DATE, SHOULD, "RFC 9110 6.6.1", "https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1");
reference!(RFC_9110_405, MUST, "RFC 9110 15.5.6", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6");
reference!(RFC_9111, SHOULD, "RFC 9111 5.2.2.5", "https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2.5");
reference!(RFC_9110_401, MUST, "RFC 9110 15.5.2", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2");
reference!(RFC_9110_SAFE, MUST, "RFC 9110 9.2.1", "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1");
reference!(
    RFC_6265BIS_ORDER,
    SHOULD,
    "RFC 6265bis 4.2.2",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.2.2"
);
reference!(
    RFC_6265BIS_INTEGRITY,
    SHOULD,
    "RFC 6265bis 8.6",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-8.6"
);
reference!(RFC_9110_404, SHOULD, "RFC 9110 15.5.5", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5");
reference!(
    RFC_9110_PRECONDITIONS,
    MUST,
    "RFC 9110 13.2.1",
    "https://www.rfc-editor.org/rfc/rfc9110#section-13.2.1"
);
reference!(RFC_6585_429, SHOULD, "RFC 6585 4", "https://www.rfc-editor.org/rfc/rfc6585#section-4");
