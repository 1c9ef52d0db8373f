import type { Server } from "../qdrant/connect";

export interface Settings extends Server {
  readonly environment: string;
  readonly keySecretArn: string;
}

/** Reads the environment of the function and throws all its faults at once. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const { urls, authority, keySecretArn } = parsed(env.QDRANT);
  const environment = env.ENVIRONMENT ?? "";
  const faults: string[] = [];
  if (environment === "") faults.push("ENVIRONMENT must be the environment's name, for example dev");
  if (!isUrls(urls))
    faults.push('QDRANT.urls must be a list of https URLs, for example ["https://qdrant-0:6333"]');
  if (typeof authority !== "string" || !authority.startsWith("-----BEGIN CERTIFICATE-----"))
    faults.push("QDRANT.authority must be a certificate in PEM");
  if (typeof keySecretArn !== "string" || !keySecretArn.startsWith("arn:"))
    faults.push("QDRANT.keySecretArn must be the ARN of a secret");
  if (faults.length > 0)
    throw new Error(
      [`the environment of tend-qdrant has ${faults.length} fault(s):`, ...faults].join("\n  "),
    );
  return { environment, urls, authority, keySecretArn } as Settings;
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return (JSON.parse(text ?? "") as Record<string, unknown> | null) ?? {};
  } catch {
    return {};
  }
}

function isUrls(value: unknown): value is string[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((url) => typeof url === "string" && /^https:\/\/\S+$/.test(url) && URL.canParse(url))
  );
}
