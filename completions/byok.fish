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
                        case --color -m --model -s --system -f --file --schema --session --format -t --temperature --max-tokens --stop --seed --timeout --retries --tag --effort --org --mode --prefix --suffix --host --api-version --deployment --region --aws-profile --wire --from-env --from-command --env-file --search --by --since --until --status --key --client --provider -n --lines --per -o --output
                            set value 1
                    end
                case '*'
                    switch "$path $word"
                        case ' run' ' chat' ' fim' ' compare' ' keys' 'keys add' 'keys list' 'keys rm' 'keys test' 'keys import' ' default' ' alias' 'alias set' 'alias list' 'alias rm' ' models' ' usage' 'usage tail' 'usage show' 'usage reprice' 'usage path' ' budget' 'budget set' 'budget show' 'budget rm' ' sessions' 'sessions list' 'sessions show' 'sessions rm' 'sessions export' ' providers' ' config' 'config get' 'config set' 'config unset' 'config list' 'config path' ' doctor' ' completion' ' help' ' version'
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
complete -c byok -s h -l help -d 'show this help and exit'
complete -c byok -l json -d 'print JSON on stdout'
complete -c byok -s q -l quiet -d 'no notices on stderr'
complete -c byok -s v -l verbose -d 'print details on stderr; keys are masked'
complete -c byok -l no-input -d 'never ask questions'
complete -c byok -l color -x -a 'auto always never' -d 'auto, always or never'

# byok
complete -c byok -n '__byok_at \'\' 0' -a run -d 'send one prompt and print the answer'
complete -c byok -n '__byok_at \'\' 0' -a chat -d 'chat with models in the terminal'
complete -c byok -n '__byok_at \'\' 0' -a fim -d 'fill the gap between two texts'
complete -c byok -n '__byok_at \'\' 0' -a compare -d 'send one prompt to several models at once'
complete -c byok -n '__byok_at \'\' 0' -a keys -d 'store, list, verify and remove keys'
complete -c byok -n '__byok_at \'\' 0' -a default -d 'show or set the default model'
complete -c byok -n '__byok_at \'\' 0' -a alias -d 'short names for model references'
complete -c byok -n '__byok_at \'\' 0' -a models -d 'list the models that your keys can use, with their prices'
complete -c byok -n '__byok_at \'\' 0' -a usage -d 'show tokens and cost from the ledger, by model or another grouping'
complete -c byok -n '__byok_at \'\' 0' -a budget -d 'limits to what may be spent in a period'
complete -c byok -n '__byok_at \'\' 0' -a sessions -d 'saved sessions'
complete -c byok -n '__byok_at \'\' 0' -a providers -d 'list the supported providers'
complete -c byok -n '__byok_at \'\' 0' -a config -d 'show and change settings'
complete -c byok -n '__byok_at \'\' 0' -a doctor -d 'check the installation, the keychain, the files and the settings'
complete -c byok -n '__byok_at \'\' 0' -a completion -d 'print a script that completes byok\'s commands and values in a shell'
complete -c byok -n '__byok_at \'\' 0' -a help -d 'show the help of a command'
complete -c byok -n '__byok_at \'\' 0' -a version -d 'print the version'
complete -c byok -n '__byok_at \'\'' -s V -l version -d 'print the version and exit'

# byok run
complete -c byok -n '__byok_at \'run\'' -l over-budget -d 'send the prompt even if it exceeds a budget'
complete -c byok -n '__byok_at \'run\'' -s m -l model -x -a '(__byok_ask models)' -d 'provider[:label]/model, an alias, or a key\'s name, for its default model'
complete -c byok -n '__byok_at \'run\'' -l stream-json -d 'print the answer as JSON events, one per line'
complete -c byok -n '__byok_at \'run\'' -l dry-run -d 'print the request with its key masked; send nothing'
complete -c byok -n '__byok_at \'run\'' -s s -l system -x -d 'the system prompt'
complete -c byok -n '__byok_at \'run\'' -s f -l file -r -F -d 'attach a file: text, an image or a PDF'
complete -c byok -n '__byok_at \'run\'' -l schema -r -F -d 'require an answer in JSON that fits this JSON Schema'
complete -c byok -n '__byok_at \'run\'' -l session -x -a '(__byok_ask sessions)' -d 'continue the session with this name, or start it'
complete -c byok -n '__byok_at \'run\'' -s c -l continue -d 'continue the latest session'
complete -c byok -n '__byok_at \'run\'' -l no-stdin -d 'do not read standard input; needed in a \'while read\' loop'
complete -c byok -n '__byok_at \'run\'' -l format -x -a 'text markdown' -d 'text (default), or markdown, which is rendered on a terminal'
complete -c byok -n '__byok_at \'run\'' -l show-reasoning -d 'print the model\'s reasoning on stderr'
complete -c byok -n '__byok_at \'run\'' -s t -l temperature -x -d 'the sampling temperature, 0 to 2'
complete -c byok -n '__byok_at \'run\'' -l max-tokens -x -d 'the highest number of tokens in the answer'
complete -c byok -n '__byok_at \'run\'' -l stop -x -d 'stop the answer before this text'
complete -c byok -n '__byok_at \'run\'' -l seed -x -d 'a seed for repeatable answers'
complete -c byok -n '__byok_at \'run\'' -l no-stream -d 'wait for the whole answer instead of streaming it'
complete -c byok -n '__byok_at \'run\'' -l timeout -x -d 'how long to wait for data (default 120s; 600s with --no-stream)'
complete -c byok -n '__byok_at \'run\'' -l retries -x -d 'how many times to retry after a failed connection, HTTP 429 or 5xx (default 2)'
complete -c byok -n '__byok_at \'run\'' -l tag -x -d 'add a tag to the ledger entry'
complete -c byok -n '__byok_at \'run\'' -l effort -x -a 'none low medium high xhigh max' -d 'the reasoning effort: none, low, medium, high, xhigh or max; from high on, the default of --timeout is 15m'
complete -c byok -n '__byok_at \'run\'' -l org -x -d 'Kilo: the organization that the request is made for'
complete -c byok -n '__byok_at \'run\'' -l mode -x -d 'Kilo: a hint, such as \'code\', for models named kilo-auto/...'
complete -c byok -n '__byok_at \'run\'' -l require-byok -d 'Kilo: use only provider keys that you stored at Kilo; fail rather than spend Kilo credits'

