import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createProxy } from "../../../components/data/mariadb/proxy";
import type { MariadbRef } from "../../../components/data/refs";
import { accountOwnsKey, policyDocument } from "../../../infra/iam/statements";
import {
  account,
  boundary,
  build,
  key,
  keyArn,
  list,
  network,
  scope,
  statementsOf,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";

const secretArn = (module: string) =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${module}-mariadb-1234567-AbCdEf`;

const server = (): MariadbRef => ({
  hosts: pulumi.output(["mariadb.internal"]),
  port: 3306,
  clientsSecurityGroupId: pulumi.output("sg-mariadb-clients"),
  adminSecretArn: pulumi.output(`arn:aws:secretsmanager:${region}:${account}:secret:rds!db-1`),
  arn: pulumi.output(`arn:aws:rds:${region}:${account}:db:ai-platform-test`),
});

const proxy = (permissionsBoundary?: string) =>
  build(() => {
    const parent = new pulumi.ComponentResource("test:Parent", "parent");
    return createProxy(
      "proxy",
      {
        scope: scope({ permissionsBoundary }),
        network: network(),
        mariadb: server(),
        logsKey: key("logs"),
        logRetentionDays: 30,
        userSecretArns: ["planning", "search"].map((module) => pulumi.output(secretArn(module))),
      },
      parent,
    );
  });

describe("the proxy of Mariadb", () => {
  it("is made of a proxy with its target, a role, a group, and a log group", async () => {
    const { children } = await proxy();
    expect(children).to.deep.equal(
      list({
        "aws:cloudwatch/logGroup:LogGroup": "proxy",
        "aws:ec2/securityGroup:SecurityGroup": "proxy",
        "aws:iam/role:Role": "proxy",
        "aws:iam/rolePolicy:RolePolicy": "proxy",
        "aws:rds/proxy:Proxy": "proxy",
        "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "proxy",
        "aws:rds/proxyTarget:ProxyTarget": "proxy",
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "proxy-to-proxy",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "proxy-from-clients",
      }),
    );
  });

  it("lets every module's user in, by password and over TLS alone", async () => {
    const { graph } = await proxy();
    const user = (module: string) => ({
      authScheme: "SECRETS",
      iamAuth: "DISABLED",
      clientPasswordAuthType: "MYSQL_NATIVE_PASSWORD",
      secretArn: secretArn(module),
    });
    expect(only(graph, "aws:rds/proxy:Proxy").inputs).to.deep.equal({
      name: "ai-platform-test",
      engineFamily: "MYSQL",
      requireTls: true,
      roleArn: only(graph, "aws:iam/role:Role").outputs.arn,
      auths: [user("planning"), user("search")],
      vpcSubnetIds: ["subnet-isolated-a", "subnet-isolated-c"],
      vpcSecurityGroupIds: [
        only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id,
        "sg-mariadb-clients",
      ],
    });
  });

  it("stands between the clients and the server", async () => {
    const { graph } = await proxy();
    const door = only(graph, "aws:ec2/securityGroup:SecurityGroup");
    expect(door.inputs.vpcId).to.equal(vpcId);
    const tcp = { ipProtocol: "tcp", fromPort: 3306, toPort: 3306 };
    expect(only(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs).to.deep.include({
      ...tcp,
      securityGroupId: door.outputs.id,
      referencedSecurityGroupId: "sg-mariadb-clients",
    });
    expect(only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs).to.deep.include({
      ...tcp,
      securityGroupId: "sg-mariadb-clients",
      referencedSecurityGroupId: door.outputs.id,
    });
  });

  it("leaves connections to functions and administrators, who go past it", async () => {
    const { graph } = await proxy();
    expect(
      only(graph, "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").inputs.connectionPoolConfig,
    ).to.deep.equal({ maxConnectionsPercent: 90 });
    expect(only(graph, "aws:rds/proxyTarget:ProxyTarget").inputs).to.deep.equal({
      dbProxyName: "ai-platform-test",
      targetGroupName: "default",
      dbInstanceIdentifier: "ai-platform-test",
    });
  });

  it("tells its endpoint, and has a log group that expires before RDS would make one", async () => {
    const { graph, made } = await proxy();
    const { options, outputs } = only(graph, "aws:rds/proxy:Proxy");
    expect(await valueOf((made as ReturnType<typeof createProxy>).endpoint)).to.equal(outputs.endpoint);
    const group = only(graph, "aws:cloudwatch/logGroup:LogGroup");
    expect(group.inputs).to.deep.equal({
      name: "/aws/rds/proxy/ai-platform-test",
      retentionInDays: 30,
      kmsKeyId: keyArn("logs"),
    });
    expect(options.dependencies).to.include(group.urn);
  });

  it("has a role that RDS takes, under the boundary", async () => {
    const { inputs } = only((await proxy(boundary)).graph, "aws:iam/role:Role");
    expect(inputs.permissionsBoundary).to.equal(boundary);
    expect(statementsOf(inputs.assumeRolePolicy)).to.deep.equal([
      {
        Sid: "AssumeByDatabaseProxy",
        Effect: "Allow",
        Principal: { Service: "rds.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
  });

  it("reads the modules' users and no other secret, with the modules' keys and through Secrets Manager alone", async () => {
    const { graph } = await proxy();
    const policy = String(only(graph, "aws:iam/rolePolicy:RolePolicy").inputs.policy);
    const ask = (action: string, resource: string, context?: Record<string, string | string[]>) =>
      decide({
        identityPolicies: { policy },
        principal: `arn:aws:iam::${account}:role/proxy`,
        action,
        resource,
        ...(context === undefined
          ? {}
          : { context, resourcePolicy: policyDocument([accountOwnsKey(account)]) }),
      });
    const read = "secretsmanager:GetSecretValue";
    const viaSecrets = (alias: string, service = "secretsmanager") => ({
      "kms:ViaService": `${service}.${region}.amazonaws.com`,
      "kms:ResourceAliases": [alias],
    });
    const ofModule = "alias/ai-platform/test/modules/planning";
    expect(await ask(read, secretArn("planning"))).to.equal("Allowed");
    expect(await ask(read, secretArn("billing"))).to.equal("ImplicitlyDenied");
    const decrypt = (context: Record<string, string | string[]>) =>
      ask("kms:Decrypt", keyArn("one"), context);
    expect(await decrypt(viaSecrets(ofModule))).to.equal("Allowed");
    expect(await decrypt(viaSecrets(ofModule, "s3"))).to.equal("ImplicitlyDenied");
    expect(await decrypt(viaSecrets("alias/ai-platform/prod/modules/planning"))).to.equal("ImplicitlyDenied");
    expect(await decrypt(viaSecrets("alias/ai-platform/test/data"))).to.equal("ImplicitlyDenied");
  });
});
