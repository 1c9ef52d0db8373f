import { OptionGroup } from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import type { MariadbConfig } from "../../../infra/config/schema/data";
import { type Deletion, kept } from "../../../infra/durability";

/**
 * The plugin that records who connects, and who changes tables or users; passwords are starred out in it. Only where
 * data is protected, because AWS keeps an option group as long as a snapshot names it: where everything goes, its
 * deletion would fail until the last backup is gone.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MariaDB.Options.html
 */
export function createAudit(
  name: string,
  { version, deletion }: Pick<MariadbConfig, "version"> & { readonly deletion: Deletion },
  parent: pulumi.Resource,
): OptionGroup | undefined {
  if (deletion === "disposable") return undefined;
  return new OptionGroup(
    name,
    {
      engineName: "mariadb",
      majorEngineVersion: version,
      optionGroupDescription: "Audit of connections and definitions",
      options: [{ optionName: "MARIADB_AUDIT_PLUGIN", optionSettings: auditSettings() }],
    },
    // As with the parameters: a new major version has its group beside the old one.
    { parent, ...kept(deletion) },
  );
}

/** Not the queries of modules: they hold what the modules' users wrote. */
export function auditSettings(): { readonly name: string; readonly value: string }[] {
  return [
    { name: "SERVER_AUDIT_EVENTS", value: "CONNECT,QUERY_DDL,QUERY_DCL" },
    // RDS itself looks in every few seconds.
    { name: "SERVER_AUDIT_EXCL_USERS", value: "rdsadmin" },
  ];
}
