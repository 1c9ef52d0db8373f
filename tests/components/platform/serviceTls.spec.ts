import { expect } from "chai";
import { type PlatformTier } from "../../../components/platform/PlatformTier";
import type { PlatformConfig } from "../../../infra/config/schema/platform";
import type { Deletion } from "../../../infra/durability";
import type { Graph } from "../../../simulator/graph";
import { account, boundary, platformConfig, scope, statement } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";
import { builtPlatform } from "./newPlatform";

const given = `arn:aws:acm-pca:${region}:${account}:certificate-authority/01234567-89ab-cdef-0123-456789abcdef`;
const name = "platform-service-tls";
const authorityType = "aws:acmpca/certificateAuthority:CertificateAuthority";

const platform = (change: Partial<PlatformConfig>, deletion: Deletion = "protected") =>
  builtPlatform({
    scope: scope({ permissionsBoundary: boundary }),
    deletion,
    ...platformConfig(change),
  });
const own = { serviceTls: { authority: "own" } } as const;

describe("TLS between modules", () => {
  it("costs nothing where nobody asked for it", async () => {
    const { children, made } = await platform({ serviceTls: false });
    expect(children.filter((child) => /acmpca|kms|service-tls/.test(child))).to.deep.equal([]);
    expect((made as PlatformTier).serviceTls).to.equal(undefined);
  });

  for (const [deletionProtection, days] of [
    [true, 30],
    [false, 7],
  ] as const)
    it(`has a root of its own for short-lived certificates, kept ${days} days after its end`, async () => {
      const { graph } = await platform({ ...own, deletionProtection });
      expect(only(graph, authorityType).inputs).to.deep.equal({
        type: "ROOT",
        usageMode: "SHORT_LIVED_CERTIFICATE",
        certificateAuthorityConfiguration: {
          keyAlgorithm: "RSA_2048",
          signingAlgorithm: "SHA256WITHRSA",
          subject: { organization: "ai-platform", commonName: "ai-platform test modules" },
        },
        permanentDeletionTimeInDays: days,
        tags: { AmazonECSManaged: "true" },
      });
      expect(only(graph, "aws:kms/key:Key", name).inputs.deletionWindowInDays).to.equal(days);
    });

  it("hands the root out only with its own certificate in it", async () => {
    const { graph, made } = await platform(own);
    const authority = only(graph, authorityType);
    const certificate = only(graph, "aws:acmpca/certificate:Certificate");
    expect(certificate.inputs).to.deep.equal({
      certificateAuthorityArn: authority.outputs.arn,
      certificateSigningRequest: authority.outputs.certificateSigningRequest,
      signingAlgorithm: "SHA256WITHRSA",
      templateArn: "arn:aws:acm-pca:::template/RootCACertificate/V1",
      validity: { type: "YEARS", value: "10" },
    });
    const installed = only(
      graph,
      "aws:acmpca/certificateAuthorityCertificate:CertificateAuthorityCertificate",
    );
    expect(installed.inputs).to.deep.equal({
      certificateAuthorityArn: authority.outputs.arn,
      certificate: certificate.outputs.certificate,
    });
    const { authorityArn } = (made as PlatformTier).serviceTls!;
    const behind = (
      authorityArn as unknown as { allResources: () => Promise<Set<{ __pulumiType: string }>> }
    ).allResources();
    const makers = [...(await behind)].map(({ __pulumiType }) => __pulumiType);
    expect(makers).to.include(installed.type);
  });

  for (const [deletion, retainOnDelete] of [
    ["protected", true],
    ["disposable", false],
  ] as const)
    it(`keeps its key where data is ${deletion} as the other keys, and refuses no change`, async () => {
      const { graph } = await platform(own, deletion);
      expect(only(graph, "aws:kms/key:Key", name).options).to.include({ retainOnDelete, protect: false });
    });

  it("takes the company's authority in place of one of its own", async () => {
    const { graph } = await platform({ serviceTls: { authority: given } });
    expect(graph.nodes.filter(({ type }) => type.startsWith("aws:acmpca"))).to.deep.equal([]);
    expect(statement(rolePolicy(graph), "IssueCertificates").Resource).to.equal(given);
  });
});

