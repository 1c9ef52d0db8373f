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

# Good so many times in a row, and asked so often at most, with pauses of so many seconds; with what ECS waits for a
# person, no more often than the stage has time for.
times=4 tries=40 most=70 pause=15
waiting="ECS waits for a person: npx ai-platform deploy approve $ENVIRONMENT $MODULE"

as_environment npx ai-platform deploy outputs "$ENVIRONMENT" --json >"$scratch/outputs.json" ||
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

# look: what is not well, in words, and `waiting` before all else; nothing when all is.
look() {
  local arns first paused=0
  aws ecs describe-services --cluster "$cluster" --services "$service" --region "$region" --output json \
    >"$scratch/service.json" || return
  is_paused || paused=$?
  ((paused < 2)) || return
  if ((paused == 0)); then
    say "$waiting"
    return
  fi
  aws ecs list-tasks --cluster "$cluster" --service-name "$service" --desired-status RUNNING \
    --region "$region" --query 'taskArns' --output json >"$scratch/arns.json" || return
  mapfile -t arns < <(jq -r '.[]?' "$scratch/arns.json")
  : >"$scratch/tasks.json"
  # A hundred is all that ECS describes at once.
  for ((first = 0; first < ${#arns[@]}; first += 100)); do
    aws ecs describe-tasks --cluster "$cluster" --tasks "${arns[@]:first:100}" --region "$region" --output json \
      >>"$scratch/tasks.json" || return
  done
  jq -rs --arg digest "$digest" --slurpfile asked "$scratch/service.json" '
    ($asked[0].services[0].desiredCount // 0) as $wanted
    | [.[].tasks[] | . + {released: (.containers | any(.image // "" | endswith($digest)))}] as $tasks
    | ($tasks | map(select(.lastStatus == "RUNNING")) | length) as $running
    | [
        (if ($asked[0].services[0].status // "") != "ACTIVE" then "the service is not active" else empty end),
        (if $running < $wanted then "\($running) of \($wanted) tasks run" else empty end),
        ($tasks | map(select(.released | not)) | length | select(. > 0) | "\(.) task(s) run another image"),
        ($tasks | map(select(.healthStatus == "UNHEALTHY")) | length | select(. > 0) | "\(.) task(s) are unhealthy")
      ] | join(", ")' "$scratch/tasks.json"
}

# is_paused: whether a deployment waits to be approved; 2 where nobody can say. A service without such a hook is not
# asked about. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html
is_paused() {
  local deployment
  deployment=$(jq -r '.services[0] // {}
    | select(any(.deploymentConfiguration.lifecycleHooks[]?; .targetType == "PAUSE"))
    | .currentServiceDeployment // ""' "$scratch/service.json") || return 2
  [[ -n $deployment ]] || return 1
  aws ecs describe-service-deployments --service-deployment-arns "$deployment" --region "$region" --output json \
    >"$scratch/deployment.json" || return 2
  jq -e 'any(.serviceDeployments[]?.lifecycleHookDetails[]?; .status == "AWAITING_ACTION")' \
    "$scratch/deployment.json" >/dev/null
}

# Everything in one session of the role, which the shell that takes it does not outlive.
watch() {
  local told="" before="" good=0 try=0 asked=0
  while ((try < tries && asked < most)); do
    ((asked == 0)) || sleep "$pause"
    asked=$((asked + 1))
    told=$(look) || return 2
    [[ $told == "$waiting" ]] || try=$((try + 1))
    [[ -z $told || $told == "$before" ]] || say "$MODULE in $ENVIRONMENT: $told"
    before=$told
    if [[ -n $told ]]; then
      good=0
    else
      good=$((good + 1))
      ((good < times)) || return 0
    fi
  done
  [[ $told != "$waiting" ]] || return 3
  return 1
}

status=0
as_environment watch || status=$?
((status != 2)) || fail "ECS could not be asked about $MODULE in $ENVIRONMENT."
((status != 3)) || fail "nobody has approved $MODULE in $ENVIRONMENT for as long as this stage has time, and ECS \
still waits. Approve it, and run this stage again: npx ai-platform deploy approve $ENVIRONMENT $MODULE"
((status == 0)) || fail "$MODULE did not run $digest well in $ENVIRONMENT for $(((times - 1) * pause)) seconds on end. \
Why: the lines above, and the events of the service $service in ECS. \
Back: npx ai-platform deploy rollback $ENVIRONMENT $MODULE"
wanted=$(jq -r '.services[0].desiredCount' "$scratch/service.json")
((wanted > 0)) || say "$MODULE wants no task now in $ENVIRONMENT, so only that was seen."
say "$MODULE runs $digest in $ENVIRONMENT: $wanted task(s), all well."
