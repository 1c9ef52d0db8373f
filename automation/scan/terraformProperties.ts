/** Properties whose keys are data, such as tags, and not names of the provider. */
const maps: ReadonlySet<string> = new Set([
  "dimensions",
  "inputPaths",
  "logDestination",
  "restoreMetadataOverrides",
  "tags",
  "triggers",
  "variables",
  // That of a cluster is a block.
  "aws_codepipeline.configuration",
]);

/**
 * Where the rule below goes wrong: names that the provider uses in its own way, by type, and nested ones by themselves.
 * Held against the schema of terraform-provider-aws 5.100.0 with every stack and example (2026-11).
 */
const irregular: Readonly<Record<string, string>> = {
  aliases: "alias",
  apiStages: "api_stages",
  appliedFors: "applied_for",
  blockDeviceMappings: "block_device_mappings",
  clientAlias: "client_alias",
  dnsRecords: "dns_records",
  metrics: "metrics",
  optionSettings: "option_settings",
  placementConstraints: "placement_constraints",
  pushes: "push",
  redactedFields: "redacted_fields",
  restApi: "rest_api_id",
  startsWiths: "starts_with",
  stringEquals: "string_equals",
  tagSpecifications: "tag_specifications",
  vpcZoneIdentifiers: "vpc_zone_identifier",
  "aws_api_gateway_base_path_mapping.restApi": "api_id",
  "aws_api_gateway_stage.deployment": "deployment_id",
  "aws_appautoscaling_policy.dimensions": "dimensions",
  "aws_cloudwatch_metric_alarm.name": "alarm_name",
  "aws_lambda_function.code": "filename",
  "aws_lambda_permission.function": "function_name",
  "aws_sns_topic_subscription.topic": "topic_arn",
};

/**
 * Pulumi's name of a property as Terraform has it. Pulumi writes in camel case and puts lists into the plural; of those
 * Terraform has in the singular what is written as one block for each entry.
 */
export function terraformProperty(type: string, name: string, value: unknown): string {
  const known = irregular[`${type}.${name}`] ?? irregular[name];
  if (known !== undefined) return known;
  const snake = name.replace(/[A-Z]/g, "_$&").toLowerCase();
  return Array.isArray(value) && value.some(isObject) ? singular(snake) : snake;
}

/** Whether the keys of an object are data. */
export function isMap(type: string, name: string): boolean {
  return maps.has(name) || maps.has(`${type}.${name}`);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(ss|x|ch)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name;
}
