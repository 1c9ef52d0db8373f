#!/usr/bin/env bash
# The gate of size: a large image starts slowly. It only warns, since a slow start is no fault.
#
# MODULE, IMAGE_FILE
# GATE_MAX_IMAGE_MIB  size in the registry (compressed, as it is pulled) above which it warns
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE IMAGE_FILE GATE_MAX_IMAGE_MIB
need_tool jq
ready
read_image

bytes=$(jq -r '.sizeBytes // "nothing"' "$IMAGE_FILE")
[[ $bytes =~ ^[1-9][0-9]{0,14}$ ]] || fail "$IMAGE_FILE has no sizeBytes; it says $bytes."
mib=$(((bytes + 1048575) / 1048576))
if ((mib <= GATE_MAX_IMAGE_MIB)); then
  say "The image of $MODULE has $mib MiB, of $GATE_MAX_IMAGE_MIB that are well."
  exit 0
fi
cat >&2 <<TEXT
WARNING: the image of $MODULE has $mib MiB, more than $GATE_MAX_IMAGE_MIB. Every new task pulls all of it before it
starts: after a release, after a failure, and when the load grows. What helps, the best first:
  - Take out what does not run: build tools, caches, test data, models that could be read from the module's bucket.
  - On Fargate, load it lazily: \`soci convert\` adds a SOCI index (manifest v2) to the image, and tasks start while
    they pull. It makes an image with a digest of its own, so it belongs after the build and before these gates.
    https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html
    https://aws.amazon.com/blogs/containers/improving-amazon-ecs-deployment-consistency-with-soci-index-manifest-v2/
  - On instances of your own, keep the instances: what was pulled once is there for the next task.
TEXT
