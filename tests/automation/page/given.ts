import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { type PageData, pageData } from "../../../automation/page/data";
import { render } from "../../../automation/page";
import type { Language } from "../../../automation/page/languages";
import { drawPicture } from "../../../automation/page/picture";
import { pictureWords } from "../../../automation/page/picture/words";
import { makePlan, type Plan } from "../../../automation/plan/makePlan";
import { stackText } from "../../support/harness";

/** A plan and what its page tells. */
export interface Given {
  readonly plan: Plan;
  readonly data: PageData;
}

/** Stack files as a project of their own, so that no test plans more environments than it looks at. */
export async function given(files: Readonly<Record<string, string>>, stack: string): Promise<Given> {
  const folder = mkdtempSync(join(tmpdir(), "page-"));
  try {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: ai-platform\n");
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, `Pulumi.${name}.yaml`), text);
    const ref = { stack, path: join(folder, `Pulumi.${stack}.yaml`) };
    const plan = await makePlan(ref);
    return { plan, data: await pageData(plan, ref) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export const givenDev = (): Promise<Given> => given({ dev: stackText("dev") }, "dev");
export const givenProd = (): Promise<Given> => given({ prod: stackText("prod") }, "prod");
export const givenThirty = (): Promise<Given> => given({ prod: manyModules(30) }, "prod");

export async function html({ plan, data }: Given, language: Language = "en"): Promise<string> {
  return render(data, await drawPicture(plan, pictureWords[language]), language);
}

/** The stack file of prod with so many modules in place of its own; every third one calls the one before. */
export function manyModules(count: number): string {
  const file = parse(stackText("prod")) as { config: Record<string, Record<string, unknown>> };
  const { domain } = file.config["ai-platform:edge"]!;
  const modules = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `module-${index}`,
      {
        owner: "team@example.com",
        routes: [`/module-${index}`],
        // Hashes of so many names would clash.
        listenerPriority: index + 1,
        aiProviders: ["openai", "bedrock"],
        calls: index % 3 === 2 ? [`module-${index - 1}`] : [],
        data: {
          schema: true,
          connections: 30,
          bucket: true,
          collections: { documents: { vectorSize: 1024, distance: "Cosine" } },
        },
      },
    ]),
  );
  return stringify({
    config: {
      ...file.config,
      "ai-platform:edge": { domain },
      "ai-platform:budget": { monthlyUsd: 100_000 },
      "ai-platform:modules": modules,
    },
  });
}
