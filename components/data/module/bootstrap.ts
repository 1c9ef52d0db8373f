import { Invocation } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { bootstrapInput } from "../../../infra/dataBootstrap";
import { urlsOf } from "../qdrantUrls";
import type { MariadbRef, QdrantRef } from "../refs";
import type { Servers } from "../servers";
import type { MariadbPart } from "./mariadbPart";
import type { PartContext } from "./parts";
import type { QdrantPart } from "./qdrantPart";

export interface BootstrappedParts {
  readonly mariadb: MariadbPart | undefined;
  readonly qdrant: QdrantPart | undefined;
}

/**
 * Has the function make what the module declared, and take it away again when the module's description is gone:
 * the function's answer to `delete`. For that, the servers and the ways to them must outlive it.
 */
export function bootstrapModule(
  { module, config, settings, parent }: PartContext,
  { bootstrap, mariadb, qdrant, reachable }: Servers,
  parts: BootstrappedParts,
): Invocation[] {
  if (bootstrap === undefined || (!parts.mariadb && !parts.qdrant)) return [];
  const access = pulumi.output({
    ...(parts.mariadb && mariadb ? { mariadb: mariadbAccess(mariadb, parts.mariadb) } : {}),
    ...(parts.qdrant && qdrant ? { qdrant: qdrantAccess(qdrant, parts.qdrant) } : {}),
  });
  return [
    new Invocation(
      `${module}-data`,
      {
        functionName: bootstrap.functionName,
        lifecycleScope: "CRUD",
        input: access.apply((known) => bootstrapInput(module, config.data, settings, known)),
      },
      // The other way round, the end of the old one would take away what the new one made.
      { parent, deleteBeforeReplace: true, dependsOn: [...reachable] },
    ),
  ];
}

function mariadbAccess({ hosts, port, adminSecretArn }: MariadbRef, { userSecretArn }: MariadbPart) {
  return { host: hosts.apply(([host]) => host!), port, adminSecretArn, userSecretArn };
}

function qdrantAccess(server: QdrantRef, { tokenSecretArn }: QdrantPart) {
  const { authority, keySecretArn } = server;
  return { urls: urlsOf(server), authority, keySecretArn, tokenSecretArn };
}
