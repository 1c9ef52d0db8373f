import { BasePathMapping, DomainName } from "@pulumi/aws/apigateway";
import { Record } from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import type { CertificateRef } from "../certificate/refs";
import type { Api } from "./api";
import type { EdgeTierArgs } from "./EdgeTier";

/** The API under a name of the company's own. */
export function createCustomDomain(
  name: string,
  { mutualTls }: EdgeTierArgs,
  certificate: CertificateRef,
  api: Api,
  parent: pulumi.Resource,
): void {
  const domain = new DomainName(
    name,
    {
      domainName: certificate.domain,
      regionalCertificateArn: certificate.arn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
      ...(mutualTls === undefined ? {} : { mutualTlsAuthentication: mutualTls }),
    },
    { parent },
  );
  new BasePathMapping(
    name,
    { domainName: domain.domainName, restApi: api.restApi.id, stageName: api.stage.stageName },
    { parent },
  );
  new Record(
    name,
    {
      zoneId: certificate.hostedZoneId,
      name: certificate.domain,
      type: "A",
      aliases: [
        { name: domain.regionalDomainName, zoneId: domain.regionalZoneId, evaluateTargetHealth: false },
      ],
    },
    { parent },
  );
}
