import { fault, type Fault } from "../../faults";
import { mostIdentifiers, patternFault } from "../../privacy/customIdentifier";
import { koreanIdentifiers, managedIdentifiers } from "../../privacy/identifiers";
import type { EnvironmentConfig } from "../schema/environment";

/** What is masked in logs must be such that AWS takes it, and what may be personal must not be kept too long. */
export function privacyRules(config: EnvironmentConfig): Fault[] {
  return [...identifierFaults(config), ...retentionFaults(config)];
}

/** How many a company may add to those that are always there. */
const roomFor = mostIdentifiers - Object.keys(koreanIdentifiers).length;

function identifierFaults({ privacy: { identifiers } }: EnvironmentConfig): Fault[] {
  const path = "privacy.identifiers";
  const names = Object.keys(identifiers);
  const known: readonly string[] = [...managedIdentifiers, ...Object.keys(koreanIdentifiers)];
  return [
    ...(names.length <= roomFor
      ? []
      : [
          fault(
            path,
            `must be at most ${roomFor}`,
            names.length,
            `A log group takes ${mostIdentifiers}, and the others are those of Korea; join two with |.`,
          ),
        ]),
    ...Object.entries(identifiers).flatMap(([name, pattern]) => {
      const wrong = patternFault(pattern);
      return [
        ...(known.includes(name)
          ? [
              fault(
                `${path}.${name}`,
                "must have a name of its own",
                name,
                "It is masked already; choose another.",
              ),
            ]
          : []),
        ...(wrong === undefined
          ? []
          : [
              fault(
                `${path}.${name}`,
                wrong,
                pattern,
                "CloudWatch Logs takes a few signs only; docs/privacy.md says which.",
              ),
            ]),
      ];
    }),
  ];
}

/** Keys that say how long a log is kept that can hold what people wrote. */
export function personalLogs({
  modules,
  platform,
  edge,
  data,
  workbench: { logs, teams },
}: EnvironmentConfig): readonly (readonly [path: string, days: number])[] {
  return [
    ...Object.entries(modules).map(
      ([name, { logRetentionDays }]) => [`modules.${name}.logRetentionDays`, logRetentionDays] as const,
    ),
    ["platform.accessLogDays", platform.accessLogDays],
    ["edge.logRetentionDays", edge.logRetentionDays],
    ["data.logRetentionDays", data.logRetentionDays],
    ...(logs && Object.keys(teams).length > 0
      ? ([["workbench.logs.retentionDays", logs.retentionDays]] as const)
      : []),
  ];
}

function retentionFaults(config: EnvironmentConfig): Fault[] {
  const most = config.privacy.personalLogDays;
  return personalLogs(config)
    .filter(([, days]) => days > most)
    .map(([path, days]) =>
      fault(
        path,
        `must be at most privacy.personalLogDays (${most})`,
        days,
        "Personal data is kept no longer than it is needed; lower it, or raise the other and say why.",
      ),
    );
}
