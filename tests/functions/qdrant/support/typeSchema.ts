import ts from "typescript";

/** A schema of JSON, draft 7. */
export type Schema = { readonly [key: string]: unknown };

/** Where ajv finds the types that have a name. */
export const definitions = "qdrant#/definitions/";

/**
 * The schema of one type in a file that openapi-typescript made of an OpenAPI description. An object holds nothing
 * but what is described: Qdrant itself would ignore what is misspelt.
 */
export function schemaOf(type: ts.TypeNode): Schema {
  if (ts.isParenthesizedTypeNode(type)) return schemaOf(type.type);
  if (ts.isTypeLiteralNode(type)) return objectOf(type);
  if (ts.isArrayTypeNode(type)) return { type: "array", items: schemaOf(type.elementType) };
  if (ts.isUnionTypeNode(type)) return { anyOf: unionOf(type) };
  if (ts.isLiteralTypeNode(type)) return { const: constantOf(type.literal) };
  if (ts.isIndexedAccessTypeNode(type)) return { $ref: definitions + nameIn(type.indexType) };
  if (ts.isTypeReferenceNode(type)) return referenceOf(type);
  const keyword = keywords.get(type.kind);
  if (keyword === undefined) throw new Error(`no schema for the type ${type.getText()}`);
  return keyword;
}

const keywords = new Map<ts.SyntaxKind, Schema>([
  [ts.SyntaxKind.StringKeyword, { type: "string" }],
  [ts.SyntaxKind.NumberKeyword, { type: "number" }],
  [ts.SyntaxKind.BooleanKeyword, { type: "boolean" }],
  [ts.SyntaxKind.UnknownKeyword, {}],
]);

function objectOf(type: ts.TypeLiteralNode): Schema {
  const signatures = type.members.filter(ts.isPropertySignature);
  const index = type.members.find(ts.isIndexSignatureDeclaration);
  return {
    type: "object",
    properties: Object.fromEntries(signatures.map((member) => [nameOf(member), propertyOf(member)])),
    required: signatures.filter((member) => member.questionToken === undefined).map(nameOf),
    additionalProperties: index === undefined ? false : schemaOf(index.type),
  };
}

/** "Format: uint64" of the description stands in the comment; what it says holds for each number in the type. */
function propertyOf(member: ts.PropertySignature): Schema {
  const text = member.getFullText();
  const format = /^\s*\/\*\*(?:(?!\*\/)[^])*?Format: (u?int)/.exec(text)?.[1];
  const schema = schemaOf(member.type!);
  return format === undefined ? schema : whole(schema, format);
}

function whole(schema: Schema, format: string): Schema {
  if (schema.type === "number") return { type: "integer", ...(format === "uint" && { minimum: 0 }) };
  if (Array.isArray(schema.anyOf))
    return { anyOf: (schema.anyOf as Schema[]).map((part) => whole(part, format)) };
  return schema;
}

/** `X | (Record<string, unknown> | null)` is how `{nullable: true}` without a type comes out: X or null. */
function unionOf(type: ts.UnionTypeNode): Schema[] {
  return type.types
    .filter((part) => part.kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((part) =>
      part.getText() === "(Record<string, unknown> | null)" ? { const: null } : schemaOf(part),
    );
}

function referenceOf(type: ts.TypeReferenceNode): Schema {
  const name = type.typeName.getText();
  const [first, second] = type.typeArguments ?? [];
  if (name === "Record")
    return { type: "object", ...(second!.kind === ts.SyntaxKind.NeverKeyword && { maxProperties: 0 }) };
  if (name === "OneOf") return { anyOf: (first as ts.TupleTypeNode).elements.map(schemaOf) };
  throw new Error(`no schema for the type ${type.getText()}`);
}

function constantOf(literal: ts.LiteralTypeNode["literal"]): unknown {
  return JSON.parse(literal.getText()) as unknown;
}

function nameOf(member: ts.PropertySignature): string {
  return ts.isIdentifier(member.name)
    ? member.name.text
    : (member.name as ts.StringLiteral | ts.NumericLiteral).text;
}

function nameIn(index: ts.TypeNode): string {
  return ((index as ts.LiteralTypeNode).literal as ts.StringLiteral).text;
}
