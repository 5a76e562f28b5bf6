# Completion of supervisord for bash: /usr/share/bash-completion/completions/supervisord
_supervisord() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    # generated: options
    local options='-c --configuration --check -h --help -v --version --profile_options -l --logfile -y --logfile_maxbytes -z --logfile_backups -e --loglevel -j --pidfile --no-recovery -m --umask -n --nodaemon -s --silent -a --minfds --minprocs -k --nocleanup -q --childlogdir -u --user -d --directory -t --strip_ansi -i --identifier'
    case $previous in
        -c|--configuration) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --profile_options) COMPREPLY=(); return ;;
        -l|--logfile) COMPREPLY=($(compgen -f -- "$current")); return ;;
        -y|--logfile_maxbytes) COMPREPLY=(); return ;;
        -z|--logfile_backups) COMPREPLY=(); return ;;
        -e|--loglevel) COMPREPLY=($(compgen -W 'critical error warn info debug trace blather' -- "$current")); return ;;
        -j|--pidfile) COMPREPLY=($(compgen -f -- "$current")); return ;;
        -m|--umask) COMPREPLY=(); return ;;
        -a|--minfds) COMPREPLY=(); return ;;
        --minprocs) COMPREPLY=(); return ;;
        -q|--childlogdir) COMPREPLY=($(compgen -d -- "$current")); return ;;
        -u|--user) COMPREPLY=($(compgen -u -- "$current")); return ;;
        -d|--directory) COMPREPLY=($(compgen -d -- "$current")); return ;;
        -i|--identifier) COMPREPLY=(); return ;;
    esac
    # generated: end
    COMPREPLY=($(compgen -W "$options" -- "$current"))
}
complete -o filenames -F _supervisord supervisord
