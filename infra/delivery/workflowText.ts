import { Document, isMap, isNode, isScalar, Scalar, type Pair } from "yaml";

/** An action of somebody else's, by the commit of a version. */
export interface Pin {
  /** `actions/checkout@<commit>` */
  readonly uses: string;
  /** `v6.1.0` */
  readonly version: string;
}

type Path = readonly (number | string)[];

export interface WorkflowDraft {
  /** What the workflow is for. */
  readonly title: string;
  readonly content: Readonly<Record<string, unknown>>;
  /** Above a key or a step, for whoever wonders. */
  readonly comments: readonly (readonly [path: Path, text: string])[];
}

/** What GitHub puts there when the workflow runs. */
export function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** The commit with its version behind it, for whoever reads it or makes it newer. */
export function pinned({ uses, version }: Pin): Scalar {
  const scalar = new Scalar(uses);
  scalar.comment = ` ${version}`;
  return scalar;
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax */
export function workflowText({ title, content, comments }: WorkflowDraft): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  document.commentBefore = [
    title,
    "Written by `npm run generate`: change Pulumi.shared.yaml, or infra/delivery/workflows.ts.",
  ]
    .join("\n")
    .replaceAll(/^/gm, " ");
  for (const path of [[], ["jobs"]]) spaceOut(document, path);
  for (const [path, text] of comments) putComment(document, path, text);
  return document.toString({ lineWidth: 0, blockQuote: "literal" });
}

/** An empty line between the entries. */
function spaceOut(document: Document, path: Path): void {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(map)) return;
  for (const { key } of map.items.slice(1)) if (isScalar(key)) key.spaceBefore = true;
}

function putComment(document: Document, path: Path, text: string): void {
  const [at, parent] = [path.at(-1), document.getIn(path.slice(0, -1), true)];
  const pair: Pair | undefined = isMap(parent)
    ? parent.items.find(({ key }) => isScalar(key) && key.value === at)
    : undefined;
  const node = pair?.key ?? document.getIn(path, true);
  if (isNode(node)) node.commentBefore = text.replaceAll(/^/gm, " ");
}
