#!/usr/bin/env bash
# Lists what is in an image (CycloneDX), and attaches the list to the image in the registry, signed. There it stays
# with the digest for as long as the image does, and whoever reads it sees that nobody changed it; a file among the
# artifacts of a pipeline would be neither.
#
# MODULE, ARCHITECTURE, REGISTRY, REPOSITORY, IMAGE_FILE
# SIGNING_KEY  awskms:///alias/<name>, an asymmetric key of KMS for signing
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE ARCHITECTURE REGISTRY REPOSITORY IMAGE_FILE SIGNING_KEY
need_tool aws cosign jq trivy
ready
find_image
make_scratch

trivy image --image-src remote --platform "${platforms[$ARCHITECTURE]}" --format cyclonedx --no-progress --skip-version-check --timeout 15m \
  --output "$scratch/sbom.cdx.json" "$image" || fail "trivy could not list what is in $image."
log_in cosign
cosign attest --yes --key "$SIGNING_KEY" "${signing[@]}" --type cyclonedx \
  --predicate "$scratch/sbom.cdx.json" "$image" || fail "the SBOM could not be attached to $image."
say "The SBOM of $MODULE ($(jq '.components | length' "$scratch/sbom.cdx.json") components) is attached to $image."
