_penguin__auth() {
    local i cur prev opts cmd
    COMPREPLY=()
    if [[ "${BASH_VERSINFO[0]}" -ge 4 ]]; then
        cur="$2"
    else
        cur="${COMP_WORDS[COMP_CWORD]}"
    fi
    prev="$3"
    cmd=""
    opts=""

    for i in "${COMP_WORDS[@]:0:COMP_CWORD}"
    do
        case "${cmd},${i}" in
            ",$1")
                cmd="penguin__auth"
                ;;
            penguin__auth,checks)
                cmd="penguin__auth__subcmd__checks"
                ;;
            penguin__auth,completions)
                cmd="penguin__auth__subcmd__completions"
                ;;
            penguin__auth,cookies)
                cmd="penguin__auth__subcmd__cookies"
                ;;
            penguin__auth,explain)
                cmd="penguin__auth__subcmd__explain"
                ;;
            penguin__auth,help)
                cmd="penguin__auth__subcmd__help"
                ;;
            penguin__auth,login)
                cmd="penguin__auth__subcmd__login"
                ;;
            penguin__auth,logout)
                cmd="penguin__auth__subcmd__logout"
                ;;
            penguin__auth,man)
                cmd="penguin__auth__subcmd__man"
                ;;
            penguin__auth,mock)
                cmd="penguin__auth__subcmd__mock"
                ;;
            penguin__auth,profile)
                cmd="penguin__auth__subcmd__profile"
                ;;
            penguin__auth,report)
                cmd="penguin__auth__subcmd__report"
                ;;
            penguin__auth,verify)
                cmd="penguin__auth__subcmd__verify"
                ;;
            penguin__auth,whoami)
                cmd="penguin__auth__subcmd__whoami"
                ;;
            penguin__auth__subcmd__help,checks)
                cmd="penguin__auth__subcmd__help__subcmd__checks"
                ;;
            penguin__auth__subcmd__help,completions)
                cmd="penguin__auth__subcmd__help__subcmd__completions"
                ;;
            penguin__auth__subcmd__help,cookies)
                cmd="penguin__auth__subcmd__help__subcmd__cookies"
                ;;
            penguin__auth__subcmd__help,explain)
                cmd="penguin__auth__subcmd__help__subcmd__explain"
                ;;
            penguin__auth__subcmd__help,help)
                cmd="penguin__auth__subcmd__help__subcmd__help"
                ;;
            penguin__auth__subcmd__help,login)
                cmd="penguin__auth__subcmd__help__subcmd__login"
                ;;
            penguin__auth__subcmd__help,logout)
                cmd="penguin__auth__subcmd__help__subcmd__logout"
                ;;
            penguin__auth__subcmd__help,man)
                cmd="penguin__auth__subcmd__help__subcmd__man"
                ;;
            penguin__auth__subcmd__help,mock)
                cmd="penguin__auth__subcmd__help__subcmd__mock"
                ;;
            penguin__auth__subcmd__help,profile)
                cmd="penguin__auth__subcmd__help__subcmd__profile"
                ;;
            penguin__auth__subcmd__help,report)
                cmd="penguin__auth__subcmd__help__subcmd__report"
                ;;
            penguin__auth__subcmd__help,verify)
                cmd="penguin__auth__subcmd__help__subcmd__verify"
                ;;
            penguin__auth__subcmd__help,whoami)
                cmd="penguin__auth__subcmd__help__subcmd__whoami"
                ;;
            penguin__auth__subcmd__help__subcmd__profile,check)
                cmd="penguin__auth__subcmd__help__subcmd__profile__subcmd__check"
                ;;
            penguin__auth__subcmd__help__subcmd__profile,list)
                cmd="penguin__auth__subcmd__help__subcmd__profile__subcmd__list"
                ;;
            penguin__auth__subcmd__help__subcmd__profile,show)
                cmd="penguin__auth__subcmd__help__subcmd__profile__subcmd__show"
                ;;
            penguin__auth__subcmd__help__subcmd__report,convert)
                cmd="penguin__auth__subcmd__help__subcmd__report__subcmd__convert"
                ;;
            penguin__auth__subcmd__help__subcmd__report,diff)
                cmd="penguin__auth__subcmd__help__subcmd__report__subcmd__diff"
                ;;
            penguin__auth__subcmd__help__subcmd__report,merge)
                cmd="penguin__auth__subcmd__help__subcmd__report__subcmd__merge"
                ;;
            penguin__auth__subcmd__profile,check)
                cmd="penguin__auth__subcmd__profile__subcmd__check"
                ;;
            penguin__auth__subcmd__profile,help)
                cmd="penguin__auth__subcmd__profile__subcmd__help"
                ;;
            penguin__auth__subcmd__profile,list)
                cmd="penguin__auth__subcmd__profile__subcmd__list"
                ;;
            penguin__auth__subcmd__profile,show)
                cmd="penguin__auth__subcmd__profile__subcmd__show"
                ;;
            penguin__auth__subcmd__profile__subcmd__help,check)
                cmd="penguin__auth__subcmd__profile__subcmd__help__subcmd__check"
                ;;
            penguin__auth__subcmd__profile__subcmd__help,help)
                cmd="penguin__auth__subcmd__profile__subcmd__help__subcmd__help"
                ;;
            penguin__auth__subcmd__profile__subcmd__help,list)
                cmd="penguin__auth__subcmd__profile__subcmd__help__subcmd__list"
                ;;
            penguin__auth__subcmd__profile__subcmd__help,show)
                cmd="penguin__auth__subcmd__profile__subcmd__help__subcmd__show"
                ;;
            penguin__auth__subcmd__report,convert)
                cmd="penguin__auth__subcmd__report__subcmd__convert"
                ;;
            penguin__auth__subcmd__report,diff)
                cmd="penguin__auth__subcmd__report__subcmd__diff"
                ;;
            penguin__auth__subcmd__report,help)
                cmd="penguin__auth__subcmd__report__subcmd__help"
                ;;
            penguin__auth__subcmd__report,merge)
                cmd="penguin__auth__subcmd__report__subcmd__merge"
                ;;
            penguin__auth__subcmd__report__subcmd__help,convert)
                cmd="penguin__auth__subcmd__report__subcmd__help__subcmd__convert"
                ;;
            penguin__auth__subcmd__report__subcmd__help,diff)
                cmd="penguin__auth__subcmd__report__subcmd__help__subcmd__diff"
                ;;
            penguin__auth__subcmd__report__subcmd__help,help)
                cmd="penguin__auth__subcmd__report__subcmd__help__subcmd__help"
                ;;
            penguin__auth__subcmd__report__subcmd__help,merge)
                cmd="penguin__auth__subcmd__report__subcmd__help__subcmd__merge"
                ;;
            *)
                ;;
        esac
    done

    case "${cmd}" in
        penguin__auth)
            opts="-h -V --help --version verify login whoami logout mock report cookies checks explain profile completions man help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 1 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__checks)
            opts="-h --json --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__completions)
            opts="-h --help bash elvish fish powershell zsh"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__cookies)
            opts="-h --url --set --then --then-url --request --cases --format --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --set)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --then)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --then-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --request)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cases)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --format)
                    COMPREPLY=($(compgen -W "pretty json" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__explain)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help)
            opts="verify login whoami logout mock report cookies checks explain profile completions man help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__checks)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__completions)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__cookies)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__explain)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__login)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__logout)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__man)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__mock)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__profile)
            opts="list show check"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__profile__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__profile__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__profile__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__report)
            opts="convert merge diff"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__report__subcmd__convert)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__report__subcmd__diff)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__report__subcmd__merge)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__verify)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__help__subcmd__whoami)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__login)
            opts="-h --base-url --email --password-stdin --password-file --force --profile --timeout --deadline --header --cacert --insecure --proxy --connect-to --user-agent --json --colour --color --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --base-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --email)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deadline)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --header)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cacert)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --proxy)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connect-to)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-agent)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --colour)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__logout)
            opts="-h --base-url --email --replay-limit --cookie-stdin --cookie-file --cookie-name --profile --timeout --deadline --header --cacert --insecure --proxy --connect-to --user-agent --json --colour --color --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --base-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --email)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replay-limit)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cookie-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cookie-name)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deadline)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --header)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cacert)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --proxy)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connect-to)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-agent)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --colour)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__man)
            opts="-h --out --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__mock)
            opts="-q -h --port --user --users --state --nile-sessions --postgres --nile-fixtures --print-env --tls-cert-out --control-token-file --list-defects --list-faults --quiet --token --tls --secure-names --chunked --cookie-path --cookie-domain --clear --rotating --remember-me --busy --defect --fault --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --port)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --users)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --state)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --nile-sessions)
                    COMPREPLY=($(compgen -W "jwe database" -- "${cur}"))
                    return 0
                    ;;
                --postgres)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --tls-cert-out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --control-token-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --token)
                    COMPREPLY=($(compgen -W "opaque jwe jwt" -- "${cur}"))
                    return 0
                    ;;
                --cookie-path)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cookie-domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --clear)
                    COMPREPLY=($(compgen -W "both max-age expires bare" -- "${cur}"))
                    return 0
                    ;;
                --defect)
                    COMPREPLY=($(compgen -W "keeps-session logout-replaces-session jwe-not-revoked ticket-sample stale-after-logout replay-flaps old-rotation-valid remember-me-alive login-revives-old reuses-token kills-all ends-other-accounts parallel-logouts-lose-one parallel-logout-500 resurrect-in-store resurrect-by-read silent-without-csrf clears-wrong-cookie no-clear blanks-cookie clear-wrong-path clear-default-path clear-without-domain twin-cookie-left clear-prefix-without-secure clear-without-partitioned set-after-clear chunk-left remember-me-left comma-joined clear-with-tab clears-unknown-too logout-201 logout-204 logout-redirects logout-html logout-message-differs logout-success-as-text logout-body-extra logout-cut-body logout-stalls logout-endless-body logout-header-flood logout-gzip second-logout-500 invalid-token-500 oversized-token-500 me-oversized-500 anonymous-logout-200 anonymous-logout-ends-latest unauthorized-body-differs get-logout head-logout prefetch-logout override-logout delete-logout put-logout slash-logs-out-by-get trace-echoes logout-from-anywhere origin-by-its-beginning login-from-anywhere cors-reflects broken-body-500 large-body-500 logout-leads-anywhere logout-leads-like-a-path believes-forwarded-host believes-host two-schemes-500 answers-plain-http me-403 me-redirects me-login-page me-200-null me-no-identity login-then-401 me-lists-users refuses-ip-origin compares-prefix ignores-last-character empty-token-is-latest login-without-cookie mock-login accepts-any-password wrong-password-500 unknown-email-404 unknown-email-text adopts-offered-session relogin-refused login-cookie-refused plain-cookie-on-https cookie-without-http-only cookie-without-same-site cookie-names-its-host cookie-for-ten-years short-token counting-token readable-token unsigned-token token-without-expiry jwt-none-accepted jwt-signature-not-checked token-in-location token-in-debug-header token-in-body shows-bad-token reads-last-cookie-line accepts-unprefixed-name unknown-routes-401 other-route-decodes session-read-reissues bearer-not-revoked etag-before-session adopts-issued-session broken-percent-500 login-keeps-session logout-ends-later-logins dropped-logout-half-done logout-looks-at-three-sessions parallel-logouts-share-one-session unknown-email-fast no-login-limit limit-blocks-logout shared-session-cache answer-from-cache context-leak leak-during-logout leak-after-failed-logout no-cache-control one-csrf-token-for-all csrf-cookie-left dead-cookie-left clear-site-data-unquoted stack-in-refusal names-its-version json-as-text no-nosniff bare-refusals no-hsts clock-ahead fail-open success-when-nile-fails no-nile-deadline nile-error-in-body ignores-sign-out-failure unreachable-is-401 nothing-is-nobody passes-nile-status-on success-when-nile-stalls opens-on-null" -- "${cur}"))
                    return 0
                    ;;
                --fault)
                    COMPREPLY=($(compgen -W "refuse reset stall slow 500 500-json 503-html 404-empty 429 garbage empty null array" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile)
            opts="-h --help list show check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__check)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__help)
            opts="list show check help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__help__subcmd__check)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__help__subcmd__list)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__help__subcmd__show)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__list)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__profile__subcmd__show)
            opts="-h --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report)
            opts="-h --help convert merge diff help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__convert)
            opts="-h --to --out --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --to)
                    COMPREPLY=($(compgen -W "pretty json jsonl junit tap github markdown html sarif csv" -- "${cur}"))
                    return 0
                    ;;
                --out)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__diff)
            opts="-h --format --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "text json markdown" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__help)
            opts="convert merge diff help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__help__subcmd__convert)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__help__subcmd__diff)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__help__subcmd__help)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__help__subcmd__merge)
            opts=""
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 4 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__report__subcmd__merge)
            opts="-h --format --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 3 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --format)
                    COMPREPLY=($(compgen -W "text json markdown" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__verify)
            opts="-D -W -A -v -q -h --mock --base-url --from --save-evidence --profile --only --skip --level --deny --warn --allow --known-failures --protected --print-plan --email --password-stdin --password-file --second-email --second-password-file --timeout --deadline --header --cacert --insecure --proxy --connect-to --user-agent --max-logins --max-requests --replay-limit --without-csrf --slow --intrusive --browser --webdriver --nile-control --nile-control-token-file --format --report --verbose --quiet --curl --colour --color --token --tls --secure-names --chunked --cookie-path --cookie-domain --clear --rotating --remember-me --busy --defect --fault --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --base-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --from)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --save-evidence)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --only)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --skip)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --level)
                    COMPREPLY=($(compgen -W "catalogue strict" -- "${cur}"))
                    return 0
                    ;;
                --deny)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -D)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --warn)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -W)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --allow)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                -A)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --known-failures)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --protected)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --email)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --second-email)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --second-password-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deadline)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --header)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cacert)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --proxy)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connect-to)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-agent)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-logins)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --max-requests)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --replay-limit)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --webdriver)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --nile-control)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --nile-control-token-file)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --format)
                    COMPREPLY=($(compgen -W "pretty json jsonl junit tap github markdown html sarif csv" -- "${cur}"))
                    return 0
                    ;;
                --report)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --colour)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --token)
                    COMPREPLY=($(compgen -W "opaque jwe jwt" -- "${cur}"))
                    return 0
                    ;;
                --cookie-path)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cookie-domain)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --clear)
                    COMPREPLY=($(compgen -W "both max-age expires bare" -- "${cur}"))
                    return 0
                    ;;
                --defect)
                    COMPREPLY=($(compgen -W "keeps-session logout-replaces-session jwe-not-revoked ticket-sample stale-after-logout replay-flaps old-rotation-valid remember-me-alive login-revives-old reuses-token kills-all ends-other-accounts parallel-logouts-lose-one parallel-logout-500 resurrect-in-store resurrect-by-read silent-without-csrf clears-wrong-cookie no-clear blanks-cookie clear-wrong-path clear-default-path clear-without-domain twin-cookie-left clear-prefix-without-secure clear-without-partitioned set-after-clear chunk-left remember-me-left comma-joined clear-with-tab clears-unknown-too logout-201 logout-204 logout-redirects logout-html logout-message-differs logout-success-as-text logout-body-extra logout-cut-body logout-stalls logout-endless-body logout-header-flood logout-gzip second-logout-500 invalid-token-500 oversized-token-500 me-oversized-500 anonymous-logout-200 anonymous-logout-ends-latest unauthorized-body-differs get-logout head-logout prefetch-logout override-logout delete-logout put-logout slash-logs-out-by-get trace-echoes logout-from-anywhere origin-by-its-beginning login-from-anywhere cors-reflects broken-body-500 large-body-500 logout-leads-anywhere logout-leads-like-a-path believes-forwarded-host believes-host two-schemes-500 answers-plain-http me-403 me-redirects me-login-page me-200-null me-no-identity login-then-401 me-lists-users refuses-ip-origin compares-prefix ignores-last-character empty-token-is-latest login-without-cookie mock-login accepts-any-password wrong-password-500 unknown-email-404 unknown-email-text adopts-offered-session relogin-refused login-cookie-refused plain-cookie-on-https cookie-without-http-only cookie-without-same-site cookie-names-its-host cookie-for-ten-years short-token counting-token readable-token unsigned-token token-without-expiry jwt-none-accepted jwt-signature-not-checked token-in-location token-in-debug-header token-in-body shows-bad-token reads-last-cookie-line accepts-unprefixed-name unknown-routes-401 other-route-decodes session-read-reissues bearer-not-revoked etag-before-session adopts-issued-session broken-percent-500 login-keeps-session logout-ends-later-logins dropped-logout-half-done logout-looks-at-three-sessions parallel-logouts-share-one-session unknown-email-fast no-login-limit limit-blocks-logout shared-session-cache answer-from-cache context-leak leak-during-logout leak-after-failed-logout no-cache-control one-csrf-token-for-all csrf-cookie-left dead-cookie-left clear-site-data-unquoted stack-in-refusal names-its-version json-as-text no-nosniff bare-refusals no-hsts clock-ahead fail-open success-when-nile-fails no-nile-deadline nile-error-in-body ignores-sign-out-failure unreachable-is-401 nothing-is-nobody passes-nile-status-on success-when-nile-stalls opens-on-null" -- "${cur}"))
                    return 0
                    ;;
                --fault)
                    COMPREPLY=($(compgen -W "refuse reset stall slow 500 500-json 503-html 404-empty 429 garbage empty null array" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
        penguin__subcmd__auth__subcmd__whoami)
            opts="-h --base-url --email --profile --timeout --deadline --header --cacert --insecure --proxy --connect-to --user-agent --json --colour --color --help"
            if [[ ${cur} == -* || ${COMP_CWORD} -eq 2 ]] ; then
                COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
                return 0
            fi
            case "${prev}" in
                --base-url)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --email)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --profile)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --timeout)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --deadline)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --header)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --cacert)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --proxy)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --connect-to)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --user-agent)
                    COMPREPLY=($(compgen -f "${cur}"))
                    return 0
                    ;;
                --color)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                --colour)
                    COMPREPLY=($(compgen -W "auto always never" -- "${cur}"))
                    return 0
                    ;;
                *)
                    COMPREPLY=()
                    ;;
            esac
            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0
            ;;
    esac
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _penguin__auth -o nosort -o bashdefault -o default penguin-auth
else
    complete -F _penguin__auth -o bashdefault -o default penguin-auth
fi
