# Completion of byok for bash 3.2 and newer. "byok completion bash" prints it.

# Offers the words that begin as what is typed, each with a blank behind it unless more follows.
# Readline keeps what stands before the last ":" or "=" and replaces the rest.
_byok_offer() {
  local word
  for word in "$@"; do
    case $front$word in
      "$typed"*)
        case $word in
          */) word=$front$word ;;
          *) word=$front$word$blank ;;
        esac
        COMPREPLY[${#COMPREPLY[@]}]=${word#"$before"}
        ;;
    esac
  done
}

# Offers options that were not given yet. Each argument holds the names of one option; a "*" before
# them says that it may be given again.
_byok_offer_options() {
  local group name given
  for group in "$@"; do
    given=
    for name in ${group#\*}; do
      # The bar keeps the names of this option apart from those that were given.
      case $group'|'$used in
        \**) ;;
        *'|'*" $name "*) given=1 ;;
      esac
    done
    if [[ -z $given ]]; then
      for name in ${group#\*}; do
        _byok_offer "$name"
      done
    fi
  done
}

# Offers what byok has written down. Its answers are words, and never run.
_byok_ask() {
  local line answer program=byok
  case $words in
    '~/'*) program=$HOME/${words#??} ;;
    */*) program=$words ;;
  esac
  answer=$(command "$program" __complete "$1" -- "${typed#"$front"}" 2>/dev/null </dev/null) || answer=
  while [[ -n $answer ]]; do
    line=${answer%%$'\n'*}
    answer=${answer#"$line"}
    answer=${answer#$'\n'}
    _byok_offer "${line%%$'\t'*}"
  done
}

_byok_is_command() {
  case $1 in
    'run' | 'chat' | 'fim' | 'compare' | 'keys' | 'keys add' | 'keys list' | 'keys rm' | 'keys test' | 'keys import' | 'default' | 'alias' | 'alias set' | 'alias list' | 'alias rm' | 'models' | 'usage' | 'usage tail' | 'usage show' | 'usage reprice' | 'usage path' | 'budget' | 'budget set' | 'budget show' | 'budget rm' | 'sessions' | 'sessions list' | 'sessions show' | 'sessions rm' | 'sessions export' | 'providers' | 'config' | 'config get' | 'config set' | 'config unset' | 'config list' | 'config path' | 'doctor' | 'completion' | 'help' | 'version')
      return 0
      ;;
  esac
  return 1
}

# Whether the word behind the option is its value.
_byok_takes_value() {
  case $1 in
    --color | -m | --model | -s | --system | -f | --file | --schema | --session | --format | -t | --temperature | --max-tokens | --stop | --seed | --timeout | --retries | --tag | --effort | --org | --mode | --prefix | --suffix | --host | --api-version | --deployment | --region | --aws-profile | --wire | --from-env | --from-command | --env-file | --search | --by | --since | --until | --status | --key | --client | --provider | -n | --lines | --per | -o | --output)
      return 0
      ;;
  esac
  return 1
}

_byok_commands() {
  case $1 in
    '') _byok_offer run chat fim compare keys default alias models usage budget sessions providers config doctor completion help version ;;
    'keys') _byok_offer add list rm test import ;;
    'alias') _byok_offer set list rm ;;
    'usage') _byok_offer tail show reprice path ;;
    'budget') _byok_offer set show rm ;;
    'sessions') _byok_offer list show rm export ;;
    'config') _byok_offer get set unset list path ;;
  esac
}

_byok_options() {
  _byok_offer_options '-h --help' '--json' '-q --quiet' '-v --verbose' '--no-input' '--color'
  case $1 in
    '') _byok_offer_options '-V --version' ;;
    'run') _byok_offer_options '--over-budget' '-m --model' '--stream-json' '--dry-run' '-s --system' '*-f --file' '--schema' '--session' '-c --continue' '--no-stdin' '--format' '--show-reasoning' '-t --temperature' '--max-tokens' '*--stop' '--seed' '--no-stream' '--timeout' '--retries' '*--tag' '--effort' '--org' '--mode' '--require-byok' ;;
    'chat') _byok_offer_options '-m --model' '-s --system' '-c --continue' '--session' '--no-save' '--show-reasoning' '-t --temperature' '--max-tokens' '*--stop' '--seed' '--no-stream' '--timeout' '--retries' '*--tag' '--effort' '--over-budget' '--org' '--mode' '--require-byok' ;;
    'fim') _byok_offer_options '--over-budget' '-m --model' '--stream-json' '--dry-run' '--prefix' '--suffix' '-t --temperature' '--max-tokens' '*--stop' '--seed' '--no-stream' '--timeout' '--retries' '*--tag' '--org' '--mode' '--require-byok' ;;
    'compare') _byok_offer_options '*-m --model' '-s --system' '*-f --file' '--dry-run' '--no-stdin' '-t --temperature' '--max-tokens' '*--stop' '--seed' '--no-stream' '--timeout' '--retries' '*--tag' '--effort' '--over-budget' '--org' '--mode' '--require-byok' ;;
    'keys add') _byok_offer_options '--host' '--model' '--api-version' '--deployment' '--region' '--aws-profile' '--aws-environment' '--org' '--wire' '--no-key' '--allow-http' '--default' '--from-env' '--from-command' '--no-verify' '--force' ;;
    'keys list') _byok_offer_options '--check' ;;
    'keys rm') _byok_offer_options '-y --yes' ;;
    'keys import') _byok_offer_options '--all' '--env-file' '--no-verify' '--force' ;;
    'models') _byok_offer_options '--search' '--refresh' ;;
    'usage') _byok_offer_options '*--by' '--since' '--until' '*--status' '*--key' '*--client' '*--model' '*--provider' '--csv' '--chart' ;;
    'usage tail') _byok_offer_options '-n --lines' ;;
    'usage reprice') _byok_offer_options '--dry-run' ;;
    'budget set') _byok_offer_options '--per' '--key' '--provider' '--tokens' ;;
    'budget rm') _byok_offer_options '--per' '--key' '--provider' '--tokens' '--usd' '--all' ;;
    'sessions rm') _byok_offer_options '-y --yes' ;;
    'sessions export') _byok_offer_options '--format' '-o --output' '--force' ;;
  esac
}

# The value of an option: command, option.
_byok_value() {
  case "$1 $2" in
    *' --color') _byok_offer auto always never ;;
    'run'' -m' | 'run'' --model' | 'chat'' -m' | 'chat'' --model' | 'fim'' -m' | 'fim'' --model' | 'compare'' -m' | 'compare'' --model' | 'usage'' --model') _byok_ask models ;;
    'run'' -f' | 'run'' --file' | 'run'' --schema' | 'fim'' --prefix' | 'fim'' --suffix' | 'compare'' -f' | 'compare'' --file' | 'keys import'' --env-file' | 'sessions export'' -o' | 'sessions export'' --output') files=1 ;;
    'run'' --session' | 'chat'' --session') _byok_ask sessions ;;
    'run'' --format') _byok_offer text markdown ;;
    'run'' --effort' | 'chat'' --effort' | 'compare'' --effort') _byok_offer none low medium high xhigh max ;;
    'keys add'' --wire') _byok_offer chat responses converse ;;
    'keys add'' --from-env') _byok_offer $(compgen -e) ;;
    'usage'' --by') _byok_offer day week month provider model key command client session ;;
    'usage'' --since' | 'usage'' --until') _byok_offer today yesterday week month year ;;
    'usage'' --status') _byok_offer ok failed bug usage no-key key-rejected no-model quota rate-limit unavailable refused incomplete keychain file budget mismatch interrupted closed-pipe ;;
    'usage'' --key' | 'budget set'' --key' | 'budget rm'' --key') _byok_ask keys ;;
    'usage'' --provider' | 'budget set'' --provider' | 'budget rm'' --provider') _byok_offer openai anthropic google bedrock fireworks inception minimax mistral codestral moonshot kimi-coding novita xai zai zai-coding byteplus-coding chutes neuralwatt openrouter qwen deepseek azure openai-compatible kilo groq cerebras together perplexity cohere github-models huggingface deepinfra nvidia vercel ollama lmstudio demo ;;
    'usage'' --chart') _byok_offer tokens cost ;;
    'budget set'' --per' | 'budget rm'' --per') _byok_offer day week month ;;
    'sessions export'' --format') _byok_offer markdown json ;;
  esac
}

# A word: command, how many stand before it.
_byok_word() {
  case "$1 $2" in
    'keys add '0) _byok_offer openai anthropic google bedrock fireworks inception minimax mistral codestral moonshot kimi-coding novita xai zai zai-coding byteplus-coding chutes neuralwatt openrouter qwen deepseek azure openai-compatible kilo groq cerebras together perplexity cohere github-models huggingface deepinfra nvidia vercel ollama lmstudio ;;
    'keys rm '* | 'keys test '*) _byok_ask stored-keys ;;
    'default '0 | 'alias set '1) _byok_ask models ;;
    'alias set '0 | 'alias rm '0) _byok_ask aliases ;;
    'models '0) _byok_ask providers ;;
    'sessions show '0 | 'sessions rm '* | 'sessions export '0) _byok_ask sessions ;;
    'providers '0) _byok_offer openai anthropic google bedrock fireworks inception minimax mistral codestral moonshot kimi-coding novita xai zai zai-coding byteplus-coding chutes neuralwatt openrouter qwen deepseek azure openai-compatible kilo groq cerebras together perplexity cohere github-models huggingface deepinfra nvidia vercel ollama lmstudio demo ;;
    'config get '0 | 'config set '0 | 'config unset '0) _byok_offer default timeout retries tls.ca_file prices.fetch openai.wire bedrock.wire env.GITHUB_TOKEN env.OLLAMA_API_KEY ;;
    'completion '0) _byok_offer bash zsh fish ;;
    'help '*) _byok_offer run chat fim compare keys default alias models usage budget sessions providers config doctor completion help version ;;
  esac
}

# The words up to the cursor, as byok gets them: bash also takes them apart at ":", "=" and "@".
_byok_split() {
  local rest=${COMP_LINE:0:$COMP_POINT} index=0 last=0 word blanks
  words=('')
  while [[ $index -le $COMP_CWORD ]]; do
    blanks=${rest%%[![:space:]]*}
    rest=${rest#"$blanks"}
    word=${COMP_WORDS[$index]-}
    if [[ $index -eq $COMP_CWORD ]]; then
      word=$rest
    fi
    if [[ -n $blanks && $index -gt 0 ]]; then
      last=$((last + 1))
      words[$last]=
    fi
    words[$last]=${words[$last]}$word
    rest=${rest#"$word"}
    index=$((index + 1))
  done
  typed=${words[$last]}
  unset "words[$last]"
}

_byok() {
  local IFS=$' \t\n'
  local words typed before='' front='' blank=' ' path='' used=' ' option='' position=0 ended='' files=''
  local word='' mark tail index=1
  COMPREPLY=()
  _byok_split
  case $typed in
    *[\"\']*)
      # Within quotes readline replaces all behind them, and closes them itself.
      before=${typed%%[\"\']*}
      typed=$before${typed#*[\"\']}
      blank=
      ;;
    *)
      # A redirection without a blank: what it names is a file.
      case $typed in
        *[\<\>]*) files=1 ;;
      esac
      tail=$typed
      for mark in : =; do
        case ${COMP_WORDBREAKS-} in
          *"$mark"*) tail=${tail##*"$mark"} ;;
        esac
      done
      # The "@" that ends a word for readline also belongs to what it replaces.
      case ${COMP_WORDBREAKS-}$'\n'$tail in
        *@*$'\n'*@*) tail=@${tail##*@} ;;
      esac
      before=${typed%"$tail"}
      ;;
  esac
  while [[ $index -lt ${#words[@]} ]]; do
    word=${words[$index]}
    index=$((index + 1))
    if [[ -n $option ]]; then
      option=
    elif [[ -n $ended ]]; then
      position=$((position + 1))
    else
      case $word in
        --) ended=1 ;;
        --*=*) used="$used${word%%=*} " ;;
        -?*)
          used="$used$word "
          if _byok_takes_value "$word"; then
            option=$word
          fi
          ;;
        *)
          if _byok_is_command "${path:+$path }$word"; then
            path=${path:+$path }$word
            used=' '
          else
            position=$((position + 1))
          fi
          ;;
      esac
    fi
  done
  case $word in
    *[\<\>]) files=1 ;;
  esac
  case $files in
    1) ;;
    *)
      if [[ -n $option ]]; then
        _byok_value "$path" "$option"
      elif [[ -n $ended ]]; then
        _byok_word "$path" "$position"
      else
        case $typed in
          --*=*)
            front=${typed%%=*}=
            _byok_value "$path" "${typed%%=*}"
            ;;
          --*) _byok_options "$path" ;;
          -?*)
            if _byok_takes_value "${typed:0:2}"; then
              front=${typed:0:2}
              _byok_value "$path" "$front"
            fi
            ;;
          -) _byok_options "$path" ;;
          *)
            _byok_commands "$path"
            _byok_word "$path" "$position"
            ;;
        esac
      fi
      ;;
  esac
  # Names of files are readline's own business, which also knows how to quote them. Bash 3.2 has no
  # compopt: there it completes them also where nothing else fits.
  if [[ -n $files ]]; then
    compopt +o nospace 2>/dev/null || :
  else
    compopt +o default 2>/dev/null || :
  fi
  return 0
}

complete -o default -o nospace -F _byok byok
