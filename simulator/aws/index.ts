import { zonesOf } from "../../infra/aws/regions";
import { registryHost } from "../../infra/naming";
import { expandVpc } from "../awsxVpc";
import type { Created, NewResource, World } from "../world";
import { sharedAccount, simulatedAccount } from "./identity";
import { invokes, type Memory } from "./invokes";
import { resourceTypes } from "./resourceTypes";
import type { Model, Outputs, Place } from "./types";
import { expandedVpc } from "./vpc";

const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";
const providerType = "pulumi:providers:aws";

/** Every resource type that is modelled. */
export const modelledTypes: readonly string[] = [...Object.keys(resourceTypes), providerType].sort();

export interface SimulatedAwsOptions {
  readonly region: string;
  /** SSM parameters that are there before the program runs. */
  readonly parameters?: Memory["parameters"];
  /** Route tables of subnets that are there before the program runs. */
  readonly routeTables?: Memory["routeTables"];
}

/** AWS, as far as the program can see it: ids, ARNs and answers that are the same in every run. */
export function simulatedAws({
  region,
  parameters = {},
  routeTables: given = new Map(),
}: SimulatedAwsOptions): World {
  const place: Place = { region, account: simulatedAccount };
  const routeTables = new Map(given);
  return {
    create: (resource) => {
      const created = create(resource, place);
      for (const { type, inputs } of [resource, ...created.children])
        if (type === associationType) routeTables.set(String(inputs.subnetId), String(inputs.routeTableId));
      return created;
    },
    invoke: (token, inputs) => {
      const answer = invokes[token];
      if (answer === undefined) throw new Error(`the simulator does not know the function ${token}`);
      return answer(inputs, place, { parameters, routeTables });
    },
    stackOutputs: () => ({ account: sharedAccount, registry: registryHost(sharedAccount, region) }),
  };
}

function create(resource: NewResource, place: Place): Created {
  if (resource.type === "awsx:ec2:Vpc") {
    const expansion = expandVpc(resource.name, resource.inputs, zonesOf(place.region));
    return expandedVpc(resource, expansion, (child) => compute(child, place));
  }
  return { outputs: resource.custom ? compute(resource, place) : {}, children: [] };
}

function compute(resource: NewResource, place: Place): Outputs {
  const model: Model | undefined =
    resource.type === providerType ? ({ name }) => ({ id: name }) : resourceTypes[resource.type]?.outputs;
  if (model === undefined)
    throw new Error(`the simulator does not know the resource type ${resource.type} (${resource.urn})`);
  return model(resource, place);
}
