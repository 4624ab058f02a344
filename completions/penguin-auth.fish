# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_penguin_auth_global_optspecs
    string join \n h/help V/version
end

function __fish_penguin_auth_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_penguin_auth_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_penguin_auth_using_subcommand
    set -l cmd (__fish_penguin_auth_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -s V -l version -d 'Print version'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "verify" -d 'Prove the acceptance criteria on a deployment or on the embedded mock'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "login" -d 'Open a session and keep it for whoami and logout'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "whoami" -d 'Ask whose a stored session is, and whether it is still live'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "logout" -d 'End a session and prove that it is over'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "mock" -d 'Serve the offline deployment, with planted defects and faults'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "report" -d 'Convert, merge or compare reports that were written as JSON'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "cookies" -d 'Show what browsers make of a login\'s and a logout\'s Set-Cookie lines'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "checks" -d 'List the checks by the requirement that they prove'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "explain" -d 'Explain checks: why they matter, what is usually behind a failure, how to mend it'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "profile" -d 'List, print and check profiles: what a deployment promises'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "man" -d 'Print the manual page, or write all of them to a directory'
complete -c penguin-auth -n "__fish_penguin_auth_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l base-url -d 'Examine this deployment [env: PENGUIN_AUTH_BASE_URL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l from -d 'Judge again what an earlier run saw and kept with --save-evidence; nothing is sent, and no account is needed' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l save-evidence -d 'Keep what the run sees in this file, for --from; secrets are replaced, and only you can read it' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l profile -d 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l only -d 'Run only these checks: ids, beginnings of ids, requirements such as AC3, or "ticket" or "standards" (repeatable, or separated by commas)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l skip -d 'Leave these checks out' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l level -d 'The levels of all checks; of --level, -D, -W and -A, the last one that names a check wins' -r -f -a "catalogue\t'As in the catalogue: the ticket denies, standards warn, advice allows'
strict\t'Everything denies that a standard asks for with a MUST'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -s D -l deny -d 'A failure of these checks fails the run' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -s W -l warn -d 'A failure of these checks is a warning' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -s A -l allow -d 'A failure of these checks changes nothing' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l known-failures -d 'A list of checks that are known to fail, each with a reason and a date: they do not fail the run, and fail it once they pass' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l protected -d 'Another route that needs a session, read before the logout and after it: a path below the base URL (repeatable, or separated by commas)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l email -d 'The account whose sessions are opened and ended [env: PENGUIN_AUTH_EMAIL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l password-file -d 'A file with the password in its first line' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l second-email -d 'A second account, to prove that accounts stay apart [env: PENGUIN_AUTH_SECOND_EMAIL; its password: PENGUIN_AUTH_SECOND_PASSWORD]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l second-password-file -d 'A file with the second account\'s password in its first line' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l timeout -d 'The longest that one request may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l deadline -d 'The longest that the whole run may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l header -d 'A header for every request, such as a preview\'s bypass header (repeatable); its value is kept out of every report' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l cacert -d 'Trust only the authorities in this PEM file' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l proxy -d 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l connect-to -d 'Connect to ADDRESS instead of looking HOST up (repeatable)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l user-agent -d 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l max-logins -d 'The most logins of the account, wrong passwords included [default: 5, or 19 when Nile fails in every way; one more with --browser, 59 more with --intrusive]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l max-requests -d 'The most requests [default: 99, or 199 for the mock and when Nile fails in every way; 210 more with --intrusive]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l replay-limit -d 'How long a replay that is accepted is repeated, to see when it stops' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l webdriver -d 'Use this running chromedriver instead of starting one' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l nile-control -d 'Make Nile fail in every way while the deployment runs: the address of the penguin-auth mock that the deployment uses as its Nile' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l nile-control-token-file -d 'A file whose first line is the token of that mock [env: PENGUIN_AUTH_CONTROL_TOKEN]' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l format -d 'What to print' -r -f -a "pretty\t'For people: aligned, explained, coloured on a terminal'
json\t'The whole run as one JSON document'
jsonl\t'One JSON object per event, as it happens'
junit\t'JUnit XML, one test case per check'
tap\t'Test Anything Protocol, version 14'
github\t'Workflow commands for GitHub Actions: annotations on the run'
markdown\t'For a ticket or a job summary'
html\t'One page for a browser or a printer, without scripts'
sarif\t'SARIF 2.1.0, for GitHub\'s code scanning'
csv\t'Comma-separated values, one row per check'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l report -d 'Also write a report to a file (repeatable)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l color -l colour -d 'Whether to colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; also elsewhere with CLICOLOR_FORCE'
always\t'Everywhere'
never\t'Nowhere'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l token -d 'What session tokens are made of' -r -f -a "opaque\t'Random bytes, as Nile\'s database sessions'
jwe\t'An encrypted JWT, as Nile\'s e-mail and password login'
jwt\t'A signed JWT that anybody can read, as apps without Nile make it'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l cookie-path -d 'Path of the session cookie' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l cookie-domain -d 'Domain of the session cookie, instead of host-only; penguin.test is in the certificate' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l clear -d 'How logout deletes cookies' -r -f -a "both\t'Max-Age=0 and Expires in the past'
max-age\t'Max-Age=0 only, as Nile'
expires\t'Expires in the past only, as Next.js'
bare\t'Max-Age=0 and no attribute that is not needed'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l defect -d 'Plant a defect (repeatable); `penguin-auth mock --list-defects` lists them' -r -f -a "keeps-session\t'Logout clears the cookie but never ends the session.'
logout-replaces-session\t'Logout gives the browser an anonymous session, but never ends the one it had.'
jwe-not-revoked\t'Tokens are accepted by decoding alone, so logout clears the cookie but cannot end anything.'
ticket-sample\t'The sample code of the ticket: logout deletes only nile-session, and the token decodes for ever.'
stale-after-logout\t'The protected route answers from a cache per token for 120 ms after a logout.'
replay-flaps\t'After logout every third request with the dead token is still answered.'
old-rotation-valid\t'Rotates the cookie, and logout ends only the value it was given.'
remember-me-alive\t'Logout clears the remember-me cookie but its value still authenticates.'
login-revives-old\t'The next login of the user makes their ended tokens valid again.'
reuses-token\t'The next login after a logout hands out the ended token again.'
kills-all\t'Logout ends all sessions of the user.'
ends-other-accounts\t'Logout also ends the sessions of all other users.'
parallel-logouts-lose-one\t'Of two overlapping logouts one is answered 200 but not ended.'
parallel-logout-500\t'A second logout of the same session while the first is in flight answers 500.'
resurrect-in-store\t'The protected route writes back the session it read, which undoes a logout in between.'
resurrect-by-read\t'A request in flight across a logout is answered with a fresh live token.'
silent-without-csrf\t'Without a valid CSRF cookie logout answers 200 and does nothing; seen with --without-csrf.'
clears-wrong-cookie\t'The session is ended, but only nile-session is deleted.'
no-clear\t'Logout deletes no cookie.'
blanks-cookie\t'Logout sets the cookie to an empty value without an expiry.'
clear-wrong-path\t'The deletion names Path=/api.'
clear-default-path\t'The deletion names no path.'
clear-without-domain\t'The cookie has a Domain, its deletion has none.'
twin-cookie-left\t'Login sets a host-only and a Domain cookie, logout deletes only the latter.'
clear-prefix-without-secure\t'The deletion of a __Secure- cookie lacks Secure.'
clear-without-partitioned\t'The cookie is Partitioned, its deletion is not.'
set-after-clear\t'A later line of the same answer sets the deleted cookie again.'
chunk-left\t'The cookie comes in two chunks, logout deletes only the first.'
remember-me-left\t'The remember-me session is ended but its cookie is not deleted.'
comma-joined\t'All deletions are joined by commas in one line.'
clear-with-tab\t'The deletion has a tab inside an attribute, which Firefox accepts and Chromium does not.'
clears-unknown-too\t'Logout also deletes a cookie that never existed.'
logout-201\t'Logout answers 201.'
logout-204\t'Logout answers 204 without a body.'
logout-redirects\t'Logout answers 302 to http://localhost:3000/login.'
logout-html\t'Logout answers 200 with an HTML page.'
logout-message-differs\t'Logout answers with another message.'
logout-success-as-text\t'Logout answers success as the text "true".'
logout-body-extra\t'Logout answers with one key too many.'
logout-cut-body\t'The answer of logout ends before its Content-Length.'
logout-stalls\t'The session is ended but logout never answers.'
logout-endless-body\t'The body of logout\'s answer never ends.'
logout-header-flood\t'The answer of logout has 300 header lines more.'
logout-gzip\t'The answer of logout is a gzip bomb that nobody asked for.'
second-logout-500\t'Logout with an ended token answers 500.'
invalid-token-500\t'Logout with any cookie that is no live session answers 500.'
oversized-token-500\t'Logout with a token over 4 KiB answers 500.'
me-oversized-500\t'The protected route with a token over 4 KiB answers 500.'
anonymous-logout-200\t'Logout without a cookie answers 200.'
anonymous-logout-ends-latest\t'Logout without a cookie answers 401 but ends the newest session.'
unauthorized-body-differs\t'The 401 of logout has another body.'
get-logout\t'A GET logs out.'
head-logout\t'A HEAD logs out.'
prefetch-logout\t'A GET that a router sends ahead of a click logs out.'
override-logout\t'A GET that asks to be a POST in a header logs out.'
delete-logout\t'A DELETE logs out.'
put-logout\t'A PUT logs out; seen with --intrusive.'
slash-logs-out-by-get\t'The logout path with a slash at its end logs out with any method; seen with --intrusive.'
trace-echoes\t'TRACE is answered with the request.'
logout-from-anywhere\t'Logout does not look at where a request comes from.'
origin-by-its-beginning\t'Logout takes an Origin that begins like its own for its own.'
login-from-anywhere\t'Login does not look at where a request comes from; seen with --intrusive.'
cors-reflects\t'Every answer allows the origin that asks to read it with cookies.'
broken-body-500\t'Logout with a body that is no JSON answers 500.'
large-body-500\t'Logout with a body of over 16 KiB answers 500; seen with --intrusive.'
logout-leads-anywhere\t'Logout redirects to whatever callbackUrl says.'
logout-leads-like-a-path\t'Logout redirects to a callbackUrl that begins with a slash; seen with --intrusive.'
believes-forwarded-host\t'Every answer sets a cookie with the URL of X-Forwarded-Host.'
believes-host\t'Every answer to a request for another host sets a cookie with its URL; seen with --intrusive.'
two-schemes-500\t'Logout with two schemes in X-Forwarded-Proto answers 500; seen with --intrusive.'
answers-plain-http\t'The port for https answers http as well.'
me-403\t'The protected route answers 403 instead of 401.'
me-redirects\t'The protected route redirects to /login instead of answering 401.'
me-login-page\t'The protected route answers 200 with a login page instead of 401.'
me-200-null\t'The protected route answers 200 {} instead of 401.'
me-no-identity\t'The protected route answers 200 without an identity.'
login-then-401\t'The protected route answers 401 even right after login.'
me-lists-users\t'The protected route answers with a list of all users.'
refuses-ip-origin\t'When reached by an IP address the protected route answers 401 and logout 500; seen with --base-url http://127.0.0.1:PORT.'
compares-prefix\t'Only the first 16 characters of a token are compared.'
ignores-last-character\t'The last character of a token is not compared.'
empty-token-is-latest\t'Logout with an empty session cookie ends the newest session.'
login-without-cookie\t'Login answers 200 but sets no cookie.'
mock-login\t'Login accepts anything and answers with a made-up token.'
accepts-any-password\t'Login accepts any password.'
wrong-password-500\t'A wrong password or an unknown e-mail answers 500.'
unknown-email-404\t'An unknown e-mail answers 404.'
unknown-email-text\t'An unknown e-mail answers 401 with another text.'
adopts-offered-session\t'A session cookie sent with the login becomes the session\'s token.'
relogin-refused\t'After a logout the user cannot log in again.'
login-cookie-refused\t'Login sets a __Secure- cookie without Secure, which no browser keeps.'
plain-cookie-on-https\t'Behind https the session cookie has neither Secure nor the name for it.'
cookie-without-http-only\t'The session cookie lacks HttpOnly.'
cookie-without-same-site\t'The session cookie lacks SameSite.'
cookie-names-its-host\t'The session cookie names its own host as Domain, which shares it with every host below.'
cookie-for-ten-years\t'The session cookie lives for ten years.'
short-token\t'The token has 64 bits.'
counting-token\t'The token is long, but only a counter.'
readable-token\t'The token is a JWT with the user\'s e-mail address in it.'
unsigned-token\t'The token is a JWT with the algorithm none.'
token-without-expiry\t'The token is a JWT without exp.'
jwt-none-accepted\t'A JWT whose header says that it is not signed is believed; seen with --intrusive.'
jwt-signature-not-checked\t'A JWT is decoded, and its signature is looked at by nobody.'
token-in-location\t'Login shows the token in a Location header.'
token-in-debug-header\t'Login shows the token in a debug header.'
token-in-body\t'Login repeats the token in its body.'
shows-bad-token\t'The answer to a refused token shows that token.'
reads-last-cookie-line\t'Of several Cookie lines only the last is read.'
accepts-unprefixed-name\t'The session cookie is also accepted under its name without the prefix.'
unknown-routes-401\t'Every route that is none answers 401.'
other-route-decodes\t'Another protected route accepts every token that was ever issued; seen with --protected /api/campaigns.'
session-read-reissues\t'Reading the session with an ended token brings a fresh one.'
bearer-not-revoked\t'The token of an ended session is accepted as a bearer token and in the URL; seen with --intrusive.'
etag-before-session\t'The protected route compares ETags before it looks at the session.'
adopts-issued-session\t'Login keeps the anonymous session id that the deployment had given out.'
broken-percent-500\t'A token with a broken percent sign answers 500; seen with --intrusive.'
login-keeps-session\t'A login leaves the session alive that it was sent with; seen with --intrusive.'
logout-ends-later-logins\t'A logout also ends the sessions of the user that begin while it is in flight; seen with --intrusive.'
dropped-logout-half-done\t'A logout whose client hangs up marks the session as ended and does not end it; seen with --intrusive.'
logout-looks-at-three-sessions\t'Logout looks for its session among the three newest of the user only; seen with --intrusive.'
parallel-logouts-share-one-session\t'Of more than two overlapping logouts all end the session of one; seen with --intrusive.'
unknown-email-fast\t'Only for a known e-mail the password is hashed, which takes time; seen with --intrusive.'
no-login-limit\t'Passwords may be guessed without end; seen with --intrusive.'
limit-blocks-logout\t'When logins are limited, so are logouts; seen with --intrusive.'
shared-session-cache\t'The first answer of the protected route is cached and served to everybody for 3 minutes.'
answer-from-cache\t'The protected route is answered out of a cache that says so.'
context-leak\t'After a login, requests without a Cookie header are answered as that user.'
leak-during-logout\t'While a logout is in flight, requests without a Cookie header are answered as that user.'
leak-after-failed-logout\t'After a logout that Nile made fail, requests without a Cookie header are answered as that user.'
no-cache-control\t'No answer has a Cache-Control.'
one-csrf-token-for-all\t'The CSRF token is the same for everybody, and for ever.'
csrf-cookie-left\t'Logout leaves the CSRF cookie.'
dead-cookie-left\t'The 401 of logout leaves the cookie that it refuses.'
clear-site-data-unquoted\t'The types of Clear-Site-Data lack their quotes.'
stack-in-refusal\t'The 401 of the protected route shows a stack trace.'
names-its-version\t'A header names the version of the framework.'
json-as-text\t'The protected route answers JSON as text/plain.'
no-nosniff\t'No answer has X-Content-Type-Options.'
bare-refusals\t'A 401 lacks WWW-Authenticate, and a 405 lacks Allow.'
no-hsts\t'Over https there is no Strict-Transport-Security.'
clock-ahead\t'The clock of the deployment is an hour ahead.'
fail-open\t'When Nile answers nonsense the protected route answers 200 {} to anybody.'
success-when-nile-fails\t'Logout answers 200 although Nile\'s sign-out failed.'
no-nile-deadline\t'Calls to Nile have no deadline; seen with --slow.'
nile-error-in-body\t'The 500 shows the inner error.'
ignores-sign-out-failure\t'Logout answers 200 when only Nile\'s sign-out fails; seen with --slow.'
unreachable-is-401\t'Logout answers 401 when Nile cannot be reached; seen with --slow.'
nothing-is-nobody\t'Logout takes an empty answer of Nile, null, [] and 404 for nobody, and answers 401; seen with --slow.'
passes-nile-status-on\t'Logout hands an error of Nile to the client as it is.'
success-when-nile-stalls\t'Logout answers 200 when Nile does not answer in time; seen with --slow.'
opens-on-null\t'When Nile answers null the protected route answers 200 {} to anybody; seen with --slow.'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l fault -d 'Let Nile fail from the start' -r -f -a "refuse\t''
reset\t''
stall\t''
slow\t''
500\t''
500-json\t''
503-html\t''
404-empty\t''
429\t''
garbage\t''
empty\t''
null\t''
array\t''"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l mock -d 'Examine the embedded offline deployment'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l print-plan -d 'Print what would be done, and do nothing'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l password-stdin -d 'Read the password from the first line of standard input [env: PENGUIN_AUTH_PASSWORD; asked for on a terminal]'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l insecure -d 'Accept any certificate; every report says so'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l without-csrf -d 'Fetch no CSRF token: shows whether logout then does nothing and still says 200'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l slow -d 'Let Nile fail in every way, also in those that keep the run waiting'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l intrusive -d 'Also do what a deployment may take for an attack: malformed tokens, TRACE, 19 more logins, and up to 40 wrong passwords, after which the account may be locked for a while: use one that nobody else needs'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l browser -d 'Log in and out in a real headless Chromium as well, and compare it with the model: one login more'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -s v -l verbose -d 'Show each exchange and what proved each pass; twice: headers and bodies too, secrets replaced'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -s q -l quiet -d 'Show only what is wrong, and the verdict'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l curl -d 'Show a curl line to repeat each failing request, secrets as variables'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l tls -d 'Serve https with a certificate made on the spot, and use __Secure- cookie names'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l secure-names -d 'Use __Secure- cookie names, as a production build does, also on plain http'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l chunked -d 'Spread the session cookie over two chunks'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l rotating -d 'Give the session cookie a new value with every answer of the protected route'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l remember-me -d 'Login also sets a second cookie that authenticates by itself'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -l busy -d 'Set cookies of a load balancer, and an anonymous session for whoever has none'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l base-url -d 'The deployment [env: PENGUIN_AUTH_BASE_URL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l email -d 'The account [env: PENGUIN_AUTH_EMAIL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l password-file -d 'A file with the password in its first line' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l profile -d 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l timeout -d 'The longest that one request may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l deadline -d 'The longest that the whole run may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l header -d 'A header for every request, such as a preview\'s bypass header (repeatable); its value is kept out of every report' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l cacert -d 'Trust only the authorities in this PEM file' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l proxy -d 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l connect-to -d 'Connect to ADDRESS instead of looking HOST up (repeatable)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l user-agent -d 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l color -l colour -d 'Whether to colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; also elsewhere with CLICOLOR_FORCE'
always\t'Everywhere'
never\t'Nowhere'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l password-stdin -d 'Read the password from the first line of standard input [env: PENGUIN_AUTH_PASSWORD; asked for on a terminal]'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l force -d 'Replace a session that is stored for the same deployment and account; the old one stays live on the server'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l insecure -d 'Accept any certificate; every report says so'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -l json -d 'As one JSON object'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand login" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l base-url -d 'The deployment [env: PENGUIN_AUTH_BASE_URL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l email -d 'The account, where several sessions of one deployment are stored [env: PENGUIN_AUTH_EMAIL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l profile -d 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l timeout -d 'The longest that one request may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l deadline -d 'The longest that the whole run may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l header -d 'A header for every request, such as a preview\'s bypass header (repeatable); its value is kept out of every report' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l cacert -d 'Trust only the authorities in this PEM file' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l proxy -d 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l connect-to -d 'Connect to ADDRESS instead of looking HOST up (repeatable)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l user-agent -d 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l color -l colour -d 'Whether to colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; also elsewhere with CLICOLOR_FORCE'
always\t'Everywhere'
never\t'Nowhere'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l insecure -d 'Accept any certificate; every report says so'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -l json -d 'As one JSON object'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand whoami" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l base-url -d 'The deployment [env: PENGUIN_AUTH_BASE_URL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l email -d 'The account, where several sessions of one deployment are stored [env: PENGUIN_AUTH_EMAIL]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l replay-limit -d 'How long a replay that is accepted is repeated, to see when it stops' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l cookie-file -d 'The same from a file, which is not changed' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l cookie-name -d 'The name of the session cookie, if it is not one of Nile\'s' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l profile -d 'What the deployment promises: a name that profile list shows, or a file that describes another one [default: ticket; for a stored session the one that it was opened with]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l timeout -d 'The longest that one request may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l deadline -d 'The longest that the whole run may take' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l header -d 'A header for every request, such as a preview\'s bypass header (repeatable); its value is kept out of every report' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l cacert -d 'Trust only the authorities in this PEM file' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l proxy -d 'Send requests through this proxy [env: HTTP_PROXY, HTTPS_PROXY, NO_PROXY]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l connect-to -d 'Connect to ADDRESS instead of looking HOST up (repeatable)' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l user-agent -d 'The User-Agent; must not hold the word "bot", which the app blocks [default: penguin-auth/VERSION (run ID)]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l color -l colour -d 'Whether to colour' -r -f -a "auto\t'On a terminal, unless NO_COLOR is set; also elsewhere with CLICOLOR_FORCE'
always\t'Everywhere'
never\t'Nowhere'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l cookie-stdin -d 'End the session of the cookie on standard input: a Cookie header, a token alone, or a cookie jar as curl writes it'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l insecure -d 'Accept any certificate; every report says so'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -l json -d 'As one JSON object'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand logout" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l port -d 'Port on 127.0.0.1; 0 takes a free one' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l user -d 'An account in place of the built-in ones (repeatable); others can see it in the list of processes, so for throw-away test accounts only' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l users -d 'A file with accounts: a JSON array of {"email","password","name","totp"}, or one EMAIL:PASSWORD on each line; "totp" is the base 32 secret of an authenticator that Nile asks for' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l state -d 'Keep sessions in this file, so that they outlive a restart or a crash' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l nile-sessions -d 'What logins and sign-ups at Nile\'s own interface give; NEXTAUTH_SECRET in the environment is the secret of its tokens' -r -f -a "jwe\t'An encrypted JWT that no sign-out can end, as Nile\'s e-mail and password login'
database\t'A row that a sign-out deletes, as on Nile after a second factor'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l postgres -d 'Keep Nile\'s users, credentials and database sessions in this PostgreSQL, as rows of the tables that Nile has; others can see a password in the URL in the list of processes, but not in the environment [env: PENGUIN_AUTH_MOCK_POSTGRES]' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l tls-cert-out -d 'Write the certificate to this file' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l control-token-file -d 'Write the token of the control interface to this file, which only you can read, instead of printing it (PENGUIN_AUTH_CONTROL_TOKEN chooses one)' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l token -d 'What session tokens are made of' -r -f -a "opaque\t'Random bytes, as Nile\'s database sessions'
jwe\t'An encrypted JWT, as Nile\'s e-mail and password login'
jwt\t'A signed JWT that anybody can read, as apps without Nile make it'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l cookie-path -d 'Path of the session cookie' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l cookie-domain -d 'Domain of the session cookie, instead of host-only; penguin.test is in the certificate' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l clear -d 'How logout deletes cookies' -r -f -a "both\t'Max-Age=0 and Expires in the past'
max-age\t'Max-Age=0 only, as Nile'
expires\t'Expires in the past only, as Next.js'
bare\t'Max-Age=0 and no attribute that is not needed'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l defect -d 'Plant a defect (repeatable); `penguin-auth mock --list-defects` lists them' -r -f -a "keeps-session\t'Logout clears the cookie but never ends the session.'
logout-replaces-session\t'Logout gives the browser an anonymous session, but never ends the one it had.'
jwe-not-revoked\t'Tokens are accepted by decoding alone, so logout clears the cookie but cannot end anything.'
ticket-sample\t'The sample code of the ticket: logout deletes only nile-session, and the token decodes for ever.'
stale-after-logout\t'The protected route answers from a cache per token for 120 ms after a logout.'
replay-flaps\t'After logout every third request with the dead token is still answered.'
old-rotation-valid\t'Rotates the cookie, and logout ends only the value it was given.'
remember-me-alive\t'Logout clears the remember-me cookie but its value still authenticates.'
login-revives-old\t'The next login of the user makes their ended tokens valid again.'
reuses-token\t'The next login after a logout hands out the ended token again.'
kills-all\t'Logout ends all sessions of the user.'
ends-other-accounts\t'Logout also ends the sessions of all other users.'
parallel-logouts-lose-one\t'Of two overlapping logouts one is answered 200 but not ended.'
parallel-logout-500\t'A second logout of the same session while the first is in flight answers 500.'
resurrect-in-store\t'The protected route writes back the session it read, which undoes a logout in between.'
resurrect-by-read\t'A request in flight across a logout is answered with a fresh live token.'
silent-without-csrf\t'Without a valid CSRF cookie logout answers 200 and does nothing; seen with --without-csrf.'
clears-wrong-cookie\t'The session is ended, but only nile-session is deleted.'
no-clear\t'Logout deletes no cookie.'
blanks-cookie\t'Logout sets the cookie to an empty value without an expiry.'
clear-wrong-path\t'The deletion names Path=/api.'
clear-default-path\t'The deletion names no path.'
clear-without-domain\t'The cookie has a Domain, its deletion has none.'
twin-cookie-left\t'Login sets a host-only and a Domain cookie, logout deletes only the latter.'
clear-prefix-without-secure\t'The deletion of a __Secure- cookie lacks Secure.'
clear-without-partitioned\t'The cookie is Partitioned, its deletion is not.'
set-after-clear\t'A later line of the same answer sets the deleted cookie again.'
chunk-left\t'The cookie comes in two chunks, logout deletes only the first.'
remember-me-left\t'The remember-me session is ended but its cookie is not deleted.'
comma-joined\t'All deletions are joined by commas in one line.'
clear-with-tab\t'The deletion has a tab inside an attribute, which Firefox accepts and Chromium does not.'
clears-unknown-too\t'Logout also deletes a cookie that never existed.'
logout-201\t'Logout answers 201.'
logout-204\t'Logout answers 204 without a body.'
logout-redirects\t'Logout answers 302 to http://localhost:3000/login.'
logout-html\t'Logout answers 200 with an HTML page.'
logout-message-differs\t'Logout answers with another message.'
logout-success-as-text\t'Logout answers success as the text "true".'
logout-body-extra\t'Logout answers with one key too many.'
logout-cut-body\t'The answer of logout ends before its Content-Length.'
logout-stalls\t'The session is ended but logout never answers.'
logout-endless-body\t'The body of logout\'s answer never ends.'
logout-header-flood\t'The answer of logout has 300 header lines more.'
logout-gzip\t'The answer of logout is a gzip bomb that nobody asked for.'
second-logout-500\t'Logout with an ended token answers 500.'
invalid-token-500\t'Logout with any cookie that is no live session answers 500.'
oversized-token-500\t'Logout with a token over 4 KiB answers 500.'
me-oversized-500\t'The protected route with a token over 4 KiB answers 500.'
anonymous-logout-200\t'Logout without a cookie answers 200.'
anonymous-logout-ends-latest\t'Logout without a cookie answers 401 but ends the newest session.'
unauthorized-body-differs\t'The 401 of logout has another body.'
get-logout\t'A GET logs out.'
head-logout\t'A HEAD logs out.'
prefetch-logout\t'A GET that a router sends ahead of a click logs out.'
override-logout\t'A GET that asks to be a POST in a header logs out.'
delete-logout\t'A DELETE logs out.'
put-logout\t'A PUT logs out; seen with --intrusive.'
slash-logs-out-by-get\t'The logout path with a slash at its end logs out with any method; seen with --intrusive.'
trace-echoes\t'TRACE is answered with the request.'
logout-from-anywhere\t'Logout does not look at where a request comes from.'
origin-by-its-beginning\t'Logout takes an Origin that begins like its own for its own.'
login-from-anywhere\t'Login does not look at where a request comes from; seen with --intrusive.'
cors-reflects\t'Every answer allows the origin that asks to read it with cookies.'
broken-body-500\t'Logout with a body that is no JSON answers 500.'
large-body-500\t'Logout with a body of over 16 KiB answers 500; seen with --intrusive.'
logout-leads-anywhere\t'Logout redirects to whatever callbackUrl says.'
logout-leads-like-a-path\t'Logout redirects to a callbackUrl that begins with a slash; seen with --intrusive.'
believes-forwarded-host\t'Every answer sets a cookie with the URL of X-Forwarded-Host.'
believes-host\t'Every answer to a request for another host sets a cookie with its URL; seen with --intrusive.'
two-schemes-500\t'Logout with two schemes in X-Forwarded-Proto answers 500; seen with --intrusive.'
answers-plain-http\t'The port for https answers http as well.'
me-403\t'The protected route answers 403 instead of 401.'
me-redirects\t'The protected route redirects to /login instead of answering 401.'
me-login-page\t'The protected route answers 200 with a login page instead of 401.'
me-200-null\t'The protected route answers 200 {} instead of 401.'
me-no-identity\t'The protected route answers 200 without an identity.'
login-then-401\t'The protected route answers 401 even right after login.'
me-lists-users\t'The protected route answers with a list of all users.'
refuses-ip-origin\t'When reached by an IP address the protected route answers 401 and logout 500; seen with --base-url http://127.0.0.1:PORT.'
compares-prefix\t'Only the first 16 characters of a token are compared.'
ignores-last-character\t'The last character of a token is not compared.'
empty-token-is-latest\t'Logout with an empty session cookie ends the newest session.'
login-without-cookie\t'Login answers 200 but sets no cookie.'
mock-login\t'Login accepts anything and answers with a made-up token.'
accepts-any-password\t'Login accepts any password.'
wrong-password-500\t'A wrong password or an unknown e-mail answers 500.'
unknown-email-404\t'An unknown e-mail answers 404.'
unknown-email-text\t'An unknown e-mail answers 401 with another text.'
adopts-offered-session\t'A session cookie sent with the login becomes the session\'s token.'
relogin-refused\t'After a logout the user cannot log in again.'
login-cookie-refused\t'Login sets a __Secure- cookie without Secure, which no browser keeps.'
plain-cookie-on-https\t'Behind https the session cookie has neither Secure nor the name for it.'
cookie-without-http-only\t'The session cookie lacks HttpOnly.'
cookie-without-same-site\t'The session cookie lacks SameSite.'
cookie-names-its-host\t'The session cookie names its own host as Domain, which shares it with every host below.'
cookie-for-ten-years\t'The session cookie lives for ten years.'
short-token\t'The token has 64 bits.'
counting-token\t'The token is long, but only a counter.'
readable-token\t'The token is a JWT with the user\'s e-mail address in it.'
unsigned-token\t'The token is a JWT with the algorithm none.'
token-without-expiry\t'The token is a JWT without exp.'
jwt-none-accepted\t'A JWT whose header says that it is not signed is believed; seen with --intrusive.'
jwt-signature-not-checked\t'A JWT is decoded, and its signature is looked at by nobody.'
token-in-location\t'Login shows the token in a Location header.'
token-in-debug-header\t'Login shows the token in a debug header.'
token-in-body\t'Login repeats the token in its body.'
shows-bad-token\t'The answer to a refused token shows that token.'
reads-last-cookie-line\t'Of several Cookie lines only the last is read.'
accepts-unprefixed-name\t'The session cookie is also accepted under its name without the prefix.'
unknown-routes-401\t'Every route that is none answers 401.'
other-route-decodes\t'Another protected route accepts every token that was ever issued; seen with --protected /api/campaigns.'
session-read-reissues\t'Reading the session with an ended token brings a fresh one.'
bearer-not-revoked\t'The token of an ended session is accepted as a bearer token and in the URL; seen with --intrusive.'
etag-before-session\t'The protected route compares ETags before it looks at the session.'
adopts-issued-session\t'Login keeps the anonymous session id that the deployment had given out.'
broken-percent-500\t'A token with a broken percent sign answers 500; seen with --intrusive.'
login-keeps-session\t'A login leaves the session alive that it was sent with; seen with --intrusive.'
logout-ends-later-logins\t'A logout also ends the sessions of the user that begin while it is in flight; seen with --intrusive.'
dropped-logout-half-done\t'A logout whose client hangs up marks the session as ended and does not end it; seen with --intrusive.'
logout-looks-at-three-sessions\t'Logout looks for its session among the three newest of the user only; seen with --intrusive.'
parallel-logouts-share-one-session\t'Of more than two overlapping logouts all end the session of one; seen with --intrusive.'
unknown-email-fast\t'Only for a known e-mail the password is hashed, which takes time; seen with --intrusive.'
no-login-limit\t'Passwords may be guessed without end; seen with --intrusive.'
limit-blocks-logout\t'When logins are limited, so are logouts; seen with --intrusive.'
shared-session-cache\t'The first answer of the protected route is cached and served to everybody for 3 minutes.'
answer-from-cache\t'The protected route is answered out of a cache that says so.'
context-leak\t'After a login, requests without a Cookie header are answered as that user.'
leak-during-logout\t'While a logout is in flight, requests without a Cookie header are answered as that user.'
leak-after-failed-logout\t'After a logout that Nile made fail, requests without a Cookie header are answered as that user.'
no-cache-control\t'No answer has a Cache-Control.'
one-csrf-token-for-all\t'The CSRF token is the same for everybody, and for ever.'
csrf-cookie-left\t'Logout leaves the CSRF cookie.'
dead-cookie-left\t'The 401 of logout leaves the cookie that it refuses.'
clear-site-data-unquoted\t'The types of Clear-Site-Data lack their quotes.'
stack-in-refusal\t'The 401 of the protected route shows a stack trace.'
names-its-version\t'A header names the version of the framework.'
json-as-text\t'The protected route answers JSON as text/plain.'
no-nosniff\t'No answer has X-Content-Type-Options.'
bare-refusals\t'A 401 lacks WWW-Authenticate, and a 405 lacks Allow.'
no-hsts\t'Over https there is no Strict-Transport-Security.'
clock-ahead\t'The clock of the deployment is an hour ahead.'
fail-open\t'When Nile answers nonsense the protected route answers 200 {} to anybody.'
success-when-nile-fails\t'Logout answers 200 although Nile\'s sign-out failed.'
no-nile-deadline\t'Calls to Nile have no deadline; seen with --slow.'
nile-error-in-body\t'The 500 shows the inner error.'
ignores-sign-out-failure\t'Logout answers 200 when only Nile\'s sign-out fails; seen with --slow.'
unreachable-is-401\t'Logout answers 401 when Nile cannot be reached; seen with --slow.'
nothing-is-nobody\t'Logout takes an empty answer of Nile, null, [] and 404 for nobody, and answers 401; seen with --slow.'
passes-nile-status-on\t'Logout hands an error of Nile to the client as it is.'
success-when-nile-stalls\t'Logout answers 200 when Nile does not answer in time; seen with --slow.'
opens-on-null\t'When Nile answers null the protected route answers 200 {} to anybody; seen with --slow.'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l fault -d 'Let Nile fail from the start' -r -f -a "refuse\t''
reset\t''
stall\t''
slow\t''
500\t''
500-json\t''
503-html\t''
404-empty\t''
429\t''
garbage\t''
empty\t''
null\t''
array\t''"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l nile-fixtures -d 'Add the users and sessions to Nile that recorded conversations need'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l print-env -d 'Print only the lines of a dotenv file that point an app at Nile\'s stand-in; everything else is said on standard error'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l list-defects -d 'List the defects that can be planted, and exit'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l list-faults -d 'List the ways in which Nile can fail, and exit'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -s q -l quiet -d 'Say only where it listens, and nothing about requests'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l tls -d 'Serve https with a certificate made on the spot, and use __Secure- cookie names'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l secure-names -d 'Use __Secure- cookie names, as a production build does, also on plain http'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l chunked -d 'Spread the session cookie over two chunks'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l rotating -d 'Give the session cookie a new value with every answer of the protected route'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l remember-me -d 'Login also sets a second cookie that authenticates by itself'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -l busy -d 'Set cookies of a load balancer, and an anonymous session for whoever has none'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand mock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and not __fish_seen_subcommand_from convert merge diff help" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and not __fish_seen_subcommand_from convert merge diff help" -f -a "convert" -d 'Write a report in another format'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and not __fish_seen_subcommand_from convert merge diff help" -f -a "merge" -d 'Put several runs side by side; exits as the worst of them did'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and not __fish_seen_subcommand_from convert merge diff help" -f -a "diff" -d 'Say what changed between two runs; exits with 1 if anything got worse'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and not __fish_seen_subcommand_from convert merge diff help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from convert" -l to -d 'The format' -r -f -a "pretty\t'For people: aligned, explained, coloured on a terminal'
json\t'The whole run as one JSON document'
jsonl\t'One JSON object per event, as it happens'
junit\t'JUnit XML, one test case per check'
tap\t'Test Anything Protocol, version 14'
github\t'Workflow commands for GitHub Actions: annotations on the run'
markdown\t'For a ticket or a job summary'
html\t'One page for a browser or a printer, without scripts'
sarif\t'SARIF 2.1.0, for GitHub\'s code scanning'
csv\t'Comma-separated values, one row per check'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from convert" -l out -d 'Write to this file instead of standard output' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from merge" -l format -d 'What to print' -r -f -a "text\t'For people'
json\t'One JSON document'
markdown\t'For a ticket or a comment'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from merge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from diff" -l format -d 'What to print' -r -f -a "text\t'For people'
json\t'One JSON document'
markdown\t'For a ticket or a comment'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "convert" -d 'Write a report in another format'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "merge" -d 'Put several runs side by side; exits as the worst of them did'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "diff" -d 'Say what changed between two runs; exits with 1 if anything got worse'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand report; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l url -d 'Where the lines come from: scheme, host and path decide what they mean' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l set -d 'A Set-Cookie line of the login (repeatable); Date: and Clear-Site-Data: with their names before them are understood too' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l then -d 'A line of the logout (repeatable), written like those of --set' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l then-url -d 'Where the logout\'s lines come from, if not from --url' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l request -d 'Judge only what is sent to this path of the host of --url' -r
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l cases -d 'Compare with cases that were recorded in real browsers, one JSON object a line' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -l format -d 'What to print' -r -f -a "pretty\t'For people, 80 columns wide'
json\t'One JSON document'"
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand cookies" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand checks" -l json -d 'As one JSON document'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand checks" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand explain" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and not __fish_seen_subcommand_from list show check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and not __fish_seen_subcommand_from list show check help" -f -a "list" -d 'List the built-in profiles'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and not __fish_seen_subcommand_from list show check help" -f -a "show" -d 'Print a built-in profile as a file to start from, with every key explained'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and not __fish_seen_subcommand_from list show check help" -f -a "check" -d 'Say everything that is wrong in a profile, with line and hint'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and not __fish_seen_subcommand_from list show check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the built-in profiles'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Print a built-in profile as a file to start from, with every key explained'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "check" -d 'Say everything that is wrong in a profile, with line and hint'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand completions" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand man" -l out -d 'Write one page per command into this directory instead' -r -F
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand man" -s h -l help -d 'Print help'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "verify" -d 'Prove the acceptance criteria on a deployment or on the embedded mock'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "login" -d 'Open a session and keep it for whoami and logout'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "whoami" -d 'Ask whose a stored session is, and whether it is still live'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "logout" -d 'End a session and prove that it is over'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "mock" -d 'Serve the offline deployment, with planted defects and faults'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "report" -d 'Convert, merge or compare reports that were written as JSON'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "cookies" -d 'Show what browsers make of a login\'s and a logout\'s Set-Cookie lines'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "checks" -d 'List the checks by the requirement that they prove'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "explain" -d 'Explain checks: why they matter, what is usually behind a failure, how to mend it'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "profile" -d 'List, print and check profiles: what a deployment promises'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "man" -d 'Print the manual page, or write all of them to a directory'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and not __fish_seen_subcommand_from verify login whoami logout mock report cookies checks explain profile completions man help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and __fish_seen_subcommand_from report" -f -a "convert" -d 'Write a report in another format'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and __fish_seen_subcommand_from report" -f -a "merge" -d 'Put several runs side by side; exits as the worst of them did'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and __fish_seen_subcommand_from report" -f -a "diff" -d 'Say what changed between two runs; exits with 1 if anything got worse'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the built-in profiles'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Print a built-in profile as a file to start from, with every key explained'
complete -c penguin-auth -n "__fish_penguin_auth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "check" -d 'Say everything that is wrong in a profile, with line and hint'
