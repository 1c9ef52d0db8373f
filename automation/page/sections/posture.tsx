import { policySection } from "../../plan/sections";
import { Badge, PlanTable, Table, type Tone } from "../table";
import type { Posture } from "../posture";
import type { Words } from "../words/en";
import type { SectionProps } from "./section";

type Topic = keyof Words["posture"]["topics"];
type State = keyof Words["posture"]["states"];

const tones: Readonly<Record<State, Tone>> = { strict: "good", relaxed: "fair", open: "bad" };

/** How strict each guard is, where there is a choice in it. */
export function statesOf(posture: Posture): Partial<Record<Topic, State>> {
  const { rules, doors, firewall, transit, egress, secrets, audit, deletion, backups } = posture;
  const when = (strict: boolean, otherwise: State = "relaxed"): State => (strict ? "strict" : otherwise);
  return {
    rules: when(rules.broken === 0, rules.mandatory > 0 ? "open" : "relaxed"),
    doors: when(doors.publicRoutes === 0),
    firewall: when(firewall.mode === "block"),
    transit: when(transit.loadBalancers && transit.betweenModules !== false),
    egress: when(egress.mode === "strict" && !egress.failOpen, egress.mode === "open" ? "open" : "relaxed"),
    secrets: when(secrets.rotationDays !== false),
    audit: when(audit.trail !== false && audit.trail.lock === "COMPLIANCE"),
    backups: when(deletion === "protected" && backups.vault !== false),
  };
}

export function PostureSection({ data: { posture, report }, words }: SectionProps) {
  const { posture: told } = words;
  const states = statesOf(posture);
  const how: Record<Topic, string> = {
    rules: told.rules(posture.rules),
    doors: told.doors(posture.doors),
    firewall: told.firewall(posture.firewall),
    atRest: told.atRest(posture.keys),
    transit: told.transit(posture.transit),
    egress: told.egress(posture.egress),
    secrets: told.secrets(posture.secrets),
    identity: told.identity(posture.roles),
    audit: told.audit(posture.audit),
    privacy: told.privacy(posture.privacy),
    backups: `${told.backups(posture.backups)} ${told.deletion[posture.deletion]}`,
    guards: told.guards(posture.guards),
  };
  return (
    <>
      <Table
        id="guards"
        caption={told.caption}
        columns={[told.topic, told.how, told.state].map((heading) => ({ heading }))}
        rows={(Object.keys(how) as Topic[]).map((topic) => {
          const state = states[topic];
          return {
            cells: [
              told.topics[topic],
              how[topic],
              state === undefined ? "–" : <Badge tone={tones[state]}>{told.states[state]}</Badge>,
            ],
          };
        })}
        note={told.meaning}
      />
      {report.policy.findings.length === 0 ? null : (
        <PlanTable id="findings" section={policySection(report.policy)} />
      )}
    </>
  );
}