# byok chat
complete -c byok -n '__byok_at \'chat\'' -s m -l model -x -a '(__byok_ask models)' -d 'provider[:label]/model, an alias, or a key\'s name, for its default model'
complete -c byok -n '__byok_at \'chat\'' -s s -l system -x -d 'the system prompt'
complete -c byok -n '__byok_at \'chat\'' -s c -l continue -d 'continue the latest session'
complete -c byok -n '__byok_at \'chat\'' -l session -x -a '(__byok_ask sessions)' -d 'continue the session with this name, or start it'
complete -c byok -n '__byok_at \'chat\'' -l no-save -d 'do not save the session; the ledger still counts its tokens'
complete -c byok -n '__byok_at \'chat\'' -l show-reasoning -d 'show the model\'s reasoning'
complete -c byok -n '__byok_at \'chat\'' -s t -l temperature -x -d 'the sampling temperature, 0 to 2'
complete -c byok -n '__byok_at \'chat\'' -l max-tokens -x -d 'the highest number of tokens in the answer'
complete -c byok -n '__byok_at \'chat\'' -l stop -x -d 'stop the answer before this text'
complete -c byok -n '__byok_at \'chat\'' -l seed -x -d 'a seed for repeatable answers'
complete -c byok -n '__byok_at \'chat\'' -l no-stream -d 'wait for the whole answer instead of streaming it'
complete -c byok -n '__byok_at \'chat\'' -l timeout -x -d 'how long to wait for data (default 120s; 600s with --no-stream)'
complete -c byok -n '__byok_at \'chat\'' -l retries -x -d 'how many times to retry after a failed connection, HTTP 429 or 5xx (default 2)'
complete -c byok -n '__byok_at \'chat\'' -l tag -x -d 'add a tag to the ledger entry'
complete -c byok -n '__byok_at \'chat\'' -l effort -x -a 'none low medium high xhigh max' -d 'the reasoning effort: none, low, medium, high, xhigh or max; from high on, the default of --timeout is 15m'
complete -c byok -n '__byok_at \'chat\'' -l over-budget -d 'send the prompt even if it exceeds a budget'
complete -c byok -n '__byok_at \'chat\'' -l org -x -d 'Kilo: the organization that the request is made for'
complete -c byok -n '__byok_at \'chat\'' -l mode -x -d 'Kilo: a hint, such as \'code\', for models named kilo-auto/...'
complete -c byok -n '__byok_at \'chat\'' -l require-byok -d 'Kilo: use only provider keys that you stored at Kilo; fail rather than spend Kilo credits'

