#!/usr/bin/env bash
# Releases an image that was signed into an environment, and keeps it in the registry for as long as it may be wanted
# there. Runs in a checkout of this project with its packages and its engine. Ends with the exit status of
# "deploy release".
#
# MODULE, ENVIRONMENT, REGISTRY, REPOSITORY, IMAGE_FILE
# SIGNING_KEY         awskms:///alias/<name>, the key of sign.sh; its public half is all that is asked for
# PULUMI_BACKEND_URL  where the state of the environments is
# ENVIRONMENT_ROLE    optional: role that "deploy" takes, where the environment has an account of its own
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE ENVIRONMENT REGISTRY REPOSITORY IMAGE_FILE SIGNING_KEY PULUMI_BACKEND_URL
may ENVIRONMENT_ROLE
need_tool aws cosign jq npm
ready
find_image
make_scratch

# Only the stage Check can sign, and whoever can start a release or change the files that a pipeline hands on could
# otherwise release what no gate has seen. As sign.sh signs: by tag, and without a public log.
log_in cosign
cosign verify --key "$SIGNING_KEY" --new-bundle-format=false --insecure-ignore-tlog "$image" \
  >/dev/null 2>"$scratch/verify.txt" || {
  cat -- "$scratch/verify.txt" >&2
  fail "no signature of $image could be verified with $SIGNING_KEY, so it is not released: the lines above say why. \
The stage Check signs what has passed; where it has, and the signature is gone, start the pipeline anew."
}

say "$MODULE: $digest goes to $ENVIRONMENT."
status=0
as_environment npx ai-platform deploy release "$ENVIRONMENT" "$MODULE" "$digest" --json >"$scratch/report.json" ||
  status=$?
# What went wrong is on standard error already. A command that ends early writes no report.
jq -r '"\(.command) \(.stack): \(.ending), \(.seconds) s, \(.changes | length) change(s), \(.unchanged) unchanged",
  (.changes[] | "  \(.kind) \(.name)")' "$scratch/report.json" 2>/dev/null || true
if ((status != 0)); then
  complain "$MODULE was not released in $ENVIRONMENT; what the exit status $status means is in docs/deploy.md."
  exit "$status"
fi
# Until somebody approves, the image before is the one that runs, and must stay.
runs=yes where="is released"
if [[ $(jq -r .ending "$scratch/report.json") == paused ]]; then
  runs=no where="waits to be approved"
fi

# put_tag TAG: the very bytes of the manifest, or the registry would take it for another image.
put_tag() {
  ecr put-image --image-tag "$1" --image-digest "$digest" --image-manifest "$manifest" \
    --image-manifest-media-type "$media_type" --output text >/dev/null
}

# The lifecycle of the repository spares images by these tags: the last ones released, and what runs now.
keep_image() {
  local mine last
  ecr batch-get-image --image-ids "imageDigest=$digest" --output json >"$scratch/image.json" || return
  ecr describe-images --filter tagStatus=TAGGED --output json >"$scratch/images.json" || return
  manifest=$(jq -rj '.images[0].imageManifest' "$scratch/image.json")
  media_type=$(jq -r '.images[0].imageManifestMediaType' "$scratch/image.json")
  mine=$(jq -r --arg digest "$digest" '.imageDetails[] | select(.imageDigest == $digest) | .imageTags[]?' \
    "$scratch/images.json")
  # Released again, the same image keeps its number.
  if ! grep -qE "^release-$ENVIRONMENT-[0-9]+$" <<<"$mine"; then
    last=$(jq --arg environment "$ENVIRONMENT" '[.imageDetails[].imageTags[]?
      | capture("^release-(?<environment>.+)-(?<number>[0-9]+)$") | select(.environment == $environment)
      | .number | tonumber] | max // 0' "$scratch/images.json") || return
    put_tag "release-$ENVIRONMENT-$((last + 1))" || return
  fi
  [[ $runs == no ]] || grep -qx "running-$ENVIRONMENT" <<<"$mine" || put_tag "running-$ENVIRONMENT" || return
}

keep_image || fail "$MODULE $where in $ENVIRONMENT, but its image could not be tagged, and the registry may \
delete it while it runs. Run this again: a release that is done changes nothing."
say "$MODULE $where in $ENVIRONMENT."
[[ $runs == yes ]] || say "Go on: npx ai-platform deploy approve $ENVIRONMENT $MODULE
The tag running-$ENVIRONMENT stays on the image before; the next release that ends moves it."
