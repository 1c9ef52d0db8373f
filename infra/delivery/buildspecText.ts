import { Document, isMap, isScalar } from "yaml";

/** The runtime of CodeBuild's images; https://docs.aws.amazon.com/codebuild/latest/userguide/available-runtimes.html. */
const nodejs = 22;

export interface Phase {
  readonly "runtime-versions"?: { readonly nodejs: number };
  readonly commands: readonly string[];
}

export interface BuildspecDraft {
  /** What the build is for. */
  readonly title: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly exported?: string;
  readonly phases: Readonly<Partial<Record<"install" | "pre_build" | "build" | "post_build", Phase>>>;
  readonly artifact?: string;
  /** Above a key, for whoever wonders. */
  readonly comments: readonly (readonly [path: readonly string[], text: string])[];
}

/** By bash, since the archive that a source comes in need not keep what is executable. */
export function script(name: string, ...args: readonly string[]): string {
  return [`bash "$CODEBUILD_SRC_DIR/delivery/${name}.sh"`, ...args].join(" ");
}

export const installEngine: Phase = {
  "runtime-versions": { nodejs },
  commands: ["npm ci --no-audit --no-fund", "npx ai-platform engine install"],
};

export const engineComments: BuildspecDraft["comments"] = [
  [["phases", "install"], "`deploy` is this project's own program, and drives the pinned Pulumi CLI."],
];

/** https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html. */
export function buildspecText({
  title,
  variables,
  exported,
  phases,
  artifact,
  comments,
}: BuildspecDraft): string {
  const document = new Document({
    version: 0.2,
    env: {
      shell: "bash",
      variables,
      ...(exported === undefined ? {} : { "exported-variables": [exported] }),
    },
    phases: Object.fromEntries(
      // Without this, the phase after a failed one runs as well.
      Object.entries(phases).map(([phase, what]) => [phase, { "on-failure": "ABORT", ...what }]),
    ),
    ...(artifact === undefined ? {} : { artifacts: { files: [artifact] } }),
  });
  const origin =
    "Written by this project's program: change Pulumi.shared.yaml, or infra/delivery/buildspecs.ts.";
  document.commentBefore = ` ${title}\n ${origin}`;
  for (const [path, text] of comments) putComment(document, path, text);
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function putComment(document: Document, path: readonly string[], text: string): void {
  const map = document.getIn(path.slice(0, -1), true);
  const pair = isMap(map)
    ? map.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    : undefined;
  if (isScalar(pair?.key)) pair.key.commentBefore = text.replaceAll(/^/gm, " ");
}
