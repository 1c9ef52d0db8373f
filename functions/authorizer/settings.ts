/** A path with all below it, and the scopes of which any one opens it. No scope means any valid token. */
export interface Route {
  readonly path: string;
  readonly scopes: readonly string[];
}

export interface Settings {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Where the issuer keeps its public keys; `<issuer>/.well-known/jwks.json` unless told. */
  readonly jwksUri?: string;
  readonly routes: readonly Route[];
  readonly subjectKeyId: string;
  readonly clockSkewSeconds: number;
}

/** What a stack file allows: nothing that IAM takes for a wildcard or a variable. */
export const routePattern = /^(\/[A-Za-z0-9._~-]+)+$/;
/** RFC 6749, section 3.3: printable ASCII but space, quote and backslash. */
export const scopePattern = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

const keyArn = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[A-Za-z0-9/_-]+$/;
const longestRoute = 126;
/** RFC 7519 has "no more than a few minutes" in mind. */
const skew = { default: 60, max: 300 };

/**
 * Reads the environment of the function and throws all its faults at once. It runs when the function starts,
 * so that wrong settings stop every request with a clear line in the log, rather than some with a riddle.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const faults: string[] = [];
  const told = (name: string, rule: string) => void faults.push(`${name} ${rule}`);

  const issuer = env.ISSUER ?? "";
  if (!isHttps(issuer))
    told("ISSUER", "must be an https URL without query, for example https://id.example.com");
  const jwksUri = env.JWKS_URI ?? "";
  if (jwksUri !== "" && !isHttps(jwksUri, true)) told("JWKS_URI", "must be an https URL when it is set");
  const subjectKeyId = env.SUBJECT_KEY_ID ?? "";
  if (!keyArn.test(subjectKeyId)) told("SUBJECT_KEY_ID", "must be the ARN of a KMS key");

  const audience = parsed(env.AUDIENCE);
  if (!isTexts(audience) || audience.length === 0)
    told("AUDIENCE", 'must be a JSON list of at least one text, for example ["https://api.example.com"]');
  const skewText = env.CLOCK_SKEW_SECONDS ?? "";
  const clockSkewSeconds = skewText === "" ? skew.default : Number(skewText);
  if (!/^\d*$/.test(skewText) || clockSkewSeconds > skew.max)
    told("CLOCK_SKEW_SECONDS", `must be a whole number from 0 to ${skew.max}`);

  const routes = parsed(env.ROUTES);
  faults.push(...routeFaults(routes));

  if (faults.length > 0)
    throw new Error([`the authorizer's environment has ${faults.length} fault(s):`, ...faults].join("\n  "));
  return {
    issuer,
    audience: audience as string[],
    ...(jwksUri !== "" && { jwksUri }),
    routes: routes as Route[],
    subjectKeyId,
    clockSkewSeconds,
  };
}

function routeFaults(routes: unknown): string[] {
  if (!Array.isArray(routes) || routes.length === 0)
    return ['ROUTES must be a JSON list, for example [{"path":"/planning","scopes":["planning/invoke"]}]'];

  const faults: string[] = [];
  const known: string[] = [];
  for (const [index, route] of (routes as unknown[]).entries()) {
    const told = (rule: string) => void faults.push(`ROUTES[${index}]${rule}`);
    if (typeof route !== "object" || route === null || Object.keys(route).sort().join() !== "path,scopes") {
      told(" must have a path and scopes, and nothing else");
      continue;
    }
    const { path, scopes } = route as Record<string, unknown>;
    if (!isTexts(scopes) || !scopes.every((scope) => scopePattern.test(scope)))
      told(".scopes must be a list of scopes: printable ASCII without space, quote and backslash");
    if (typeof path !== "string" || !routePattern.test(path) || path.length > longestRoute) {
      told(`.path must be a path such as /planning, of ${longestRoute} characters at most`);
      continue;
    }
    // A policy that opens the outer path with all below it could not keep the inner one closed.
    const clash = known.find((other) => covers(other, path) || covers(path, other));
    if (clash === undefined) known.push(path);
    else told(`.path must not overlap ${clash}`);
  }
  return faults;
}

function covers(route: string, other: string): boolean {
  return other === route || other.startsWith(`${route}/`);
}

function isHttps(text: string, query = false): boolean {
  if (!/^https:\/\/\S+$/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === "" && url.hash === "" && (query || url.search === "");
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string" && item !== "");
}

function parsed(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return undefined;
  }
}
