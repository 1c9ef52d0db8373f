import { expect } from "chai";
import { Workbench } from "../../../components/workbench/Workbench";
import type { Graph } from "../../../simulator/graph";
import { account, build, keyArn, statement } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { type Decision, decide, type RequestContext } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";
import { bucketArn, workbenchArgs } from "./workbenchArgs";

type Row = readonly [
  what: string,
  action: string,
  resource: string,
  decision: Decision,
  context?: RequestContext,
];

const objects = (bucket: string, name: string) => `${bucketArn(bucket)}/${name}`;

describe("the role of a team of the workbench", () => {
  let graph: Graph;
  before(async () => {
    ({ graph } = await build(() => new Workbench("workbench", workbenchArgs())));
  });

  const ask = (role: string, [, action, resource, , context]: Row) =>
    decide({
      identityPolicies: policiesOfRole(graph, role),
      principal: `arn:aws:iam::${account}:role/${role}`,
      action,
      resource,
      ...(context === undefined ? {} : { context }),
    });

  const data: readonly Row[] = [
    ["a bucket it reads", "s3:ListBucket", bucketArn("planning-bucket"), "Allowed"],
    ["an object there", "s3:GetObject", objects("planning-bucket", "a/b"), "Allowed"],
    ["to write there", "s3:PutObject", objects("planning-bucket", "a"), "ImplicitlyDenied"],
    ["to delete there", "s3:DeleteObject", objects("planning-bucket", "a"), "ImplicitlyDenied"],
    ["its prefix of a shared bucket", "s3:GetObject", objects("shared-bucket", "support/a"), "Allowed"],
    ["another prefix of it", "s3:GetObject", objects("shared-bucket", "shop/a"), "ImplicitlyDenied"],
    [
      "the names below its prefix",
      "s3:ListBucket",
      bucketArn("shared-bucket"),
      "Allowed",
      { "s3:prefix": "support/" },
    ],
    [
      "the names below another",
      "s3:ListBucket",
      bucketArn("shared-bucket"),
      "ImplicitlyDenied",
      { "s3:prefix": "shop/" },
    ],
    ["a bucket it does not name", "s3:GetObject", objects("secret-bucket", "a"), "ImplicitlyDenied"],
    ["a key for what it would write", "kms:GenerateDataKey", keyArn("planning"), "ImplicitlyDenied"],
    [
      "secrets",
      "secretsmanager:GetSecretValue",
      `arn:aws:secretsmanager:${region}:${account}:secret:planning-mariadb-abc`,
      "ImplicitlyDenied",
    ],
  ];
  for (const row of data)
    it(`data: ${row[0]}: ${row[3]}`, async () => {
      expect(await ask("workbench-lab", row)).to.equal(row[3]);
    });

  // The simulator of IAM knows no key of an encryption context.
  it("opens with the modules' keys what is in their buckets, and not their secrets", () => {
    const policy = policiesOfRole(graph, "workbench-lab")["workbench-lab"];
    expect(statement(policy, "DecryptObjects")).to.deep.equal({
      Sid: "DecryptObjects",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: [keyArn("planning"), keyArn("data")],
      Condition: {
        StringEquals: {
          "kms:EncryptionContext:aws:s3:arn": [bucketArn("planning-bucket"), bucketArn("shared-bucket")],
          "kms:ViaService": `s3.${region}.amazonaws.com`,
        },
      },
    });
    expect(policiesOfRole(graph, "workbench-other")["workbench-other"]).to.not.match(/s3:|DecryptObjects/);
  });

  it("reads nothing where it names no module", async () => {
    for (const row of data.filter(([, , , decision]) => decision === "Allowed"))
      expect(await ask("workbench-other", row), row[0]).to.equal("ImplicitlyDenied");
  });

  describe("in Studio", () => {
    const studio = (rest: string) => `arn:aws:sagemaker:${region}:${account}:${rest}`;
    const domain = () => String(only(graph, "aws:sagemaker/domain:Domain").outputs.id);
    const owned = (team: string, instance: string): RequestContext => ({
      "sagemaker:OwnerUserProfileArn": studio(`user-profile/${domain()}/${team}`),
      "sagemaker:SpaceSharingType": "Private",
      "sagemaker:InstanceTypes": [instance],
    });
    const app = (team: string) => studio(`app/${domain()}/${team}/JupyterLab/default`);
    const space = (team: string) => studio(`space/${domain()}/${team}`);

    const rows: readonly (readonly [string, () => readonly [string, string, RequestContext?], Decision])[] = [
      ["starts its own", () => ["CreateApp", app("lab"), owned("lab", "ml.t3.medium")], "Allowed"],
      [
        "starts a larger one",
        () => ["CreateApp", app("lab"), owned("lab", "ml.g5.48xlarge")],
        "ExplicitlyDenied",
      ],
      [
        "sets a larger one",
        () => ["UpdateSpace", space("lab"), owned("lab", "ml.p4d.24xlarge")],
        "ExplicitlyDenied",
      ],
      [
        "sets another of the list",
        () => ["UpdateSpace", space("lab"), owned("lab", "ml.t3.large")],
        "Allowed",
      ],
      [
        "starts another team's",
        () => ["CreateApp", app("other"), owned("other", "ml.t3.medium")],
        "ImplicitlyDenied",
      ],
      [
        "starts one of its profile, which no idle time stops",
        () => [
          "CreateApp",
          studio(`app/${domain()}/lab/KernelGateway/one`),
          { "sagemaker:InstanceTypes": ["ml.t3.medium"] },
        ],
        "ImplicitlyDenied",
      ],
      [
        "makes a space",
        () => ["CreateSpace", space("second"), owned("lab", "ml.t3.medium")],
        "ImplicitlyDenied",
      ],
      ["changes the domain", () => ["UpdateDomain", studio(`domain/${domain()}`)], "ImplicitlyDenied"],
      [
        "changes its profile",
        () => ["UpdateUserProfile", studio(`user-profile/${domain()}/lab`)],
        "ImplicitlyDenied",
      ],
      ["lists spaces", () => ["ListSpaces", "*"], "Allowed"],
      ["trains a model", () => ["CreateTrainingJob", studio("training-job/one")], "ImplicitlyDenied"],
    ];
    for (const [what, asked, decision] of rows)
      it(`${what}: ${decision}`, async () => {
        const [action, resource, context] = asked();
        const row: Row = [what, `sagemaker:${action}`, resource, decision, context];
        expect(await ask("workbench-lab", row)).to.equal(decision);
      });

    for (const [team, decision] of [
      ["lab", "Allowed"],
      ["other", "ImplicitlyDenied"],
    ] as const)
      it(`lets its members open the JupyterLab of ${team}: ${decision}`, async () => {
        const profile = studio(`user-profile/${domain()}/${team}`);
        const row: Row = [team, "sagemaker:CreatePresignedDomainUrl", profile, decision];
        expect(await ask("workbench-lab-members", row)).to.equal(decision);
        expect(await ask("workbench-lab", row)).to.equal("ImplicitlyDenied");
      });
  });
});
