import { isObject } from "../../../infra/config/raw";
import { volumeFaults } from "../../../infra/config/rules/module/volumes";
import { fault } from "../../../infra/faults";
import { filled } from "./interpolate";
import { entryName, type Note, type Part, type Service } from "./part";
import { wordOf } from "./read";
import { mebibytes, taskSize } from "./size";

const nothing: Part = { entry: {}, notes: [] };

/** Where Compose gives memory only: the least that Fargate has of the other. */
const leastCpus = 0.25;

export function sizePart(service: Service): Part {
  const limits = limitsOf(service);
  const [cpus, memory] = (["cpus", "memory"] as const).map(
    (name) => limits.find((limit) => limit.name === name && limit.amount !== undefined)?.amount,
  );
  const known = cpus !== undefined || memory !== undefined;
  const size = known ? taskSize(cpus ?? leastCpus, memory ?? 0) : undefined;
  const x86 = /^linux\/(amd64|x86_64)/.test(wordOf(service.platform));
  const told: Note[] = [
    ...[...new Set(limits.map(({ key }) => key))].map((key) => ({
      key,
      what: "cpus and memory",
      ...(known ? sizeNote(size) : { why: "only whoever starts it knows the value: write size by hand" }),
    })),
    ...(service.platform === undefined ? [] : [platformNote(wordOf(service.platform), x86)]),
    ...gpuNotes(service),
  ];
  const entry = { ...size, ...(x86 ? { architecture: "x86_64" } : {}) };
  return { entry: Object.keys(entry).length === 0 ? {} : { size: entry }, notes: told };
}

function sizeNote(size: ReturnType<typeof taskSize>): Pick<Note, "carried" | "why"> {
  if (size === undefined)
    return { why: "is more than a task of Fargate can have: see capacity in docs/running.md" };
  const { cpu, memoryMiB } = size;
  return { carried: `size: { cpu: ${cpu}, memoryMiB: ${memoryMiB} }`, why: "the next size that Fargate has" };
}

function platformNote(platform: string, x86: boolean): Note {
  return x86
    ? {
        key: "platform",
        what: platform,
        carried: "size.architecture: x86_64",
        why: "arm64 is about a fifth cheaper",
      }
    : { key: "platform", what: platform, why: "arm64 is the default, and Linux the only system" };
}

function gpuNotes({ deploy, gpus, runtime }: Service): Note[] {
  const devices = at(deploy, "resources", "reservations", "devices");
  const nvidia = runtime === "nvidia";
  const wanted: (readonly [string, unknown])[] = [
    ["deploy", devices],
    ["gpus", gpus],
    ["runtime", nvidia ? runtime : undefined],
  ];
  const gpu = wanted.flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          {
            key,
            what: "GPU",
            why: "write capacity: { kind: gpu, gpus: 1 } with a size that such an instance has: docs/running.md",
          },
        ],
  );
  return runtime === undefined || nvidia
    ? gpu
    : [...gpu, { key: "runtime", what: wordOf(runtime), why: "tasks are containers of Linux" }];
}

interface Limit {
  readonly key: string;
  readonly name: "cpus" | "memory";
  /** vCPUs or MiB; absent for a variable without a default, and for what is no size. */
  readonly amount?: number;
}

/** All that a service says of its size: limits first, then what is kept for it. */
function limitsOf(service: Service): Limit[] {
  const resource = (kind: string, name: string) => at(service.deploy, "resources", kind, name);
  const given: readonly (readonly [key: string, name: Limit["name"], value: unknown])[] = [
    ["deploy", "cpus", resource("limits", "cpus")],
    ["deploy", "memory", resource("limits", "memory")],
    ["cpus", "cpus", service.cpus],
    ["mem_limit", "memory", service.mem_limit],
    ["deploy", "cpus", resource("reservations", "cpus")],
    ["deploy", "memory", resource("reservations", "memory")],
    ["mem_reservation", "memory", service.mem_reservation],
  ];
  return given.flatMap(([key, name, value]): Limit[] => {
    if (value === undefined) return [];
    const { text } = filled(wordOf(value));
    const amount = name === "cpus" ? Number(text) : mebibytes(text);
    const sound = amount !== undefined && Number.isFinite(amount) && amount > 0;
    return [{ key, name, ...(sound ? { amount } : {}) }];
  });
}

function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

export function replicasPart({ deploy, scale }: Service): Part {
  const given = at(deploy, "replicas") ?? scale;
  if (given === undefined) return nothing;
  const key = scale === undefined || at(deploy, "replicas") !== undefined ? "deploy" : "scale";
  const replicas = Number(filled(wordOf(given)).text);
  if (!Number.isInteger(replicas) || replicas < 2)
    return {
      entry: {},
      notes: [{ key, what: "replicas", why: "the environment's profile says scaling.min and max" }],
    };
  const scaling = { min: replicas, max: replicas };
  const why = "always so many, as in Compose; a greater max lets it scale with the load";
  return {
    entry: { scaling },
    notes: [{ key, what: "replicas", carried: `scaling: { min: ${replicas}, max: ${replicas} }`, why }],
  };
}

