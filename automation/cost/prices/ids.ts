/** What can be priced, and the unit that the price is per. Prices themselves stand in one file per region. */
const units = {
  "fargate.x86.vcpu": "vCPU-hour",
  "fargate.x86.memory": "GB-hour",
  "fargate.arm.vcpu": "vCPU-hour",
  "fargate.arm.memory": "GB-hour",
  "fargate.ephemeral": "GB-hour",
  "nat.hour": "hour",
  "nat.data": "GB",
  "networkFirewall.hour": "hour",
  "networkFirewall.data": "GB",
  "dnsFirewall.domain": "domain-month",
  "dnsFirewall.queries": "million queries",
  "endpoint.hour": "hour",
  "endpoint.data": "GB",
  "alb.hour": "hour",
  "alb.capacity": "LCU-hour",
  "nlb.hour": "hour",
  "nlb.capacity": "NLCU-hour",
  "ipv4.hour": "hour",
  "ebs.gp3": "GB-month",
  "rds.gp3": "GB-month",
  "rds.gp3.multiAz": "GB-month",
  "rds.proxy": "vCPU-hour",
  "cache.serverless.data": "GB-hour",
  "cache.serverless.work": "million ECPUs",
  "s3.standard": "GB-month",
  "backup.rds": "GB-month",
  "backup.ebs": "GB-month",
  "backup.s3": "GB-month",
  "logs.ingest": "GB",
  "logs.ingest.infrequent": "GB",
  "logs.storage": "GB-month",
  "logs.masking": "GB",
  "trail.dataEvents": "million events",
  "alarm.metric": "metric-month",
  "alarm.composite": "alarm-month",
  dashboard: "dashboard-month",
  "metric.custom": "metric-month",
  "metric.insightsEnhanced": "metric-month",
  "accessAnalyzer.role": "role-month",
  "config.item": "item",
  "kms.key": "key-month",
  "secret.month": "secret-month",
  "privateCa.general": "authority-month",
  "privateCa.shortLived": "authority-month",
  "privateCa.certificate": "certificate",
  "privateCa.shortLivedCertificate": "certificate",
  "scheduler.invocations": "million invocations",
  "sqs.fifo": "million requests",
  "ecsAnywhere.hour": "server-hour",
  "studio.storage": "GB-month",
  "budget.action": "budget-day",
  "dns.zone": "zone-month",
  "cloudMap.resource": "resource-month",
  "api.requests": "million requests",
  "internet.out": "GB",
  "waf.acl": "ACL-month",
  "waf.rule": "rule-month",
  "waf.requests": "million requests",
  "cognito.lite": "user-month",
  "cognito.essentials": "user-month",
  "cognito.plus": "user-month",
  "cognito.token": "token",
  "lambda.requests": "million requests",
  "lambda.x86": "GB-second",
  "lambda.arm": "GB-second",
} as const;

type FixedPriceId = keyof typeof units;

/**
 * Instances are priced by type or class: `ec2.t4g.medium`, `rds.mariadb.db.t4g.medium`, `cache.valkey.t4g.medium`,
 * `studio.ml.t3.medium`.
 */
export type PriceId =
  | FixedPriceId
  | `ec2.${string}`
  | `rds.mariadb.db.${string}`
  | `cache.valkey.${string}`
  | `studio.ml.${string}`;

const isFixed = (id: PriceId): id is FixedPriceId => Object.hasOwn(units, id);

export const unitOf = (id: PriceId): string => (isFixed(id) ? units[id] : "instance-hour");
