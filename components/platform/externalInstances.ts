import { Activation } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformConfig } from "../../infra/config/schema/platform";
import { agentPolicies, createAgentRole } from "../../infra/iam/instances";
import { serviceTrust } from "../../infra/iam/trust";
import type { Scope } from "../../infra/scope";

/** What a server of the company shows to join the cluster through ECS Anywhere. */
export interface ActivationRef {
  readonly id: pulumi.Output<string>;
  /** A secret: whoever has it makes a machine an instance of the cluster. */
  readonly code: pulumi.Output<string>;
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-registration.html */
export function createActivation(
  name: string,
  { externalInstances, scope }: Pick<PlatformConfig, "externalInstances"> & { readonly scope: Scope },
  parent: pulumi.Resource,
): ActivationRef | undefined {
  if (!externalInstances) return undefined;
  const { role, attachments } = createAgentRole(
    name,
    {
      description: "Servers of the company: join the cluster through ECS Anywhere",
      trust: scope.account.apply((account) =>
        serviceTrust("ssm.amazonaws.com", account, `arn:aws:ssm:${scope.region}:${account}:*`),
      ),
      statements: [],
      policyArns: { "-ecs": agentPolicies.containerInstance, "-ssm": agentPolicies.systemsManager },
    },
    scope,
    { parent },
  );
  const activation = new Activation(
    name,
    {
      description: `Servers that join ${scope.environment}`,
      // Its path and name. https://docs.aws.amazon.com/systems-manager/latest/userguide/hybrid-activation-managed-nodes.html
      iamRole: role.arn.apply((arn) => arn.split(":role/")[1]!),
      registrationLimit: externalInstances.registrations,
    },
    {
      parent,
      dependsOn: [...attachments],
      additionalSecretOutputs: ["activationCode"],
      // It lasts for a day and nothing renews it.
      replacementTrigger: externalInstances.activation,
    },
  );
  return { id: activation.id, code: pulumi.secret(activation.activationCode) };
}
