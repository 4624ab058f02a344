//! The standards that checks refer to, each written once.

use super::Reference;

macro_rules! reference {
    ($name:ident, $text:literal, $url:literal) => {
        #[doc = $text]
        pub(super) const $name: Reference = Reference { name: $text, url: $url };
    };
}

reference!(
    ASVS_7_2_1,
    "OWASP ASVS 5.0 7.2.1",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md"
);
reference!(
    ASVS_7_2_4,
    "OWASP ASVS 5.0 7.2.4",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md"
);
reference!(
    ASVS_7_4_1,
    "OWASP ASVS 5.0 7.4.1",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md"
);
reference!(
    ASVS_7_5_2,
    "OWASP ASVS 5.0 7.5.2",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md"
);
reference!(
    ASVS_3_5_3,
    "OWASP ASVS 5.0 3.5.3",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x12-V3-Web-Frontend-Security.md"
);
reference!(
    ASVS_6_3_8,
    "OWASP ASVS 5.0 6.3.8",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x15-V6-Authentication.md"
);
reference!(
    ASVS_9_1_1,
    "OWASP ASVS 5.0 9.1.1",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x18-V9-Self-contained-Tokens.md"
);
reference!(
    ASVS_14_2_1,
    "OWASP ASVS 5.0 14.2.1",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x23-V14-Data-Protection.md"
);
reference!(
    ASVS_14_2_2,
    "OWASP ASVS 5.0 14.2.2",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x23-V14-Data-Protection.md"
);
reference!(
    ASVS_16_5_3,
    "OWASP ASVS 5.0 16.5.3",
    "https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x25-V16-Security-Logging-and-Error-Handling.md"
);
reference!(CWE_384, "CWE-384", "https://cwe.mitre.org/data/definitions/384.html");
reference!(CWE_488, "CWE-488", "https://cwe.mitre.org/data/definitions/488.html");
reference!(CWE_613, "CWE-613", "https://cwe.mitre.org/data/definitions/613.html");
reference!(CWE_650, "CWE-650", "https://cwe.mitre.org/data/definitions/650.html");
reference!(
    RFC_6265BIS,
    "RFC 6265bis 5.7",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.7"
);
reference!(
    RFC_6265BIS_PREFIXES,
    "RFC 6265bis 4.1.3",
    "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-4.1.3"
);
reference!(RFC_9110_401, "RFC 9110 15.5.2", "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2");
reference!(RFC_9110_SAFE, "RFC 9110 9.2.1", "https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1");
reference!(
    WSTG_IDNT_04,
    "OWASP WSTG-IDNT-04",
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/03-Identity_Management_Testing/04-Testing_for_Account_Enumeration_and_Guessable_User_Account"
);
reference!(
    WSTG_SESS_03,
    "OWASP WSTG-SESS-03",
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/03-Testing_for_Session_Fixation"
);
reference!(
    WSTG_SESS_06,
    "OWASP WSTG-SESS-06",
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/06-Testing_for_Logout_Functionality"
);
reference!(
    WSTG_SESS_11,
    "OWASP WSTG-SESS-11",
    "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/06-Session_Management_Testing/11-Testing_for_Concurrent_Sessions"
);
