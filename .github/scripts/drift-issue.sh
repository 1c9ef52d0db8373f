#!/usr/bin/env bash
# Keeps one issue per environment for as long as it drifts: opens it, updates it, closes it.
# Usage: drift-issue.sh <environment> <exit code of drift, 0 or 3> <report>, with GH_TOKEN and GH_REPO set.
set -euo pipefail

environment=$1 code=$2 report=$3
export TITLE="Drift in $environment"
run="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"

numbers=$(gh issue list --app github-actions --state open --limit 100 --json number,title \
  --jq '.[] | select(.title == env.TITLE) | .number')
number=${numbers%%$'\n'*}

if [[ $code == 0 ]]; then
  if [[ -n $number ]]; then gh issue close "$number" --comment "No drift any more: $run"; fi
  exit
fi

# GitHub takes 65,536 characters.
body=$(mktemp)
{
  printf 'What runs in %s is not what was deployed, as of %s.\n\n~~~~text\n' "$environment" "$run"
  head -c 60000 "$report"
  printf '\n~~~~\n'
} > "$body"

if [[ -n $number ]]; then
  gh issue edit "$number" --body-file "$body"
else
  gh issue create --title "$TITLE" --body-file "$body"
fi
