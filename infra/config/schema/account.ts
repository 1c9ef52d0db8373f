import { z } from "zod";
import { boolean } from "./scalars";

export const accountSchema = z.strictObject({
  apiGatewayLogs: boolean().describe(
    "Give API Gateway the role with which it writes the logs of every API in this account and region. Without that role " +
      "a stage with access logs is refused.",
  ),
});
export type AccountConfig = z.output<typeof accountSchema>;
