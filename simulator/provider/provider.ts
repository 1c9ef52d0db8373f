import type * as pulumi from "@pulumi/pulumi";
import type { Provider } from "@pulumi/pulumi/provider";
import type { Clock } from "../cloud/clock";
import type { Cloud } from "../cloud/cloud";
import type { Handle } from "../cloud/handle";
import { diff } from "../cloud/diff";
import { GaveUpWaiting, SimulatedAwsError } from "../cloud/errors";
import { marked, seal, unseal } from "./secrets";
import { SimulatedVpc } from "./vpc";

type Values = Readonly<Record<string, unknown>>;

/** Serves the packages `aws` and `awsx` to the engine out of a simulated cloud. */
export function simulatedProvider(cloud: Cloud, clock: Clock): Provider {
  return {
    // The engine wants one; a provider that it attaches to is not asked whether it fits.
    version: "7.48.0",

    // The engine logs what diff throws, so this does not: it has nothing to refuse.
    diff: (id, urn, olds: Values, news: Values) => {
      const last = lastInputs(cloud.known(handle(urn, id, olds))?.computed ?? {}, olds, news);
      // Of a file the state keeps little but the hash, so seals are compared.
      const [before, after] = [last, news].map((values) => seal(values) as Values);
      const { changed, replaces, deleteBeforeReplace } = diff(typeOf(urn), before!, after!);
      return Promise.resolve({ changes: changed.length > 0, replaces: [...replaces], deleteBeforeReplace });
    },

    create: async (urn, inputs: Values) => {
      await clock.spend(cloud.creationSeconds(typeOf(urn)));
      const record = told(inputs, () =>
        cloud.create(
          { urn, type: typeOf(urn), name: nameOf(urn), inputs: seal(inputs) as Values, custom: true },
          clock.now(),
        ),
      );
      return { id: record.id, outs: marked(typeOf(urn), { ...inputs, ...record.computed }) };
    },

    read: (id, urn, state: Values = {}) => {
      const record = cloud.read(handle(urn, id, state), typeOf(urn));
      if (!record) return Promise.resolve({ id: "", props: {} });
      const inputs = Object.fromEntries(
        Object.entries(record.inputs).map(([key, value]) => [key, unseal(value, state[key])]),
      );
      return Promise.resolve({
        id: record.id,
        props: marked(typeOf(urn), { ...inputs, ...record.computed }),
        inputs,
      });
    },

    update: async (id, urn, olds: Values, news: Values) => {
      await clock.spend(1);
      const record = told(news, () => cloud.update(handle(urn, id, olds), typeOf(urn), seal(news) as Values));
      return { outs: marked(typeOf(urn), { ...news, ...record.computed }) };
    },

    delete: async (id, urn, state: Values) => {
      await clock.spend(1);
      cloud.delete(handle(urn, id, state), typeOf(urn));
    },

    invoke: (token, inputs: Values) => Promise.resolve({ outputs: cloud.invoke(token, inputs) }),

    construct: (name, type, inputs, options: pulumi.ComponentResourceOptions) => {
      if (type !== "awsx:ec2:Vpc") throw new SimulatedAwsError("unknown component", type);
      return Promise.resolve(new SimulatedVpc(name, inputs, cloud.region, options).constructed);
    },
  };
}

const typeOf = (urn: string) => urn.split("::")[2]!.split("$").at(-1)!;
const nameOf = (urn: string) => urn.split("::").slice(3).join("::");

function handle(urn: string, id: string, state: Values): Handle {
  return { urn, id, ...(typeof state.arn === "string" ? { arn: state.arn } : {}) };
}

/** The state holds inputs and what AWS computed side by side; what nobody gave is not an input. */
function lastInputs(computed: Values, state: Values, news: Values): Values {
  return Object.fromEntries(Object.entries(state).filter(([key]) => key in news || !(key in computed)));
}

/** The engine records a resource that is there although its creation failed, if it is told id and values. */
function told<T>(inputs: Values, action: () => T): T {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof GaveUpWaiting)) throw error;
    const { id, type, computed } = error.record;
    const properties = marked(type, { ...inputs, ...computed });
    throw Object.assign(error, { id, properties, reasons: [error.message] });
  }
}
