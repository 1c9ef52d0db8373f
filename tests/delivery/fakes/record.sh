# shellcheck shell=bash
# What the programs of this folder share: each writes down how it was called, and answers with a file. $CALLS gets
# one line a call, its words apart by tabs; $ANSWERS has the files, <file>.stderr what is said besides, and <file>.status an exit status.
line=${0##*/}
for word; do line+=$'\t'${word//[$'\t\n']/ }; done
# At once, since both sides of a pipe write.
printf '%s\n' "$line" >>"$CALLS"

# answer FILE: prints <file>.<n> at the n-th time, where there is one, else <file>.
answer() {
  local file=$ANSWERS/$1 count=1
  [[ ! -f $file.count ]] || count=$(($(<"$file.count") + 1))
  echo "$count" >"$file.count"
  [[ ! -f $file.stderr ]] || cat -- "$file.stderr" >&2
  if [[ -f $file.$count ]]; then cat -- "$file.$count"; elif [[ -f $file ]]; then cat -- "$file"; fi
  [[ ! -f $file.status ]] || exit "$(<"$file.status")"
}

# after OPTION WORD...: the word that follows an option.
after() {
  local option=$1
  shift
  while (($# > 1)); do
    [[ $1 != "$option" ]] || echo "$2"
    shift
  done
}
