
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'penguin-auth' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'penguin-auth'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'penguin-auth' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Prove the acceptance criteria on a deployment or on the embedded mock')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Open a session and keep it for whoami and logout')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Ask whose a stored session is, and whether it is still live')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'End a session and prove that it is over')
            [CompletionResult]::new('mock', 'mock', [CompletionResultType]::ParameterValue, 'Serve the offline deployment, with planted defects and faults')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Convert, merge or compare reports that were written as JSON')
            [CompletionResult]::new('cookies', 'cookies', [CompletionResultType]::ParameterValue, 'Show what browsers make of a login''s and a logout''s Set-Cookie lines')
            [CompletionResult]::new('checks', 'checks', [CompletionResultType]::ParameterValue, 'List the checks by the requirement that they prove')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain checks: why they matter, what is usually behind a failure, how to mend it')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'List, print and check profiles: what a deployment promises')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all of them to a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'penguin-auth;verify' {
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'Examine this deployment [env: PENGUIN_AUTH_BASE_URL]')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'Judge again what an earlier run saw and kept with --save-evidence; nothing is sent, and no account is needed')
            [CompletionResult]::new('--save-evidence', '--save-evidence', [CompletionResultType]::ParameterName, 'Keep what the run sees in this file, for --from; secrets are replaced, and only you can read it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]')
            [CompletionResult]::new('--only', '--only', [CompletionResultType]::ParameterName, 'Run only these checks: ids, beginnings of ids, requirements such as AC3, or "ticket" or "standards" (repeatable, or separated by commas)')
            [CompletionResult]::new('--skip', '--skip', [CompletionResultType]::ParameterName, 'Leave these checks out')
            [CompletionResult]::new('--level', '--level', [CompletionResultType]::ParameterName, 'The levels of all checks; of --level, -D, -W and -A, the last one that names a check wins')
            [CompletionResult]::new('-D', '-D ', [CompletionResultType]::ParameterName, 'A failure of these checks fails the run')
            [CompletionResult]::new('--deny', '--deny', [CompletionResultType]::ParameterName, 'A failure of these checks fails the run')
            [CompletionResult]::new('-W', '-W ', [CompletionResultType]::ParameterName, 'A failure of these checks is a warning')
            [CompletionResult]::new('--warn', '--warn', [CompletionResultType]::ParameterName, 'A failure of these checks is a warning')
            [CompletionResult]::new('-A', '-A ', [CompletionResultType]::ParameterName, 'A failure of these checks changes nothing')
            [CompletionResult]::new('--allow', '--allow', [CompletionResultType]::ParameterName, 'A failure of these checks changes nothing')
            [CompletionResult]::new('--known-failures', '--known-failures', [CompletionResultType]::ParameterName, 'A list of checks that are known to fail, each with a reason and a date: they do not fail the run, and fail it once they pass')
            [CompletionResult]::new('--protected', '--protected', [CompletionResultType]::ParameterName, 'Another route that needs a session, read before the logout and after it: a path below the base URL (repeatable, or separated by commas)')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The account whose sessions are opened and ended [env: PENGUIN_AUTH_EMAIL]')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'A file with the password in its first line')
            [CompletionResult]::new('--second-email', '--second-email', [CompletionResultType]::ParameterName, 'A second account, to prove that accounts stay apart [env: PENGUIN_AUTH_SECOND_EMAIL; its password: PENGUIN_AUTH_SECOND_PASSWORD]')
            [CompletionResult]::new('--second-password-file', '--second-password-file', [CompletionResultType]::ParameterName, 'A file with the second account''s password in its first line')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'The longest that one request may take')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'The longest that the whole run may take')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report')
            [CompletionResult]::new('--cacert', '--cacert', [CompletionResultType]::ParameterName, 'Trust only the authorities in this PEM file')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]')
            [CompletionResult]::new('--connect-to', '--connect-to', [CompletionResultType]::ParameterName, 'Connect to ADDRESS instead of looking HOST up (repeatable)')
            [CompletionResult]::new('--user-agent', '--user-agent', [CompletionResultType]::ParameterName, 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]')
            [CompletionResult]::new('--max-logins', '--max-logins', [CompletionResultType]::ParameterName, 'The most logins of the account, wrong passwords included [default: 5, or 19 when Nile fails in every way; one more with --browser, 59 more with --intrusive]')
            [CompletionResult]::new('--max-requests', '--max-requests', [CompletionResultType]::ParameterName, 'The most requests [default: 99, or 199 for the mock and when Nile fails in every way; 210 more with --intrusive]')
            [CompletionResult]::new('--replay-limit', '--replay-limit', [CompletionResultType]::ParameterName, 'How long a replay that is accepted is repeated, to see when it stops')
            [CompletionResult]::new('--webdriver', '--webdriver', [CompletionResultType]::ParameterName, 'Use this running chromedriver instead of starting one')
            [CompletionResult]::new('--nile-control', '--nile-control', [CompletionResultType]::ParameterName, 'Make Nile fail in every way while the deployment runs: the address of the penguin-auth mock that the deployment uses as its Nile')
            [CompletionResult]::new('--nile-control-token-file', '--nile-control-token-file', [CompletionResultType]::ParameterName, 'A file whose first line is the token of that mock [env: PENGUIN_AUTH_CONTROL_TOKEN]')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Also write a report to a file (repeatable)')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--colour', '--colour', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'What session tokens are made of')
            [CompletionResult]::new('--cookie-path', '--cookie-path', [CompletionResultType]::ParameterName, 'Path of the session cookie')
            [CompletionResult]::new('--cookie-domain', '--cookie-domain', [CompletionResultType]::ParameterName, 'Domain of the session cookie, instead of host-only; penguin.test is in the certificate')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'How logout deletes cookies')
            [CompletionResult]::new('--defect', '--defect', [CompletionResultType]::ParameterName, 'Plant a defect (repeatable); `penguin-auth mock --list-defects` lists them')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'Let Nile fail from the start')
            [CompletionResult]::new('--mock', '--mock', [CompletionResultType]::ParameterName, 'Examine the embedded offline deployment')
            [CompletionResult]::new('--print-plan', '--print-plan', [CompletionResultType]::ParameterName, 'Print what would be done, and do nothing')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from the first line of standard input [env: PENGUIN_AUTH_PASSWORD; asked for on a terminal]')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Accept any certificate; every report says so')
            [CompletionResult]::new('--without-csrf', '--without-csrf', [CompletionResultType]::ParameterName, 'Fetch no CSRF token: shows whether logout then does nothing and still says 200')
            [CompletionResult]::new('--slow', '--slow', [CompletionResultType]::ParameterName, 'Let Nile fail in every way, also in those that keep the run waiting')
            [CompletionResult]::new('--intrusive', '--intrusive', [CompletionResultType]::ParameterName, 'Also do what a deployment may take for an attack: malformed tokens, TRACE, 19 more logins, and up to 40 wrong passwords, after which the account may be locked for a while: use one that nobody else needs')
            [CompletionResult]::new('--browser', '--browser', [CompletionResultType]::ParameterName, 'Log in and out in a real headless Chromium as well, and compare it with the model: one login more')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Show each exchange and what proved each pass; twice: headers and bodies too, secrets replaced')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Show each exchange and what proved each pass; twice: headers and bodies too, secrets replaced')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Show only what is wrong, and the verdict')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Show only what is wrong, and the verdict')
            [CompletionResult]::new('--curl', '--curl', [CompletionResultType]::ParameterName, 'Show a curl line to repeat each failing request, secrets as variables')
            [CompletionResult]::new('--tls', '--tls', [CompletionResultType]::ParameterName, 'Serve https with a certificate made on the spot, and use __Secure- cookie names')
            [CompletionResult]::new('--secure-names', '--secure-names', [CompletionResultType]::ParameterName, 'Use __Secure- cookie names, as a production build does, also on plain http')
            [CompletionResult]::new('--chunked', '--chunked', [CompletionResultType]::ParameterName, 'Spread the session cookie over two chunks')
            [CompletionResult]::new('--rotating', '--rotating', [CompletionResultType]::ParameterName, 'Give the session cookie a new value with every answer of the protected route')
            [CompletionResult]::new('--remember-me', '--remember-me', [CompletionResultType]::ParameterName, 'Login also sets a second cookie that authenticates by itself')
            [CompletionResult]::new('--busy', '--busy', [CompletionResultType]::ParameterName, 'Set cookies of a load balancer, and an anonymous session for whoever has none')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;login' {
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'The deployment [env: PENGUIN_AUTH_BASE_URL]')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The account [env: PENGUIN_AUTH_EMAIL]')
            [CompletionResult]::new('--password-file', '--password-file', [CompletionResultType]::ParameterName, 'A file with the password in its first line')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'The longest that one request may take')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'The longest that the whole run may take')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report')
            [CompletionResult]::new('--cacert', '--cacert', [CompletionResultType]::ParameterName, 'Trust only the authorities in this PEM file')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]')
            [CompletionResult]::new('--connect-to', '--connect-to', [CompletionResultType]::ParameterName, 'Connect to ADDRESS instead of looking HOST up (repeatable)')
            [CompletionResult]::new('--user-agent', '--user-agent', [CompletionResultType]::ParameterName, 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--colour', '--colour', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--password-stdin', '--password-stdin', [CompletionResultType]::ParameterName, 'Read the password from the first line of standard input [env: PENGUIN_AUTH_PASSWORD; asked for on a terminal]')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Replace a session that is stored for the same deployment and account; the old one stays live on the server')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Accept any certificate; every report says so')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As one JSON object')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;whoami' {
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'The deployment [env: PENGUIN_AUTH_BASE_URL]')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The account, where several sessions of one deployment are stored [env: PENGUIN_AUTH_EMAIL]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'The longest that one request may take')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'The longest that the whole run may take')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report')
            [CompletionResult]::new('--cacert', '--cacert', [CompletionResultType]::ParameterName, 'Trust only the authorities in this PEM file')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]')
            [CompletionResult]::new('--connect-to', '--connect-to', [CompletionResultType]::ParameterName, 'Connect to ADDRESS instead of looking HOST up (repeatable)')
            [CompletionResult]::new('--user-agent', '--user-agent', [CompletionResultType]::ParameterName, 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--colour', '--colour', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Accept any certificate; every report says so')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As one JSON object')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;logout' {
            [CompletionResult]::new('--base-url', '--base-url', [CompletionResultType]::ParameterName, 'The deployment [env: PENGUIN_AUTH_BASE_URL]')
            [CompletionResult]::new('--email', '--email', [CompletionResultType]::ParameterName, 'The account, where several sessions of one deployment are stored [env: PENGUIN_AUTH_EMAIL]')
            [CompletionResult]::new('--replay-limit', '--replay-limit', [CompletionResultType]::ParameterName, 'How long a replay that is accepted is repeated, to see when it stops')
            [CompletionResult]::new('--cookie-file', '--cookie-file', [CompletionResultType]::ParameterName, 'The same from a file, which is not changed')
            [CompletionResult]::new('--cookie-name', '--cookie-name', [CompletionResultType]::ParameterName, 'The name of the session cookie, if it is not one of Nile''s')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'The longest that one request may take')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'The longest that the whole run may take')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'A header for every request, such as a preview''s bypass header (repeatable); its value is kept out of every report')
            [CompletionResult]::new('--cacert', '--cacert', [CompletionResultType]::ParameterName, 'Trust only the authorities in this PEM file')
            [CompletionResult]::new('--proxy', '--proxy', [CompletionResultType]::ParameterName, 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]')
            [CompletionResult]::new('--connect-to', '--connect-to', [CompletionResultType]::ParameterName, 'Connect to ADDRESS instead of looking HOST up (repeatable)')
            [CompletionResult]::new('--user-agent', '--user-agent', [CompletionResultType]::ParameterName, 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--colour', '--colour', [CompletionResultType]::ParameterName, 'Whether to colour')
            [CompletionResult]::new('--cookie-stdin', '--cookie-stdin', [CompletionResultType]::ParameterName, 'End the session of the cookie on standard input: a Cookie header, a token alone, or a cookie jar as curl writes it')
            [CompletionResult]::new('--insecure', '--insecure', [CompletionResultType]::ParameterName, 'Accept any certificate; every report says so')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As one JSON object')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;mock' {
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Port on 127.0.0.1; 0 takes a free one')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'An account in place of the built-in ones (repeatable); others can see it in the list of processes, so for throw-away test accounts only')
            [CompletionResult]::new('--users', '--users', [CompletionResultType]::ParameterName, 'A file with accounts: a JSON array of {"email","password","name","totp"}, or one EMAIL:PASSWORD on each line; "totp" is the base 32 secret of an authenticator that Nile asks for')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Keep sessions in this file, so that they outlive a restart or a crash')
            [CompletionResult]::new('--nile-sessions', '--nile-sessions', [CompletionResultType]::ParameterName, 'What logins and sign-ups at Nile''s own interface give; NEXTAUTH_SECRET in the environment is the secret of its tokens')
            [CompletionResult]::new('--postgres', '--postgres', [CompletionResultType]::ParameterName, 'Keep Nile''s users, credentials and database sessions in this PostgreSQL, as rows of the tables that Nile has; others can see a password in the URL in the list of processes, but not in the environment [env: PENGUIN_AUTH_MOCK_POSTGRES]')
            [CompletionResult]::new('--tls-cert-out', '--tls-cert-out', [CompletionResultType]::ParameterName, 'Write the certificate to this file')
            [CompletionResult]::new('--control-token-file', '--control-token-file', [CompletionResultType]::ParameterName, 'Write the token of the control interface to this file, which only you can read, instead of printing it (PENGUIN_AUTH_CONTROL_TOKEN chooses one)')
            [CompletionResult]::new('--token', '--token', [CompletionResultType]::ParameterName, 'What session tokens are made of')
            [CompletionResult]::new('--cookie-path', '--cookie-path', [CompletionResultType]::ParameterName, 'Path of the session cookie')
            [CompletionResult]::new('--cookie-domain', '--cookie-domain', [CompletionResultType]::ParameterName, 'Domain of the session cookie, instead of host-only; penguin.test is in the certificate')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'How logout deletes cookies')
            [CompletionResult]::new('--defect', '--defect', [CompletionResultType]::ParameterName, 'Plant a defect (repeatable); `penguin-auth mock --list-defects` lists them')
            [CompletionResult]::new('--fault', '--fault', [CompletionResultType]::ParameterName, 'Let Nile fail from the start')
            [CompletionResult]::new('--nile-fixtures', '--nile-fixtures', [CompletionResultType]::ParameterName, 'Add the users and sessions to Nile that recorded conversations need')
            [CompletionResult]::new('--print-env', '--print-env', [CompletionResultType]::ParameterName, 'Print only the lines of a dotenv file that point an app at Nile''s stand-in; everything else is said on standard error')
            [CompletionResult]::new('--list-defects', '--list-defects', [CompletionResultType]::ParameterName, 'List the defects that can be planted, and exit')
            [CompletionResult]::new('--list-faults', '--list-faults', [CompletionResultType]::ParameterName, 'List the ways in which Nile can fail, and exit')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say only where it listens, and nothing about requests')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say only where it listens, and nothing about requests')
            [CompletionResult]::new('--tls', '--tls', [CompletionResultType]::ParameterName, 'Serve https with a certificate made on the spot, and use __Secure- cookie names')
            [CompletionResult]::new('--secure-names', '--secure-names', [CompletionResultType]::ParameterName, 'Use __Secure- cookie names, as a production build does, also on plain http')
            [CompletionResult]::new('--chunked', '--chunked', [CompletionResultType]::ParameterName, 'Spread the session cookie over two chunks')
            [CompletionResult]::new('--rotating', '--rotating', [CompletionResultType]::ParameterName, 'Give the session cookie a new value with every answer of the protected route')
            [CompletionResult]::new('--remember-me', '--remember-me', [CompletionResultType]::ParameterName, 'Login also sets a second cookie that authenticates by itself')
            [CompletionResult]::new('--busy', '--busy', [CompletionResultType]::ParameterName, 'Set cookies of a load balancer, and an anonymous session for whoever has none')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;report' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write a report in another format')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Put several runs side by side; exits as the worst of them did')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Say what changed between two runs; exits with 1 if anything got worse')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'penguin-auth;report;convert' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'The format')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write to this file instead of standard output')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;report;merge' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;report;diff' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;report;help' {
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write a report in another format')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Put several runs side by side; exits as the worst of them did')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Say what changed between two runs; exits with 1 if anything got worse')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'penguin-auth;report;help;convert' {
            break
        }
        'penguin-auth;report;help;merge' {
            break
        }
        'penguin-auth;report;help;diff' {
            break
        }
        'penguin-auth;report;help;help' {
            break
        }
        'penguin-auth;cookies' {
            [CompletionResult]::new('--url', '--url', [CompletionResultType]::ParameterName, 'Where the lines come from: scheme, host and path decide what they mean')
            [CompletionResult]::new('--set', '--set', [CompletionResultType]::ParameterName, 'A Set-Cookie line of the login (repeatable); Date: and Clear-Site-Data: with their names before them are understood too')
            [CompletionResult]::new('--then', '--then', [CompletionResultType]::ParameterName, 'A line of the logout (repeatable), written like those of --set')
            [CompletionResult]::new('--then-url', '--then-url', [CompletionResultType]::ParameterName, 'Where the logout''s lines come from, if not from --url')
            [CompletionResult]::new('--request', '--request', [CompletionResultType]::ParameterName, 'Judge only what is sent to this path of the host of --url')
            [CompletionResult]::new('--cases', '--cases', [CompletionResultType]::ParameterName, 'Compare with cases that were recorded in real browsers, one JSON object a line')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to print')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'penguin-auth;checks' {
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'As one JSON document')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;explain' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;profile' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print a built-in profile as a file to start from, with every key explained')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say everything that is wrong in a profile, with line and hint')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'penguin-auth;profile;list' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;profile;show' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;profile;check' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;profile;help' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print a built-in profile as a file to start from, with every key explained')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say everything that is wrong in a profile, with line and hint')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'penguin-auth;profile;help;list' {
            break
        }
        'penguin-auth;profile;help;show' {
            break
        }
        'penguin-auth;profile;help;check' {
            break
        }
        'penguin-auth;profile;help;help' {
            break
        }
        'penguin-auth;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write one page per command into this directory instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'penguin-auth;help' {
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Prove the acceptance criteria on a deployment or on the embedded mock')
            [CompletionResult]::new('login', 'login', [CompletionResultType]::ParameterValue, 'Open a session and keep it for whoami and logout')
            [CompletionResult]::new('whoami', 'whoami', [CompletionResultType]::ParameterValue, 'Ask whose a stored session is, and whether it is still live')
            [CompletionResult]::new('logout', 'logout', [CompletionResultType]::ParameterValue, 'End a session and prove that it is over')
            [CompletionResult]::new('mock', 'mock', [CompletionResultType]::ParameterValue, 'Serve the offline deployment, with planted defects and faults')
            [CompletionResult]::new('report', 'report', [CompletionResultType]::ParameterValue, 'Convert, merge or compare reports that were written as JSON')
            [CompletionResult]::new('cookies', 'cookies', [CompletionResultType]::ParameterValue, 'Show what browsers make of a login''s and a logout''s Set-Cookie lines')
            [CompletionResult]::new('checks', 'checks', [CompletionResultType]::ParameterValue, 'List the checks by the requirement that they prove')
            [CompletionResult]::new('explain', 'explain', [CompletionResultType]::ParameterValue, 'Explain checks: why they matter, what is usually behind a failure, how to mend it')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'List, print and check profiles: what a deployment promises')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all of them to a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'penguin-auth;help;verify' {
            break
        }
        'penguin-auth;help;login' {
            break
        }
        'penguin-auth;help;whoami' {
            break
        }
        'penguin-auth;help;logout' {
            break
        }
        'penguin-auth;help;mock' {
            break
        }
        'penguin-auth;help;report' {
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write a report in another format')
            [CompletionResult]::new('merge', 'merge', [CompletionResultType]::ParameterValue, 'Put several runs side by side; exits as the worst of them did')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Say what changed between two runs; exits with 1 if anything got worse')
            break
        }
        'penguin-auth;help;report;convert' {
            break
        }
        'penguin-auth;help;report;merge' {
            break
        }
        'penguin-auth;help;report;diff' {
            break
        }
        'penguin-auth;help;cookies' {
            break
        }
        'penguin-auth;help;checks' {
            break
        }
        'penguin-auth;help;explain' {
            break
        }
        'penguin-auth;help;profile' {
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the built-in profiles')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Print a built-in profile as a file to start from, with every key explained')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say everything that is wrong in a profile, with line and hint')
            break
        }
        'penguin-auth;help;profile;list' {
            break
        }
        'penguin-auth;help;profile;show' {
            break
        }
        'penguin-auth;help;profile;check' {
            break
        }
        'penguin-auth;help;completions' {
            break
        }
        'penguin-auth;help;man' {
            break
        }
        'penguin-auth;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
