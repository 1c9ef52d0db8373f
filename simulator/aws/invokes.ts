import { digits } from "./identity";
import type { Place } from "./types";

type Answer = (
  inputs: Readonly<Record<string, unknown>>,
  place: Place,
  memory: Memory,
) => Record<string, unknown>;

/** What an invoke reads and no resource of the program writes. */
export interface Memory {
  /** Value by full name of the SSM parameter. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Id of the route table by id of the subnet that has it. */
  readonly routeTables: ReadonlyMap<string, string>;
}

export const invokes: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_, { account }) => ({
    id: account,
    accountId: account,
    arn: `arn:aws:iam::${account}:user/simulated`,
    userId: "AIDASIMULATED",
  }),
  "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ name }, { region, account }) => ({
    id: `pl-${digits(String(name), 8)}`,
    name,
    region,
    arn: `arn:aws:ec2:${region}:${account}:prefix-list/pl-${digits(String(name), 8)}`,
  }),
  "aws:ec2/getRouteTables:getRouteTables": ({ filters }, { region }, { routeTables }) => {
    const [{ name, values }] = filters as [{ name: string; values: readonly string[] }];
    if (name !== "association.subnet-id") throw new Error(`the simulator does not know the filter ${name}`);
    return { id: region, region, filters, ids: values.flatMap((subnet) => routeTables.get(subnet) ?? []) };
  },
  "aws:ssm/getParametersByPath:getParametersByPath": ({ path }, { region, account }, { parameters }) => {
    const names = Object.keys(parameters)
      .filter((name) => name.startsWith(`${String(path)}/`))
      .sort();
    return {
      id: String(path),
      path,
      region,
      names,
      values: names.map((name) => parameters[name]),
      arns: names.map((name) => `arn:aws:ssm:${region}:${account}:parameter${name}`),
      types: names.map(() => "String"),
    };
  },
  // AWS answers with another one each time; a simulated one must never be taken for a real password.
  "aws:secretsmanager/getRandomPassword:getRandomPassword": (_, { region }) => ({
    id: "simulated",
    region,
    randomPassword: "simulated-password-of-forty-characters-0",
  }),
};
