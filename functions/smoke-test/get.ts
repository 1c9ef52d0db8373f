import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import type { Settings } from "./settings";

export type Target = Pick<Settings, "url" | "host" | "headers" | "timeoutSeconds">;

/**
 * The status of one GET whose answer arrived whole and in time. The body is read and forgotten: it may hold
 * private data. A redirect is an answer like any other, for the place that it points to is not under test.
 */
export function get({ url, host, headers, timeoutSeconds }: Target): Promise<number> {
  const options = {
    headers: { ...headers, ...(host !== undefined && { host }) },
    // A connection of its own: one kept open would lead to wherever the last attempt failed.
    agent: false,
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === "https:"
        ? // Told, lest NODE_TLS_REJECT_UNAUTHORIZED decide. The server's name is also the one to be proven.
          httpsRequest(url, { ...options, servername: host, rejectUnauthorized: true })
        : httpRequest(url, options);
    const timer = setTimeout(() => {
      reject(new Error(`no whole answer within ${timeoutSeconds} s`));
      request.destroy();
    }, timeoutSeconds * 1000);
    request
      .on("response", (response) => {
        response.on("end", () => {
          resolve(response.statusCode!);
        });
        response.on("error", reject).resume();
      })
      .on("error", reject)
      .on("close", () => {
        clearTimeout(timer);
      })
      .end();
  });
}
