import { long } from "./wrongKinds";

/** Sets of keys whose names are free, with names that they cannot have and a value that would be sound. */
export const records: Readonly<Record<string, { names: readonly string[]; value: unknown }>> = {
  tags: { names: ["aws:x", "a*b", "", "a\u0000b", long(129), long(5000)], value: "x" },
  modules: {
    names: ["Planning", "p", "a--b", "1a", "a_b", "a-", "a b", "", "a\u009bb", long(25), long(5000)],
    value: { owner: "a@example.com", routes: ["/elsewhere"] },
  },
  "edge.clients": {
    names: ["Back", "b", "a--b", "1a", "a_b", "a-", "a b", "", "a\u009bb", long(33), long(5000)],
    value: {
      kind: "machine",
      scopes: ["support.invoke"],
      requestsPerSecond: 1,
      burst: 1,
      requestsPerDay: 1,
    },
  },
  "modules.*.environment": {
    names: ["log_level", "LOG-LEVEL", "1A", "", "A\u0007", long(101), "PORT", "AWS_REGION", "DB_HOST"],
    value: "x",
  },
  "modules.*.data.collections": {
    names: ["Documents", "a-b", "1a", "", "a\u202eb", long(41)],
    value: { vectorSize: 8, distance: "Dot" },
  },
};

export const required = new Set([
  "aws:region",
  "profile",
  "modules",
  "modules.*.owner",
  "modules.*.routes",
  "modules.*.routes.*.path",
  "modules.*.routes.*.throttle.requestsPerSecond",
  "modules.*.routes.*.throttle.burst",
  "modules.*.throttle.requestsPerSecond",
  "modules.*.throttle.burst",
  "modules.*.data.collections.*.vectorSize",
  "modules.*.data.collections.*.distance",
  "edge.domain.name",
  "edge.domain.hostedZoneId",
  "edge.mutualTls.truststoreUri",
  "edge.mutualTls.truststoreVersion",
  "edge.authentication.issuer",
  "edge.authentication.audience",
  "edge.clients.*.kind",
  "edge.clients.*.scopes",
  "edge.clients.*.returnUrls",
  "edge.clients.*.requestsPerSecond",
  "edge.clients.*.burst",
  "edge.clients.*.requestsPerDay",
  "edge.cors.origin",
  "network.existing.vpcId",
  "network.existing.privateSubnetIds",
  "network.existing.isolatedSubnetIds",
]);

/** Plain text in a file that is not what it looks like to a person. */
export const misread: Readonly<Record<string, readonly string[]>> = {
  "account.apiGatewayLogs": ["no", "yes", "on", "off", "1", "~"],
  "aws:allowedAccountIds": ["[123456789012]", "[0x1B]", "[1e11]"],
  "aws:region": ["null", "~", "2026-01-01", "no"],
  "data.mariadb.version": ["11.8", "10.11", "11"],
  "data.mariadb.backupWindow": ["18:00", "2026-01-01"],
  "data.mariadb.multiAz": ["no", "yes", "on", "off", "1", "n"],
  "data.qdrant.version": ["1.19", "1e19", "2026-01-01"],
  "edge.authentication": ["no", "off", "1e3", "2026-01-01"],
  "edge.authentication.issuer": ["no", "2026-01-01", "id.example.com"],
  "edge.clients.*.requestsPerDay": ["1_000", "5k", "0x0", ".inf"],
  "edge.cors": ["no", "off", "yes", "on", "0"],
  "edge.domain.hostedZoneId": ["1e3", "2026-01-01", "no"],
  "edge.mutualTls.truststoreVersion": ["1", "1e3", "11.8", "true", "~"],
  "edge.waf.requestsPerFiveMinutes": ["2k", "5m", "2_000", ".nan"],
  "modules.*.container.user": ["1000", "1e3", "0x3e8", "0o17"],
  "modules.*.container.exec": ["no", "yes", "Off", "~"],
  "modules.*.data.bucket": ["no", "yes", "on", "off", "null"],
  "modules.*.data.schema": ["No", "YES", "On", "0x1"],
  "modules.*.description": ["1e3", "0x10", "true", "11.8", "~", ".inf"],
  "modules.*.owner": ["2026-01-01", "1e3", "no", ".nan"],
  "modules.*.port": ["1e3", "0x10", "0o17", "8_080", "8080.5", "80 80", "22:22"],
  "modules.*.routes.*.public": ["no", "yes", "on", "off", "1"],
  "modules.*.size.cpu": ["1e3", "0x10", "256m", "0.25", ".inf"],
  "network.cidr": ["10.20", "1e3", "2026-01-01"],
  "platform.deletionProtection": ["no", "yes", "on", "off"],
};
