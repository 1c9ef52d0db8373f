import { stringify } from "yaml";
import { project } from "../infra/naming";

/** A stack file of prod with so many modules, each with all that a module can keep. */
export function benchStackFile(count: number): string {
  const modules = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `module-${index}`,
      {
        owner: "bench@example.com",
        routes: [`/module-${index}`],
        // Hashes of so many names would clash.
        listenerPriority: index + 1,
        aiProviders: ["openai", "bedrock"],
        data: {
          schema: true,
          bucket: true,
          collections: { documents: { vectorSize: 1024, distance: "Cosine" } },
        },
      },
    ]),
  );
  return stringify({
    config: {
      "aws:region": "ap-northeast-2",
      [`${project}:profile`]: "prod",
      [`${project}:modules`]: modules,
    },
  });
}
