#!/usr/bin/env bash
# Looks whether what runs in an environment is what was deployed. Runs in a checkout of this project with its packages
# and its engine. The report is on standard output; ends with the exit status of "deploy drift", which is 3 for drift.
#
# ENVIRONMENT
# PULUMI_BACKEND_URL  where the state of the environments is
# ENVIRONMENT_ROLE    optional: role to look with, where the environment has an account of its own
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need ENVIRONMENT PULUMI_BACKEND_URL
may ENVIRONMENT_ROLE
need_tool npm
[[ -z ${ENVIRONMENT_ROLE:-} ]] || need_tool aws jq
ready

status=0
as_environment npx ai-platform deploy drift "$ENVIRONMENT" --timeout 30 || status=$?
case $status in
  0) ;;
  3) complain "$ENVIRONMENT has drifted: deploy it again, or bring the change into Pulumi.$ENVIRONMENT.yaml." ;;
  *) complain "$ENVIRONMENT could not be looked at; what the exit status $status means is in docs/deploy.md." ;;
esac
exit "$status"
