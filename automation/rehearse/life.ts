import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { resourceText } from "../engine/steps";
import { ended, type Episode, exactly, nothing, onlyOps } from "./episode";
import { lifeOfIssuers } from "./issuer";
import { lifeOfNewcomer } from "./newcomer";
import type { Rehearsal } from "./rehearsal";

/** Everything that happens to an environment, from its first `up` to its end. */
export function life({ data, edge }: Pick<EnvironmentConfig, "data" | "edge">): Episode[] {
  const isProtected = data.deletion === "protected";
  return [
    { title: "first up", kind: "up", fault: (outcome) => ended(outcome) ?? onlyOps(outcome, "create") },
    { title: "up again", kind: "up", fault: nothing },
    ...lifeOfNewcomer(edge.authentication),
    // The file of an environment with an issuer of its own does not say what Cognito would have to know.
    ...(edge.authentication === "cognito" ? lifeOfIssuers(edge.clients, isProtected) : []),
    { title: "no drift", kind: "previewRefresh", fault: drifted(() => []) },
    {
      title: "a log group is changed by hand",
      before: ({ cloud }) => {
        cloud.tamper(aLogGroup(cloud), { retentionInDays: 1 });
      },
      kind: "previewRefresh",
      fault: drifted(({ cloud }) => [`update ${resourceText(aLogGroup(cloud))}`]),
    },
    {
      title: "the drift is taken over",
      kind: "refresh",
      fault: drifted(({ cloud }) => [`update ${resourceText(aLogGroup(cloud))}`]),
    },
    {
      title: "and undone",
      kind: "up",
      fault: (outcome, { cloud }) => exactly(outcome, [`update ${resourceText(aLogGroup(cloud))}`]),
    },
    isProtected ? destroyRefused : destroy,
  ];
}

/** Exactly these differ, besides what AWS itself has rewritten, as ECS does with the rules that it moves traffic by. */
function drifted(wanted: (rehearsal: Rehearsal) => readonly string[]): Episode["fault"] {
  return (outcome, rehearsal) => {
    const rewritten = new Map(
      rehearsal.cloud.resources().map((record) => [record.urn, Object.keys(record.rewritten ?? {})]),
    );
    const steps = outcome.steps.filter(
      ({ urn, changed }) =>
        changed.length === 0 || !changed.every((property) => rewritten.get(urn)?.includes(property)),
    );
    return exactly({ ...outcome, steps }, wanted(rehearsal));
  };
}

const destroy: Episode = {
  title: "destroy",
  kind: "destroy",
  fault: (outcome, { cloud }) => ended(outcome) ?? leftBehind(cloud),
};

const destroyRefused: Episode = {
  title: "destroy is refused",
  kind: "destroy",
  fault: (outcome) => (outcome.ending === "failed" ? onlyOps(outcome, "same") : "it was not refused"),
};

function aLogGroup(cloud: Rehearsal["cloud"]): string {
  return cloud
    .resources()
    .filter(({ type }) => type === "aws:cloudwatch/logGroup:LogGroup")
    .map(({ urn }) => urn)
    .sort()[0]!;
}

/** Task definitions stay, because a rollback needs them. */
function leftBehind(cloud: Rehearsal["cloud"]): string | undefined {
  const left = cloud.resources().filter(({ inputs }) => inputs.skipDestroy !== true);
  return left.length === 0
    ? undefined
    : `left behind: ${left.map(({ urn }) => resourceText(urn)).join(", ")}`;
}
