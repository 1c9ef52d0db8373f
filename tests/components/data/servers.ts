import * as pulumi from "@pulumi/pulumi";
import type { MariadbRef, QdrantRef, RotationRef } from "../../../components/data/refs";
import type { Servers } from "../../../components/data/servers";
import { account, database } from "../../support/fixtures";
import { region } from "../../support/harness";

export const arnOf = (name: string): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;

export const authority = "-----BEGIN CERTIFICATE-----\nours\n-----END CERTIFICATE-----\n";

export function mariadbRef(change: Partial<MariadbRef> = {}): MariadbRef {
  return {
    ...database("mariadb", 3306),
    adminSecretArn: pulumi.output(arnOf("rds!db-admin")),
    arn: pulumi.output(`arn:aws:rds:${region}:${account}:db:ai-platform-test`),
    ...change,
  };
}

export function qdrantRef(change: Partial<QdrantRef> = {}): QdrantRef {
  return {
    ...database("qdrant", 6333, ["qdrant-0.internal", "qdrant-1.internal"]),
    keySecretArn: pulumi.output(arnOf("qdrant-key")),
    authority: pulumi.output(authority),
    volumeArns: pulumi.output([]),
    ...change,
  };
}

/** Something to wait for; nothing of it is registered. */
export const urnOf = (name: string): string => `urn:pulumi:test::ai-platform::test:index:Thing::${name}`;
export const thing = (name: string): pulumi.Resource => new pulumi.DependencyResource(urnOf(name));

export function rotationRef(): RotationRef {
  return {
    functionArn: pulumi.output(`arn:aws:lambda:${region}:${account}:function:rotate-secret`),
    days: 30,
    permission: thing("permission"),
  };
}

/** Both databases and the function beside them, without rotation. */
export function servers(change: Partial<Servers> = {}): Servers {
  return {
    mariadb: mariadbRef(),
    qdrant: qdrantRef(),
    cache: undefined,
    bootstrap: { functionName: pulumi.output("data-bootstrap") },
    rotation: undefined,
    reachable: [thing("servers")],
    ...change,
  };
}
