import { z } from "zod";
import { integer, optionalPart, retentionDays, text } from "./scalars";

/** RFC 6749, section 3.3. */
export const scopeName = () =>
  text(
    /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/,
    "must be the name of a scope",
    "Use printable ASCII without space, quote and backslash, for example planning.invoke.",
  );

const httpsUrl = (example: string) =>
  text(/^https:\/\/[^\s?#@]+$/, "must be an https URL without query", `Write it as ${example}.`);

/** What signs a client's person in again must be HTTPS; AWS allows plain HTTP for a developer's own machine. */
const returnUrl = () =>
  text(
    /^(https:\/\/[^\s#*]+|http:\/\/localhost(:\d+)?(\/[^\s#*]*)?)$/,
    "must be an https URL, or http://localhost for a developer",
    "Write it whole, for example https://app.example.com/signed-in.",
  );

const requestsPerSecond = () => integer(1, 10_000).describe("Requests per second that are let through on average.");
const burst = () => integer(1, 5_000).describe("Requests that may come at once on top of it.");

export const throttleSchema = z.strictObject({ requestsPerSecond: requestsPerSecond(), burst: burst() });

const clientSchema = z.strictObject({
  kind: z
    .enum(["machine", "browser"])
    .describe("`machine` keeps a secret and gets tokens by itself; `browser` is code that people run, and signs them in."),
  scopes: z
    .array(scopeName())
    .min(1)
    .max(50)
    .optional()
    .describe("Scopes that it may ask Cognito for. With an issuer of your own, the issuer says it."),
  returnUrls: z.array(returnUrl()).min(1).max(20).optional().describe("Where Cognito sends people back to; browsers only."),
  requestsPerSecond: requestsPerSecond(),
  burst: burst(),
  requestsPerDay: integer(1, 1e9).describe("Requests per day (UTC); after that the client gets 429."),
});
export type ClientConfig = z.output<typeof clientSchema>;

const issuerSchema = z.strictObject({
  issuer: httpsUrl("https://id.example.com").describe("Issuer of the tokens, exactly as their claim `iss` says it."),
  audience: z.array(z.string().min(1).max(200).describe("One audience, as a token says it.")).min(1).max(10).describe("What the claim `aud` of a token may say."),
  jwksUri: httpsUrl("https://id.example.com/keys")
    .optional()
    .describe("Where the issuer publishes its keys, if not at `<issuer>/.well-known/jwks.json`."),
});
export type IssuerConfig = z.output<typeof issuerSchema>;

export const edgeSchema = z.strictObject({
  domain: z
    .strictObject({
      name: text(
        /^(?=.{1,64}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
        "must be a domain name",
        "Write it in lower case, for example api.example.com.",
      ).describe("Name of the API. Its certificate also secures the way to the load balancers."),
      hostedZoneId: text(/^Z[A-Z0-9]{5,31}$/, "must be the id of a hosted zone", "Copy it from Route 53; it starts with Z.").describe(
        "Public hosted zone of Route 53 in which the name lies.",
      ),
    })
    .optional()
    .describe("Domain of the API. Without one the API has the name that AWS gives it, and the load balancers speak plain HTTP inside the VPC."),
  mutualTls: z
    .strictObject({
      truststoreUri: text(/^s3:\/\/[a-z0-9.-]{3,63}\/.+$/, "must be an object in S3", "Write it as s3://<bucket>/<key>.").describe(
        "PEM bundle of the authorities whose client certificates are accepted.",
      ),
      truststoreVersion: z.string().min(1).max(1024).describe("Version of that object, so that a new bundle is seen as a change."),
    })
    .optional()
    .describe("Clients must show a certificate as well. Needs a domain."),
  authentication: z
    .union([z.literal("cognito"), issuerSchema])
    .describe("Who issues tokens: `cognito` makes a user pool; the keys of an OIDC issuer name any other."),
  clients: z
    .record(
      text(/^[a-z](?!.*--)[a-z0-9-]{0,30}[a-z0-9]$/, "must be a client name", "Use 2 to 32 lower-case letters, digits and single hyphens."),
      clientSchema,
    )
    .describe("Who may call, each with a key and limits of its own. Without any, whoever has a token may call without a key."),
  throttle: throttleSchema.describe("Limits of every method that has none of its own."),
  waf: z
    .strictObject({
      mode: z.enum(["count", "block"]).describe("`count` only records what AWS's managed rules would block; begin with it, then look."),
      requestsPerFiveMinutes: integer(10, 2_000_000_000).describe("Requests of one address in five minutes, above which it is blocked, in either mode."),
    })
    .describe("AWS WAF in front of the API."),
  cors: optionalPart(
    z.strictObject({
      origin: text(
        /^(\*|https:\/\/[a-z0-9.-]+(:\d{1,5})?)$/,
        "must be an origin",
        'Write it as https://app.example.com, or "*" for all: tokens travel in a header, never by themselves.',
      ).describe("The origin whose pages may call, or `*`."),
    }),
  ).describe("Lets pages of another origin call the API, or false."),
  logRetentionDays: retentionDays().describe("Days that the records of the API, the firewall and the authorizer are kept."),
});
export type EdgeConfig = z.output<typeof edgeSchema>;
