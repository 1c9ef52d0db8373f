import { isObject } from "../../../infra/config/raw";
import type { Note, Service } from "./part";

const byPlatform = "the platform does it for every module";
const shared = "a task shares nothing with the machine that it runs on";
const settings = "write them to environment, or into the image; secrets as aiProviders or data of the entry";

/** Keys that never stand in an entry, and what to do instead. */
const reasons: Readonly<Record<string, string>> = {
  annotations: "tags are the environment's: ai-platform:tags",
  attach: "logs go to CloudWatch",
  cap_add: "no module gets rights of the kernel",
  cap_drop: "Fargate's few are left; the process is not root",
  cgroup_parent: shared,
  command:
    "write it as web: of the Procfile in the repository; without npm or a shell, so that SIGTERM arrives",
  configs: settings,
  container_name: "tasks come and go, and have no names",
  cpu_count: "write size.cpu",
  cpu_shares: "write size.cpu",
  credential_spec: shared,
  develop: "for laptops",
  device_cgroup_rules: shared,
  devices: `${shared}; a GPU: capacity.kind: gpu`,
  dns: "names are resolved in the VPC",
  dns_search: "names are resolved in the VPC",
  domainname: "modules are called by calls, or by a path",
  entrypoint: "write it as web: of the Procfile in the repository",
  env_file: "is not read, since it may hold secrets: add plain settings to environment by hand",
  extends: "is not followed: import what docker compose config --no-interpolate prints",
  external_links: "an address outside of the environment: outbound",
  extra_hosts: "an address outside of the environment: outbound",
  group_add: "container.user may be uid:gid",
  hostname: "modules are called by calls, or by a path",
  init: byPlatform,
  ipc: shared,
  isolation: shared,
  labels: "paths are in routes, tags in ai-platform:tags",
  logging: "logs go to CloudWatch; logRouter sends them elsewhere",
  mac_address: shared,
  mem_swappiness: "there is no swap",
  memswap_limit: "there is no swap",
  models: "an AI service: aiProviders",
  network_mode: shared,
  networks: "nobody reaches a module but by its routes and the calls of others",
  oom_kill_disable: "a task without memory is started anew",
  oom_score_adj: "a task without memory is started anew",
  pid: shared,
  pids_limit: byPlatform,
  post_start: "do it when the module starts",
  pre_stop: "do it on SIGTERM",
  privileged: "no module gets rights of the kernel",
  profiles: "the environments that have the entry: --stacks",
  provider: "is none of a module",
  pull_policy: "a release names the digest of the image",
  restart: byPlatform,
  secrets: "a secret is no file: keys of AI services by aiProviders, passwords of stores by data",
  security_opt: byPlatform,
  shm_size: "Fargate has none to size",
  stdin_open: "nobody types",
  stop_grace_period: "follows from longestResponseSeconds",
  stop_signal: "is SIGTERM",
  storage_opt: "ephemeralStorageGiB",
  sysctls: shared,
  tty: "nobody types; ai-platform exec opens a shell where the environment allows it",
  userns_mode: shared,
  uts: shared,
  volumes_from: shared,
  working_dir: "is the repository's folder, /workspace",
};

/** What is said of a part of `deploy`. */
const deployReasons: Readonly<Record<string, string>> = {
  endpoint_mode: byPlatform,
  labels: reasons.labels!,
  mode: "scaling says how many tasks run",
  placement: "tasks are spread over the zones; capacity says on what",
  restart_policy: byPlatform,
  rollback_config: "release says how a new revision takes over and goes back",
  update_config: "release says how a new revision takes over and goes back",
};

/** Of the keys that no other part has told of, and of the image. */
export function leftNotes(service: Service, told: readonly string[]): Note[] {
  const left = Object.keys(service).filter((key) => !told.includes(key) && !key.startsWith("x-"));
  const deploy = isObject(service.deploy) ? Object.keys(service.deploy) : [];
  return [
    ...left.filter((key) => key !== "deploy").map((key) => ({ key, what: "", why: reasonOf(key, service) })),
    ...deploy.flatMap((key) => {
      const why = deployReasons[key];
      return why === undefined ? [] : [{ key: "deploy", what: key, why }];
    }),
  ];
}

function reasonOf(key: string, { build }: Service): string {
  if (key === "image")
    return build === undefined
      ? "no image is pulled from elsewhere: a pipeline builds the source (--repository), or a person pushes the image to the module's repository in ECR and releases its digest: docs/deploy.md"
      : "the pipeline names its images by itself";
  if (key === "build")
    return "a pipeline builds the source with buildpacks, without a Dockerfile (--repository; folder counts from the top of the repository): docs/for-developers.md";
  return reasons[key] ?? "is nothing that this command knows";
}
