import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes, Values } from "../types";

export const cognitoTypes: ResourceTypes = {
  "aws:cognito/userPool:UserPool": {
    outputs: (resource, { region, account }) => {
      const id = `${region}_${digits(resource.urn, 9)}`;
      return {
        ...{ id, name: physicalName(resource, resource.inputs.name) },
        arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
        endpoint: `cognito-idp.${region}.amazonaws.com/${id}`,
      };
    },
    replacedBy: ["aliasAttributes", "name", "usernameAttributes"],
    replacedIf: (olds, news) =>
      caseSensitive(olds) === caseSensitive(news) ? [] : ["usernameConfiguration"],
    name: nameRule(128, /^[\w\s+=,.@-]+$/),
    refusal: "InvalidParameterException",
    seconds: 3,
  },
  "aws:cognito/resourceServer:ResourceServer": {
    outputs: ({ inputs }) => ({
      id: `${String(inputs.userPoolId)}|${String(inputs.identifier)}`,
      scopeIdentifiers: scopeIdentifiers(inputs),
    }),
    recomputed: (_, inputs) => ({ scopeIdentifiers: scopeIdentifiers(inputs) }),
    replacedBy: ["identifier", "name", "userPoolId"],
    name: nameRule(256, /^[\w\s+=,.@-]+$/),
    onlyOne: ["userPoolId", "identifier"],
  },
  "aws:cognito/userPoolClient:UserPoolClient": {
    outputs: (resource) => ({
      id: digits(resource.urn, 26),
      name: physicalName(resource, resource.inputs.name),
      clientSecret:
        resource.inputs.generateSecret === true ? `simulated-client-secret-${digits(resource.urn, 26)}` : "",
    }),
    replacedBy: ["generateSecret", "userPoolId"],
    name: nameRule(128, /^[\w\s+=,.@-]+$/),
    secrets: ["clientSecret"],
  },
  "aws:cognito/userPoolDomain:UserPoolDomain": {
    outputs: ({ inputs }) => ({ id: String(inputs.domain) }),
    replacedBy: ["domain", "userPoolId"],
    replacedIf: (olds, news) =>
      (olds.certificateArn === undefined) === (news.certificateArn === undefined) ? [] : ["certificateArn"],
    // A prefix, which all accounts of a region share; a domain of one's own would be a whole name.
    name: {
      ...nameRule(
        63,
        /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
        "InvalidParameterException",
      ),
      property: "domain",
    },
    holds: ["aws:cognito/userPool:UserPool"],
    seconds: 5,
  },
};

/** The full names of the scopes. */
function scopeIdentifiers(inputs: Values): readonly string[] {
  const scopes = (inputs.scopes ?? []) as readonly { readonly scopeName: string }[];
  return scopes.map(({ scopeName }) => `${String(inputs.identifier)}/${scopeName}`);
}

function caseSensitive({ usernameConfiguration }: Values): unknown {
  return (usernameConfiguration as Values | undefined)?.caseSensitive;
}
