#!/usr/bin/env bash
# The unit tests of a module, before anything is built. They run as the module's authors wrote them.
#
# MODULE         name
# MODULE_FOLDER  where its code is
# TEST_COMMAND   optional: one command line of bash, run in that folder, for example: npm ci && npm test
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE MODULE_FOLDER
may TEST_COMMAND
ready
[[ -d $MODULE_FOLDER ]] || fail "there is no folder $MODULE_FOLDER: see \"folder\" of $MODULE in Pulumi.shared.yaml."

if [[ -z ${TEST_COMMAND:-} ]]; then
  say "$MODULE has no unit tests in the pipeline: \"test\" in Pulumi.shared.yaml names their command."
  exit 0
fi

cd -- "$MODULE_FOLDER"
status=0
# In a shell of its own, so that what it sets does not reach what comes after it.
bash -eo pipefail -c "$TEST_COMMAND" || status=$?
((status == 0)) || fail "the unit tests of $MODULE failed with exit status $status: $TEST_COMMAND"
say "The unit tests of $MODULE passed."
