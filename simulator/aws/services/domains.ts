import { digits, uuid } from "../identity";
import type { ResourceTypes } from "../types";

export const domainsTypes: ResourceTypes = {
  "aws:acm/certificate:Certificate": {
    outputs: ({ urn, inputs }, { region, account }) => {
      const domainName = String(inputs.domainName);
      const arn = `arn:aws:acm:${region}:${account}:certificate/${uuid(urn)}`;
      return { id: arn, arn, domainValidationOptions: [validationOption(urn, domainName)] };
    },
    replacedBy: [
      "certificateAuthorityArn",
      "domainName",
      "keyAlgorithm",
      "subjectAlternativeNames",
      "validationMethod",
      "validationOptions",
    ],
    refusal: "ResourceInUseException",
    seconds: 5,
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    // The real id is the moment when ACM issued the certificate.
    outputs: ({ urn }) => ({ id: digits(urn, 32) }),
    replacedBy: ["certificateArn", "validationRecordFqdns"],
    seconds: 120,
  },
  "aws:route53/record:Record": {
    outputs: ({ inputs }) => {
      const fqdn = String(inputs.name).replace(/\.$/, "").toLowerCase();
      return { id: `${String(inputs.zoneId)}_${fqdn}_${String(inputs.type)}`, fqdn };
    },
    replacedBy: ["name", "zoneId"],
    onlyOne: ["zoneId", "fqdn", "type"],
    seconds: 45,
  },
};

function validationOption(urn: string, domainName: string): Readonly<Record<string, string>> {
  return {
    domainName,
    resourceRecordName: `_${digits(domainName, 32)}.${domainName}.`,
    resourceRecordType: "CNAME",
    resourceRecordValue: `_${digits(urn, 32)}.acm-validations.aws.`,
  };
}
