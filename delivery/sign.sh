#!/usr/bin/env bash
# Signs an image that passed the gates, with a key that never leaves KMS. Who wants to see it:
#   cosign verify --key awskms:///alias/<name> --insecure-ignore-tlog <image>@<digest>
#
# MODULE, REGISTRY, IMAGE_FILE
# SIGNING_KEY  awskms:///alias/<name>, an asymmetric key of KMS for signing
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE REGISTRY IMAGE_FILE SIGNING_KEY
need_tool aws cosign jq
ready
read_image
make_scratch

log_in cosign
# No service of Sigstore's: its public log would tell everybody the names of the company's images.
cosign signing-config create --out "$scratch/signing.json"
cosign sign --yes --key "$SIGNING_KEY" --signing-config "$scratch/signing.json" "$image" ||
  fail "$image could not be signed with $SIGNING_KEY."
say "$image is signed with $SIGNING_KEY."
