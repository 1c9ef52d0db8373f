import { Certificate, CertificateValidation } from "@pulumi/aws/acm";
import { Record } from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { EdgeConfig } from "../../infra/config/schema/edge";
import type { CertificateRef } from "./refs";

/** The public certificate of the environment's domain; AWS renews it as long as the record of the proof stands. */
export class DomainCertificate extends pulumi.ComponentResource implements CertificateRef {
  readonly domain: string;
  readonly hostedZoneId: string;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: NonNullable<EdgeConfig["domain"]>, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:certificate:DomainCertificate", name, {}, opts);
    this.domain = args.name;
    this.hostedZoneId = args.hostedZoneId;
    const certificate = new Certificate(
      name,
      { domainName: args.name, validationMethod: "DNS" },
      { parent: this },
    );
    const proof = createProof(name, args.hostedZoneId, certificate, this);
    const validation = new CertificateValidation(
      name,
      { certificateArn: certificate.arn, validationRecordFqdns: [proof.fqdn] },
      { parent: this },
    );
    this.arn = validation.certificateArn;
    this.registerOutputs({ domain: this.domain, hostedZoneId: this.hostedZoneId, arn: this.arn });
  }
}

function createProof(
  name: string,
  zoneId: string,
  certificate: Certificate,
  parent: pulumi.Resource,
): Record {
  const option = certificate.domainValidationOptions[0]!;
  return new Record(
    `${name}-proof`,
    {
      zoneId,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 300,
      // AWS gives the same proof for the same domain, so an earlier certificate may have left it there.
      allowOverwrite: true,
    },
    { parent },
  );
}