export function hardeningPart({ user, read_only: readOnly, ulimits }: Service): Part {
  const id = filled(wordOf(user)).text;
  const ownId = /^[1-9]\d{0,9}(:[1-9]\d{0,9})?$/.test(id);
  const nofile = at(ulimits, "nofile");
  const files = Number(filled(wordOf(isObject(nofile) ? (nofile.hard ?? nofile.soft) : nofile)).text);
  const limited = Number.isInteger(files) && files > 0;
  const container = {
    ...(ownId ? { user: id } : {}),
    // A session in a task writes to its disk.
    ...(readOnly === true ? { readOnlyRootFilesystem: true, exec: false } : {}),
    ...(limited ? { ulimits: { nofile: files } } : {}),
  };
  const notes: Note[] = [
    ...(user === undefined
      ? []
      : [
          ownId
            ? {
                key: "user",
                what: id,
                carried: `container.user: "${id}"`,
                why: "of all processes of the container",
              }
            : {
                key: "user",
                what: "root, a name or a variable",
                why: "a module runs as a number other than 0: container.user, 1000 by default",
              },
        ]),
    ...(readOnly === undefined
      ? []
      : [
          {
            key: "read_only",
            what: wordOf(readOnly),
            ...(readOnly === true ? { carried: "container.readOnlyRootFilesystem" } : {}),
            why: "/tmp and volumes can be written all the same",
          },
        ]),
    ...(ulimits === undefined
      ? []
      : [
          {
            key: "ulimits",
            what: "limits",
            ...(limited ? { carried: `container.ulimits.nofile: ${files}` } : {}),
            why: "Fargate takes nofile only",
          },
        ]),
  ];
  return { entry: Object.keys(container).length === 0 ? {} : { container }, notes };
}

/** Where a build puts what the program needs to start. */
const libraries = /\/(node_modules|site-packages|vendor|\.?venv)(\/|$)/;

interface Mount {
  readonly key: "volumes" | "tmpfs";
  /** Empty for a volume without a name. */
  readonly source: string;
  readonly target: string;
}

export function volumesPart(service: Service): Part {
  const volumes: Record<string, string> = {};
  const notes = mountsOf(service).map((mount): Note => {
    const { key, source, target } = mount;
    const name = entryName(source === "" ? target : source);
    const why = whyNot(mount) ?? ruleBroken(name, target, volumes);
    if (why !== undefined || name === undefined) return { key, what: target, why: why ?? "has no name" };
    volumes[name] = target;
    return {
      key,
      what: target,
      carried: `volumes.${name}`,
      why: "is empty at every start, also where the image has files, and ends with the task: what must last goes into data.bucket or a database",
    };
  });
  return { entry: Object.keys(volumes).length === 0 ? {} : { volumes }, notes };
}

/** The rule of a stack file that one more volume would break. */
function ruleBroken(
  name: string | undefined,
  target: string,
  volumes: Readonly<Record<string, string>>,
): string | undefined {
  if (name === undefined || name in volumes) return "has no name of its own: write it to volumes by hand";
  const [broken] = volumeFaults({ volumes: { ...volumes, [name]: target } }, fault).filter(
    ({ path }) => path === `volumes.${name}`,
  );
  return broken && `${broken.rule}. ${broken.fix}`;
}

/** Why a mount is no volume of a module; undefined where it is. */
function whyNot({ key, source, target }: Mount): string | undefined {
  if (`${source} ${target}`.includes("docker.sock"))
    return "there is no Docker daemon, and a module may not start containers: jobs runs tasks";
  if (/^\/tmp(\/|$)/.test(target) && key === "tmpfs") return "every module can write to /tmp";
  if (/^([.~/\\$]|[A-Za-z]:\\)/.test(source))
    return "is a folder or file of one machine: code and settings go into the image, data into data.bucket";
  // Compose copies what the image has there into a new volume; that of a task would be empty.
  // https://docs.docker.com/engine/storage/volumes/#mounting-a-volume-over-existing-data
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html
  if ((key === "volumes" && source === "") || libraries.test(target))
    return "keeps what the image has there from a mount; without the mount it stays as it is";
  if (!/^(\/[\w.-]+)+$/.test(target)) return "is no absolute path";
  return undefined;
}

function mountsOf({ volumes, tmpfs }: Service): Mount[] {
  const list = (value: unknown): unknown[] =>
    Array.isArray(value) ? value : value === undefined ? [] : [value];
  return [
    ...list(volumes).map((one) => ({ key: "volumes" as const, ...mountOf(one) })),
    ...list(tmpfs).map((one) => ({
      key: "tmpfs" as const,
      source: "",
      target: String(one).split(":")[0]!,
    })),
  ];
}

function mountOf(volume: unknown): Omit<Mount, "key"> {
  // A variable has colons of its own.
  const [first = "", second] = isObject(volume)
    ? [wordOf(volume.source), wordOf(volume.target)]
    : String(volume).split(/:(?![-?+])/);
  return second === undefined
    ? { source: "", target: pathOf(first) }
    : { source: sourceOf(first), target: pathOf(second) };
}

/** As it is written where only whoever starts it knows a part. */
function sourceOf(template: string): string {
  const { text, unknown } = filled(template);
  return unknown.length > 0 ? template : text;
}

function pathOf(template: string): string {
  return filled(template).text.replace(/(?<=.)\/+$/, "");
}