# byok fim
complete -c byok -n '__byok_at \'fim\'' -l over-budget -d 'send the prompt even if it exceeds a budget'
complete -c byok -n '__byok_at \'fim\'' -s m -l model -x -a '(__byok_ask models)' -d 'provider[:label]/model, an alias, or a key\'s name, for its default model'
complete -c byok -n '__byok_at \'fim\'' -l stream-json -d 'print the answer as JSON events, one per line'
complete -c byok -n '__byok_at \'fim\'' -l dry-run -d 'print the request with its key masked; send nothing'
complete -c byok -n '__byok_at \'fim\'' -l prefix -r -F -d 'the text before the gap; - means stdin'
complete -c byok -n '__byok_at \'fim\'' -l suffix -r -F -d 'the text after the gap; - means stdin'
complete -c byok -n '__byok_at \'fim\'' -s t -l temperature -x -d 'the sampling temperature, 0 to 2'
complete -c byok -n '__byok_at \'fim\'' -l max-tokens -x -d 'the highest number of tokens in the answer'
complete -c byok -n '__byok_at \'fim\'' -l stop -x -d 'stop the answer before this text'
complete -c byok -n '__byok_at \'fim\'' -l seed -x -d 'a seed for repeatable answers'
complete -c byok -n '__byok_at \'fim\'' -l no-stream -d 'wait for the whole answer instead of streaming it'
complete -c byok -n '__byok_at \'fim\'' -l timeout -x -d 'how long to wait for data (default 120s; 600s with --no-stream)'
complete -c byok -n '__byok_at \'fim\'' -l retries -x -d 'how many times to retry after a failed connection, HTTP 429 or 5xx (default 2)'
complete -c byok -n '__byok_at \'fim\'' -l tag -x -d 'add a tag to the ledger entry'
complete -c byok -n '__byok_at \'fim\'' -l org -x -d 'Kilo: the organization that the request is made for'
complete -c byok -n '__byok_at \'fim\'' -l mode -x -d 'Kilo: a hint, such as \'code\', for models named kilo-auto/...'
complete -c byok -n '__byok_at \'fim\'' -l require-byok -d 'Kilo: use only provider keys that you stored at Kilo; fail rather than spend Kilo credits'

# byok compare
complete -c byok -n '__byok_at \'compare\'' -s m -l model -x -a '(__byok_ask models)' -d 'provider[:label]/model, an alias, or a key\'s name, for its default model; give -m once for each model'
complete -c byok -n '__byok_at \'compare\'' -s s -l system -x -d 'the system prompt'
complete -c byok -n '__byok_at \'compare\'' -s f -l file -r -F -d 'attach a file: text, an image or a PDF'
complete -c byok -n '__byok_at \'compare\'' -l dry-run -d 'print the requests with their keys masked; send nothing'
complete -c byok -n '__byok_at \'compare\'' -l no-stdin -d 'do not read standard input; needed in a \'while read\' loop'
complete -c byok -n '__byok_at \'compare\'' -s t -l temperature -x -d 'the sampling temperature, 0 to 2'
complete -c byok -n '__byok_at \'compare\'' -l max-tokens -x -d 'the highest number of tokens in the answer'
complete -c byok -n '__byok_at \'compare\'' -l stop -x -d 'stop the answer before this text'
complete -c byok -n '__byok_at \'compare\'' -l seed -x -d 'a seed for repeatable answers'
complete -c byok -n '__byok_at \'compare\'' -l no-stream -d 'wait for the whole answer instead of streaming it'
complete -c byok -n '__byok_at \'compare\'' -l timeout -x -d 'how long to wait for data (default 120s; 600s with --no-stream)'
complete -c byok -n '__byok_at \'compare\'' -l retries -x -d 'how many times to retry after a failed connection, HTTP 429 or 5xx (default 2)'
complete -c byok -n '__byok_at \'compare\'' -l tag -x -d 'add a tag to the ledger entry'
complete -c byok -n '__byok_at \'compare\'' -l effort -x -a 'none low medium high xhigh max' -d 'the reasoning effort: none, low, medium, high, xhigh or max; from high on, the default of --timeout is 15m'
complete -c byok -n '__byok_at \'compare\'' -l over-budget -d 'send the prompt even if it exceeds a budget'
complete -c byok -n '__byok_at \'compare\'' -l org -x -d 'Kilo: the organization that the request is made for'
complete -c byok -n '__byok_at \'compare\'' -l mode -x -d 'Kilo: a hint, such as \'code\', for models named kilo-auto/...'
complete -c byok -n '__byok_at \'compare\'' -l require-byok -d 'Kilo: use only provider keys that you stored at Kilo; fail rather than spend Kilo credits'

# byok keys
complete -c byok -n '__byok_at \'keys\' 0' -a add -d 'store a key'
complete -c byok -n '__byok_at \'keys\' 0' -a list -d 'list the keys; secrets are masked'
complete -c byok -n '__byok_at \'keys\' 0' -a rm -d 'remove keys'
complete -c byok -n '__byok_at \'keys\' 0' -a test -d 'verify stored keys with their providers'
complete -c byok -n '__byok_at \'keys\' 0' -a import -d 'store keys from environment variables'

