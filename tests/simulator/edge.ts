import { TeamsChannelConfiguration } from "@pulumi/aws/chatbot";
import * as pulumi from "@pulumi/pulumi";
import { Certificate, CertificateValidation } from "@pulumi/aws/acm";
import * as apigateway from "@pulumi/aws/apigateway";
import { VpcLink } from "@pulumi/aws/apigatewayv2";
import { LogGroup } from "@pulumi/aws/cloudwatch";
import * as cognito from "@pulumi/aws/cognito";
import { SecurityGroup, Subnet } from "@pulumi/aws/ec2";
import { Role } from "@pulumi/aws/iam";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import { Listener } from "@pulumi/aws/lb";
import { Record as DnsRecord } from "@pulumi/aws/route53";
import { WebAcl, WebAclAssociation, WebAclLoggingConfiguration } from "@pulumi/aws/wafv2";

const domain = "api.example.com";
const zoneId = "Z0123456789ABC";
const code = () =>
  new pulumi.asset.AssetArchive({ "index.mjs": new pulumi.asset.StringAsset("export const handler = 1;") });

/** A public API with all that can stand in front of it, so that every type of the edge is made by something. */
export function edge() {
  const role = new Role("role", { assumeRolePolicy: "{}" });
  const authorizer = new LambdaFunction("authorizer", {
    role: role.arn,
    code: code(),
    handler: "index.handler",
  });

  const subnet = new Subnet("subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/24" });
  const group = new SecurityGroup("group", { vpcId: "vpc-1" });
  const link = new VpcLink("link", { securityGroupIds: [group.id], subnetIds: [subnet.id] });

  const api = new apigateway.RestApi("api", { body: pulumi.jsonStringify([authorizer.invokeArn, link.id]) });
  const deployment = new apigateway.Deployment("api", { restApi: api.id, triggers: { body: "1" } });
  const stage = new apigateway.Stage("api", { restApi: api.id, deployment: deployment.id, stageName: "v1" });
  new apigateway.MethodSettings("api", {
    ...{ restApi: api.id, stageName: stage.stageName, methodPath: "*/*" },
    settings: { metricsEnabled: true },
  });
  const account = new apigateway.Account("account", { cloudwatchRoleArn: role.arn });

  const key = new apigateway.ApiKey("client");
  const apiStages = [{ apiId: api.id, stage: stage.stageName }];
  const plan = new apigateway.UsagePlan("client", { apiStages });
  const planKey = new apigateway.UsagePlanKey("client", {
    ...{ keyId: key.id, keyType: "API_KEY", usagePlanId: plan.id },
  });
  return { account, api, authorizer, deployment, key, link, plan, planKey, stage, ...doors(api, stage) };
}

/** The name of the API, its firewall and whoever issues its tokens. */
function doors(api: apigateway.RestApi, stage: apigateway.Stage) {
  const certificate = new Certificate("domain", { domainName: domain, validationMethod: "DNS" });
  const option = certificate.domainValidationOptions[0]!;
  const proof = new DnsRecord("proof", {
    ...{ zoneId, name: option.resourceRecordName, type: option.resourceRecordType, ttl: 300 },
    records: [option.resourceRecordValue],
  });
  const { certificateArn } = new CertificateValidation("domain", {
    certificateArn: certificate.arn,
    validationRecordFqdns: [proof.fqdn],
  });
  const name = new apigateway.DomainName("domain", {
    domainName: domain,
    regionalCertificateArn: certificateArn,
  });
  const loadBalancerArn = "arn:aws:elasticloadbalancing:a:1:loadbalancer/app/one/1";
  new Listener("api", {
    loadBalancerArn,
    port: 443,
    certificateArn,
    defaultActions: [{ type: "fixed-response" }],
  });
  const mapping = new apigateway.BasePathMapping("domain", {
    ...{ domainName: name.domainName, restApi: api.id, stageName: stage.stageName },
  });
  const alias = { name: name.regionalDomainName, zoneId: name.regionalZoneId, evaluateTargetHealth: false };
  new DnsRecord("alias", { zoneId, name: domain, type: "A", aliases: [alias] });

  const visibilityConfig = {
    metricName: "api",
    cloudwatchMetricsEnabled: true,
    sampledRequestsEnabled: false,
  };
  const acl = new WebAcl("api", { scope: "REGIONAL", defaultAction: { allow: {} }, visibilityConfig });
  new WebAclAssociation("api", { webAclArn: acl.arn, resourceArn: stage.arn });
  const logs = new LogGroup("firewall", { name: "aws-waf-logs-api" });
  new WebAclLoggingConfiguration("api", { resourceArn: acl.arn, logDestinationConfigs: [logs.arn] });

  new TeamsChannelConfiguration("on-call", {
    configurationName: "on-call",
    iamRoleArn: "arn:aws:iam::123456789012:role/chat",
    tenantId: "01234567-89ab-cdef-0123-456789abcdef",
    teamId: "12345678-9abc-def0-1234-56789abcdef0",
    channelId: "19%3Aon-call%40thread.tacv2",
  });

  const pool = new cognito.UserPool("clients");
  const scopes = [{ scopeName: "planning.invoke", scopeDescription: "Planning" }];
  const server = new cognito.ResourceServer("clients", { userPoolId: pool.id, identifier: "api", scopes });
  const machine = new cognito.UserPoolClient("machine", { userPoolId: pool.id, generateSecret: true });
  const browser = new cognito.UserPoolClient("browser", { userPoolId: pool.id });
  new cognito.UserPoolDomain("clients", { userPoolId: pool.id, domain: "ai-platform-test" });
  return { acl, browser, certificate, machine, mapping, name, pool, proof, server };
}
