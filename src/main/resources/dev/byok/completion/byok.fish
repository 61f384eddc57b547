# Completion of byok for fish. "byok completion fish" prints it.

# Whether the words before the cursor are this command and, when it is given, this many more.
function __byok_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l path
    set -l position 0
    set -l value 0
    set -l ended 0
    for word in $words
        if test $value = 1
            set value 0
        else if test $ended = 1
            set position (math $position + 1)
        else
            switch $word
                case --
                    set ended 1
                case '--*=*'
                case -
                    set position (math $position + 1)
                case '-*'
                    switch $word
#: valued
                            set value 1
                    end
                case '*'
                    switch "$path $word"
#: commands
                            set path (string trim -- "$path $word")
                        case '*'
                            set position (math $position + 1)
                    end
            end
        end
    end
    test "$path" = "$argv[1]"; or return 1
    set -q argv[2]; or return 0
    test $position = $argv[2]
end

# What byok has written down. Its answers are words, and never run.
function __byok_ask
    set -l program (commandline -opc)[1]
    switch "$program"
        case '~/*'
            set program (string replace '~' $HOME -- $program)
        case '*/*'
        case '*'
            set program byok
    end
    set -l typed (commandline -ct)
    switch "$typed"
        case '--*=*'
            set typed (string replace -r '^--[^=]*=' '' -- $typed)
        case '-*'
            set typed (string sub -s 3 -- $typed)
    end
    set -l answer (command $program __complete $argv[1] -- (string replace -ar '[\\\\\'"]' '' -- "$typed") 2>/dev/null </dev/null)
    and string join \n -- $answer
end

complete -c byok -e
complete -c byok -f
#: complete