# byok keys add
complete -c byok -n '__byok_at \'keys add\' 0' -a openai -d 'OpenAI'
complete -c byok -n '__byok_at \'keys add\' 0' -a anthropic -d 'Anthropic'
complete -c byok -n '__byok_at \'keys add\' 0' -a google -d 'Google AI Studio (Gemini)'
complete -c byok -n '__byok_at \'keys add\' 0' -a bedrock -d 'AWS Bedrock'
complete -c byok -n '__byok_at \'keys add\' 0' -a fireworks -d 'Fireworks AI'
complete -c byok -n '__byok_at \'keys add\' 0' -a inception -d 'Inception Labs'
complete -c byok -n '__byok_at \'keys add\' 0' -a minimax -d 'MiniMax'
complete -c byok -n '__byok_at \'keys add\' 0' -a mistral -d 'Mistral AI'
complete -c byok -n '__byok_at \'keys add\' 0' -a codestral -d 'Mistral Codestral'
complete -c byok -n '__byok_at \'keys add\' 0' -a moonshot -d 'Moonshot AI (Kimi)'
complete -c byok -n '__byok_at \'keys add\' 0' -a kimi-coding -d 'Kimi Code'
complete -c byok -n '__byok_at \'keys add\' 0' -a novita -d 'Novita AI'
complete -c byok -n '__byok_at \'keys add\' 0' -a xai -d 'xAI'
complete -c byok -n '__byok_at \'keys add\' 0' -a zai -d 'Z.AI'
complete -c byok -n '__byok_at \'keys add\' 0' -a zai-coding -d 'Z.AI Coding Plan'
complete -c byok -n '__byok_at \'keys add\' 0' -a byteplus-coding -d 'BytePlus Coding Plan'
complete -c byok -n '__byok_at \'keys add\' 0' -a chutes -d 'Chutes'
complete -c byok -n '__byok_at \'keys add\' 0' -a neuralwatt -d 'Neuralwatt'
complete -c byok -n '__byok_at \'keys add\' 0' -a openrouter -d 'OpenRouter'
complete -c byok -n '__byok_at \'keys add\' 0' -a qwen -d 'Qwen (Alibaba DashScope)'
complete -c byok -n '__byok_at \'keys add\' 0' -a deepseek -d 'DeepSeek'
complete -c byok -n '__byok_at \'keys add\' 0' -a azure -d 'Azure OpenAI'
complete -c byok -n '__byok_at \'keys add\' 0' -a openai-compatible -d 'OpenAI-compatible server'
complete -c byok -n '__byok_at \'keys add\' 0' -a kilo -d 'Kilo Gateway'
complete -c byok -n '__byok_at \'keys add\' 0' -a groq -d 'Groq'
complete -c byok -n '__byok_at \'keys add\' 0' -a cerebras -d 'Cerebras'
complete -c byok -n '__byok_at \'keys add\' 0' -a together -d 'Together AI'
complete -c byok -n '__byok_at \'keys add\' 0' -a perplexity -d 'Perplexity'
complete -c byok -n '__byok_at \'keys add\' 0' -a cohere -d 'Cohere'
complete -c byok -n '__byok_at \'keys add\' 0' -a github-models -d 'GitHub Models'
complete -c byok -n '__byok_at \'keys add\' 0' -a huggingface -d 'Hugging Face Inference Providers'
complete -c byok -n '__byok_at \'keys add\' 0' -a deepinfra -d 'DeepInfra'
complete -c byok -n '__byok_at \'keys add\' 0' -a nvidia -d 'NVIDIA NIM'
complete -c byok -n '__byok_at \'keys add\' 0' -a vercel -d 'Vercel AI Gateway'
complete -c byok -n '__byok_at \'keys add\' 0' -a ollama -d 'Ollama (local)'
complete -c byok -n '__byok_at \'keys add\' 0' -a lmstudio -d 'LM Studio (local)'
complete -c byok -n '__byok_at \'keys add\'' -l host -x -d 'the base URL that the key is sent to'
complete -c byok -n '__byok_at \'keys add\'' -l model -x -d 'this key\'s default model'
complete -c byok -n '__byok_at \'keys add\'' -l api-version -x -d 'Azure: the API version, for the older form of the API'
complete -c byok -n '__byok_at \'keys add\'' -l deployment -x -d 'Azure: the deployment to use'
complete -c byok -n '__byok_at \'keys add\'' -l region -x -d 'Bedrock: the region of the key'
complete -c byok -n '__byok_at \'keys add\'' -l aws-profile -x -d 'Bedrock: use this profile of the AWS CLI instead of a key'
complete -c byok -n '__byok_at \'keys add\'' -l aws-environment -d 'Bedrock: use what AWS gives to this machine: in CI, a container, an instance'
complete -c byok -n '__byok_at \'keys add\'' -l org -x -d 'Kilo: the organization to make requests for'
complete -c byok -n '__byok_at \'keys add\'' -l wire -x -a 'chat responses converse' -d 'chat, responses or converse: how to ask, if the server speaks several'
complete -c byok -n '__byok_at \'keys add\'' -l no-key -d 'the server needs no key'
complete -c byok -n '__byok_at \'keys add\'' -l allow-http -d 'allow http to a private address'
complete -c byok -n '__byok_at \'keys add\'' -l default -d 'use this key\'s model when -m is omitted'
complete -c byok -n '__byok_at \'keys add\'' -l from-env -x -a '(set --names --export)' -d 'copy the key from this environment variable and store it'
complete -c byok -n '__byok_at \'keys add\'' -l from-command -x -d 'store this command instead of the key; byok runs it each time it needs the key'
complete -c byok -n '__byok_at \'keys add\'' -l no-verify -d 'do not ask the provider whether the key is valid'
complete -c byok -n '__byok_at \'keys add\'' -l force -d 'replace a stored key'

