import { SimulatedAwsError } from "./errors";
import type { CloudRecord } from "./journal";

type Values = Readonly<Record<string, unknown>>;

/** What AWS accepts as the name of a resource, and within what it must be the only one. */
interface NameRule {
  readonly property: string;
  readonly min?: number;
  readonly max: number;
  readonly characters: RegExp;
  /** Paths of other properties that bound the name's uniqueness; none means the whole account and region. */
  readonly uniqueIn?: readonly string[];
  /** AWS's own code for a name that is taken; none where AWS overwrites, or gives what is there. */
  readonly taken?: string;
}

const bucketName =
  /^(?!xn--|sthree-|amzn-s3-demo-|\d+(?:\.\d+){3}$)(?!.*(?:\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$))[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** Lengths and characters are those that the API reference of each service gives for its create call. */
const nameRules: Readonly<Record<string, NameRule>> = {
  "aws:appautoscaling/policy:Policy": name(256, /^[\x20-\x7e]+$/),
  "aws:autoscaling/group:Group": name(255, /^[\x21-\x39\x3b-\x7e]+$/, "AlreadyExists"),
  "aws:cloudwatch/logGroup:LogGroup": name(
    512,
    /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
    "ResourceAlreadyExistsException",
  ),
  "aws:ec2/launchTemplate:LaunchTemplate": {
    ...name(128, /^[A-Za-z0-9().\-/_]+$/, "InvalidLaunchTemplateName.AlreadyExistsException"),
    min: 3,
  },
  "aws:ec2/securityGroup:SecurityGroup": {
    ...name(255, /^(?!sg-)[A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]+$/, "InvalidGroup.Duplicate"),
    uniqueIn: ["vpcId"],
  },
  "aws:ecs/cluster:Cluster": name(255, /^[A-Za-z0-9_-]+$/),
  "aws:ecs/service:Service": {
    ...name(255, /^[A-Za-z0-9_-]+$/, "Creation of service was not idempotent"),
    uniqueIn: ["cluster"],
  },
  "aws:ecs/taskDefinition:TaskDefinition": { ...name(255, /^[A-Za-z0-9_-]+$/), property: "family" },
  "aws:iam/instanceProfile:InstanceProfile": name(128, /^[\w+=,.@-]+$/, "EntityAlreadyExists"),
  "aws:iam/role:Role": name(64, /^[\w+=,.@-]+$/, "EntityAlreadyExists"),
  "aws:iam/rolePolicy:RolePolicy": name(128, /^[\w+=,.@-]+$/),
  "aws:kms/alias:Alias": name(256, /^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/, "AlreadyExistsException"),
  // "internal-" is what AWS itself puts before the DNS name of an internal load balancer.
  "aws:lb/loadBalancer:LoadBalancer": name(
    32,
    /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    "DuplicateLoadBalancerName",
  ),
  "aws:lb/targetGroup:TargetGroup": name(
    32,
    /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    "DuplicateTargetGroupName",
  ),
  "aws:rds/instance:Instance": {
    ...name(63, /^[A-Za-z](?:-?[A-Za-z0-9])*$/, "DBInstanceAlreadyExists"),
    property: "identifier",
  },
  "aws:rds/parameterGroup:ParameterGroup": name(
    255,
    /^[a-z](?:-?[a-z0-9])*$/,
    "DBParameterGroupAlreadyExists",
  ),
  "aws:rds/subnetGroup:SubnetGroup": name(
    255,
    /^(?!default$)[a-z][a-z0-9 ._-]*$/,
    "DBSubnetGroupAlreadyExists",
  ),
  // Beginnings and ends that S3 keeps for itself: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html.
  "aws:s3/bucket:Bucket": {
    ...name(63, bucketName, "BucketAlreadyOwnedByYou"),
    property: "bucket",
    min: 3,
  },
  "aws:secretsmanager/secret:Secret": name(512, /^[A-Za-z0-9/_+=.@-]+$/, "ResourceExistsException"),
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": {
    ...name(253, /^[!-~]+$/, "NamespaceAlreadyExists"),
    uniqueIn: ["vpc"],
  },
  "aws:servicediscovery/service:Service": {
    ...name(127, /^(?!\.)(?:(?:^|\.)(?:\w[\w-]{0,61}\w|[A-Za-z0-9]))+$/, "ServiceAlreadyExists"),
    uniqueIn: ["dnsConfig.namespaceId"],
  },
};

function name(max: number, characters: RegExp, taken?: string): NameRule {
  return { property: "name", max, characters, ...(taken === undefined ? {} : { taken }) };
}

/** What there can be only one of, besides names. */
const onlyOne: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/subnet:Subnet": ["vpcId", "cidrBlock"],
  "aws:lb/listener:Listener": ["loadBalancerArn", "port"],
  "aws:lb/listenerRule:ListenerRule": ["listenerArn", "priority"],
};

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html: 50 tags, 128 and 256 characters. */
const tagLimits = { tags: 50, key: 128, value: 256 };

/** @throws SimulatedAwsError for what AWS would refuse in its own words. */
export function checkLimits(
  wanted: Pick<CloudRecord, "urn" | "type"> & { readonly values: Values },
  others: readonly CloudRecord[],
): void {
  const rivals = others.filter(({ type }) => type === wanted.type);
  const rule = nameRules[wanted.type];
  if (rule) checkName(rule, wanted.values, rivals);
  const keys = onlyOne[wanted.type];
  if (keys) {
    const taken = rivals.find((rival) => sameIn(keys, valuesOf(rival), wanted.values));
    if (taken) throw new SimulatedAwsError("Conflict", `${taken.urn} has the same ${keys.join(" and ")}`);
  }
  checkTags(wanted.values.tags);
}

function checkName(rule: NameRule, values: Values, rivals: readonly CloudRecord[]): void {
  const given = values[rule.property];
  if (typeof given !== "string") return;
  const { min = 1, max, characters } = rule;
  if (given.length < min || given.length > max || !characters.test(given))
    throw new SimulatedAwsError(
      "ValidationError",
      `${rule.property} "${given}" must have ${min} to ${max} characters and match ${characters.source}`,
    );
  const same = [rule.property, ...(rule.uniqueIn ?? [])];
  if (rule.taken !== undefined && rivals.some((rival) => sameIn(same, valuesOf(rival), values)))
    throw new SimulatedAwsError(rule.taken, `"${given}" is taken`);
}

function checkTags(tags: unknown): void {
  const entries = tagsOf(tags);
  if (entries.length > tagLimits.tags)
    throw new SimulatedAwsError("TooManyTags", `${entries.length} tags, at most ${tagLimits.tags}`);
  for (const [key, value] of entries) {
    if (key.length > tagLimits.key || value.length > tagLimits.value)
      throw new SimulatedAwsError("InvalidTag", `tag ${key} is too long`);
    if (/^aws:/i.test(key)) throw new SimulatedAwsError("InvalidTag", `tag ${key} begins as those of AWS do`);
  }
}

/** An Auto Scaling group has a list of tags; everything else has an object. */
function tagsOf(tags: unknown): (readonly [key: string, value: string])[] {
  if (Array.isArray(tags))
    return (tags as readonly Values[]).map(({ key, value }) => [String(key), String(value)]);
  return Object.entries((tags ?? {}) as Values).map(([key, value]) => [key, String(value)]);
}

function valuesOf({ inputs, computed }: CloudRecord): Values {
  return { ...inputs, ...computed };
}

function sameIn(keys: readonly string[], a: Values, b: Values): boolean {
  return keys.every((key) => at(a, key) !== undefined && at(a, key) === at(b, key));
}

function at(values: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}
