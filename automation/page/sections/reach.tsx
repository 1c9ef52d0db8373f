import type { Words } from "../words/en";
import { grouped } from "../numbers";
import { Badge, right, Table } from "../table";
import { Lines } from "./runs";
import type { SectionProps } from "./section";

export function ReachSection(props: SectionProps) {
  return (
    <>
      <p>{props.words.reach.lead}</p>
      <FromInternet {...props} />
      <FromRanges {...props} />
      <BetweenModules {...props} />
      <ToStores {...props} />
      <Outside {...props} />
      <People {...props} />
    </>
  );
}

function FromInternet({ data, words: { reach, runs } }: SectionProps) {
  const { door, mutualTls } = data.reach;
  const { mode, requestsPerFiveMinutes } = door.firewall;
  return (
    <>
      <h3>{reach.internet}</h3>
      <p>
        {reach.way(door.address, reach.tokens(door.tokensFrom))} {mutualTls ? `${reach.mutualTls} ` : ""}
        {reach.waf[mode]} {reach.rate(grouped(requestsPerFiveMinutes))}
      </p>
      <Table
        id="routes"
        caption={reach.routes}
        columns={[
          { heading: reach.path },
          { heading: runs.module },
          { heading: reach.who },
          { heading: reach.limit, ...right },
        ]}
        rows={door.routes.map((route) => ({
          cells: [
            <code>{route.path}</code>,
            <a href={`#module-${route.module}`}>{route.module}</a>,
            route.public ? (
              <Badge tone="bad">{reach.public}</Badge>
            ) : (
              reach.token(route.scopes.join(", "), route.key)
            ),
            `${grouped(route.requestsPerSecond)}, ${grouped(route.burst)}`,
          ],
        }))}
      />
      {door.clients.length === 0 ? null : (
        <Table
          id="clients"
          caption={reach.clients}
          columns={[
            { heading: reach.client },
            { heading: reach.kind },
            { heading: reach.scopes },
            { heading: reach.limit, ...right },
            { heading: reach.day, ...right },
          ]}
          rows={door.clients.map((one) => ({
            cells: [
              one.client,
              one.kind,
              one.scopes.length === 0 ? reach.byIssuer : <Lines of={one.scopes} code />,
              `${grouped(one.requestsPerSecond)}, ${grouped(one.burst)}`,
              grouped(one.requestsPerDay),
            ],
          }))}
        />
      )}
    </>
  );
}

function FromRanges({ data, words: { reach, runs } }: SectionProps) {
  const { ranges } = data.reach;
  if (ranges.length === 0) return null;
  return (
    <Table
      id="ranges"
      caption={reach.ranges}
      columns={[{ heading: runs.module }, { heading: reach.range }, { heading: reach.port, ...right }]}
      rows={ranges.map(({ module, cidrs, port }) => ({
        cells: [module, <Lines of={cidrs} code />, port],
      }))}
    />
  );
}

function BetweenModules({ data, words: { reach, runs } }: SectionProps) {
  const { calls } = data.reach;
  if (calls.length === 0)
    return (
      <>
        <h3>{reach.calls}</h3>
        <p>{reach.noCalls}</p>
      </>
    );
  return (
    <Table
      id="calls"
      caption={reach.calls}
      columns={[{ heading: runs.module }, { heading: reach.mayCall }]}
      rows={calls.map((one) => ({ cells: [one.module, one.calls.join(", ")] }))}
    />
  );
}

function ToStores({ data, words: { reach, runs } }: SectionProps) {
  const { stores } = data.reach;
  if (stores.length === 0)
    return (
      <>
        <h3>{reach.stores}</h3>
        <p>{reach.noStores}</p>
      </>
    );
  const caches = stores.some(({ cache }) => cache);
  const kinds = ["MariaDB", "Qdrant", "S3", ...(caches ? ["Valkey"] : [])];
  return (
    <Table
      id="stores-of-modules"
      caption={reach.stores}
      columns={[runs.module, ...kinds].map((heading) => ({ heading }))}
      rows={stores.map(({ module, schema, metadata, collections, bucket, cache }) => ({
        cells: [
          module,
          schema ? [reach.schema, reach.metadata[metadata]].filter((text) => text !== "").join(", ") : "–",
          collections.length === 0 ? "–" : collections.join(", "),
          reach.bucket[bucket],
          ...(caches ? [cache ? <code>{`${module}:*`}</code> : "–"] : []),
        ],
      }))}
    />
  );
}

function Outside({ data, words }: SectionProps) {
  const { reach, runs } = words;
  const { outside } = data.reach;
  return (
    <>
      {outside.length === 0 ? (
        <>
          <h3>{reach.outside}</h3>
          <p>{reach.noOutside}</p>
        </>
      ) : (
        <Table
          id="outside"
          caption={reach.outside}
          columns={[runs.module, reach.service, reach.systems].map((heading) => ({ heading }))}
          rows={outside.map(({ module, providers, systems }) => ({
            cells: [
              module,
              <Lines
                of={providers.map(({ name, by, only }) =>
                  [`${name}, ${reach.by[by]}`, ...(only.length === 0 ? [] : [only.join(", ")])].join(": "),
                )}
              />,
              systems.length === 0 ? (
                "–"
              ) : (
                <Lines of={systems.map(({ address, description }) => `${address} ${description}`)} />
              ),
            ],
          }))}
        />
      )}
      <p>{egressText(data.reach.egress, words)}</p>
    </>
  );
}

function egressText(
  { mode, domains = 0 }: SectionProps["data"]["reach"]["egress"],
  { reach }: Words,
): string {
  return mode === "open" ? reach.egress.open : reach.egress[mode](domains);
}

function People({ data, words: { reach } }: SectionProps) {
  const named = data.reach.people.map((one) => {
    const who =
      one.right === "shell"
        ? one.modules.length === 0
          ? reach.noShell
          : reach.shellOf(one.modules.join(", "))
        : one.who.length === 0
          ? reach.nobody
          : one.who.join(", ");
    return { cells: [reach.rights[one.right], who] };
  });
  return (
    <Table
      id="people"
      caption={reach.people}
      columns={[{ heading: reach.right }, { heading: reach.has }]}
      rows={[
        { cells: [reach.deploy, reach.deployBy] },
        { cells: [reach.logs, reach.logsBy] },
        { cells: [reach.databases, reach.databasesBy] },
        ...named,
      ]}
    />
  );
}
