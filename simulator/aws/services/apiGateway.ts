import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Place, ResourceTypes, Values } from "../types";

/** ARNs of API Gateway itself name a region and no account. */
const gateway = ({ region }: Place, path: string) => `arn:aws:apigateway:${region}::/${path}`;

export const apiGatewayTypes: ResourceTypes = {
  "aws:apigateway/restApi:RestApi": {
    outputs: (resource, place) => {
      const id = digits(resource.urn, 10);
      return {
        ...{ id, arn: gateway(place, `restapis/${id}`), name: physicalName(resource, resource.inputs.name) },
        executionArn: `arn:aws:execute-api:${place.region}:${place.account}:${id}`,
        rootResourceId: digits(id, 10),
      };
    },
    replacedBy: [],
    refusal: "BadRequestException",
  },
  "aws:apigateway/deployment:Deployment": {
    outputs: ({ urn }) => ({ id: digits(urn, 6) }),
    replacedBy: ["restApi", "triggers", "variables"],
    refusal: "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
  },
  "aws:apigateway/stage:Stage": {
    outputs: ({ inputs }, place) => {
      const [api, stage] = [String(inputs.restApi), String(inputs.stageName)];
      return {
        id: `ags-${api}-${stage}`,
        arn: gateway(place, `restapis/${api}/stages/${stage}`),
        executionArn: `arn:aws:execute-api:${place.region}:${place.account}:${api}/${stage}`,
        invokeUrl: `https://${api}.execute-api.${place.region}.amazonaws.com/${stage}`,
      };
    },
    replacedBy: ["restApi", "stageName"],
    name: {
      ...nameRule(128, /^[A-Za-z0-9_-]+$/, "ConflictException"),
      property: "stageName",
      uniqueIn: ["restApi"],
    },
    holds: ["aws:apigateway/deployment:Deployment"],
    namedBy: namesStage,
    refusal: "BadRequestException",
  },
  "aws:apigateway/methodSettings:MethodSettings": {
    outputs: ({ inputs }) => ({
      id: [inputs.restApi, inputs.stageName, inputs.methodPath].map(String).join("-"),
    }),
    replacedBy: ["methodPath", "restApi", "stageName"],
    onlyOne: ["restApi", "stageName", "methodPath"],
  },
  "aws:apigateway/account:Account": {
    outputs: (_, { account }) => ({ id: account }),
    replacedBy: [],
    // AWS would let a second one take the place of the first, and lose both with either; nobody wants that.
    onlyOne: [],
  },
  "aws:apigateway/apiKey:ApiKey": {
    outputs: (resource, place) => {
      const id = digits(resource.urn, 10);
      return {
        ...{ id, arn: gateway(place, `apikeys/${id}`), name: physicalName(resource, resource.inputs.name) },
        ...(resource.inputs.value === undefined ? { value: keyValue(id) } : {}),
      };
    },
    replacedBy: ["value"],
    secrets: ["value"],
  },
  "aws:apigateway/usagePlan:UsagePlan": {
    outputs: (resource, place) => {
      const id = digits(resource.urn, 6);
      const name = physicalName(resource, resource.inputs.name);
      return { id, name, arn: gateway(place, `usageplans/${id}`) };
    },
    replacedBy: [],
    holds: ["aws:apigateway/stage:Stage"],
  },
  "aws:apigateway/usagePlanKey:UsagePlanKey": {
    outputs: ({ inputs }) => {
      const id = String(inputs.keyId);
      return { id, value: keyValue(id) };
    },
    replacedBy: ["keyId", "keyType", "usagePlanId"],
    onlyOne: ["usagePlanId", "keyId"],
  },
  "aws:apigateway/domainName:DomainName": {
    outputs: ({ urn, inputs }, place) => {
      const id = String(inputs.domainName);
      return {
        ...{ id, arn: gateway(place, `domainnames/${id}`) },
        regionalDomainName: `d-${digits(urn, 10)}.execute-api.${place.region}.amazonaws.com`,
        regionalZoneId: `Z${digits(place.region, 13).toUpperCase()}`,
      };
    },
    replacedBy: ["certificateBody", "certificateChain", "certificatePrivateKey", "domainName"],
    name: {
      ...nameRule(255, /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "ConflictException"),
      property: "domainName",
    },
    holds: ["aws:acm/certificate:Certificate"],
    seconds: 15,
  },
  "aws:apigateway/basePathMapping:BasePathMapping": {
    outputs: ({ inputs }) => {
      const basePath = typeof inputs.basePath === "string" ? inputs.basePath : "";
      return { id: `${String(inputs.domainName)}/${basePath}`, basePath };
    },
    replacedBy: ["domainName"],
    onlyOne: ["domainName", "basePath"],
    holds: ["aws:apigateway/restApi:RestApi", "aws:apigateway/stage:Stage"],
  },
  "aws:apigatewayv2/vpcLink:VpcLink": {
    outputs: (resource, place) => {
      const id = digits(resource.urn, 6);
      const name = physicalName(resource, resource.inputs.name);
      return { id, name, arn: gateway(place, `vpclinks/${id}`) };
    },
    replacedBy: ["securityGroupIds", "subnetIds"],
    name: nameRule(128, /^[^]+$/),
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet"],
    seconds: 120,
  },
};

/** AWS makes one up; a simulated one must never be taken for a real key. */
function keyValue(keyId: string): string {
  return `simulated-api-key-${keyId}`;
}

/** Usage plans and domains name a stage by its API and its name, side by side. */
function namesStage({ restApi, stageName }: Values, user: Values): boolean {
  const stages = (user.apiStages ?? []) as readonly Values[];
  return (
    (user.restApi === restApi && user.stageName === stageName) ||
    stages.some(({ apiId, stage }) => apiId === restApi && stage === stageName)
  );
}