# byok keys list
complete -c byok -n '__byok_at \'keys list\'' -l check -d 'ask each key\'s provider whether it is valid'

# byok keys rm
complete -c byok -n '__byok_at \'keys rm\'' -a '(__byok_ask stored-keys)'
complete -c byok -n '__byok_at \'keys rm\'' -s y -l yes -d 'do not ask for confirmation'

# byok keys test
complete -c byok -n '__byok_at \'keys test\'' -a '(__byok_ask stored-keys)'

# byok keys import
complete -c byok -n '__byok_at \'keys import\'' -l all -d 'store all of them, without asking'
complete -c byok -n '__byok_at \'keys import\'' -l env-file -r -F -d 'read NAME=VALUE lines from this file'
complete -c byok -n '__byok_at \'keys import\'' -l no-verify -d 'do not ask the providers whether the keys are valid'
complete -c byok -n '__byok_at \'keys import\'' -l force -d 'replace stored keys'

# byok default
complete -c byok -n '__byok_at \'default\' 0' -a '(__byok_ask models)'

# byok alias
complete -c byok -n '__byok_at \'alias\' 0' -a set -d 'make or change an alias'
complete -c byok -n '__byok_at \'alias\' 0' -a list -d 'list the aliases'
complete -c byok -n '__byok_at \'alias\' 0' -a rm -d 'remove an alias'

# byok alias set
complete -c byok -n '__byok_at \'alias set\' 0' -a '(__byok_ask aliases)'
complete -c byok -n '__byok_at \'alias set\' 1' -a '(__byok_ask models)'

# byok alias rm
complete -c byok -n '__byok_at \'alias rm\' 0' -a '(__byok_ask aliases)'

# byok models
complete -c byok -n '__byok_at \'models\' 0' -a '(__byok_ask providers)'
complete -c byok -n '__byok_at \'models\'' -l search -x -d 'only models with all these words'
complete -c byok -n '__byok_at \'models\'' -l refresh -d 'ask the providers again'

# byok usage
complete -c byok -n '__byok_at \'usage\' 0' -a tail -d 'show the latest entries of the ledger'
complete -c byok -n '__byok_at \'usage\' 0' -a show -d 'show one entry of the ledger'
complete -c byok -n '__byok_at \'usage\' 0' -a reprice -d 'estimate costs again with today\'s prices'
complete -c byok -n '__byok_at \'usage\' 0' -a path -d 'print where the ledger is'
complete -c byok -n '__byok_at \'usage\'' -l by -x -a 'day week month provider model key command client session' -d 'group by day, week, month, provider, model, key, command, client, session or tag:NAME; separate several with commas'
complete -c byok -n '__byok_at \'usage\'' -l since -x -a 'today yesterday week month year' -d 'count from the beginning of TIME'
complete -c byok -n '__byok_at \'usage\'' -l until -x -a 'today yesterday week month year' -d 'count to the end of TIME'
complete -c byok -n '__byok_at \'usage\'' -l status -x -a 'ok failed bug usage no-key key-rejected no-model quota rate-limit unavailable refused incomplete keychain file budget mismatch interrupted closed-pipe' -d 'only requests with this outcome: ok, failed (all others), or the name of an exit code, such as rate-limit; may be repeated'
complete -c byok -n '__byok_at \'usage\'' -l key -x -a '(__byok_ask keys)' -d 'only requests with this key; may be repeated'
complete -c byok -n '__byok_at \'usage\'' -l client -x -d 'only requests of this client, a program that uses byok\'s keys; may be repeated'
complete -c byok -n '__byok_at \'usage\'' -l model -x -a '(__byok_ask models)' -d 'only requests for this model, provider/model or the model\'s name alone; may be repeated'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -d 'only requests to this provider; may be repeated'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a openai -d 'OpenAI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a anthropic -d 'Anthropic'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a google -d 'Google AI Studio (Gemini)'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a bedrock -d 'AWS Bedrock'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a fireworks -d 'Fireworks AI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a inception -d 'Inception Labs'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a minimax -d 'MiniMax'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a mistral -d 'Mistral AI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a codestral -d 'Mistral Codestral'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a moonshot -d 'Moonshot AI (Kimi)'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a kimi-coding -d 'Kimi Code'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a novita -d 'Novita AI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a xai -d 'xAI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a zai -d 'Z.AI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a zai-coding -d 'Z.AI Coding Plan'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a byteplus-coding -d 'BytePlus Coding Plan'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a chutes -d 'Chutes'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a neuralwatt -d 'Neuralwatt'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a openrouter -d 'OpenRouter'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a qwen -d 'Qwen (Alibaba DashScope)'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a deepseek -d 'DeepSeek'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a azure -d 'Azure OpenAI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a openai-compatible -d 'OpenAI-compatible server'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a kilo -d 'Kilo Gateway'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a groq -d 'Groq'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a cerebras -d 'Cerebras'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a together -d 'Together AI'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a perplexity -d 'Perplexity'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a cohere -d 'Cohere'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a github-models -d 'GitHub Models'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a huggingface -d 'Hugging Face Inference Providers'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a deepinfra -d 'DeepInfra'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a nvidia -d 'NVIDIA NIM'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a vercel -d 'Vercel AI Gateway'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a ollama -d 'Ollama (local)'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a lmstudio -d 'LM Studio (local)'
complete -c byok -n '__byok_at \'usage\'' -l provider -x -a demo -d 'the demo provider'
complete -c byok -n '__byok_at \'usage\'' -l csv -d 'print CSV on stdout'
complete -c byok -n '__byok_at \'usage\'' -l chart -a 'tokens cost' -d 'draw a bar chart of tokens or cost: the last 30 days, 12 weeks (--by week) or 12 months (--by month), or the range of --since and --until'

