import type { Fault } from "../../../faults";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";

/** What an image has of its own, or what the kernel and ECS put there; a volume would hide it. */
const systemFolders = [
  "bin",
  "boot",
  "dev",
  "etc",
  "lib",
  "lib64",
  "proc",
  "root",
  "run",
  "sbin",
  "sys",
  "usr",
];

/** The platform's own: a volume of this name, at this path. */
const temporary = { name: "tmp", path: "/tmp" };

/** Where the volumes of a module can be. */
export function volumeFaults({ volumes }: Pick<ModuleConfig, "volumes">, at: At): Fault[] {
  const all = Object.entries(volumes);
  return all.flatMap(([name, path]) => {
    const others = all.filter(([other]) => other !== name);
    const [around] = others.find(([, other]) => isBelow(path, other)) ?? [];
    const rules: (readonly [broken: boolean, rule: string, fix: string])[] = [
      [name === temporary.name, "has the name of the volume of /tmp", "Choose another name."],
      [
        path.split("/").some((part) => part === "." || part === ".."),
        "must not have . or ..",
        "Write the whole path.",
      ],
      [isBelow(path, temporary.path), "must not be /tmp or below it", "/tmp can be written anyway."],
      [
        systemFolders.some((folder) => isBelow(path, `/${folder}`)),
        "must not be a folder of the system",
        "Use one of the module's own, for example /models.",
      ],
      [around !== undefined, `must not be at or below the volume ${around}`, "Use paths beside each other."],
    ];
    return rules.filter(([broken]) => broken).map(([, rule, fix]) => at(`volumes.${name}`, rule, path, fix));
  });
}

/** Whether it is the same path, or one below it. */
function isBelow(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}
