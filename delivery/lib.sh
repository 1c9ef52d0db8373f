# shellcheck shell=bash
# What the scripts of this folder share: they source it, and nobody runs it. Each begins with the variables that it
# needs, so that whatever is wrong with them is said at once, one line each, before anything is done.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# What each variable must look like.
declare -rA forms=(
  [MODULE]='^[a-z][a-z0-9-]*$'
  [MODULE_FOLDER]='.'
  [ARCHITECTURE]='^(arm64|x86_64)$'
  [REGISTRY]='^[0-9]{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com$'
  [REPOSITORY]='^[a-z0-9]+([._/-][a-z0-9]+)*$'
  [COMMIT]='^[0-9a-f]{7,64}$'
  [BUILDER]='^[^[:space:]-][^[:space:]]*$'
  [RUN_IMAGE]='^[^[:space:]-][^[:space:]]*$'
  [IMAGE_FILE]='.'
  [TEST_COMMAND]='.'
  [GATE_SEVERITY]='^(low|medium|high|critical)$'
  [GATE_ALLOW]='^\['
  [GATE_MAX_IMAGE_MIB]='^[1-9][0-9]*$'
  [SIGNING_KEY]='^awskms:///'
  [ENVIRONMENT]='^[a-z][a-z0-9-]*$'
  [ENVIRONMENT_ROLE]='^arn:aws[a-z-]*:iam::[0-9]{12}:role/'
  [PULUMI_BACKEND_URL]='^[a-z0-9]+://'
)

# What it is, for whoever has to give it.
declare -rA meanings=(
  [MODULE]="the module's name, for example planning"
  [MODULE_FOLDER]="the folder with the module's code"
  [ARCHITECTURE]="arm64 or x86_64"
  [REGISTRY]="the registry's host, for example 111122223333.dkr.ecr.ap-northeast-2.amazonaws.com"
  [REPOSITORY]="the module's repository in the registry, for example ai-platform/planning"
  [COMMIT]="the commit that is built, in hexadecimal"
  [BUILDER]="an image with buildpacks, for example heroku/builder:24"
  [RUN_IMAGE]="the image that buildpacks build upon, in place of the builder's own"
  [IMAGE_FILE]="the path of the JSON file in which build.sh says what it built"
  [TEST_COMMAND]="the command of the module's unit tests"
  [GATE_SEVERITY]="low, medium, high or critical"
  [GATE_ALLOW]="a JSON list of allowed vulnerabilities; [] where there are none"
  [GATE_MAX_IMAGE_MIB]="a whole number of MiB above 0"
  [SIGNING_KEY]="a key of KMS, for example awskms:///alias/ai-platform-signing"
  [ENVIRONMENT]="the environment's name, for example dev"
  [ENVIRONMENT_ROLE]="the ARN of a role in the environment's own account"
  [PULUMI_BACKEND_URL]="where the state is, for example s3://bucket?region=ap-northeast-2"
)

# What Docker and what follows it call the processors.
# shellcheck disable=SC2034
declare -rA platforms=([arm64]=linux/arm64 [x86_64]=linux/amd64)

# How cosign signs: without a service of Sigstore's, whose public log would tell everybody the names of the company's
# images; and under tags, sha256-<digest>.sig and .att, by which the lifecycle of the repository keeps signatures. What
# cosign 3 writes by default has no tag.
# shellcheck disable=SC2034
declare -ra signing=(--new-bundle-format=false --use-signing-config=false --tlog-upload=false)

faults=0

say() { printf '%s\n' "$*"; }
complain() { printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2; }

fail() {
  complain "$*"
  exit 1
}

fault() {
  complain "$*"
  faults=$((faults + 1))
}

# need NAME...: variables without which the script cannot work.
need() {
  local name
  for name; do
    if [[ -z ${!name:-} ]]; then fault "$name is missing: ${meanings[$name]}."; else may "$name"; fi
  done
}

# may NAME...: variables that are looked at only where they are given.
may() {
  local name
  for name; do
    [[ -z ${!name:-} || ${!name} =~ ${forms[$name]} ]] || fault "$name must be ${meanings[$name]}; got \"${!name}\"."
  done
}

# need_tool NAME...: programs.
need_tool() {
  local name
  for name; do
    command -v "$name" >/dev/null || fault "$name is not installed: see delivery/install-tools.sh."
  done
}

# Ends the script when anything of the above was wrong, with the exit status that "deploy" has for wrong input.
ready() { ((faults == 0)) || exit 2; }

# The registry's own region, which need not be that of the credentials.
registry_region() { cut -d . -f 4 <<<"$REGISTRY"; }

# ecr COMMAND...: asks the registry about the module's repository.
ecr() {
  aws ecr "$@" --registry-id "${REGISTRY%%.*}" --repository-name "$REPOSITORY" --region "$(registry_region)"
}

# log_in TOOL: lets docker or cosign, and what reads the same file of credentials, into the registry for twelve hours.
log_in() {
  aws ecr get-login-password --region "$(registry_region)" |
    "$1" login --username AWS --password-stdin "$REGISTRY" >/dev/null || fail "cannot log in to $REGISTRY."
}

# Reads what build.sh wrote into `digest`; an image of another module is a mix-up of the pipeline's files.
read_image() {
  [[ -f $IMAGE_FILE ]] || fail "there is no $IMAGE_FILE: build.sh writes it, and the pipeline passes it on."
  local of
  # The module's own code ran where the file was written, so it may be anything. The shell compares, for the $ of jq
  # ends a line and not a text.
  of=$(jq -r '.module // ""' "$IMAGE_FILE" 2>/dev/null) || of=
  digest=$(jq -r .digest "$IMAGE_FILE" 2>/dev/null) || digest=
  [[ $of =~ ${forms[MODULE]} && $digest =~ ^sha256:[0-9a-f]{64}$ ]] ||
    fail "$IMAGE_FILE is not what build.sh writes: one object with module and digest."
  [[ $of == "$MODULE" ]] || fail "$IMAGE_FILE is about the module $of, not $MODULE."
}

# find_image: the image that was built, as `image`. Where it is, is the pipeline's to say and not the file's.
find_image() {
  read_image
  # shellcheck disable=SC2034
  image=$REGISTRY/$REPOSITORY@$digest
}

# A folder that goes when the script ends.
make_scratch() {
  scratch=$(mktemp -d)
  trap 'rm -rf -- "$scratch"' EXIT
}

# as_environment COMMAND...: runs it with the role of an environment in another account, else as whoever runs this.
as_environment() (
  if [[ -n ${ENVIRONMENT_ROLE:-} ]]; then
    # One role took on another, and then an hour is the longest that AWS grants; "deploy" ends before.
    session=$(aws sts assume-role --role-arn "$ENVIRONMENT_ROLE" --role-session-name "delivery-${MODULE:-$ENVIRONMENT}" \
      --duration-seconds 3600 --output json) || { complain "cannot take the role $ENVIRONMENT_ROLE." && exit 2; }
    AWS_ACCESS_KEY_ID=$(jq -r .Credentials.AccessKeyId <<<"$session")
    AWS_SECRET_ACCESS_KEY=$(jq -r .Credentials.SecretAccessKey <<<"$session")
    AWS_SESSION_TOKEN=$(jq -r .Credentials.SessionToken <<<"$session")
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  fi
  cd -- "$root" || exit
  "$@"
)
