import { runSimulation, type SimulationErrors } from "@cloud-copilot/iam-simulate";

export type Decision = "Allowed" | "ImplicitlyDenied" | "ExplicitlyDenied";

/** A condition key, and its value as AWS would fill it in. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

export interface AccessRequest {
  /** Policy documents of the principal, by name, as JSON. */
  readonly identityPolicies: Readonly<Record<string, string>>;
  readonly resourcePolicy?: string;
  /** Permissions boundary of the principal. */
  readonly boundary?: string;
  /** Policy of the VPC endpoint that the request comes by. */
  readonly endpointPolicy?: string;
  /** ARN, or a service such as `logs.amazonaws.com`. */
  readonly principal: string;
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN, or `*` for an action that names no resource. */
  readonly resource: string;
  readonly context?: RequestContext;
  /** Account of the resource, where its ARN names none, as with buckets; the principal's unless told. */
  readonly resourceAccount?: string;
}

/** The simulator wants an account, even where a service asks and the ARN of a bucket names none. */
const someAccount = "123456789012";

/**
 * What IAM would decide, worked out in this process. A policy that IAM would refuse, an action that does not
 * exist or a condition key that this action does not carry throws: each would otherwise read as "denied", and
 * a test that expects a denial would pass for the wrong reason.
 */
export async function decide(request: AccessRequest): Promise<Decision> {
  const { principal, action, resource, boundary, resourcePolicy } = request;
  const accountId = accountOf(resource) ?? request.resourceAccount ?? accountOf(principal) ?? someAccount;

  const results = await runSimulation(
    {
      request: {
        principal,
        action,
        resource: { resource, accountId },
        contextVariables: contextOf(request, accountId),
      },
      identityPolicies: Object.entries(request.identityPolicies).map(([name, text]) => ({
        name,
        policy: parsed(name, text),
      })),
      // Without an organisation nothing stands above the account's own policies.
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy !== undefined && { resourcePolicy: withPrincipals(resourcePolicy) }),
      ...(request.endpointPolicy !== undefined && {
        vpcEndpointPolicies: [{ name: "endpoint", policy: withPrincipals(request.endpointPolicy) }],
      }),
      ...(boundary !== undefined && {
        permissionBoundaryPolicies: [{ name: "boundary", policy: parsed("boundary", boundary) }],
      }),
    },
    {},
  );
  if (results.resultType === "error") throw new Error(errorText(request, results.errors));

  const parts = results.resultType === "single" ? [results.result] : results.results;
  const ignored = parts.flatMap(({ ignoredContextKeys }) => ignoredContextKeys ?? []);
  const given = ignored.filter((key) => request.context !== undefined && key in request.context);
  if (given.length > 0) throw new Error(`${action} carries no condition key ${given.join(", ")}`);
  return results.overallResult;
}

/** Keys that every request carries, so that a policy which asks for them is not refused for their absence. */
function contextOf(
  { principal, context = {} }: AccessRequest,
  accountId: string,
): Record<string, string | string[]> {
  const given = Object.entries(context).map(([key, value]) => [
    key,
    typeof value === "string" ? value : [...value],
  ]);
  const principalAccount = accountOf(principal);
  return {
    "aws:ResourceAccount": accountId,
    "aws:SecureTransport": "true",
    ...(principalAccount !== undefined && {
      "aws:PrincipalAccount": principalAccount,
      "aws:PrincipalArn": principal,
    }),
    ...(Object.fromEntries(given) as Record<string, string | string[]>),
  };
}

function accountOf(arn: string): string | undefined {
  const account = arn.split(":")[4];
  return account === undefined || account === "" ? undefined : account;
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${name} is no JSON: ${text}`, { cause });
  }
}

/** The library takes a statement without a principal for one that suits everybody; IAM refuses it. */
function withPrincipals(text: string): unknown {
  const name = "resource policy";
  const policy = parsed(name, text);
  const statements = [(policy as { Statement?: unknown } | null)?.Statement ?? []].flat();
  for (const statement of statements as object[])
    if (!("Principal" in statement || "NotPrincipal" in statement))
      throw new Error(`${name} has a statement without a principal: ${JSON.stringify(statement)}`);
  return policy;
}

function errorText({ action, resource }: AccessRequest, { message, ...details }: SimulationErrors): string {
  return `cannot simulate ${action} on ${resource}: ${message} ${JSON.stringify(details)}`;
}
