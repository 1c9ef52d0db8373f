#!/usr/bin/env bash
# Writes a report on a pull request: one comment for each name, which the next report of that name replaces.
# `gh pr comment --edit-last` knows only the very last comment, and here are several.
# Usage: comment.sh <name> <file>, with GH_TOKEN, GH_REPO and PULL_REQUEST set.
set -euo pipefail

file=$2
comments="repos/{owner}/{repo}/issues/$PULL_REQUEST/comments"
export MARKER="<!-- ai-platform: $1 -->"

# GitHub takes 65,536 characters.
body=$(mktemp)
{
  printf '%s\n' "$MARKER"
  head -c 60000 "$file"
  if (($(wc -c < "$file") > 60000)); then printf '\n\nCut short here; the summary of the run has all of it.\n'; fi
} > "$body"

ids=$(gh api --paginate "$comments" --jq \
  '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith(env.MARKER))) | .id')
if [[ -n $ids ]]; then
  gh api --silent --method PATCH "repos/{owner}/{repo}/issues/comments/${ids%%$'\n'*}" --field "body=@$body"
else
  gh api --silent --method POST "$comments" --field "body=@$body"
fi
