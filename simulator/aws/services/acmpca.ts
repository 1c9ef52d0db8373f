import { arnOf, digits, uuid } from "../identity";
import type { ResourceTypes } from "../types";

/** Nobody's certificate: what stands between the lines of a PEM file says so. */
const pem = (kind: string, id: string) => `-----BEGIN ${kind}-----\nsimulated-${id}\n-----END ${kind}-----`;

/** That of a root has nothing above it. */
const rootTemplate = /\/RootCACertificate(?:_|\/)/;

export const acmpcaTypes: ResourceTypes = {
  "aws:acmpca/certificateAuthority:CertificateAuthority": {
    outputs: ({ urn }, place) => {
      const arn = arnOf("acm-pca", place, `certificate-authority/${uuid(urn)}`);
      return { id: arn, arn, certificateSigningRequest: pem("CERTIFICATE REQUEST", digits(urn, 32)) };
    },
    replacedBy: ["certificateAuthorityConfiguration", "keyStorageSecurityStandard", "type"],
    seconds: 10,
  },
  "aws:acmpca/certificate:Certificate": {
    outputs: ({ urn, inputs }) => {
      const authority = String(inputs.certificateAuthorityArn);
      const arn = `${authority}/certificate/${digits(urn, 32)}`;
      return {
        ...{ id: arn, arn, certificate: pem("CERTIFICATE", digits(urn, 32)) },
        certificateChain: rootTemplate.test(String(inputs.templateArn))
          ? ""
          : pem("CERTIFICATE", digits(authority, 32)),
      };
    },
    replacedBy: [
      "apiPassthrough",
      "certificateAuthorityArn",
      "certificateSigningRequest",
      "signingAlgorithm",
      "templateArn",
      "validity",
    ],
    seconds: 5,
  },
  "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate": {
    outputs: ({ inputs }) => ({ id: String(inputs.certificateAuthorityArn) }),
    replacedBy: ["certificate", "certificateAuthorityArn", "certificateChain"],
  },
};
