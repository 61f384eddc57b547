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
#: commands
      return 0
      ;;
  esac
  return 1
}

# Whether the word behind the option is its value.
_byok_takes_value() {
  case $1 in
#: valued
      return 0
      ;;
  esac
  return 1
}

_byok_commands() {
  case $1 in
#: below
  esac
}

_byok_options() {
#: common
  case $1 in
#: options
  esac
}

# The value of an option: command, option.
_byok_value() {
  case "$1 $2" in
#: values
  esac
}

# A word: command, how many stand before it.
_byok_word() {
  case "$1 $2" in
#: words
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
