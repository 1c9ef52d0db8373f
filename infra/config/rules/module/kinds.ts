import type { Fault } from "../../../faults";
import { serviceTlsPort } from "../../../serviceTls";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";
import { rangeFaults } from "./ranges";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** What a kind of module must have and what it cannot have. */
export function kindFaults(name: string, module: ModuleConfig, config: EnvironmentConfig, at: At): Fault[] {
  const called = Object.values(config.modules).some(({ calls }) => calls.includes(name));
  return [
    ...[...kindRules(module, called), ...protocolRules(name, module, called), ...portRules(module, config)]
      .filter(([broken]) => broken)
      .map(([, path, rule, got, fix]) => at(path, rule, got, fix)),
    ...rangeFaults(module, at),
  ];
}

function kindRules({ kind, protocol, capacity, routes, jobs }: ModuleConfig, called: boolean): Rule[] {
  return [
    [
      kind === "web" && routes.length === 0,
      "routes",
      "must have a path in a front end",
      routes,
      "Write routes: [/].",
    ],
    [
      // The company's own servers have their own ways to whoever calls.
      kind === "service" &&
        protocol === "http" &&
        capacity.kind !== "external" &&
        routes.length === 0 &&
        !called,
      "routes",
      "must have a path where no module calls this one",
      routes,
      "Nobody could reach it: give it a path, or name it in the calls of another module.",
    ],
    [
      (kind === "worker" || kind === "job") && routes.length > 0,
      "routes",
      `must be empty in a ${kind}`,
      routes,
      "It answers nobody; remove the key, or use kind: service.",
    ],
    [
      kind === "job" && Object.keys(jobs).length === 0,
      "jobs",
      "must have a job",
      jobs,
      "Nothing would ever run; write one.",
    ],
  ];
}

function protocolRules(
  name: string,
  { kind, protocol, capacity, routes, allowedCidrs }: ModuleConfig,
  called: boolean,
): Rule[] {
  const tcp = protocol === "tcp";
  return [
    [
      tcp && (kind !== "service" || routes.length > 0),
      "protocol",
      "must be http in a front end, a worker, a job or a module with routes",
      protocol,
      "Paths are HTTP; take the routes to another module, or remove the key.",
    ],
    [
      tcp && capacity.kind === "external",
      "protocol",
      "must be http on the company's own servers",
      protocol,
      "No load balancer of AWS reaches them; remove the key.",
    ],
    [
      tcp && kind === "service" && allowedCidrs.length === 0 && !called,
      "allowedCidrs",
      "must have a range where no module calls this one",
      allowedCidrs,
      "Nobody could reach it: allow a range, or name it in the calls of another module.",
    ],
    [
      !tcp && allowedCidrs.length > 0,
      "allowedCidrs",
      "must be empty without protocol: tcp",
      allowedCidrs,
      "HTTP comes through the API; remove the key.",
    ],
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
    [
      tcp && allowedCidrs.length > 0 && name.startsWith("internal-"),
      "protocol",
      "must be http in a module whose name begins with internal-",
      protocol,
      "AWS takes no load balancer of such a name; choose another name for the module.",
    ],
  ];
}

function portRules({ port }: ModuleConfig, { platform }: EnvironmentConfig): Rule[] {
  return [
    [
      platform.serviceTls !== false && port === serviceTlsPort,
      "port",
      `must not be ${serviceTlsPort} with platform.serviceTls`,
      port,
      "There the proxy of Service Connect takes TLS; choose another.",
    ],
  ];
}