# byok usage tail
complete -c byok -n '__byok_at \'usage tail\'' -s n -l lines -x -d 'the number of entries (default 20, at most 10000)'

# byok usage reprice
complete -c byok -n '__byok_at \'usage reprice\'' -l dry-run -d 'only show what would change'

# byok budget
complete -c byok -n '__byok_at \'budget\' 0' -a set -d 'set or change what may be spent in a period'
complete -c byok -n '__byok_at \'budget\' 0' -a show -d 'show how much of each budget is spent'
complete -c byok -n '__byok_at \'budget\' 0' -a rm -d 'remove a budget'

# byok budget set
complete -c byok -n '__byok_at \'budget set\'' -l per -x -a 'day week month' -d 'day, week (from Monday) or month'
complete -c byok -n '__byok_at \'budget set\'' -l key -x -a '(__byok_ask keys)' -d 'for requests with this key only'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -d 'for requests to this provider only'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a openai -d 'OpenAI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a anthropic -d 'Anthropic'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a google -d 'Google AI Studio (Gemini)'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a bedrock -d 'AWS Bedrock'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a fireworks -d 'Fireworks AI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a inception -d 'Inception Labs'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a minimax -d 'MiniMax'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a mistral -d 'Mistral AI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a codestral -d 'Mistral Codestral'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a moonshot -d 'Moonshot AI (Kimi)'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a kimi-coding -d 'Kimi Code'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a novita -d 'Novita AI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a xai -d 'xAI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a zai -d 'Z.AI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a zai-coding -d 'Z.AI Coding Plan'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a byteplus-coding -d 'BytePlus Coding Plan'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a chutes -d 'Chutes'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a neuralwatt -d 'Neuralwatt'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a openrouter -d 'OpenRouter'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a qwen -d 'Qwen (Alibaba DashScope)'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a deepseek -d 'DeepSeek'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a azure -d 'Azure OpenAI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a openai-compatible -d 'OpenAI-compatible server'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a kilo -d 'Kilo Gateway'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a groq -d 'Groq'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a cerebras -d 'Cerebras'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a together -d 'Together AI'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a perplexity -d 'Perplexity'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a cohere -d 'Cohere'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a github-models -d 'GitHub Models'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a huggingface -d 'Hugging Face Inference Providers'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a deepinfra -d 'DeepInfra'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a nvidia -d 'NVIDIA NIM'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a vercel -d 'Vercel AI Gateway'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a ollama -d 'Ollama (local)'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a lmstudio -d 'LM Studio (local)'
complete -c byok -n '__byok_at \'budget set\'' -l provider -x -a demo -d 'the demo provider'
complete -c byok -n '__byok_at \'budget set\'' -l tokens -d 'a budget in tokens, prompt and answer together'

