import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { Workbench, type WorkbenchArgs } from "../../../components/workbench/Workbench";
import type { Graph } from "../../../simulator/graph";
import { account, build, network, trustOf, vpcId } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { policiesOfRole } from "../../support/resources";
import { workbenchArgs } from "./workbenchArgs";

const domainType = "aws:sagemaker/domain:Domain";
const profileType = "aws:sagemaker/userProfile:UserProfile";
const spaceType = "aws:sagemaker/space:Space";
const groupType = "aws:ec2/securityGroup:SecurityGroup";
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const roleType = "aws:iam/role:Role";

const made = async (change: Partial<WorkbenchArgs> = {}) =>
  build(() => new Workbench("workbench", workbenchArgs(change)));
const settingsOf = (graph: Graph, team: string) =>
  only(graph, profileType, `workbench-${team}`).inputs.userSettings as Record<string, unknown>;

describe("Workbench", () => {
  it("has one domain, and of each team a profile, a space, a role and a group", async () => {
    const { children } = await made();
    const team = (name: string, members: boolean) => ({
      [`workbench-${name}`]: [profileType, spaceType, roleType, "aws:iam/rolePolicy:RolePolicy", groupType],
      [`workbench-${name}-within`]: [ingressType, egressType],
      [`workbench-${name}-https`]: [egressType],
      [`workbench-${name}-nfs`]: [egressType],
      ...(members ? { [`workbench-${name}-members`]: [roleType, "aws:iam/rolePolicy:RolePolicy"] } : {}),
    });
    const all: Readonly<Record<string, readonly string[]>> = {
      workbench: [
        ...["aws:kms/key:Key", "aws:kms/alias:Alias", "aws:cloudwatch/logGroup:LogGroup"],
        domainType,
      ],
      "workbench-nobody": [roleType, groupType],
      ...team("lab", true),
      ...team("other", false),
    };
    const expected = Object.entries(all).flatMap(([name, types]) => types.map((type) => `${type} ${name}`));
    expect(children).to.deep.equal(expected.sort());
  });

  it("goes out by the VPC alone, and keeps its files under its own key", async () => {
    const { graph } = await made();
    const { inputs } = only(graph, domainType);
    expect(inputs).to.deep.include({
      ...{ domainName: "ai-platform-test", authMode: "IAM", appNetworkAccessType: "VpcOnly", vpcId },
      subnetIds: ["subnet-private-a", "subnet-private-c"],
      kmsKeyId: only(graph, "aws:kms/key:Key").outputs.arn,
      tagPropagation: "ENABLED",
    });
  });

  it("stays where it is when a zone comes: AWS would make another domain", async () => {
    const privateSubnetIds = output(["subnet-a", "subnet-b", "subnet-c"]);
    const { graph } = await made({ network: { ...network(), privateSubnetIds } });
    expect(only(graph, domainType).inputs.subnetIds).to.deep.equal(["subnet-a", "subnet-b"]);
  });

  it("stops JupyterLab when nothing runs, whatever a team sets", async () => {
    const { graph } = await made();
    const idleSettings = {
      lifecycleManagement: "ENABLED",
      idleTimeoutInMinutes: 90,
      minIdleTimeoutInMinutes: 60,
      maxIdleTimeoutInMinutes: 90,
    };
    for (const settings of [only(graph, domainType).inputs.defaultUserSettings, settingsOf(graph, "lab")])
      expect(settings).to.have.deep.property("jupyterLabAppSettings", {
        defaultResourceSpec: { instanceType: "ml.t3.large" },
        appLifecycleManagement: { idleSettings },
      });
  });

  it("gives whom the stack file does not name no right and no way", async () => {
    const { graph } = await made();
    const settings = only(graph, domainType).inputs.defaultUserSettings;
    const group = only(graph, groupType, "workbench-nobody").outputs.id;
    expect(settings).to.deep.include({
      executionRole: only(graph, roleType, "workbench-nobody").outputs.arn,
      securityGroups: [group],
    });
    expect(policiesOfRole(graph, "workbench-nobody")).to.deep.equal({});
    for (const type of [ingressType, egressType])
      expect(graph.ofType(type).filter(({ inputs }) => inputs.securityGroupId === group)).to.deep.equal([]);
  });

  it("gives each team a private space of its size, which it cannot make larger", async () => {
    const { graph } = await made();
    expect(only(graph, spaceType, "workbench-lab").inputs).to.deep.include({
      spaceName: "lab",
      ownershipSettings: { ownerUserProfileName: "lab" },
      spaceSharingSettings: { sharingType: "Private" },
      spaceSettings: {
        appType: "JupyterLab",
        spaceStorageSettings: { ebsStorageSettings: { ebsVolumeSizeInGb: 20 } },
      },
      tags: { Owner: "lab@example.com" },
    });
    expect(settingsOf(graph, "lab").spaceStorageSettings).to.deep.equal({
      defaultEbsStorageSettings: { defaultEbsVolumeSizeInGb: 20, maximumEbsVolumeSizeInGb: 20 },
    });
  });

  it("lets each team reach itself, its files and HTTPS, and no other team", async () => {
    const { graph } = await made();
    const own = only(graph, groupType, "workbench-lab").outputs.id;
    expect(settingsOf(graph, "lab").securityGroups).to.deep.equal([own]);
    const rules = (type: string) =>
      graph
        .ofType(type)
        .filter(({ inputs }) => inputs.securityGroupId === own)
        .map(({ inputs: { referencedSecurityGroupId, cidrIpv4, fromPort, toPort } }) => [
          referencedSecurityGroupId ?? cidrIpv4,
          fromPort,
          toPort,
        ]);
    expect(rules(ingressType)).to.deep.equal([[own, 8192, 65535]]);
    expect(rules(egressType)).to.have.deep.members([
      [own, 8192, 65535],
      ["0.0.0.0/0", 443, 443],
      ["10.20.0.0/16", 2049, 2049],
    ]);
  });

  it("is taken for Studio of this account and region alone, and opened by its members", async () => {
    const { graph } = await made();
    const trust = trustOf("sagemaker.amazonaws.com", `arn:aws:sagemaker:${region}:${account}:*`);
    for (const name of ["workbench-nobody", "workbench-lab", "workbench-other"]) {
      const { assumeRolePolicy } = only(graph, roleType, name).inputs;
      expect((JSON.parse(String(assumeRolePolicy)) as { Statement: unknown }).Statement).to.deep.equal(trust);
    }
    const { assumeRolePolicy } = only(graph, roleType, "workbench-lab-members").inputs;
    expect(assumeRolePolicy).to.include("arn:aws:iam::123456789012:role/developer");
  });

  it("keeps what is protected when its entry goes, and lets go what is disposable", async () => {
    const kept = (await made()).graph;
    for (const type of [profileType, spaceType])
      expect(only(kept, type, "workbench-lab").options).to.include({ retainOnDelete: true, protect: false });
    expect(only(kept, domainType).options).to.include({ retainOnDelete: true, protect: true });
    expect(only(kept, domainType).inputs.retentionPolicy).to.deep.equal({ homeEfsFileSystem: "Retain" });
    const gone = (await made({ deletion: "disposable" })).graph;
    for (const type of [domainType, profileType, spaceType])
      for (const { options } of gone.ofType(type))
        expect(options).to.include({ retainOnDelete: false, protect: false });
    expect(only(gone, domainType).inputs.retentionPolicy).to.deep.equal({ homeEfsFileSystem: "Delete" });
  });

  it("has the account's log under its key, unless another environment has it", async () => {
    const { graph } = await made();
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup").inputs).to.deep.include({
      name: "/aws/sagemaker/studio",
      retentionInDays: 30,
      kmsKeyId: only(graph, "aws:kms/key:Key").outputs.arn,
    });
    const without = await made({ logs: false });
    expect(without.graph.ofType("aws:cloudwatch/logGroup:LogGroup")).to.deep.equal([]);
  });
});
