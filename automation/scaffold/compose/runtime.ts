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
  const [cpus, memory] = ["cpus", "memory"].map((name) => limitOf(service, name));
  const size =
    cpus === undefined && memory === undefined ? undefined : taskSize(cpus ?? leastCpus, memory ?? 0);
  const x86 = /^linux\/(amd64|x86_64)/.test(wordOf(service.platform));
  const told: Note[] = [
    ...(cpus === undefined && memory === undefined
      ? []
      : [{ key: "deploy", what: "cpus and memory", ...sizeNote(size) }]),
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
  const wanted: (readonly [string, unknown])[] = [
    ["deploy", devices],
    ["gpus", gpus],
    ["runtime", runtime],
  ];
  return wanted.flatMap(([key, value]) =>
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
}

/** vCPUs or MiB: the limit, or else what is kept for it. */
function limitOf(service: Service, name: string): number | undefined {
  const own = name === "cpus" ? [service.cpus] : [service.mem_limit, service.mem_reservation];
  const resources = ["limits", "reservations"].map((kind) => at(service.deploy, "resources", kind, name));
  const value = [...resources, ...own].find((one) => one !== undefined);
  if (value === undefined) return undefined;
  const { text } = filled(wordOf(value));
  const number = name === "cpus" ? Number(text) : mebibytes(text);
  return number === undefined || !Number.isFinite(number) || number <= 0 ? undefined : number;
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
  const files = Number(isObject(nofile) ? (nofile.hard ?? nofile.soft) : nofile);
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

interface Mount {
  readonly key: string;
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
      why: "is empty at every start and ends with the task: what must last goes into data.bucket or a database",
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
function whyNot({ source, target }: Mount): string | undefined {
  if (source.includes("docker.sock"))
    return "there is no Docker daemon, and a module may not start containers: jobs runs tasks";
  if (/^([.~/\\$]|[A-Za-z]:\\)/.test(source))
    return "is a folder or file of one machine: code and settings go into the image, data into data.bucket";
  if (!/^(\/[\w.-]+)+$/.test(target)) return "is no absolute path";
  return undefined;
}

function mountsOf({ volumes, tmpfs }: Service): Mount[] {
  const list = (value: unknown): unknown[] =>
    Array.isArray(value) ? value : value === undefined ? [] : [value];
  return [
    ...list(volumes).map((one) => ({ key: "volumes", ...mountOf(one) })),
    ...list(tmpfs).map((one) => ({ key: "tmpfs", source: "", target: String(one).split(":")[0]! })),
  ];
}

function mountOf(volume: unknown): Omit<Mount, "key"> {
  if (isObject(volume))
    return {
      source: wordOf(volume.source),
      target: wordOf(volume.target),
    };
  // A variable has colons of its own.
  const parts = String(volume).split(/:(?![-?+])/);
  return parts.length === 1 ? { source: "", target: parts[0]! } : { source: parts[0]!, target: parts[1]! };
}
