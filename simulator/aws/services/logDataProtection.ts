import { isDeepStrictEqual } from "node:util";
import { mostIdentifiers, nameFault, patternFault } from "../../../infra/privacy/customIdentifier";
import type { Neighbour, Refusal, Values } from "../types";

const longestPolicy = 30_720;

interface Document {
  readonly Configuration?: { readonly CustomDataIdentifier?: readonly { Name: string; Regex: string }[] };
  readonly Statement: readonly [
    {
      readonly DataIdentifier: readonly string[];
      readonly Operation: {
        readonly Audit: { readonly FindingsDestination: { CloudWatchLogs?: { LogGroup: string } } };
      };
    },
    { readonly DataIdentifier: readonly string[] },
  ];
}

/**
 * What CloudWatch Logs refuses of a data protection policy.
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDataProtectionPolicy.html
 */
export function protectionFault(
  { logGroupName, policyDocument }: Values,
  others: readonly Neighbour[],
): Refusal | undefined {
  const text = String(policyDocument);
  const { Configuration, Statement } = JSON.parse(text) as Document;
  const [audit, deidentify] = Statement;
  const own = Configuration?.CustomDataIdentifier ?? [];
  const destination = audit.Operation.Audit.FindingsDestination.CloudWatchLogs?.LogGroup;
  const [faulty] = own.flatMap(({ Name, Regex }) => nameFault(Name) ?? patternFault(Regex) ?? []);
  const named = new Set(own.map(({ Name }) => Name));
  const detail =
    (text.length > longestPolicy && "the policy is too long") ||
    (Statement.length !== 2 && "there must be two statements") ||
    (!isDeepStrictEqual(audit.DataIdentifier, deidentify.DataIdentifier) &&
      "both statements must have the same identifiers") ||
    (own.length > mostIdentifiers && `there may be ${mostIdentifiers} identifiers of one's own`) ||
    (faulty !== undefined && faulty) ||
    (audit.DataIdentifier.some((one) => !one.startsWith("arn:") && !named.has(one)) &&
      "an identifier is not defined") ||
    (destination === logGroupName && "findings may not go to the log group itself") ||
    (destination !== undefined &&
      !others.some(({ type, values }) => type.endsWith(":LogGroup") && values.name === destination) &&
      `there is no log group ${destination}`);
  return detail ? { code: "InvalidParameterException", detail } : undefined;
}
