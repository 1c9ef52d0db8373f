#!/usr/bin/env bash
# Builds the image of a module and pushes it: with its Dockerfile where the folder has one, else with Cloud Native
# Buildpacks. Needs a Docker daemon of the architecture that it builds for.
#
# MODULE, MODULE_FOLDER, ARCHITECTURE (arm64 or x86_64), COMMIT
# REGISTRY    <account>.dkr.ecr.<region>.amazonaws.com
# REPOSITORY  ai-platform/<module>
# BUILDER     image with the buildpacks, for both architectures; through a pull-through cache it begins with REGISTRY.
#             heroku/builder:24 is for both, paketobuildpacks/builder-jammy-base for x86_64 alone
# RUN_IMAGE   optional: what the buildpacks build upon, in place of the builder's own
# IMAGE_FILE  written: {"module","image","digest","commit","architecture","sizeBytes"}
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE MODULE_FOLDER ARCHITECTURE COMMIT REGISTRY REPOSITORY IMAGE_FILE
dockerfile="${MODULE_FOLDER:-.}/Dockerfile"
if [[ -f $dockerfile ]]; then
  need_tool aws docker jq
else
  need BUILDER
  need_tool aws docker jq pack
fi
may RUN_IMAGE
ready
[[ -d $MODULE_FOLDER ]] || fail "there is no folder $MODULE_FOLDER: see \"folder\" of $MODULE in Pulumi.shared.yaml."

platform=${platforms[$ARCHITECTURE]}
machine=$(uname -m)
# An image for another processor would build under emulation, many times slower, or fail in the middle.
[[ ${machine/aarch64/arm64} == "$ARCHITECTURE" ]] ||
  fail "$MODULE is for $ARCHITECTURE, and this machine is $machine: build it on a machine of its architecture."

# pushed TAG: the digest of the image that has it; nothing where none has.
pushed() { ecr batch-get-image --image-ids "imageTag=$1" --query 'images[].imageId.imageDigest' --output text; }

# Tags cannot be moved. A commit that is built again, for newer base images, is <commit>-2, then <commit>-3.
free_tag() {
  local tag=$COMMIT number=1 taken
  while taken=$(pushed "$tag") || return; do
    [[ -n $taken ]] || break
    number=$((number + 1))
    tag=$COMMIT-$number
  done
  say "$tag"
}

not_built="the image of $MODULE could not be built or pushed: the lines above say why."

with_dockerfile() {
  local not_pushed="the image of $MODULE could not be pushed to $REGISTRY: the lines above say why."
  say "$MODULE has a Dockerfile, so it is built with docker for $platform."
  # An attestation of BuildKit's would make the image a list of two, with a digest for each. The SBOM comes later.
  export BUILDX_NO_DEFAULT_ATTESTATIONS=1
  docker build --pull --platform "$platform" --cache-from "$target:cache" --build-arg BUILDKIT_INLINE_CACHE=1 \
    --tag "$target:$tag" --tag "$target:cache" "$MODULE_FOLDER" || fail "$not_built Its Dockerfile says what was done."
  docker push "$target:$tag" || fail "$not_pushed"
  docker push "$target:cache" || fail "$not_pushed"
}

with_buildpacks() {
  say "$MODULE is built with the buildpacks of $BUILDER for $platform."
  local options=(--path "$MODULE_FOLDER" --builder "$BUILDER" --platform "$platform" --pull-policy always)
  # Named through a pull-through cache, pack would not know a builder that it trusts, and would fetch its lifecycle
  # from Docker Hub, past the cache.
  options+=(--trust-builder --publish --cache-image "$target:cache")
  [[ -z ${RUN_IMAGE:-} ]] || options+=(--run-image "$RUN_IMAGE")
  pack build "$target:$tag" "${options[@]}" || fail "$not_built What buildpacks go by are the files of its language, \
such as requirements.txt or package.json, and its Procfile; with a Dockerfile in the folder, that is used."
}

log_in docker
target=$REGISTRY/$REPOSITORY
tag=$(free_tag) || fail "the registry could not be asked about $target."
if [[ -f $dockerfile ]]; then with_dockerfile; else with_buildpacks; fi

# From the registry, since only it knows the digest of either kind of build, and the size as it is pulled.
described=$(ecr describe-images --image-ids "imageTag=$tag" \
  --query 'imageDetails[0].[imageDigest,imageSizeInBytes]' --output text) ||
  fail "the registry could not be asked about $target:$tag after the push."
read -r digest size <<<"$described"
[[ $digest =~ ^sha256:[0-9a-f]{64}$ && $size =~ ^[0-9]+$ ]] ||
  fail "the registry does not know $target:$tag after the push; it says: $described"

jq -n --arg module "$MODULE" --arg image "$target@$digest" --arg digest "$digest" --arg commit "$COMMIT" \
  --arg architecture "$ARCHITECTURE" --argjson sizeBytes "$size" '$ARGS.named' >"$IMAGE_FILE"
say "$MODULE is $target@$digest, with the tag $tag."
