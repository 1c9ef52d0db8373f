import { long, optionalSection, section, text, whole, wrong, type Wrong } from "./wrongKinds";

/** What cannot stand at the paths of the AI gateway and of the quotas that it keeps. */
export const wrongAiGateway: Readonly<Record<string, readonly Wrong[]>> = {
  aiGateway: optionalSection,
  "aiGateway.owner": text("nobody", "a@", "@example.com", `${long(250)}@example.com`),
  "aiGateway.digest": text("latest", "sha256:abc", `sha256:${long(63)}`, `sha512:${long(64)}`, long(64)),
  "aiGateway.tasks": whole(1, 20),
  "aiGateway.azureResource": text("Acme", "-acme", "acme-", "acme.openai.azure.com", long(65)),
  "aiGateway.keyHeaders": section,
  "aiGateway.keyHeaders.*": text("X-Api-Key", "authorization:", "authorization: Bearer x", "a b", long(64)),
  "modules.*.aiQuota": [...section, ...wrong(false)],
  "modules.*.aiQuota.requestsPerMinute": whole(1, 1_000_000),
  "modules.*.aiQuota.tokensPerMinute": whole(1, 1_000_000_000),
};
