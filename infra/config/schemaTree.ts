import type { z } from "zod";

/** Every alternative that a schema stands for, without its preprocessing and optionality. */
function alternatives(schema: z.ZodType): z.ZodType[] {
  const { def } = schema as unknown as { def: SchemaDef };
  switch (def.type) {
    case "pipe":
      return alternatives(def.out!);
    case "optional":
      return alternatives(def.innerType!);
    case "union":
      return def.options!.flatMap(alternatives);
    default:
      return [schema];
  }
}

interface SchemaDef {
  readonly type: string;
  readonly out?: z.ZodType;
  readonly innerType?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly valueType?: z.ZodType;
}

const defOf = (schema: z.ZodType) => (schema as unknown as { def: SchemaDef }).def;

/** The schema of what stands at a path, undefined where nothing may stand. */
export function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  for (const { shape, element, valueType } of alternatives(schema).map(defOf)) {
    const child =
      shape && Object.hasOwn(shape, key)
        ? shape[key as string]
        : typeof key === "number"
          ? element
          : valueType;
    if (child) return schemaAt(child, rest);
  }
  return undefined;
}

/** The keys that an object at this place may have. */
export function keysOf(schema: z.ZodType | undefined): string[] {
  return schema === undefined
    ? []
    : alternatives(schema).flatMap((one) => Object.keys(defOf(one).shape ?? {}));
}
