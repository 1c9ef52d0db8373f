import { costs, node, type Fields } from "./cases";

describe("cost of a private certificate authority", () => {
  const authority = (inputs: Fields = {}) =>
    node("aws:acmpca/certificateAuthority:CertificateAuthority", inputs, { arn: "arn:ca" });
  const service = (arn: string, name: string) =>
    node(
      "aws:ecs/service:Service",
      {
        serviceConnectConfiguration: {
          services: [{ portName: "http", tls: { issuerCertAuthority: { awsPcaAuthorityArn: arn } } }],
        },
      },
      {},
      name,
    );
  const plain = node(
    "aws:ecs/service:Service",
    { serviceConnectConfiguration: { services: [{}] } },
    {},
    "plain",
  );

  costs("a general-purpose one, with no service to certify", [authority(), plain], {
    usd: { "private certificate authority": 400 },
    unverified: [],
  });
  costs(
    "one for short-lived certificates, of which each service takes one in five days",
    [
      authority({ usageMode: "SHORT_LIVED_CERTIFICATE" }),
      service("arn:ca", "one"),
      service("arn:ca", "two"),
      service("arn:other", "three"),
      plain,
    ],
    {
      usd: {
        "private certificate authority for short-lived certificates": 50,
        "certificates for Service Connect": ((2 * 730) / 24 / 5) * 0.058,
      },
      unverified: ["certificates for Service Connect"],
    },
  );
  costs("the dearer certificates of a general-purpose one", [authority(), service("arn:ca", "one")], {
    usd: { "private certificate authority": 400, "certificates for Service Connect": (730 / 24 / 5) * 0.75 },
  });
  costs("no monthly price for a certificate", [node("aws:acmpca/certificate:Certificate")], {
    notPriced: ["a private certificate is paid once, when it is issued"],
  });
});
