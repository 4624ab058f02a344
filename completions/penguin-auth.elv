
use builtin;
use str;

set edit:completion:arg-completer[penguin-auth] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'penguin-auth'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'penguin-auth'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand verify 'Prove the acceptance criteria on a deployment or on the embedded mock'
            cand login 'Open a session and keep it for whoami and logout'
            cand whoami 'Ask whose a stored session is, and whether it is still live'
            cand logout 'End a session and prove that it is over'
            cand mock 'Serve the offline deployment, with planted defects and faults'
            cand report 'Convert, merge or compare reports that were written as JSON'
            cand cookies 'Show what browsers make of a login''s and a logout''s Set-Cookie lines'
            cand checks 'List the checks by the requirement that they prove'
            cand explain 'Explain checks: why they matter, what is usually behind a failure, how to mend it'
            cand profile 'List, print and check profiles: what a deployment promises'
            cand completions 'Print a completion script for a shell'
            cand man 'Print the manual page, or write all of them to a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'penguin-auth;verify'= {
            cand --base-url 'Examine this deployment [env: PENGUIN_AUTH_BASE_URL]'
            cand --from 'Judge again what an earlier run saw and kept with --save-evidence; nothing is sent, and no account is needed'
            cand --save-evidence 'Keep what the run sees in this file, for --from; secrets are replaced, and only you can read it'
            cand --profile 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]'
            cand --only 'Run only these checks: ids, beginnings of ids, requirements such as AC3, or "ticket" or "standards" (repeatable, or separated by commas)'
            cand --skip 'Leave these checks out'
            cand --level 'The levels of all checks; of --level, -D, -W and -A, the last one that names a check wins'
            cand -D 'A failure of these checks fails the run'
            cand --deny 'A failure of these checks fails the run'
            cand -W 'A failure of these checks is a warning'
            cand --warn 'A failure of these checks is a warning'
            cand -A 'A failure of these checks changes nothing'
            cand --allow 'A failure of these checks changes nothing'
            cand --known-failures 'A list of checks that are known to fail, each with a reason and a date: they do not fail the run, and fail it once they pass'
            cand --protected 'Another route that needs a session, read before the logout and after it: a path below the base URL (repeatable, or separated by commas)'
            cand --email 'The account whose sessions are opened and ended [env: PENGUIN_AUTH_EMAIL]'
            cand --password-file 'A file with the password in its first line'
            cand --second-email 'A second account, to prove that accounts stay apart [env: PENGUIN_AUTH_SECOND_EMAIL; its password: PENGUIN_AUTH_SECOND_PASSWORD]'
            cand --second-password-file 'A file with the second account''s password in its first line'
            cand --timeout 'The longest that one request may take'
            cand --deadline 'The longest that the whole run may take'
            cand --header 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report'
            cand --cacert 'Trust only the authorities in this PEM file'
            cand --proxy 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]'
            cand --connect-to 'Connect to ADDRESS instead of looking HOST up (repeatable)'
            cand --user-agent 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]'
            cand --max-logins 'The most logins of the account, wrong passwords included [default: 5, or 19 when Nile fails in every way; one more with --browser, 59 more with --intrusive]'
            cand --max-requests 'The most requests [default: 99, or 199 for the mock and when Nile fails in every way; 210 more with --intrusive]'
            cand --replay-limit 'How long a replay that is accepted is repeated, to see when it stops'
            cand --webdriver 'Use this running chromedriver instead of starting one'
            cand --nile-control 'Make Nile fail in every way while the deployment runs: the address of the penguin-auth mock that the deployment uses as its Nile'
            cand --nile-control-token-file 'A file whose first line is the token of that mock [env: PENGUIN_AUTH_CONTROL_TOKEN]'
            cand --format 'What to print'
            cand --report 'Also write a report to a file (repeatable)'
            cand --color 'Whether to colour'
            cand --colour 'Whether to colour'
            cand --token 'What session tokens are made of'
            cand --cookie-path 'Path of the session cookie'
            cand --cookie-domain 'Domain of the session cookie, instead of host-only; penguin.test is in the certificate'
            cand --clear 'How logout deletes cookies'
            cand --defect 'Plant a defect (repeatable); `penguin-auth mock --list-defects` lists them'
            cand --fault 'Let Nile fail from the start'
            cand --mock 'Examine the embedded offline deployment'
            cand --print-plan 'Print what would be done, and do nothing'
            cand --password-stdin 'Read the password from the first line of standard input [env: PENGUIN_AUTH_PASSWORD; asked for on a terminal]'
            cand --insecure 'Accept any certificate; every report says so'
            cand --without-csrf 'Fetch no CSRF token: shows whether logout then does nothing and still says 200'
            cand --slow 'Let Nile fail in every way, also in those that keep the run waiting'
            cand --intrusive 'Also do what a deployment may take for an attack: malformed tokens, TRACE, 19 more logins, and up to 40 wrong passwords, after which the account may be locked for a while: use one that nobody else needs'
            cand --browser 'Log in and out in a real headless Chromium as well, and compare it with the model: one login more'
            cand -v 'Show each exchange and what proved each pass; twice: headers and bodies too, secrets replaced'
            cand --verbose 'Show each exchange and what proved each pass; twice: headers and bodies too, secrets replaced'
            cand -q 'Show only what is wrong, and the verdict'
            cand --quiet 'Show only what is wrong, and the verdict'
            cand --curl 'Show a curl line to repeat each failing request, secrets as variables'
            cand --tls 'Serve https with a certificate made on the spot, and use __Secure- cookie names'
            cand --secure-names 'Use __Secure- cookie names, as a production build does, also on plain http'
            cand --chunked 'Spread the session cookie over two chunks'
            cand --rotating 'Give the session cookie a new value with every answer of the protected route'
            cand --remember-me 'Login also sets a second cookie that authenticates by itself'
            cand --busy 'Set cookies of a load balancer, and an anonymous session for whoever has none'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;login'= {
            cand --base-url 'The deployment [env: PENGUIN_AUTH_BASE_URL]'
            cand --email 'The account [env: PENGUIN_AUTH_EMAIL]'
            cand --password-file 'A file with the password in its first line'
            cand --profile 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]'
            cand --timeout 'The longest that one request may take'
            cand --deadline 'The longest that the whole run may take'
            cand --header 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report'
            cand --cacert 'Trust only the authorities in this PEM file'
            cand --proxy 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]'
            cand --connect-to 'Connect to ADDRESS instead of looking HOST up (repeatable)'
            cand --user-agent 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]'
            cand --color 'Whether to colour'
            cand --colour 'Whether to colour'
            cand --password-stdin 'Read the password from the first line of standard input [env: PENGUIN_AUTH_PASSWORD; asked for on a terminal]'
            cand --force 'Replace a session that is stored for the same deployment and account; the old one stays live on the server'
            cand --insecure 'Accept any certificate; every report says so'
            cand --json 'As one JSON object'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;whoami'= {
            cand --base-url 'The deployment [env: PENGUIN_AUTH_BASE_URL]'
            cand --email 'The account, where several sessions of one deployment are stored [env: PENGUIN_AUTH_EMAIL]'
            cand --profile 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]'
            cand --timeout 'The longest that one request may take'
            cand --deadline 'The longest that the whole run may take'
            cand --header 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report'
            cand --cacert 'Trust only the authorities in this PEM file'
            cand --proxy 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]'
            cand --connect-to 'Connect to ADDRESS instead of looking HOST up (repeatable)'
            cand --user-agent 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]'
            cand --color 'Whether to colour'
            cand --colour 'Whether to colour'
            cand --insecure 'Accept any certificate; every report says so'
            cand --json 'As one JSON object'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;logout'= {
            cand --base-url 'The deployment [env: PENGUIN_AUTH_BASE_URL]'
            cand --email 'The account, where several sessions of one deployment are stored [env: PENGUIN_AUTH_EMAIL]'
            cand --replay-limit 'How long a replay that is accepted is repeated, to see when it stops'
            cand --cookie-file 'The same from a file, which is not changed'
            cand --cookie-name 'The name of the session cookie, if it is not one of Nile''s'
            cand --profile 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]'
            cand --timeout 'The longest that one request may take'
            cand --deadline 'The longest that the whole run may take'
            cand --header 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report'
            cand --cacert 'Trust only the authorities in this PEM file'
            cand --proxy 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]'
            cand --connect-to 'Connect to ADDRESS instead of looking HOST up (repeatable)'
            cand --user-agent 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]'
            cand --color 'Whether to colour'
            cand --colour 'Whether to colour'
            cand --cookie-stdin 'End the session of the cookie on standard input: a Cookie header, a token alone, or a cookie jar as curl writes it'
            cand --insecure 'Accept any certificate; every report says so'
            cand --json 'As one JSON object'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;mock'= {
            cand --port 'Port on 127.0.0.1; 0 takes a free one'
            cand --user 'An account in place of the built-in ones (repeatable); others can see it in the list of processes, so for throw-away test accounts only'
            cand --users 'A file with accounts: a JSON array of {"email","password","name","totp"}, or one EMAIL:PASSWORD on each line; "totp" is the base 32 secret of an authenticator that Nile asks for'
            cand --state 'Keep sessions in this file, so that they outlive a restart or a crash'
            cand --nile-sessions 'What logins and sign-ups at Nile''s own interface give; NEXTAUTH_SECRET in the environment is the secret of its tokens'
            cand --postgres 'Keep Nile''s users, credentials and database sessions in this PostgreSQL, as rows of the tables that Nile has; others can see a password in the URL in the list of processes, but not in the environment [env: PENGUIN_AUTH_MOCK_POSTGRES]'
            cand --tls-cert-out 'Write the certificate to this file'
            cand --control-token-file 'Write the token of the control interface to this file, which only you can read, instead of printing it (PENGUIN_AUTH_CONTROL_TOKEN chooses one)'
            cand --token 'What session tokens are made of'
            cand --cookie-path 'Path of the session cookie'
            cand --cookie-domain 'Domain of the session cookie, instead of host-only; penguin.test is in the certificate'
            cand --clear 'How logout deletes cookies'
            cand --defect 'Plant a defect (repeatable); `penguin-auth mock --list-defects` lists them'
            cand --fault 'Let Nile fail from the start'
            cand --nile-fixtures 'Add the users and sessions to Nile that recorded conversations need'
            cand --print-env 'Print only the lines of a dotenv file that point an app at Nile''s stand-in; everything else is said on standard error'
            cand --list-defects 'List the defects that can be planted, and exit'
            cand --list-faults 'List the ways in which Nile can fail, and exit'
            cand -q 'Say only where it listens, and nothing about requests'
            cand --quiet 'Say only where it listens, and nothing about requests'
            cand --tls 'Serve https with a certificate made on the spot, and use __Secure- cookie names'
            cand --secure-names 'Use __Secure- cookie names, as a production build does, also on plain http'
            cand --chunked 'Spread the session cookie over two chunks'
            cand --rotating 'Give the session cookie a new value with every answer of the protected route'
            cand --remember-me 'Login also sets a second cookie that authenticates by itself'
            cand --busy 'Set cookies of a load balancer, and an anonymous session for whoever has none'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;report'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand convert 'Write a report in another format'
            cand merge 'Put several runs side by side; exits as the worst of them did'
            cand diff 'Say what changed between two runs; exits with 1 if anything got worse'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'penguin-auth;report;convert'= {
            cand --to 'The format'
            cand --out 'Write to this file instead of standard output'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;report;merge'= {
            cand --format 'What to print'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;report;diff'= {
            cand --format 'What to print'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;report;help'= {
            cand convert 'Write a report in another format'
            cand merge 'Put several runs side by side; exits as the worst of them did'
            cand diff 'Say what changed between two runs; exits with 1 if anything got worse'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'penguin-auth;report;help;convert'= {
        }
        &'penguin-auth;report;help;merge'= {
        }
        &'penguin-auth;report;help;diff'= {
        }
        &'penguin-auth;report;help;help'= {
        }
        &'penguin-auth;cookies'= {
            cand --url 'Where the lines come from: scheme, host and path decide what they mean'
            cand --set 'A Set-Cookie line of the login (repeatable); Date: and Clear-Site-Data: with their names before them are understood too'
            cand --then 'A line of the logout (repeatable), written like those of --set'
            cand --then-url 'Where the logout''s lines come from, if not from --url'
            cand --request 'Judge only what is sent to this path of the host of --url'
            cand --cases 'Compare with cases that were recorded in real browsers, one JSON object a line'
            cand --format 'What to print'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'penguin-auth;checks'= {
            cand --json 'As one JSON document'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;explain'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;profile'= {
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand list 'List the built-in profiles'
            cand show 'Print a built-in profile as a file to start from, with every key explained'
            cand check 'Say everything that is wrong in a profile, with line and hint'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'penguin-auth;profile;list'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;profile;show'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;profile;check'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;profile;help'= {
            cand list 'List the built-in profiles'
            cand show 'Print a built-in profile as a file to start from, with every key explained'
            cand check 'Say everything that is wrong in a profile, with line and hint'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'penguin-auth;profile;help;list'= {
        }
        &'penguin-auth;profile;help;show'= {
        }
        &'penguin-auth;profile;help;check'= {
        }
        &'penguin-auth;profile;help;help'= {
        }
        &'penguin-auth;completions'= {
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;man'= {
            cand --out 'Write one page per command into this directory instead'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'penguin-auth;help'= {
            cand verify 'Prove the acceptance criteria on a deployment or on the embedded mock'
            cand login 'Open a session and keep it for whoami and logout'
            cand whoami 'Ask whose a stored session is, and whether it is still live'
            cand logout 'End a session and prove that it is over'
            cand mock 'Serve the offline deployment, with planted defects and faults'
            cand report 'Convert, merge or compare reports that were written as JSON'
            cand cookies 'Show what browsers make of a login''s and a logout''s Set-Cookie lines'
            cand checks 'List the checks by the requirement that they prove'
            cand explain 'Explain checks: why they matter, what is usually behind a failure, how to mend it'
            cand profile 'List, print and check profiles: what a deployment promises'
            cand completions 'Print a completion script for a shell'
            cand man 'Print the manual page, or write all of them to a directory'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'penguin-auth;help;verify'= {
        }
        &'penguin-auth;help;login'= {
        }
        &'penguin-auth;help;whoami'= {
        }
        &'penguin-auth;help;logout'= {
        }
        &'penguin-auth;help;mock'= {
        }
        &'penguin-auth;help;report'= {
            cand convert 'Write a report in another format'
            cand merge 'Put several runs side by side; exits as the worst of them did'
            cand diff 'Say what changed between two runs; exits with 1 if anything got worse'
        }
        &'penguin-auth;help;report;convert'= {
        }
        &'penguin-auth;help;report;merge'= {
        }
        &'penguin-auth;help;report;diff'= {
        }
        &'penguin-auth;help;cookies'= {
        }
        &'penguin-auth;help;checks'= {
        }
        &'penguin-auth;help;explain'= {
        }
        &'penguin-auth;help;profile'= {
            cand list 'List the built-in profiles'
            cand show 'Print a built-in profile as a file to start from, with every key explained'
            cand check 'Say everything that is wrong in a profile, with line and hint'
        }
        &'penguin-auth;help;profile;list'= {
        }
        &'penguin-auth;help;profile;show'= {
        }
        &'penguin-auth;help;profile;check'= {
        }
        &'penguin-auth;help;completions'= {
        }
        &'penguin-auth;help;man'= {
        }
        &'penguin-auth;help;help'= {
        }
    ]
    $completions[$command]
}
