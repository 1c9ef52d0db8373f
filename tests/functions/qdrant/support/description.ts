import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import ts from "typescript";
import { schemaOf } from "./typeSchema";

/** What the description says of one operation. */
export interface Operation {
  readonly id: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: ValidateFunction;
  readonly body: ValidateFunction | undefined;
  /** Checks an answer of this status. */
  readonly answer: (status: number) => ValidateFunction | undefined;
}

/**
 * Qdrant's OpenAPI description, as its official client carries it: in the types that Qdrant makes of it for each
 * version of the client. It is read anew with each version that is installed, and none is kept here.
 */
const file = path.join(
  path.dirname(require.resolve("@qdrant/js-client-rest")),
  "../types/openapi/generated_schema.d.ts",
);
const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);

/** Empty for what has none, such as an answer without a body. */
const members = (node: ts.Node | undefined): ReadonlyMap<string, ts.TypeNode> => {
  const has = node !== undefined && (ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node));
  const signatures = has ? node.members.filter(ts.isPropertySignature) : [];
  return new Map(
    signatures.map((member) => [(member.name as ts.Identifier | ts.StringLiteral).text, member.type!]),
  );
};
const declared = (name: string) =>
  members(source.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name));

const operations = declared("operations");
const ajv = new Ajv();
/** A query is text. */
const queryAjv = new Ajv({ coerceTypes: true });
const schemas = {
  $id: "qdrant",
  definitions: Object.fromEntries(
    [...members(declared("components").get("schemas"))].map(([name, type]) => [name, schemaOf(type)]),
  ),
};
ajv.addSchema(schemas);
queryAjv.addSchema(schemas);

/** Each template of a path, such as `/collections/{collection_name}`, with its methods. */
const paths = [...declared("paths")].map(([template, methods]) => ({
  pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
  methods: members(methods),
}));

const known = new Map<string, Omit<Operation, "parameters">>();

/** The operation that a request asks for, or undefined for a request that is not in the description. */
export function operationOf(method: string, pathname: string): Operation | undefined {
  for (const { pattern, methods } of paths) {
    const match = pattern.exec(pathname);
    const type = methods.get(method.toLowerCase());
    if (match === null || type === undefined) continue;
    const id = ((type as ts.IndexedAccessTypeNode).indexType as ts.LiteralTypeNode).literal
      .getText()
      .slice(1, -1);
    const parameters = Object.entries(match.groups ?? {}).map(([name, text]) => [
      name,
      decodeURIComponent(text),
    ]);
    if (!known.has(id)) known.set(id, read(id));
    return { ...known.get(id)!, parameters: Object.fromEntries(parameters) as Record<string, string> };
  }
  return undefined;
}

function read(id: string): Omit<Operation, "parameters"> {
  const operation = members(operations.get(id));
  const query = members(operation.get("parameters")).get("query");
  const body = jsonOf(operation.get("requestBody"));
  const responses = members(operation.get("responses"));
  const checks = new Map<string, ValidateFunction | undefined>();
  for (const [status, type] of responses) {
    const json = jsonOf(type);
    checks.set(status, json && ajv.compile(schemaOf(json)));
  }
  return {
    id,
    query: queryAjv.compile(query === undefined ? { type: "object", maxProperties: 0 } : schemaOf(query)),
    body: body && ajv.compile(schemaOf(body)),
    answer: (status) =>
      checks.get(String(status)) ?? checks.get(`${String(status)[0]}XX`) ?? checks.get("default"),
  };
}

function jsonOf(type: ts.TypeNode | undefined): ts.TypeNode | undefined {
  return members(members(type).get("content")).get("application/json");
}
