# Completion of supervisorctl for fish: /usr/share/fish/vendor_completions.d/supervisorctl.fish

# The words on the command line that are neither options nor their arguments.
function __supervisorctl_words
    set -l skips no
    for word in (commandline -opc)[2..-1]
        if test $skips = yes
            set skips no
        else if contains -- $word -c --configuration -s --serverurl -u --username -p --password -r --history-file
            set skips yes
        else if not string match -q -- '-*' $word
            echo $word
        end
    end
end

function __supervisorctl_needs_action
    test (count (__supervisorctl_words)) -eq 0
end

function __supervisorctl_has_action
    set -l words (__supervisorctl_words)
    test (count $words) -gt 0; and test $words[1] = $argv[1]
end

# The options that say which server is meant.
function __supervisorctl_access
    set -l takes no
    for word in (commandline -opc)[2..-1]
        if test $takes = yes
            echo $word
            set takes no
        else if contains -- $word -c --configuration -s --serverurl -u --username -p --password
            echo $word
            set takes yes
        end
    end
end

function __supervisorctl_processes
    supervisorctl (__supervisorctl_access) status 2>/dev/null </dev/null | string replace -rf '^(\S+)\s+\S.*' '$1'
    echo all
end

function __supervisorctl_groups
    supervisorctl (__supervisorctl_access) avail 2>/dev/null </dev/null | string replace -r '[:\s].*' '' | sort -u
    echo all
end

function __supervisorctl_signals
    string split ' ' 'HUP INT QUIT KILL TERM USR1 USR2 CONT STOP'
end

function __supervisorctl_actions
    supervisorctl help | string match -r '^[a-z].*' | string split -n ' '
end

complete -c supervisorctl -f
# generated: options
complete -c supervisorctl -s c -l configuration -r -F -d 'configuration file path (searches if not given)'
complete -c supervisorctl -s h -l help -d 'print usage message and exit'
complete -c supervisorctl -s i -l interactive -d 'start an interactive shell after executing commands'
complete -c supervisorctl -s s -l serverurl -x -d 'URL on which supervisord server is listening'
complete -c supervisorctl -s u -l username -x -d 'username to use for authentication with server'
complete -c supervisorctl -s p -l password -x -d 'password to use for authentication with server'
complete -c supervisorctl -s r -l history-file -r -F -d 'keep the history of the shell in a file'
complete -c supervisorctl -s v -l version -d 'print the version of supervisorctl and exit'
# generated: end
# generated: actions
complete -c supervisorctl -n __supervisorctl_needs_action -f -a add -d 'activate the configuration of groups that were added'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a avail -d 'list the configured processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a check -d 'check the configuration and print what would run'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a clear -d 'empty the logs of processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a disable -d 'do not start processes by themselves any more, over restarts and reboots'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a enable -d 'undo disable'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a exit -d 'leave the shell'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a fg -d 'connect to a process: its output here, what is typed to its standard input'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a hash-password -d 'make the hash of a password for the server\'s password key'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a help -d 'list the actions, or tell of one'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a maintail -d 'print the end of the daemon\'s own log'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a open -d 'speak to another daemon from now on'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a pid -d 'print the pid of the daemon or of processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a plan -d 'tell what update would do to each process, and why'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a quit -d 'leave the shell'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a reload -d 'restart the daemon'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a remove -d 'deactivate groups that have been stopped'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a reread -d 'read the configuration and tell what changed, without doing it'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a restart -d 'restart processes, each on its own'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a shutdown -d 'end the daemon and its programs'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a signal -d 'send a signal to processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a start -d 'start processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a status -d 'print the state of processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a stop -d 'stop processes'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a tail -d 'print the end of a log'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a tree -d 'show all processes of programs, orphans too'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a update -d 'reload the configuration by difference'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a upgrade -d 'go over to another executable of the daemon while programs run on'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a version -d 'print the version of the daemon'
complete -c supervisorctl -n __supervisorctl_needs_action -f -a wait -d 'wait until processes are in a state, or have started'
complete -c supervisorctl -n '__supervisorctl_has_action add' -f -a '(__supervisorctl_groups)'
complete -c supervisorctl -n '__supervisorctl_has_action clear' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action disable' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action enable' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action fg' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action help' -f -a '(__supervisorctl_actions)'
complete -c supervisorctl -n '__supervisorctl_has_action pid' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action plan' -f -a '(__supervisorctl_groups)'
complete -c supervisorctl -n '__supervisorctl_has_action remove' -f -a '(__supervisorctl_groups)'
complete -c supervisorctl -n '__supervisorctl_has_action restart' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action signal' -f -a '(__supervisorctl_signals; __supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action start' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action status' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action stop' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action tail' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action tree' -f -a '(__supervisorctl_processes)'
complete -c supervisorctl -n '__supervisorctl_has_action update' -f -a '(__supervisorctl_groups)'
complete -c supervisorctl -n '__supervisorctl_has_action upgrade' -F
complete -c supervisorctl -n '__supervisorctl_has_action wait' -f -a '(__supervisorctl_processes)'
# generated: end
