/** What can be priced, and the unit that the price is per. Prices themselves stand in one file per region. */
const units = {
  "fargate.x86.vcpu": "vCPU-hour",
  "fargate.x86.memory": "GB-hour",
  "fargate.arm.vcpu": "vCPU-hour",
  "fargate.arm.memory": "GB-hour",
  "fargate.ephemeral": "GB-hour",
  "nat.hour": "hour",
  "nat.data": "GB",
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
  "s3.standard": "GB-month",
  "logs.ingest": "GB",
  "logs.ingest.infrequent": "GB",
  "logs.storage": "GB-month",
  "alarm.metric": "metric-month",
  "alarm.composite": "alarm-month",
  "metric.custom": "metric-month",
  "metric.insightsEnhanced": "metric-month",
  "kms.key": "key-month",
  "secret.month": "secret-month",
  "privateCa.general": "authority-month",
  "privateCa.shortLived": "authority-month",
  "privateCa.certificate": "certificate",
  "privateCa.shortLivedCertificate": "certificate",
  "scheduler.invocations": "million invocations",
  "ecsAnywhere.hour": "server-hour",
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

/** Instances are priced by type or class: `ec2.t4g.medium`, `rds.mariadb.db.t4g.medium`. */
export type PriceId = FixedPriceId | `ec2.${string}` | `rds.mariadb.db.${string}`;

const isFixed = (id: PriceId): id is FixedPriceId => Object.hasOwn(units, id);

export const unitOf = (id: PriceId): string => (isFixed(id) ? units[id] : "instance-hour");
