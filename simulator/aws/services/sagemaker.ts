import { arnOf, digits } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes, Values } from "../types";

const domain = "aws:sagemaker/domain:Domain";
const profile = "aws:sagemaker/userProfile:UserProfile";

/** Of domains, profiles and spaces alike. */
const nameCharacters = /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/;

export const sagemakerTypes: ResourceTypes = {
  [domain]: {
    outputs: ({ urn }, place) => {
      const id = `d-${digits(urn, 12)}`;
      return {
        id,
        arn: arnOf("sagemaker", place, `domain/${id}`),
        homeEfsFileSystemId: `fs-${digits(urn, 17)}`,
        securityGroupIdForDomainBoundary: `sg-${digits(urn, 17)}`,
        singleSignOnApplicationArn: "",
        singleSignOnManagedApplicationInstanceId: "",
        url: `https://${id}.studio.${place.region}.sagemaker.aws`,
      };
    },
    replacedBy: ["authMode", "domainName", "kmsKeyId", "subnetIds", "vpcId"],
    name: { ...nameRule(63, nameCharacters), property: "domainName" },
    // The file system has an address in each subnet.
    holds: ["aws:ec2/subnet:Subnet"],
    refusal: "ResourceInUse",
    seconds: 240,
  },
  [profile]: {
    outputs: ({ inputs }, place) => {
      const arn = arnOf("sagemaker", place, `user-profile/${named(inputs, "userProfileName")}`);
      return { id: arn, arn, homeEfsFileSystemUid: "200005" };
    },
    replacedBy: ["domainId", "singleSignOnUserIdentifier", "singleSignOnUserValue", "userProfileName"],
    name: {
      ...nameRule(63, nameCharacters, "ResourceInUse"),
      property: "userProfileName",
      uniqueIn: ["domainId"],
    },
    holds: [domain],
    namedBy: (own, { domainId, ownershipSettings }) =>
      domainId === own.domainId &&
      (ownershipSettings as Values | undefined)?.ownerUserProfileName === own.userProfileName,
    refusal: "ResourceInUse",
    seconds: 15,
  },
  "aws:sagemaker/space:Space": {
    outputs: ({ inputs }, place) => {
      const arn = arnOf("sagemaker", place, `space/${named(inputs, "spaceName")}`);
      const domainId = String(inputs.domainId);
      return {
        id: arn,
        arn,
        homeEfsFileSystemUid: "200006",
        url: `https://${domainId}.studio.${place.region}.sagemaker.aws/jupyterlab/default`,
      };
    },
    replacedBy: ["domainId", "spaceName"],
    name: {
      ...nameRule(63, nameCharacters, "ResourceInUse"),
      property: "spaceName",
      uniqueIn: ["domainId"],
    },
    holds: [domain, profile],
    seconds: 15,
  },
};

function named(inputs: Values, property: string): string {
  return `${String(inputs.domainId)}/${String(inputs[property])}`;
}
