import { expect } from "chai";
import type { Episode } from "../../../automation/rehearse/episode";
import { life } from "../../../automation/rehearse/life";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import type { CloudRecord } from "../../../simulator/cloud/journal";
import type { Orders } from "../../../simulator/cloud/orders";
import { configOf, stackText } from "../../support/harness";
import { urnOf } from "../deploy/given";

export const record = (type: string, name: string, inputs: object = {}): CloudRecord => ({
  urn: urnOf(type, name),
  type,
  name,
  id: name,
  inputs: { ...inputs },
  computed: {},
});

/** A rehearsal of which an episode sees the cloud and the stack file. */
export function given(...resources: readonly CloudRecord[]) {
  const seen: { text: string; orders: Partial<Orders>[]; tampered: unknown[] } = {
    text: stackText("dev"),
    orders: [],
    tampered: [],
  };
  const rehearsal = {
    edit: (change: (text: string) => string) => (seen.text = change(seen.text)),
    resources: () => resources,
    cloud: {
      resources: () => resources,
      order: (orders: Partial<Orders>) => seen.orders.push(orders),
      tamper: (...args: unknown[]) => seen.tampered.push(args),
    },
  } as unknown as Rehearsal;
  return { seen, rehearsal };
}

/** Whose data goes with the stack. */
export const disposable = configOf("dev");
/** Whose data is protected. */
export const guarded = configOf("staging");
/** Whose tokens come from somebody else. */
export const ownIssuer = {
  ...disposable,
  edge: { ...disposable.edge, authentication: { issuer: "https://id.example.com", audience: ["api"] } },
};

export function episode(title: string, config: EnvironmentConfig = disposable): Episode {
  const found = life(config).filter((each) => each.title === title);
  expect(found, title).to.have.length(1);
  return found[0]!;
}

export const titlesOf = (config: EnvironmentConfig): string[] => life(config).map(({ title }) => title);
