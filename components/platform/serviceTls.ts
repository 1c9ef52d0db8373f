import { Certificate, CertificateAuthority, CertificateAuthorityCertificate } from "@pulumi/aws/acmpca";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformConfig } from "../../infra/config/schema/platform";
import { type Deletion, kept } from "../../infra/durability";
import { createRole } from "../../infra/iam/role";
import { encryptCertificates, issueCertificates, keepCertificates } from "../../infra/iam/serviceTls";
import { ecsTrust } from "../../infra/iam/trust";
import { accountOwnsKey } from "../../infra/iam/statements";
import { createKey } from "../../infra/kms/key";
import { project } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { ServiceTlsRef } from "./refs";

interface ServiceTlsArgs extends Pick<PlatformConfig, "deletionProtection" | "serviceTls"> {
  readonly scope: Scope;
  readonly deletion?: Deletion;
}

/** What ECS needs to give each module that answers a certificate and to renew it; undefined without TLS. */
export function createServiceTls(
  name: string,
  args: ServiceTlsArgs,
  parent: pulumi.Resource,
): ServiceTlsRef | undefined {
  const { scope, serviceTls } = args;
  if (!serviceTls) return undefined;
  const { authority } = serviceTls;
  const authorityArn = authority === "own" ? createAuthority(name, args, parent) : pulumi.output(authority);
  const key = createKey(
    name,
    {
      description: `Certificates between modules of ${scope.environment}`,
      alias: `alias/${project}/${scope.environment}/service-tls`,
      deletionDays: recoveryDays(args),
      policy: scope.account.apply((account) => [accountOwnsKey(account)]),
    },
    { parent, ...kept(args.deletion ?? "protected") },
  );
  const role = createRole(
    name,
    {
      description: `Certificates between modules of ${scope.environment}`,
      trust: ecsTrust(),
      statements: [
        pulumi
          .all([authorityArn, key.arn, scope.account])
          .apply(([issuer, keyArn, account]) => [
            ...issueCertificates(issuer),
            ...keepCertificates(scope.region, account),
            encryptCertificates(keyArn),
          ]),
      ],
    },
    scope,
    { parent },
  );
  return { authorityArn, roleArn: role.arn, kmsKeyArn: key.arn };
}

/** The key and the authority hold nothing that ECS could not make anew; AWS keeps them for so long all the same. */
function recoveryDays({ deletionProtection }: ServiceTlsArgs): number {
  return deletionProtection ? 30 : 7;
}

/**
 * A root of its own, whose certificates live for a week at most: for an eighth of the price of another authority, and
 * Service Connect knows no revocation anyway. Its ARN is known only when it can issue.
 */
function createAuthority(name: string, args: ServiceTlsArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const signingAlgorithm = "SHA256WITHRSA";
  const authority = new CertificateAuthority(
    name,
    {
      type: "ROOT",
      usageMode: "SHORT_LIVED_CERTIFICATE",
      certificateAuthorityConfiguration: {
        keyAlgorithm: "RSA_2048",
        signingAlgorithm,
        subject: { organization: project, commonName: `${project} ${args.scope.environment} modules` },
      },
      permanentDeletionTimeInDays: recoveryDays(args),
      // ECS asks for this tag.
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
      tags: { AmazonECSManaged: "true" },
    },
    { parent },
  );
  const certificate = new Certificate(
    name,
    {
      certificateAuthorityArn: authority.arn,
      certificateSigningRequest: authority.certificateSigningRequest,
      signingAlgorithm,
      templateArn: "arn:aws:acm-pca:::template/RootCACertificate/V1",
      validity: { type: "YEARS", value: "10" },
    },
    { parent },
  );
  const installed = new CertificateAuthorityCertificate(
    name,
    { certificateAuthorityArn: authority.arn, certificate: certificate.certificate },
    { parent },
  );
  return installed.certificateAuthorityArn;
}