# byok budget rm
complete -c byok -n '__byok_at \'budget rm\'' -l per -x -a 'day week month' -d 'day, week (from Monday) or month'
complete -c byok -n '__byok_at \'budget rm\'' -l key -x -a '(__byok_ask keys)' -d 'for requests with this key only'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -d 'for requests to this provider only'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a openai -d 'OpenAI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a anthropic -d 'Anthropic'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a google -d 'Google AI Studio (Gemini)'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a bedrock -d 'AWS Bedrock'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a fireworks -d 'Fireworks AI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a inception -d 'Inception Labs'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a minimax -d 'MiniMax'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a mistral -d 'Mistral AI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a codestral -d 'Mistral Codestral'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a moonshot -d 'Moonshot AI (Kimi)'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a kimi-coding -d 'Kimi Code'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a novita -d 'Novita AI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a xai -d 'xAI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a zai -d 'Z.AI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a zai-coding -d 'Z.AI Coding Plan'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a byteplus-coding -d 'BytePlus Coding Plan'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a chutes -d 'Chutes'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a neuralwatt -d 'Neuralwatt'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a openrouter -d 'OpenRouter'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a qwen -d 'Qwen (Alibaba DashScope)'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a deepseek -d 'DeepSeek'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a azure -d 'Azure OpenAI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a openai-compatible -d 'OpenAI-compatible server'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a kilo -d 'Kilo Gateway'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a groq -d 'Groq'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a cerebras -d 'Cerebras'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a together -d 'Together AI'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a perplexity -d 'Perplexity'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a cohere -d 'Cohere'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a github-models -d 'GitHub Models'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a huggingface -d 'Hugging Face Inference Providers'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a deepinfra -d 'DeepInfra'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a nvidia -d 'NVIDIA NIM'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a vercel -d 'Vercel AI Gateway'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a ollama -d 'Ollama (local)'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a lmstudio -d 'LM Studio (local)'
complete -c byok -n '__byok_at \'budget rm\'' -l provider -x -a demo -d 'the demo provider'
complete -c byok -n '__byok_at \'budget rm\'' -l tokens -d 'a budget in tokens, prompt and answer together'
complete -c byok -n '__byok_at \'budget rm\'' -l usd -d 'a budget of US dollars'
complete -c byok -n '__byok_at \'budget rm\'' -l all -d 'every budget'

# byok sessions
complete -c byok -n '__byok_at \'sessions\' 0' -a list -d 'list saved sessions, the newest first'
complete -c byok -n '__byok_at \'sessions\' 0' -a show -d 'show a saved session'
complete -c byok -n '__byok_at \'sessions\' 0' -a rm -d 'remove saved sessions'
complete -c byok -n '__byok_at \'sessions\' 0' -a export -d 'print or write a saved session as a document'

# byok sessions show
complete -c byok -n '__byok_at \'sessions show\' 0' -a '(__byok_ask sessions)'

# byok sessions rm
complete -c byok -n '__byok_at \'sessions rm\'' -a '(__byok_ask sessions)'
complete -c byok -n '__byok_at \'sessions rm\'' -s y -l yes -d 'do not ask for confirmation'

# byok sessions export
complete -c byok -n '__byok_at \'sessions export\' 0' -a '(__byok_ask sessions)'
complete -c byok -n '__byok_at \'sessions export\'' -l format -x -a 'markdown json' -d 'markdown (default) or json'
complete -c byok -n '__byok_at \'sessions export\'' -s o -l output -r -F -d 'write this file instead of standard output'
complete -c byok -n '__byok_at \'sessions export\'' -l force -d 'replace the file if there is one'

# byok providers
complete -c byok -n '__byok_at \'providers\' 0' -a openai -d 'OpenAI'
complete -c byok -n '__byok_at \'providers\' 0' -a anthropic -d 'Anthropic'
complete -c byok -n '__byok_at \'providers\' 0' -a google -d 'Google AI Studio (Gemini)'
complete -c byok -n '__byok_at \'providers\' 0' -a bedrock -d 'AWS Bedrock'
complete -c byok -n '__byok_at \'providers\' 0' -a fireworks -d 'Fireworks AI'
complete -c byok -n '__byok_at \'providers\' 0' -a inception -d 'Inception Labs'
complete -c byok -n '__byok_at \'providers\' 0' -a minimax -d 'MiniMax'
complete -c byok -n '__byok_at \'providers\' 0' -a mistral -d 'Mistral AI'
complete -c byok -n '__byok_at \'providers\' 0' -a codestral -d 'Mistral Codestral'
complete -c byok -n '__byok_at \'providers\' 0' -a moonshot -d 'Moonshot AI (Kimi)'
complete -c byok -n '__byok_at \'providers\' 0' -a kimi-coding -d 'Kimi Code'
complete -c byok -n '__byok_at \'providers\' 0' -a novita -d 'Novita AI'
complete -c byok -n '__byok_at \'providers\' 0' -a xai -d 'xAI'
complete -c byok -n '__byok_at \'providers\' 0' -a zai -d 'Z.AI'
complete -c byok -n '__byok_at \'providers\' 0' -a zai-coding -d 'Z.AI Coding Plan'
complete -c byok -n '__byok_at \'providers\' 0' -a byteplus-coding -d 'BytePlus Coding Plan'
complete -c byok -n '__byok_at \'providers\' 0' -a chutes -d 'Chutes'
complete -c byok -n '__byok_at \'providers\' 0' -a neuralwatt -d 'Neuralwatt'
complete -c byok -n '__byok_at \'providers\' 0' -a openrouter -d 'OpenRouter'
complete -c byok -n '__byok_at \'providers\' 0' -a qwen -d 'Qwen (Alibaba DashScope)'
complete -c byok -n '__byok_at \'providers\' 0' -a deepseek -d 'DeepSeek'
complete -c byok -n '__byok_at \'providers\' 0' -a azure -d 'Azure OpenAI'
complete -c byok -n '__byok_at \'providers\' 0' -a openai-compatible -d 'OpenAI-compatible server'
complete -c byok -n '__byok_at \'providers\' 0' -a kilo -d 'Kilo Gateway'
complete -c byok -n '__byok_at \'providers\' 0' -a groq -d 'Groq'
complete -c byok -n '__byok_at \'providers\' 0' -a cerebras -d 'Cerebras'
complete -c byok -n '__byok_at \'providers\' 0' -a together -d 'Together AI'
complete -c byok -n '__byok_at \'providers\' 0' -a perplexity -d 'Perplexity'
complete -c byok -n '__byok_at \'providers\' 0' -a cohere -d 'Cohere'
complete -c byok -n '__byok_at \'providers\' 0' -a github-models -d 'GitHub Models'
complete -c byok -n '__byok_at \'providers\' 0' -a huggingface -d 'Hugging Face Inference Providers'
complete -c byok -n '__byok_at \'providers\' 0' -a deepinfra -d 'DeepInfra'
complete -c byok -n '__byok_at \'providers\' 0' -a nvidia -d 'NVIDIA NIM'
complete -c byok -n '__byok_at \'providers\' 0' -a vercel -d 'Vercel AI Gateway'
complete -c byok -n '__byok_at \'providers\' 0' -a ollama -d 'Ollama (local)'
complete -c byok -n '__byok_at \'providers\' 0' -a lmstudio -d 'LM Studio (local)'
complete -c byok -n '__byok_at \'providers\' 0' -a demo -d 'the demo provider'

