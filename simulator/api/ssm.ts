import { z } from "zod";
import { ApiFault, notSimulated, operation, type Operations, pageOf } from "./protocol";
import type { ApiWorld, ParameterVersion } from "./world";

const longestValue = 4096;

/** A name alone. `name:3`, `name:label` and ARNs mean something to SSM that this double does not know. */
const nameOfParameter = z.string().regex(/^[\w./-]+$/, "is not a plain parameter name");
const ignoredForStrings = { WithDecryption: z.boolean().optional() };

function versionsOf(world: ApiWorld, name: string): readonly ParameterVersion[] {
  const versions = world.parameters.history(name);
  if (versions.length === 0) throw new ApiFault("ParameterNotFound", "");
  return versions;
}

function newest(world: ApiWorld, name: string): object {
  const { version, value, modified } = versionsOf(world, name).at(-1)!;
  return {
    ARN: `arn:aws:ssm:${world.region}:${world.account}:parameter${name.startsWith("/") ? "" : "/"}${name}`,
    DataType: "text",
    LastModifiedDate: modified,
    Name: name,
    Type: "String",
    Value: value,
    Version: version,
  };
}

const getParameter = operation({ Name: nameOfParameter, ...ignoredForStrings }, (world, { Name }) => ({
  Parameter: newest(world, Name),
}));

const getParameterHistory = operation(
  {
    Name: nameOfParameter,
    ...ignoredForStrings,
    MaxResults: z.int().min(1).max(50).default(50),
    NextToken: z.string().optional(),
  },
  (world, { Name, MaxResults, NextToken }) => {
    const { items, next } = pageOf(versionsOf(world, Name), MaxResults, NextToken);
    const Parameters = items.map(({ version, value, modified }) => ({
      DataType: "text",
      Labels: [],
      LastModifiedDate: modified,
      LastModifiedUser: `arn:aws:iam::${world.account}:user/simulated`,
      Name,
      Policies: [],
      Tier: "Standard",
      Type: "String",
      Value: value,
      Version: version,
    }));
    return { Parameters, NextToken: next };
  },
);

const getParametersByPath = operation(
  {
    Path: z.string().regex(/^\/[\w./-]*$/, "must begin with /"),
    Recursive: z.boolean().default(false),
    ...ignoredForStrings,
    MaxResults: z.int().min(1).max(10).default(10),
    NextToken: z.string().optional(),
  },
  (world, { Path, Recursive, MaxResults, NextToken }) => {
    const prefix = Path.endsWith("/") ? Path : `${Path}/`;
    const below = world.parameters
      .names()
      .filter((name) => name.startsWith(prefix) && (Recursive || !name.slice(prefix.length).includes("/")))
      .sort();
    const { items, next } = pageOf(below, MaxResults, NextToken);
    return { Parameters: items.map((name) => newest(world, name)), NextToken: next };
  },
);

const putParameter = operation(
  {
    Name: nameOfParameter,
    Value: z.string(),
    Type: z.string().optional(),
    Overwrite: z.boolean().default(false),
  },
  (world, { Name, Value, Type, Overwrite }) => {
    const exists = world.parameters.history(Name).length > 0;
    if (!exists && Type === undefined)
      throw new ApiFault("ValidationException", "A parameter type is required when you create a parameter.");
    if (Type !== undefined && Type !== "String") throw notSimulated(`parameters of type ${Type}`);
    if (Value === "" || Value.length > longestValue)
      throw new ApiFault("ValidationException", `A value has 1 to ${longestValue} characters.`);
    if (exists && !Overwrite)
      throw new ApiFault(
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      );
    world.parameters.put(Name, Value);
    return { Tier: "Standard", Version: versionsOf(world, Name).at(-1)!.version };
  },
);

const deleteParameters = operation({ Names: z.array(nameOfParameter).min(1).max(10) }, (world, { Names }) => {
  const isThere = (name: string) => world.parameters.history(name).length > 0;
  const DeletedParameters = Names.filter(isThere);
  const InvalidParameters = Names.filter((name) => !isThere(name));
  for (const name of DeletedParameters) world.parameters.remove(name);
  return { DeletedParameters, InvalidParameters };
});

export const ssmOperations: Operations = {
  DeleteParameters: deleteParameters,
  GetParameter: getParameter,
  GetParameterHistory: getParameterHistory,
  GetParametersByPath: getParametersByPath,
  PutParameter: putParameter,
};
