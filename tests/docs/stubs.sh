#!/usr/bin/env bash
# Stands for one program of a runbook under its own name: writes down how it was called, and answers something.
name=$(basename "$0")
{
  printf '%s' "$name"
  printf '\t%s' "${@//[$'\t\n']/ }"
  printf '\n'
} >>"$CALLS"
case "$name $*" in
"npx pulumi stack export"*--file*) echo '{"id": "old"}' >state-before.json ;;
"npx pulumi stack export"*) cat "$STATE" ;;
"aws rds describe-db-instances"*"--output json"*) cat "$FACTS" ;;
"aws ec2 describe-volumes"*) cat "$FACTS" ;;
"aws s3api list-object-versions"*"--output json"*)
  echo '{"DeleteMarkers": [{"Key": "a", "VersionId": "1", "IsLatest": true, "LastModified": "2026-02-01T00:00:00Z"}]}'
  ;;
"aws secretsmanager get-secret-value"*) echo '{"username": "admin", "password": "secret", "key": "token"}' ;;
"aws s3 ls"*) echo '2026-01-31 17:00:00 1 planning__documents-7-2026-01-31-17-00-00.snapshot' ;;
"aws "*recovery-points*) echo arn:aws:ec2:ap-northeast-2::snapshot/snap-1 ;;
"aws s3 cp "*) touch "${*: -1}" ;;
"curl "*/cluster) echo '{"result": {"peer_id": 7}}' ;;
"mysqldump "*) echo 'SELECT 1;' ;;
"aws "*) echo answer ;;
esac
