import { callCircle } from "../../../callOrder";
import { callVariable } from "../../../callVariables";
import type { Fault } from "../../../faults";
import { answers, hasService } from "../../../moduleKinds";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import { suggestion } from "../../nearest";
import type { At } from "./at";
import { reservedVariables } from "./containers";

type Modules = EnvironmentConfig["modules"];
type Rule = readonly [broken: boolean, rule: string, fix: string];

/** Whom the module calls, and whether that can be. */
export function callFaults(
  name: string,
  module: ModuleConfig,
  { modules }: EnvironmentConfig,
  at: At,
): Fault[] {
  const faults = module.calls.flatMap((callee, index) =>
    calleeRules(name, callee, index, modules)
      .filter(([broken]) => broken)
      .map(([, rule, fix]) => at(`calls[${index}]`, rule, callee, fix)),
  );
  const circle = callCircle(name, modules);
  if (circle)
    faults.push(
      at(
        "calls",
        `must not lead back to ${name}`,
        circle.join(" -> "),
        "Each module starts after those that it calls. Remove one of these calls, or let both sides call a third module.",
      ),
    );
  return [...faults, ...variableFaults(module, modules, at)];
}

function calleeRules(name: string, callee: string, index: number, modules: Modules): Rule[] {
  const caller = modules[name]!;
  const other = Object.hasOwn(modules, callee) ? modules[callee] : undefined;
  if (callee === name) return [[true, "must not be the module itself", "Remove it."]];
  if (other === undefined) {
    const known = Object.keys(modules).filter((one) => one !== name);
    return [[true, "must be a module of this file", suggestion(callee, known)]];
  }
  const answering = answers(other);
  return [
    [caller.calls.indexOf(callee) !== index, "must not be named twice", "Remove one."],
    [
      !answering && other.kind !== "worker",
      "must be a module that answers in the VPC, or a worker",
      other.kind === "job"
        ? "A job answers nobody; remove it."
        : "Nothing in AWS knows a way to the company's own servers by name; write its address into outbound.",
    ],
    [
      answering && caller.capacity.kind === "external",
      "must be a worker where the module runs on the company's own servers",
      "Service Connect ends at the VPC: send work through the queue of a worker.",
    ],
    [
      reservedVariables.test(callVariable(callee, other.kind)),
      `must not be a module whose address would be in ${callVariable(callee, other.kind)}, a name that the platform sets`,
      "Give that module another name.",
    ],
    // https://github.com/aws/containers-roadmap/issues/2610
    [
      answering && !hasService(caller),
      "must be a worker where a job calls",
      "The tasks of a job know no names of Service Connect. Call a worker, or a module of protocol: tcp by its load balancer, with an entry in outbound.",
    ],
  ];
}

/** A call brings its variable, so nothing else may set that. */
function variableFaults({ calls, environment }: ModuleConfig, modules: Modules, at: At): Fault[] {
  const setBy = new Map<string, string>();
  return [...new Set(calls)].flatMap((callee) => {
    const other = modules[callee];
    if (other === undefined) return [];
    const variable = callVariable(callee, other.kind);
    const rival = setBy.get(variable);
    setBy.set(variable, callee);
    return [
      ...(rival === undefined
        ? []
        : [
            at(
              `calls[${calls.indexOf(callee)}]`,
              `must not set ${variable}, which the call of ${rival} sets`,
              callee,
              "Give one of the two modules another name.",
            ),
          ]),
      ...(environment[variable] === undefined
        ? []
        : [
            at(
              `environment.${variable}`,
              `is what the call of ${callee} sets`,
              environment[variable],
              "Remove it.",
            ),
          ]),
    ];
  });
}
