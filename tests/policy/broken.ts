import { databaseProxyTrust } from "../../infra/iam/databaseProxy";
import { Graph, type GraphNode } from "../../simulator/graph";
import { type Breach, of, set, type Values } from "./breach";
import { aiBreaches, harmlessAi } from "./brokenAi";
import { edgeBreaches, harmlessEdge } from "./brokenEdge";
import { iamBreaches, statement } from "./brokenIam";

const container = (variable: string) => (inputs: Values) => {
  const [first, ...others] = JSON.parse(String(inputs.containerDefinitions)) as Values[];
  const environment = [{ name: variable, value: "x" }];
  return { containerDefinitions: JSON.stringify([{ ...first, environment }, ...others]) };
};

const database = "aws:rds/instance:Instance";
const volume = "aws:ebs/volume:Volume";
const key = "aws:kms/key:Key";
const secret = "aws:secretsmanager/secret:Secret";
const secretVersion = "aws:secretsmanager/secretVersion:SecretVersion";
const tasks = "aws:ecs/taskDefinition:TaskDefinition";
const ingress = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const oldRule = "aws:ec2/securityGroupRule:SecurityGroupRule";
const group = "aws:ec2/securityGroup:SecurityGroup";
const listener = "aws:lb/listener:Listener";
const template = "aws:ec2/launchTemplate:LaunchTemplate";
const queue = "aws:sqs/queue:Queue";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const lambda = "aws:lambda/function:Function";
const domain = "aws:apigateway/domainName:DomainName";
const studio = "aws:sagemaker/domain:Domain";
const bucketPart = (part: string) => `aws:s3/bucket${part}:Bucket${part}`;
const openWorld = { cidrBlocks: ["0.0.0.0/0"] };

