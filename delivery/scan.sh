#!/usr/bin/env bash
# The gate of vulnerabilities: fails on findings of a severity and above that nobody allowed, or not any more.
#
# MODULE, ARCHITECTURE, REGISTRY, REPOSITORY, IMAGE_FILE
# GATE_SEVERITY  low, medium, high or critical
# GATE_ALLOW     [{"vulnerability","reason","owner","until"}]; "until" (2027-01-31) is the last day that it is allowed
#
# Trivy has a list with dates of its own, but what ran out is just a finding to it: whose it was, and since when it
# has run out, it does not say. So it only finds, and the decision is here.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE ARCHITECTURE REGISTRY REPOSITORY IMAGE_FILE GATE_SEVERITY GATE_ALLOW
need_tool jq trivy
ready

# Each entry in a line of its own, for whoever has to find it in a list.
wrong=$(jq -r '.[] | select([.vulnerability, .reason, .owner, .until] | all(type == "string" and . != "")
    and (.[3] | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) | not) | tojson' <<<"$GATE_ALLOW" 2>/dev/null) ||
  fail "GATE_ALLOW must be ${meanings[GATE_ALLOW]}."
while read -r entry; do
  [[ -z $entry ]] || fault "GATE_ALLOW: an entry needs vulnerability, reason, owner and until (2027-01-31); got $entry"
done <<<"$wrong"
ready

declare -rA severities=(
  [low]="UNKNOWN,LOW,MEDIUM,HIGH,CRITICAL"
  [medium]="MEDIUM,HIGH,CRITICAL"
  [high]="HIGH,CRITICAL"
  [critical]="CRITICAL"
)

find_image
make_scratch
# From the registry, so that it is what would run, and no Docker daemon is needed. Of a list of images that too, or one
# for the processor of this machine would be looked into, and another one run.
trivy image --image-src remote --platform "${platforms[$ARCHITECTURE]}" --scanners vuln \
  --severity "${severities[$GATE_SEVERITY]}" --format json --no-progress --skip-version-check --timeout 15m \
  --output "$scratch/report.json" "$image" ||
  fail "trivy could not look into $image: the lines above say why. What it knows of vulnerabilities comes from a \
public registry; where that is out of reach for a while, run the stage again."
# An empty report, or one of another form, would have no finding either.
jq -es 'length == 1 and .[0].SchemaVersion == 2' "$scratch/report.json" >/dev/null 2>&1 ||
  fail "trivy wrote a report that cannot be read."

jq --argjson allow "$GATE_ALLOW" --arg today "$(date -u +%F)" '
  # Names come from the image, and a line of a log can be a command to GitHub or to a terminal.
  def text: "\(.id) (\(.severity | ascii_downcase)) in \(.package) \(.installed), \(.fixed)" | gsub("[[:cntrl:]]"; " ");
  ($allow | map({key: .vulnerability, value: .}) | from_entries) as $allowances
  | [.Results[]?.Vulnerabilities[]? | {
      id: .VulnerabilityID, severity: .Severity, package: .PkgName, installed: .InstalledVersion,
      fixed: (if (.FixedVersion // "") == "" then "not fixed yet" else "fixed in \(.FixedVersion)" end),
      allowance: $allowances[.VulnerabilityID]}]
  | unique_by([.id, .package, .installed])
  | . as $found
  | {
      allowed: map(select(.allowance and .allowance.until >= $today)
        | text + ": allowed until \(.allowance.until) by \(.allowance.owner), \(.allowance.reason)"),
      refused: map(select((.allowance and .allowance.until >= $today) | not)
        | text + (.allowance | if . then ": \(.owner) allowed it until \(.until) (\(.reason)), and that day is over"
          else "" end)),
      idle: [$allow[] | select(.vulnerability as $id | $found | any(.id == $id) | not)
        | "\(.vulnerability) is allowed by \(.owner), and not found any more: take it off the list"]
    }' "$scratch/report.json" >"$scratch/verdict.json"

jq -r '.allowed[], .idle[]' "$scratch/verdict.json"
refused=$(jq -r '.refused[]' "$scratch/verdict.json")
while read -r finding; do [[ -z $finding ]] || fault "$finding"; done <<<"$refused"
((faults == 0)) || fail "$MODULE has $faults finding(s) of severity $GATE_SEVERITY and above that are not allowed. \
Update what has them, or allow them for a time under \"gates\" of $MODULE in Pulumi.shared.yaml."
say "$MODULE has no finding of severity $GATE_SEVERITY and above that is not allowed."
