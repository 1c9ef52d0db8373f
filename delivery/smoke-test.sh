#!/usr/bin/env bash
# Whether an environment runs what was released, and goes on running it: for a while every task of the module's
# service must run this very image, as many as are wanted, and none be unhealthy. ECS answers that, which asks the
# module's own health check. The public address would not: it wants a token, and answers without asking the module.
#
# MODULE, ENVIRONMENT, IMAGE_FILE
# PULUMI_BACKEND_URL  where the state of the environments is
# ENVIRONMENT_ROLE    optional: role to ask with, where the environment has an account of its own
set -euo pipefail
# shellcheck source=lib.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/lib.sh"

need MODULE ENVIRONMENT IMAGE_FILE PULUMI_BACKEND_URL
may ENVIRONMENT_ROLE
need_tool aws jq node npm
ready
read_image
make_scratch

# Good so many times in a row, and asked so often at most, with pauses of so many seconds.
times=4 tries=40 pause=15

as_environment npm run --silent deploy -- outputs "$ENVIRONMENT" --json >"$scratch/outputs.json" ||
  fail "$ENVIRONMENT has no outputs to read; what the exit status means is in docs/deploy.md."
cluster=$(jq -r '.cluster // ""' "$scratch/outputs.json")
service=$(jq -r --arg name "$MODULE" '.services[$name] // ""' "$scratch/outputs.json")
if [[ -z $service ]]; then
  jq -e --arg name "$MODULE" '.tasks[$name]' "$scratch/outputs.json" >/dev/null ||
    fail "$ENVIRONMENT has no module $MODULE."
  say "$MODULE has no service in $ENVIRONMENT, only jobs: there is nothing that runs to be asked."
  exit 0
fi

# The environment's own region, which need not be the pipeline's.
read_region='require("yaml").parse(require("fs").readFileSync(process.argv[1], "utf8")).config["aws:region"]'
region=$(cd -- "$root" && node -p "$read_region" "Pulumi.$ENVIRONMENT.yaml") ||
  fail "Pulumi.$ENVIRONMENT.yaml cannot be read."

# look: what is not well, in words; nothing when all is.
look() {
  local arns
  aws ecs describe-services --cluster "$cluster" --services "$service" --region "$region" --output json \
    >"$scratch/service.json" || return
  arns=$(aws ecs list-tasks --cluster "$cluster" --service-name "$service" --desired-status RUNNING \
    --max-items 100 --region "$region" --query 'taskArns' --output json | jq -r '.[]?') || return
  echo '{"tasks": []}' >"$scratch/tasks.json"
  if [[ -n $arns ]]; then
    # shellcheck disable=SC2086 # ARNs have no spaces, and each is an argument.
    aws ecs describe-tasks --cluster "$cluster" --tasks $arns --region "$region" --output json \
      >"$scratch/tasks.json" || return
  fi
  jq -r --arg digest "$digest" --slurpfile asked "$scratch/service.json" '
    ($asked[0].services[0].desiredCount // 0) as $wanted
    | [.tasks[] | . + {released: (.containers | any(.image // "" | endswith($digest)))}] as $tasks
    | ($tasks | map(select(.lastStatus == "RUNNING")) | length) as $running
    | [
        (if ($asked[0].services[0].status // "") != "ACTIVE" then "the service is not active" else empty end),
        (if $running < $wanted then "\($running) of \($wanted) tasks run" else empty end),
        ($tasks | map(select(.released | not)) | length | select(. > 0) | "\(.) task(s) run another image"),
        ($tasks | map(select(.healthStatus == "UNHEALTHY")) | length | select(. > 0) | "\(.) task(s) are unhealthy")
      ] | join(", ")' "$scratch/tasks.json"
}

# Everything in one session of the role, which the shell that takes it does not outlive.
watch() {
  local told="" good=0
  for ((try = 1; try <= tries; try++)); do
    ((try == 1)) || sleep "$pause"
    told=$(look) || return 2
    if [[ -n $told ]]; then
      good=0
      say "$MODULE in $ENVIRONMENT: $told"
    else
      good=$((good + 1))
      ((good < times)) || return 0
    fi
  done
  return 1
}

status=0
as_environment watch || status=$?
((status != 2)) || fail "ECS could not be asked about $MODULE in $ENVIRONMENT."
((status == 0)) || fail "$MODULE did not run $digest well in $ENVIRONMENT for $(((times - 1) * pause)) seconds on end. \
Why: the lines above, and the events of the service $service in ECS. \
Back: npm run deploy -- rollback $ENVIRONMENT $MODULE"
wanted=$(jq -r '.services[0].desiredCount' "$scratch/service.json")
((wanted > 0)) || say "$MODULE wants no task now in $ENVIRONMENT, so only that was seen."
say "$MODULE runs $digest in $ENVIRONMENT: $wanted task(s), all well."
