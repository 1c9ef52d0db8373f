#!/usr/bin/env bash
# Installs what the other scripts call and a build machine does not bring:  install-tools.sh pack|trivy|cosign ...
#
# TOOLS_DIR      optional: where to, /usr/local/bin if not said; must be on PATH
# PACK_SHA256, TRIVY_SHA256, COSIGN_SHA256
#                optional: SHA-256 of the file that is downloaded for this machine's architecture
#
# The versions are pinned here, and every download must match its publisher's file of checksums, taken from the same
# release. That finds a torn or swapped download. It does not find a release that its publisher lost to somebody
# else: against that, look a checksum up once by a way of your own, and give it in the variable.
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

pack_version=0.40.6
trivy_version=0.74.0
cosign_version=3.1.2

bin=${TOOLS_DIR:-/usr/local/bin}
machine=$(uname -m)
machine=${machine/aarch64/arm64}
(($# > 0)) || fault "say which of pack, trivy and cosign to install."
[[ $machine =~ ^(x86_64|arm64)$ ]] || fault "there are tools for x86_64 and arm64 only; this machine is $machine."
for tool; do
  [[ $tool =~ ^(pack|trivy|cosign)$ ]] || fault "$tool is none of pack, trivy and cosign."
done
need_tool curl sha256sum tar
ready
mkdir -p -- "$bin"
make_scratch

download() {
  curl --fail --silent --show-error --location --proto '=https' --retry 3 --output "$scratch/${1##*/}" "$1" ||
    fail "$1 could not be downloaded."
}

# fetch RELEASE FILE CHECKSUMS PINNED: a file of a release, when it is what it should be.
fetch() {
  local release=https://github.com/$1 file=$2 checksums=$3 expected=$4 got
  download "$release/$file"
  if [[ -z $expected ]]; then
    download "$release/$checksums"
    expected=$(awk -v file="$file" '$2 == file || $2 == "*" file { print $1 }' "$scratch/$checksums")
    [[ -n $expected ]] || fail "$release/$checksums has no checksum of $file."
  fi
  got=$(sha256sum "$scratch/$file" | cut -d ' ' -f 1)
  [[ $got == "$expected" ]] || fail "$release/$file has the SHA-256 $got, and not $expected."
}

install_pack() {
  declare -rA ends=([x86_64]=linux [arm64]=linux-arm64)
  local file=pack-v$pack_version-${ends[$machine]}.tgz
  fetch "buildpacks/pack/releases/download/v$pack_version" "$file" "$file.sha256" "${PACK_SHA256:-}"
  tar --extract --gzip --no-same-owner --file "$scratch/$file" --directory "$bin" pack
}

install_trivy() {
  declare -rA ends=([x86_64]=Linux-64bit [arm64]=Linux-ARM64)
  local file=trivy_${trivy_version}_${ends[$machine]}.tar.gz
  fetch "aquasecurity/trivy/releases/download/v$trivy_version" "$file" "trivy_${trivy_version}_checksums.txt" \
    "${TRIVY_SHA256:-}"
  tar --extract --gzip --no-same-owner --file "$scratch/$file" --directory "$bin" trivy
}

install_cosign() {
  declare -rA ends=([x86_64]=amd64 [arm64]=arm64)
  local file=cosign-linux-${ends[$machine]}
  fetch "sigstore/cosign/releases/download/v$cosign_version" "$file" cosign_checksums.txt "${COSIGN_SHA256:-}"
  install -m 0755 "$scratch/$file" "$bin/cosign"
}

for tool; do
  "install_$tool"
  version=${tool}_version
  say "$tool ${!version} is in $bin."
done
