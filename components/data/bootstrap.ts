import type * as pulumi from "@pulumi/pulumi";
import { readAdminSecret, useDataSecrets, useKeysOfSecrets } from "../../infra/iam/data";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import { createDataFunction } from "./function";
import type { BootstrapRef } from "./refs";

export interface DataBootstrapArgs {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly keys: { readonly logs: KeyRef };
  readonly logRetentionDays: number;
  readonly withDatabase: boolean;
  /** Groups whose members may connect to the databases. */
  readonly clients: readonly pulumi.Output<string>[];
}

/** One function for all modules makes their schemas, users, collections and tokens, and takes them away again. */
export function createDataBootstrap(
  name: string,
  args: DataBootstrapArgs,
  parent: pulumi.Resource,
): BootstrapRef {
  const { scope, withDatabase } = args;
  const { region, environment } = scope;
  const { name: functionName } = createDataFunction(
    `${name}-bootstrap`,
    {
      ...args,
      logsKey: args.keys.logs,
      code: "data-bootstrap",
      description: "Makes what modules keep in the databases",
      // A collection on a cluster that is still coming up takes its time.
      timeoutSeconds: 600,
      statements: [
        scope.account.apply((account) => {
          const place = { region, account, environment };
          return [
            useDataSecrets(place),
            useKeysOfSecrets(place),
            ...(withDatabase ? [readAdminSecret(place)] : []),
          ];
        }),
      ],
      inside: { network: args.network, clients: args.clients },
    },
    parent,
  );
  return { functionName };
}
