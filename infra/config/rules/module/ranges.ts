import { isPrivate, parseCidr } from "../../../aws/cidr";
import type { Fault } from "../../../faults";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** Address ranges that the module takes calls from, and those that it speaks to. */
export function rangeFaults({ allowedCidrs, outbound }: ModuleConfig, at: At): Fault[] {
  const outboundText = outbound.map(({ cidr, port }) => `${cidr} ${port}`);
  const rules: Rule[] = [
    ...allowedCidrs.flatMap((cidr, index): Rule[] => [
      ...cidrRules(`allowedCidrs[${index}]`, cidr),
      [
        parseCidr(cidr) !== undefined && !isPrivate(parseCidr(cidr)!),
        `allowedCidrs[${index}]`,
        "must be private (RFC 1918)",
        cidr,
        "Only private networks reach an internal load balancer; whoever comes from the Internet calls the API.",
      ],
      [
        allowedCidrs.indexOf(cidr) !== index,
        `allowedCidrs[${index}]`,
        "must not be named twice",
        cidr,
        "Remove one.",
      ],
    ]),
    ...outbound.flatMap(({ cidr, port }, index): Rule[] => [
      ...cidrRules(`outbound[${index}].cidr`, cidr),
      [
        port === 443,
        `outbound[${index}].port`,
        "must not be 443",
        port,
        "HTTPS is open to everywhere; remove the entry.",
      ],
      [
        outboundText.indexOf(outboundText[index]!) !== index,
        `outbound[${index}]`,
        "must not open the same port of the same range twice",
        outboundText[index],
        "Remove one.",
      ],
    ]),
  ];
  return rules.filter(([broken]) => broken).map(([, path, rule, got, fix]) => at(path, rule, got, fix));
}

function cidrRules(path: string, cidr: string): Rule[] {
  return [
    [
      parseCidr(cidr) === undefined,
      path,
      "must be an IPv4 range without bits behind the prefix",
      cidr,
      "Use a range whose address ends where the prefix does, for example 10.20.0.0/16.",
    ],
  ];
}
