interface Parameter {
  readonly name: string;
  readonly value: string;
}

/**
 * All dynamic, so that none waits for a restart.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.MariaDB.Parameters.html
 */
export function serverParameters(): Parameter[] {
  return [
    { name: "character_set_server", value: "utf8mb4" },
    { name: "collation_server", value: "utf8mb4_unicode_ci" },
    { name: "long_query_time", value: "2" },
    // Only files can be exported to CloudWatch Logs.
    { name: "log_output", value: "FILE" },
    // Off by default before 11.8.
    { name: "require_secure_transport", value: "1" },
    { name: "slow_query_log", value: "1" },
  ];
}
