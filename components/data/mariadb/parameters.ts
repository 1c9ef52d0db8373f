import { connectionLimit } from "../../../infra/connections";

interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly applyMethod: "immediate" | "pending-reboot";
}

/**
 * All are dynamic: RDS refuses to apply a static one at once.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MariaDB.Parameters.html
 */
export function serverParameters(instanceClass: string): Parameter[] {
  const atOnce = {
    character_set_server: "utf8mb4",
    collation_server: "utf8mb4_unicode_ci",
    long_query_time: "2",
    // Only files can be exported to CloudWatch Logs.
    log_output: "FILE",
    // Off by default before 11.8.
    require_secure_transport: "1",
    slow_query_log: "1",
  };
  return [
    ...Object.entries(atOnce).map(([name, value]): Parameter => ({ name, value, applyMethod: "immediate" })),
    // It hangs on the class alone, whose change restarts the server: memory and limit change together.
    {
      name: "max_connections",
      value: String(connectionLimit(instanceClass)!),
      applyMethod: "pending-reboot",
    },
  ];
}
