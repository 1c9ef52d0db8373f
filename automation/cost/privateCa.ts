import type { GraphNode } from "../../simulator/graph";
import { unpriced, type EstimateContext, type Estimator, type EstimatorTable } from "./estimator";
import { recordOf, recordsOf } from "./read";

/**
 * ECS takes a new certificate for a service of Service Connect so often.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html
 */
const daysPerCertificate = 5;

/** Services of Service Connect whose certificates the authority issues. */
function certifiedServices(authority: GraphNode, { graph }: EstimateContext): number {
  return graph
    .ofType("aws:ecs/service:Service")
    .flatMap(({ inputs }) => recordsOf(recordOf(inputs.serviceConnectConfiguration).services))
    .map(({ tls }) => recordOf(recordOf(tls).issuerCertAuthority).awsPcaAuthorityArn)
    .filter((arn) => arn !== undefined && arn === authority.outputs.arn).length;
}

/** The first month of the first authority of an account is free, which is not taken off. */
const authority: Estimator = (node, context) => {
  const shortLived = node.inputs.usageMode === "SHORT_LIVED_CERTIFICATE";
  const rounds = context.assumptions.hoursPerMonth / 24 / daysPerCertificate;
  const rest = { field: "platform.serviceTls" };
  return [
    {
      item: `private certificate authority${shortLived ? " for short-lived certificates" : ""}`,
      quantity: 1,
      price: shortLived ? "privateCa.shortLived" : "privateCa.general",
      ...rest,
    },
    {
      item: "certificates for Service Connect",
      quantity: certifiedServices(node, context) * rounds,
      price: shortLived ? "privateCa.shortLivedCertificate" : "privateCa.certificate",
      ...rest,
    },
  ];
};

const certificate: Estimator = () => [unpriced("a private certificate is paid once, when it is issued")];

export const privateCaEstimators: EstimatorTable = {
  "aws:acmpca/certificateAuthority:CertificateAuthority": authority,
  "aws:acmpca/certificate:Certificate": certificate,
};
