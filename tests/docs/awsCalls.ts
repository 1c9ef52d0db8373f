import operations from "./awsOperations.json";

/** Options of every command of the AWS CLI. */
const everywhere = ["cli-binary-format", "cli-read-timeout", "max-items", "output", "query", "region"];

/** What AWS's models would say against a call of the CLI; nothing if it is right. */
export function faultOf(args: readonly string[]): string | undefined {
  const words = args.slice(
    0,
    args.findIndex((arg, index) => index > 1 && arg.startsWith("--")),
  );
  const plain = args.some((arg) => arg.startsWith("--")) ? words : args;
  const name = plain[1] === "wait" ? plain.slice(0, 3).join(" ") : plain.slice(0, 2).join(" ");
  const known = (operations.operations as Readonly<Record<string, string>>)[name];
  if (known === undefined) return `there is no aws ${name}`;
  const options = known.split(" ").filter((option) => option !== "");
  const names = options.map((option) => option.replace("!", ""));
  // What is true or false is turned off by its name with "no-".
  const given = args
    .filter((arg) => arg.startsWith("--"))
    .map((arg) => arg.slice(2))
    .map((option) => (names.includes(option) ? option : option.replace(/^no-/, "")));
  const strange = given.find((option) => ![...everywhere, ...names].includes(option));
  if (strange !== undefined) return `aws ${name} has no --${strange}`;
  const missing = options.find((option) => option.endsWith("!") && !given.includes(option.slice(0, -1)));
  return missing === undefined ? undefined : `aws ${name} needs --${missing.slice(0, -1)}`;
}
