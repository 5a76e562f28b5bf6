# Completion of supervisorctl for bash: /usr/share/bash-completion/completions/supervisorctl
_supervisorctl() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    # generated: options
    local options='-c --configuration -h --help -i --interactive -s --serverurl -u --username -p --password -r --history-file -v --version'
    case $previous in
        -c|--configuration) COMPREPLY=($(compgen -f -- "$current")); return ;;
        -s|--serverurl) COMPREPLY=(); return ;;
        -u|--username) COMPREPLY=(); return ;;
        -p|--password) COMPREPLY=(); return ;;
        -r|--history-file) COMPREPLY=($(compgen -f -- "$current")); return ;;
    esac
    # generated: end
    # generated: actions
    local actions='add avail check clear disable enable exit fg hash-password help maintail open pid plan quit reload remove reread restart shutdown signal start status stop tail tree update upgrade version wait'
    local of_processes=' clear disable enable fg pid restart start status stop tail tree wait '
    local of_groups=' add plan remove update '
    local of_signals=' signal '
    local of_actions=' help '
    local of_files=' upgrade '
    # generated: end
    local action='' index access=()
    for ((index = 1; index < COMP_CWORD; index++)); do
        case ${COMP_WORDS[index]} in
            -c | --configuration | -s | --serverurl | -u | --username | -p | --password)
                access+=("${COMP_WORDS[index]}" "${COMP_WORDS[index + 1]}")
                ((index++))
                ;;
            -r | --history-file) ((index++)) ;;
            -*) ;;
            *)
                action=${COMP_WORDS[index]}
                break
                ;;
        esac
    done
    if [[ -z $action ]]; then
        COMPREPLY=($(compgen -W "$options $actions" -- "$current"))
    elif [[ $of_processes == *" $action "* || $of_signals == *" $action "* ]]; then
        local words
        words=$(supervisorctl "${access[@]}" status 2>/dev/null </dev/null | awk 'NF > 1 { print $1 }')
        [[ $of_signals == *" $action "* && $index -eq $((COMP_CWORD - 1)) ]] && words='HUP INT QUIT KILL TERM USR1 USR2 CONT STOP'
        # A colon ends a word of the command line.
        local prefix=''
        [[ $COMP_WORDBREAKS == *:* && ${COMP_WORDS[COMP_CWORD]} == : ]] && prefix=${previous}: current=''
        [[ $COMP_WORDBREAKS == *:* && $previous == : ]] && prefix=${COMP_WORDS[COMP_CWORD - 2]}:
        COMPREPLY=($(compgen -W "$words all" -- "$prefix$current"))
        COMPREPLY=("${COMPREPLY[@]#"$prefix"}")
    elif [[ $of_groups == *" $action "* ]]; then
        COMPREPLY=($(compgen -W "$(supervisorctl "${access[@]}" avail 2>/dev/null </dev/null | awk '{ sub(/:.*/, "", $1); print $1 }' | sort -u) all" -- "$current"))
    elif [[ $of_actions == *" $action "* ]]; then
        COMPREPLY=($(compgen -W "$actions" -- "$current"))
    elif [[ $of_files == *" $action "* ]]; then
        COMPREPLY=($(compgen -f -- "$current"))
    fi
}
complete -o filenames -F _supervisorctl supervisorctl
