import { InstanceProfile, RolePolicyAttachment } from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../scope";
import { createRole, type RoleArgs, type RoleRef } from "./role";
import type { Statement } from "./statements";
import { instanceTrust } from "./trust";

/**
 * Policies that AWS keeps for its own agents on instances. They are attached, not written out here: the agents come
 * with AWS's images, newer ones call more, and with statements of ours they would one day no longer join the cluster.
 */
export const agentPolicies = {
  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html */
  containerInstance: "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html */
  managedInstance: "arn:aws:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances",
  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html */
  managedInfrastructure: "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances",
  /** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/iam-role-ecsanywhere.html */
  systemsManager: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
} as const;

/**
 * AWS's own policy passes only roles whose name begins with ecsInstanceRole.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-instance-profile.html
 */
export function passInstanceRole(roleArn: string): Statement {
  return {
    Sid: "PassInstanceRole",
    Effect: "Allow",
    Action: "iam:PassRole",
    Resource: roleArn,
    Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
  };
}

export interface AgentRoleArgs extends RoleArgs {
  /** By the part that their attachments add to the name. */
  readonly policyArns: Readonly<Record<string, string>>;
}

/** A role with policies that AWS keeps; whoever needs them waits for the attachments. */
export function createAgentRole(
  name: string,
  { policyArns, ...args }: AgentRoleArgs,
  scope: Scope,
  opts: pulumi.CustomResourceOptions,
): { readonly role: RoleRef; readonly attachments: readonly RolePolicyAttachment[] } {
  const role = createRole(name, args, scope, opts);
  const attachments = Object.entries(policyArns).map(
    ([suffix, policyArn]) =>
      new RolePolicyAttachment(`${name}${suffix}`, { role: role.name, policyArn }, opts),
  );
  return { role, attachments };
}

/** What lets an instance join the cluster. */
export function createInstanceProfile(
  name: string,
  { policyArn, ...args }: Omit<RoleArgs, "trust"> & { readonly policyArn: string },
  scope: Scope,
  opts: pulumi.CustomResourceOptions,
): { readonly role: RoleRef; readonly profile: InstanceProfile } {
  const { role, attachments } = createAgentRole(
    name,
    { ...args, trust: instanceTrust(), policyArns: { "": policyArn } },
    scope,
    opts,
  );
  const { tags } = args;
  const profile = new InstanceProfile(
    name,
    { role: role.name, ...(tags === undefined ? {} : { tags }) },
    { ...opts, dependsOn: [...attachments] },
  );
  return { role, profile };
}