const rolePolicy = (graph: Graph) => only(graph, "aws:iam/rolePolicy:RolePolicy", name).inputs.policy;

describe("the role that issues certificates between modules", () => {
  let graph: Graph;
  before(async () => {
    ({ graph } = await platform({ serviceTls: { authority: given } }));
  });
  const template = (kind: string) => ({
    "acm-pca:TemplateArn": `arn:aws:acm-pca:::template/${kind}/V1`,
  });
  const secret = (secretName: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${secretName}`;
  const created = {
    "aws:RequestTag/AmazonECSCreated": `arn:aws:ecs:${region}:${account}:service/ai-platform-test/planning`,
    "aws:RequestTag/AmazonECSManaged": "true",
  };
  const other = given.replace(/.$/, "0");

  const cases: [string, string, string, Record<string, string>, "Allowed" | "ImplicitlyDenied"][] = [
    [
      "a server's certificate",
      "acm-pca:IssueCertificate",
      given,
      template("EndEntityCertificate"),
      "Allowed",
    ],
    ["no authority", "acm-pca:IssueCertificate", given, template("RootCACertificate"), "ImplicitlyDenied"],
    [
      "nothing of another authority",
      "acm-pca:IssueCertificate",
      other,
      template("EndEntityCertificate"),
      "ImplicitlyDenied",
    ],
    ["the certificate's chain", "acm-pca:GetCertificateAuthorityCertificate", given, {}, "Allowed"],
    ["no end of the authority", "acm-pca:DeleteCertificateAuthority", given, {}, "ImplicitlyDenied"],
    ["a secret of Service Connect", "secretsmanager:CreateSecret", secret("ecs-sc!one"), created, "Allowed"],
    ["no other secret", "secretsmanager:CreateSecret", secret("planning"), created, "ImplicitlyDenied"],
    [
      "no secret in another's name",
      "secretsmanager:CreateSecret",
      secret("ecs-sc!one"),
      {},
      "ImplicitlyDenied",
    ],
    [
      "no renewal of another's",
      "secretsmanager:PutSecretValue",
      secret("ecs-sc!one"),
      {},
      "ImplicitlyDenied",
    ],
  ];
  for (const [what, action, resource, context, expected] of cases)
    it(`allows ${what}`, async () => {
      const decision = await decide({
        identityPolicies: policiesOfRole(graph, name),
        principal: `arn:aws:iam::${account}:role/${name}`,
        action,
        resource,
        resourceAccount: account,
        context,
      });
      expect(decision).to.equal(expected);
    });

  it("renews only what Service Connect owns", () => {
    // The simulator of IAM knows no such key of a condition.
    const { Resource, Condition } = statement(rolePolicy(graph), "RenewCertificateSecrets");
    expect(Resource).to.equal(secret("ecs-sc!*"));
    expect(Condition).to.deep.equal({
      StringEquals: { "secretsmanager:ResourceTag/aws:secretsmanager:owningService": "ecs-sc" },
    });
  });

  it("is for ECS, under the permissions boundary, with the key that encrypts what it keeps", () => {
    const { assumeRolePolicy, permissionsBoundary } = only(graph, "aws:iam/role:Role", name).inputs;
    expect(statement(assumeRolePolicy, "AssumeByEcs").Principal).to.deep.equal({
      Service: "ecs.amazonaws.com",
    });
    expect(permissionsBoundary).to.equal(boundary);
    expect(statement(rolePolicy(graph), "EncryptCertificates").Resource).to.equal(
      only(graph, "aws:kms/key:Key", name).outputs.arn,
    );
  });
});
