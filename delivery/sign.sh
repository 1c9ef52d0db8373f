#!/usr/bin/env bash
# Signs an image that passed the gates, with a key that never leaves KMS. release.sh releases nothing without it; who
# wants to see it:
#   cosign verify --key awskms:///alias/<name> --new-bundle-format=false --insecure-ignore-tlog <image>@<digest>
#
# MODULE, REGISTRY, REPOSITORY, IMAGE_FILE
# SIGNING_KEY  awskms:///alias/<name>, an asymmetric key of KMS for signing
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE REGISTRY REPOSITORY IMAGE_FILE SIGNING_KEY
need_tool aws cosign jq
ready
find_image

log_in cosign
cosign sign --yes --key "$SIGNING_KEY" "${signing[@]}" "$image" ||
  fail "$image could not be signed with $SIGNING_KEY."
say "$image is signed with $SIGNING_KEY."
