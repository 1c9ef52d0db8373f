import { type Breach, of, set, type Values } from "./breach";

const api = "aws:apigateway/restApi:RestApi";
const stage = "aws:apigateway/stage:Stage";
const methods = "aws:apigateway/methodSettings:MethodSettings";

/** The first operation of the API with other values. */
const operation = (change: Values) => (inputs: Values) => {
  const body = JSON.parse(String(inputs.body)) as { paths: Record<string, Record<string, Values>> };
  const [path, item] = Object.entries(body.paths)[0]!;
  const [method, values] = Object.entries(item)[0]!;
  const paths = { ...body.paths, [path]: { ...item, [method]: { ...values, ...change } } };
  return { body: JSON.stringify({ ...body, paths }) };
};

export const edgeBreaches: readonly Breach[] = [
  ...of("api-asks-for-tokens", [
    { what: "an operation without security", type: api, inputs: operation({ security: [] }) },
    {
      what: "an operation that does not speak of it",
      type: api,
      inputs: operation({ security: undefined, tags: undefined }),
    },
  ]),
  ...of("api-records-no-content", [
    { what: "a stage without records", type: stage, inputs: set({ accessLogSettings: undefined }) },
    ...["$context.path", "$context.identity.sourceIp", "$context.authorizer.claims.email"].map((format) => ({
      what: `records of ${format}`,
      type: stage,
      inputs: set({ accessLogSettings: { format } }),
    })),
    { what: "a trace", type: methods, inputs: set({ settings: { dataTraceEnabled: true } }) },
    { what: "logs of whole requests", type: methods, inputs: set({ settings: { loggingLevel: "INFO" } }) },
  ]),
  ...of("api-behind-firewall", [{ what: "another stage", type: stage, inputs: set({ arn: "arn:other" }) }]),
  ...of("api-has-one-door", [
    { what: "AWS's own address", type: api, inputs: set({ disableExecuteApiEndpoint: false }) },
  ]),
];

export const harmlessEdge: readonly Omit<Breach, "rule">[] = [
  {
    what: "an operation that is public on purpose",
    type: api,
    inputs: operation({ security: [], tags: ["public"] }),
  },
  {
    what: "records of the key and the subject",
    type: stage,
    inputs: set({
      accessLogSettings: { format: "$context.identity.apiKeyId $context.authorizer.claims.sub" },
    }),
  },
];