/** At least one for each rule. */
export const breaches: readonly Breach[] = [
  ...of("no-secret-in-plain-text", [
    { what: "a password in a container", type: tasks, inputs: container("DB_PASSWORD") },
    { what: "an API key in a container", type: tasks, inputs: container("OPENAI_API_KEY") },
    { what: "a value in the state", type: secretVersion, inputs: set({ secretString: "x" }) },
    {
      what: "a password of a function",
      type: lambda,
      inputs: set({ environment: { variables: { PASSWORD: "x" } } }),
    },
  ]),
  ...edgeBreaches,
  ...aiBreaches,
  ...of("no-open-ingress", [
    { what: "a rule for IPv4", type: ingress, inputs: set({ cidrIpv4: "0.0.0.0/0" }) },
    { what: "a rule for IPv6", type: ingress, inputs: set({ cidrIpv6: "::/0" }) },
    { what: "a rule of the old style", type: oldRule, inputs: set(openWorld) },
    { what: "a rule of the old style for IPv6", type: oldRule, inputs: set({ ipv6CidrBlocks: ["::/0"] }) },
    { what: "a group with a rule in it", type: group, inputs: set({ ingress: [openWorld] }) },
    {
      what: "the default group",
      type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
      inputs: set({ ingress: [openWorld] }),
    },
  ]),
  ...of("no-public-address", [
    { what: "an address outside the VPC's own", type: "aws:ec2/eip:Eip", orphan: true },
    {
      what: "tasks with addresses",
      type: "aws:ecs/service:Service",
      inputs: set({ networkConfiguration: { assignPublicIp: true } }),
    },
    { what: "a public database", type: database, inputs: set({ publiclyAccessible: true }) },
    {
      what: "a load balancer for all",
      type: "aws:lb/loadBalancer:LoadBalancer",
      inputs: set({ internal: false }),
    },
    {
      what: "instances with addresses",
      type: template,
      inputs: set({ networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
    },
    {
      what: "a private subnet that gives addresses",
      type: "aws:ec2/subnet:Subnet",
      name: "network-isolated-1",
      inputs: set({ mapPublicIpOnLaunch: true }),
    },
  ]),
  ...of("modern-tls", [
    {
      what: "a policy of 2016",
      type: listener,
      inputs: set({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" }),
    },
    { what: "no policy", type: listener, inputs: set({ protocol: "HTTPS", sslPolicy: undefined }) },
    { what: "a domain of old", type: domain, inputs: set({ securityPolicy: "TLS_1_0" }) },
    { what: "a domain without a word", type: domain, inputs: set({ securityPolicy: undefined }) },
  ]),
  ...of("studio-inside", [
    { what: "a way out by AWS", type: studio, inputs: set({ appNetworkAccessType: "PublicInternetOnly" }) },
    { what: "no word on the way out", type: studio, inputs: set({ appNetworkAccessType: undefined }) },
    {
      what: "a JupyterLab that never stops",
      type: studio,
      inputs: set({ defaultUserSettings: { jupyterLabAppSettings: {} } }),
    },
  ]),
  ...of("metadata-by-token", [
    { what: "without a token", type: template, inputs: set({ metadataOptions: { httpTokens: "optional" } }) },
    { what: "without a word", type: template, inputs: set({ metadataOptions: {} }) },
  ]),
  ...iamBreaches,
  ...of("encrypted-at-rest", [
    { what: "files of Studio under a key of AWS", type: studio, inputs: set({ kmsKeyId: undefined }) },
    { what: "a plain database", type: database, inputs: set({ storageEncrypted: false }) },
    { what: "a database under AWS's own key", type: database, inputs: set({ kmsKeyId: undefined }) },
    { what: "a plain volume", type: volume, inputs: set({ encrypted: false }) },
    { what: "a volume under AWS's own key", type: volume, inputs: set({ kmsKeyId: "alias/aws/ebs" }) },
    { what: "a secret under AWS's own key", type: secret, inputs: set({ kmsKeyId: undefined }) },
    {
      what: "a plain disk",
      type: template,
      inputs: set({ blockDeviceMappings: [{ ebs: { encrypted: "false" } }] }),
    },
  ]),
  ...of("keys-rotate", [{ what: "a key for ever", type: key, inputs: set({ enableKeyRotation: false }) }]),
  ...of("queues-encrypted", [
    { what: "a plain queue", type: queue, inputs: set({ sqsManagedSseEnabled: false }) },
  ]),
  ...of("logs-under-key-and-limit", [
    { what: "no key", type: logGroup, inputs: set({ kmsKeyId: undefined }) },
    { what: "no end", type: logGroup, inputs: set({ retentionInDays: 0 }) },
  ]),
  ...of("buckets-closed", [
    { what: "no block", type: bucketPart("PublicAccessBlock"), gone: true },
    {
      what: "half a block",
      type: bucketPart("PublicAccessBlock"),
      inputs: set({ restrictPublicBuckets: false }),
    },
    { what: "no policy", type: bucketPart("Policy"), gone: true },
    { what: "a policy without TLS", type: bucketPart("Policy"), inputs: statement({ Effect: "Deny" }) },
    { what: "no encryption", type: bucketPart("ServerSideEncryptionConfiguration"), gone: true },
    {
      what: "no rule of encryption",
      type: bucketPart("ServerSideEncryptionConfiguration"),
      inputs: set({ rules: [] }),
    },
    { what: "no lifecycle", type: bucketPart("LifecycleConfiguration"), gone: true },
    {
      what: "a lifecycle at rest",
      type: bucketPart("LifecycleConfiguration"),
      inputs: set({ rules: [{ status: "Disabled" }] }),
    },
    {
      what: "a block for another bucket",
      type: bucketPart("PublicAccessBlock"),
      inputs: set({ bucket: "other" }),
    },
  ]),
  ...of("shared-state-protected", [
    { what: "a database", type: database, options: { protect: false } },
    { what: "a volume", type: volume, options: { protect: false } },
    { what: "the data key", type: key, name: "keys-data", options: { protect: false } },
  ]),
  ...of("data-retained", [
    { what: "notebooks", type: "aws:sagemaker/space:Space", options: { retainOnDelete: false } },
    { what: "a database", type: database, options: { retainOnDelete: false } },
    { what: "a secret", type: secret, options: { retainOnDelete: false } },
    {
      what: "a module's bucket",
      type: "aws:s3/bucket:Bucket",
      name: "manufacturing-bucket",
      options: { retainOnDelete: false },
    },
    { what: "a module's key", type: key, name: "manufacturing-data", options: { retainOnDelete: false } },
  ]),
  ...of("database-backed-up", [
    { what: "no backups", type: database, inputs: set({ backupRetentionPeriod: 0 }) },
    { what: "no word on backups", type: database, inputs: set({ backupRetentionPeriod: undefined }) },
  ]),
  ...of("database-deletion-guarded", [
    { what: "no protection", type: database, inputs: set({ deletionProtection: false }) },
    { what: "no snapshot", type: database, inputs: set({ skipFinalSnapshot: true }) },
    {
      what: "a snapshot without a name",
      type: database,
      inputs: set({ finalSnapshotIdentifier: undefined }),
    },
  ]),
  ...of("default-tags", [
    { what: "no tags", type: "pulumi:providers:aws", inputs: set({ defaultTags: undefined }) },
    {
      what: "one tag too few",
      type: "pulumi:providers:aws",
      inputs: set({ defaultTags: '{"tags":{"Project":"p","Environment":"e"}}' }),
    },
  ]),
];

/** What looks like a breach and is none. */
export const harmless: readonly Omit<Breach, "rule">[] = [
  ...harmlessEdge,
  ...harmlessAi,
  { what: "a way out in the old style", type: oldRule, inputs: set({ ...openWorld, type: "egress" }) },
  {
    what: "a listener with a policy of today",
    type: listener,
    inputs: set({ protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" }),
  },
  { what: "a public subnet of the VPC", type: "aws:ec2/subnet:Subnet", name: "network-public-1" },
  {
    what: "a listed statement",
    type: rolePolicy,
    inputs: statement({ Sid: "SeeVolumes", Action: "ec2:DescribeVolumes", Resource: "*" }),
  },
  {
    what: "a denial of everything",
    type: rolePolicy,
    inputs: statement({ Effect: "Deny", Action: "*", Resource: "*" }),
  },
  { what: "a document that is no JSON yet", type: rolePolicy, inputs: set({ policy: "{" }) },
  {
    what: "a role that RDS Proxy takes, which names no source",
    type: "aws:iam/role:Role",
    inputs: set({ assumeRolePolicy: databaseProxyTrust() }),
  },
  {
    what: "a disk that the image describes",
    type: template,
    inputs: set({ blockDeviceMappings: [{ noDevice: "x" }] }),
  },
];

/** The graph with the breach in it, the resource that was changed, and the one that the finding must be on. */
export function broken(
  graph: Graph,
  breach: Omit<Breach, "rule"> & { readonly rule?: string },
): { graph: Graph; changed: GraphNode; on: string } {
  const node = graph.nodes.find(
    ({ type, name }) => type === breach.type && (breach.name === undefined || name === breach.name),
  );
  if (!node) throw new Error(`no ${breach.type} ${breach.name ?? ""}`);
  const values = breach.inputs?.({ ...node.inputs }) ?? {};
  const { parent, ...rest } = node;
  const changed: GraphNode = {
    ...rest,
    ...(breach.orphan || parent === undefined ? {} : { parent }),
    inputs: { ...node.inputs, ...values },
    outputs: { ...node.outputs, ...values },
    options: { ...node.options, ...breach.options },
  };
  const nodes = graph.nodes.flatMap((one) => (one !== node ? [one] : breach.gone ? [] : [changed]));
  const bucket = graph.nodes.find(({ type, name }) => type === "aws:s3/bucket:Bucket" && name === node.name);
  return {
    graph: new Graph(nodes),
    changed,
    on: breach.rule === "buckets-closed" ? bucket!.urn : node.urn,
  };
}
