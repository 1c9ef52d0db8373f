import { aiGatewayName } from "../../aiGateway/clients";
import { callersOf, mostServices, passesGateway, reachesGateway } from "../../aiGateway/gatewayModule";
import { proxyConfig } from "../../aiGateway/proxyConfig";
import { type AiProvider, providersOf } from "../../aiProviders";
import { fault, type Fault } from "../../faults";
import type { AiGatewayConfig } from "../schema/aiGateway";
import type { EnvironmentConfig } from "../schema/environment";

/** A task definition holds 64 KiB, and more than the gateway's settings. */
const mostBytes = 40 * 1024;

/** `declared` as the stack file says it, and with the gateway among its modules. */
export function aiGatewayRules(declared: EnvironmentConfig, complete: EnvironmentConfig): Fault[] {
  const { aiGateway } = declared;
  return [
    ...nameFaults(declared),
    ...quotaFaults(declared),
    ...(aiGateway ? [...callerFaults(declared), ...gatewayFaults(aiGateway, declared, complete)] : []),
  ];
}

/** Of the gateway's module, which no stack file has, as the key that the file does have. */
export function asDeclared(found: Fault): Fault {
  return found.path === `modules.${aiGatewayName}.scaling.min`
    ? { ...found, path: "aiGateway.tasks" }
    : found;
}

function quotaFaults({ aiGateway, modules }: EnvironmentConfig): Fault[] {
  const [rule, fix] = aiGateway
    ? [
        "needs aiProviders outside of AWS",
        "The gateway counts no other calls: remove it; aiUsage has alarms.",
      ]
    : [
        "needs aiGateway",
        "Nothing else counts calls before they are made: remove it, or see docs/ai-gateway.md.",
      ];
  return Object.entries(modules).flatMap(([name, module]) =>
    module.aiQuota === undefined || (aiGateway && providersOf(module).some(passesGateway))
      ? []
      : [fault(`modules.${name}.aiQuota`, rule, module.aiQuota, fix)],
  );
}

function nameFaults({ modules }: EnvironmentConfig): Fault[] {
  return [
    ...(Object.hasOwn(modules, aiGatewayName)
      ? [
          fault(
            `modules.${aiGatewayName}`,
            "has the name of the AI gateway",
            undefined,
            "Choose another name.",
          ),
        ]
      : []),
    ...Object.entries(modules).flatMap(([name, { calls }]) =>
      calls.includes(aiGatewayName)
        ? [
            fault(
              `modules.${name}.calls`,
              "must not name the AI gateway",
              calls,
              "Name the services in aiProviders.",
            ),
          ]
        : [],
    ),
  ];
}

/** Whether each caller can go through the gateway as it is. */
function callerFaults({ modules }: EnvironmentConfig): Fault[] {
  const known = new Map<string, AiProvider>();
  return callersOf(modules).flatMap(([name, module]) => [
    ...(reachesGateway(module)
      ? []
      : [
          fault(
            `modules.${name}.aiProviders`,
            "must not have services outside of AWS with aiGateway",
            module.aiProviders,
            "Jobs and the company's own servers know no names of Service Connect. Let a service make these calls, or use Bedrock.",
          ),
        ]),
    ...(module.aiUsage.usdPerDay === undefined
      ? []
      : [
          fault(
            `modules.${name}.aiUsage.usdPerDay`,
            "must not be set with aiGateway",
            module.aiUsage.usdPerDay,
            "The gateway counts tokens and knows no prices: set tokensPerHour.",
          ),
        ]),
    ...providersOf(module).flatMap((provider, index) => {
      const first = known.get(provider.name);
      known.set(provider.name, first ?? provider);
      return first === undefined || same(first, provider)
        ? []
        : [
            fault(
              `modules.${name}.aiProviders[${index}]`,
              "must be the same API as in other modules of that name: the gateway has one key for it",
              module.aiProviders[index],
              "Give domain and secret alike, or choose another name.",
            ),
          ];
    }),
  ]);
}

function same(one: AiProvider, other: AiProvider): boolean {
  return one.domains.join() === other.domains.join() && one.keyVariable === other.keyVariable;
}

function gatewayFaults(
  { azureResource, keyHeaders = {} }: AiGatewayConfig,
  { modules }: EnvironmentConfig,
  complete: EnvironmentConfig,
): Fault[] {
  const providers = callersOf(modules).flatMap(([, module]) => providersOf(module).filter(passesGateway));
  const used = new Set(providers.map(({ name }) => name));
  const azure = used.has("azure-openai");
  const bytes = Buffer.byteLength(proxyConfig(complete));
  const rules: (readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string])[] = [
    [
      azure && azureResource === undefined,
      ".azureResource",
      "is missing",
      undefined,
      "Modules call azure-openai: name the resource that they call.",
    ],
    [!azure && azureResource !== undefined, ".azureResource", "is of no use", azureResource, "Remove it."],
    ...Object.entries(keyHeaders).map(
      ([name, header]) =>
        [
          !used.has(name),
          `.keyHeaders.${name}`,
          "must be of an API in aiProviders",
          header,
          "Remove it.",
        ] as const,
    ),
    [
      used.size > mostServices,
      "",
      `must be for at most ${mostServices} services, as metrics count them`,
      used.size,
      "Let modules share services, or use a second environment.",
    ],
    [
      bytes > mostBytes,
      "",
      `must have settings of at most ${mostBytes} bytes, with some 600 for each service of each module`,
      bytes,
      "Let fewer modules call services outside of AWS, or use a second environment.",
    ],
  ];
  return rules
    .filter(([broken]) => broken)
    .map(([, path, rule, got, fix]) => fault(`aiGateway${path}`, rule, got, fix));
}