# byok config
complete -c byok -n '__byok_at \'config\' 0' -a get -d 'print one setting'
complete -c byok -n '__byok_at \'config\' 0' -a set -d 'change one setting'
complete -c byok -n '__byok_at \'config\' 0' -a unset -d 'restore the built-in value'
complete -c byok -n '__byok_at \'config\' 0' -a list -d 'print every setting that is set'
complete -c byok -n '__byok_at \'config\' 0' -a path -d 'print where the configuration is'

# byok config get
complete -c byok -n '__byok_at \'config get\' 0' -a 'default timeout retries tls.ca_file prices.fetch openai.wire bedrock.wire env.GITHUB_TOKEN env.OLLAMA_API_KEY'

# byok config set
complete -c byok -n '__byok_at \'config set\' 0' -a 'default timeout retries tls.ca_file prices.fetch openai.wire bedrock.wire env.GITHUB_TOKEN env.OLLAMA_API_KEY'

# byok config unset
complete -c byok -n '__byok_at \'config unset\' 0' -a 'default timeout retries tls.ca_file prices.fetch openai.wire bedrock.wire env.GITHUB_TOKEN env.OLLAMA_API_KEY'

# byok completion
complete -c byok -n '__byok_at \'completion\' 0' -a 'bash zsh fish'

# byok help
complete -c byok -n '__byok_at \'help\'' -a run -d 'send one prompt and print the answer'
complete -c byok -n '__byok_at \'help\'' -a chat -d 'chat with models in the terminal'
complete -c byok -n '__byok_at \'help\'' -a fim -d 'fill the gap between two texts'
complete -c byok -n '__byok_at \'help\'' -a compare -d 'send one prompt to several models at once'
complete -c byok -n '__byok_at \'help\'' -a keys -d 'store, list, verify and remove keys'
complete -c byok -n '__byok_at \'help\'' -a default -d 'show or set the default model'
complete -c byok -n '__byok_at \'help\'' -a alias -d 'short names for model references'
complete -c byok -n '__byok_at \'help\'' -a models -d 'list the models that your keys can use, with their prices'
complete -c byok -n '__byok_at \'help\'' -a usage -d 'show tokens and cost from the ledger, by model or another grouping'
complete -c byok -n '__byok_at \'help\'' -a budget -d 'limits to what may be spent in a period'
complete -c byok -n '__byok_at \'help\'' -a sessions -d 'saved sessions'
complete -c byok -n '__byok_at \'help\'' -a providers -d 'list the supported providers'
complete -c byok -n '__byok_at \'help\'' -a config -d 'show and change settings'
complete -c byok -n '__byok_at \'help\'' -a doctor -d 'check the installation, the keychain, the files and the settings'
complete -c byok -n '__byok_at \'help\'' -a completion -d 'print a script that completes byok\'s commands and values in a shell'
complete -c byok -n '__byok_at \'help\'' -a help -d 'show the help of a command'
complete -c byok -n '__byok_at \'help\'' -a version -d 'print the version'
