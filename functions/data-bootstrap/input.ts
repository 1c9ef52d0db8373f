import { metadataAccess, type MetadataAccess } from "../mariadb/grants";
import { type Identifier, schemaIdentifier } from "../mariadb/identifiers";
import type { Collections } from "../qdrant/collection";
import { readCollections } from "./collections";
import { fieldsOf, isRecord, type Told } from "./fields";

export interface MariadbPart {
  readonly host: string;
  readonly port: number;
  readonly adminSecretArn: string;
  readonly userSecretArn: string;
  readonly schema: Identifier;
  readonly metadata: MetadataAccess;
}

export interface QdrantPart {
  readonly urls: readonly string[];
  readonly authority: string;
  readonly keySecretArn: string;
  readonly tokenSecretArn: string;
  readonly collections: Collections;
}

/** What a module declares; names and ARNs only, since the stack's state keeps it. */
export interface Declaration {
  readonly module: string;
  readonly onRemove: "keep" | "drop";
  readonly mariadb?: MariadbPart;
  readonly qdrant?: QdrantPart;
}

export interface CertificateRequest {
  readonly secretArn: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

export type Order =
  | { readonly action: "make"; readonly declared: Declaration; readonly before?: Declaration }
  | { readonly action: "remove"; readonly declared: Declaration }
  | { readonly action: "certify"; readonly request: CertificateRequest };

/** The stack counts it up to have everything looked after once more, so that any number is good. */
const mostRevisions = 1_000_000;
const arn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+$/;
const arnRule = "must be the ARN of a secret";
const host = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Reads what aws.lambda.Invocation sends, and throws all its faults at once. With lifecycleScope CRUD the
 * provider adds `tf`: what happens to the resource, and the input before it.
 */
export function readOrder(event: unknown): Order {
  const faults: string[] = [];
  const told: Told = (path, rule) => void faults.push(`${path} ${rule}`);
  const order = isRecord(event) && "certificate" in event ? certify(event, told) : moduleOrder(event, told);
  if (faults.length > 0)
    throw new Error([`the input of data-bootstrap has ${faults.length} fault(s):`, ...faults].join("\n  "));
  return order;
}

function certify(event: unknown, told: Told): Order {
  const fields = fieldsOf(event, "", ["revision", "certificate"], told);
  fields.integer("revision", 1, mostRevisions);
  const keys = ["secretArn", "names", "addresses"];
  const certificate = fieldsOf(fields.value("certificate"), "certificate", keys, told);
  return {
    action: "certify",
    request: {
      secretArn: certificate.text("secretArn", arn, arnRule),
      names: certificate.texts("names", host, "must be a list of DNS names in lower case"),
      addresses: certificate.texts("addresses", /^[0-9a-f.:]+$/, "must be a list of IP addresses"),
    },
  };
}

function moduleOrder(event: unknown, told: Told): Order {
  const { tf, ...input } = isRecord(event) ? event : { tf: undefined };
  const declared = declaration(isRecord(event) ? input : event, "", told);
  const fields = fieldsOf(tf, "tf", ["action", "prev_input"], told);
  const action = fields.oneOf("action", ["create", "update", "delete"]);
  if (action === "delete") return { action: "remove", declared };
  const before = fields.value("prev_input");
  if (action === "create" || before === undefined || before === null) return { action: "make", declared };
  return { action: "make", declared, before: declaration(before, "tf.prev_input", told) };
}

function declaration(value: unknown, path: string, told: Told): Declaration {
  const fields = fieldsOf(value, path, ["revision", "module", "onRemove", "mariadb", "qdrant"], told);
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  fields.integer("revision", 1, mostRevisions);
  const module = fields.text("module", /^[a-z][a-z0-9-]{0,31}$/, "must be a module's name");
  const schema = typeof module === "string" ? module.replaceAll("-", "_") : "";
  const mariadb = fields.value("mariadb");
  const qdrant = fields.value("qdrant");
  return {
    module,
    onRemove: fields.oneOf("onRemove", ["keep", "drop"]),
    ...(mariadb !== undefined && { mariadb: mariadbPart(mariadb, at("mariadb"), schema, told) }),
    ...(qdrant !== undefined && { qdrant: qdrantPart(qdrant, at("qdrant"), schema, told) }),
  };
}

function mariadbPart(value: unknown, path: string, schema: string, told: Told): MariadbPart {
  const keys = ["host", "port", "adminSecretArn", "userSecretArn", "schema", "metadata"];
  const fields = fieldsOf(value, path, keys, told);
  const named = schemaIdentifier(schema);
  if (isRecord(value) && (named === undefined || fields.value("schema") !== named))
    told(`${path}.schema`, "must be the module's own name, with _ for -, and no name that the server uses");
  return {
    host: fields.text("host", host, "must be a host name in lower case"),
    port: fields.integer("port", 1, 65535),
    adminSecretArn: fields.text("adminSecretArn", arn, arnRule),
    userSecretArn: fields.text("userSecretArn", arn, arnRule),
    schema: named!,
    metadata: fields.oneOf("metadata", metadataAccess),
  };
}

function qdrantPart(value: unknown, path: string, schema: string, told: Told): QdrantPart {
  const keys = ["urls", "authority", "keySecretArn", "tokenSecretArn", "collections"];
  const fields = fieldsOf(value, path, keys, told);
  return {
    urls: fields.texts("urls", /^https:\/\/[a-z0-9.-]+:\d+$/, "must be a list of https URLs with a port"),
    authority: fields.text("authority", /^-----BEGIN CERTIFICATE-----\n/, "must be a certificate in PEM"),
    keySecretArn: fields.text("keySecretArn", arn, arnRule),
    tokenSecretArn: fields.text("tokenSecretArn", arn, arnRule),
    collections: readCollections(fields.value("collections"), `${path}.collections`, schema, told),
  };
}
