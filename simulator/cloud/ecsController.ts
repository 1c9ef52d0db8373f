import type { ApiService, DeploymentAction, Rollout } from "../api/world";
import type { Values } from "../aws/types";
import type { CloudRecord, Entry } from "./journal";
import type { Orders } from "./orders";
import { seen } from "./records";
import { hooksOf, withoutHooks } from "./lifecycleHooks";
import { afterShift, servingIn, serviceType, shiftOf } from "./trafficShift";

/** What the controller sees and does of the cloud. */
interface Around {
  readonly resources: () => readonly CloudRecord[];
  readonly orders: () => Orders;
  readonly add: (entry: Entry) => void;
}

/** What ECS does with its services of its own accord. */
export class EcsController {
  constructor(private readonly around: Around) {}

  services(): readonly ApiService[] {
    return this.around
      .resources()
      .filter(({ type }) => type === serviceType)
      .map((record) => {
        const { id, computed, inputs } = seen(record);
        const name = String(computed.name);
        return {
          clusterArn: String(inputs.cluster),
          arn: id,
          name,
          taskDefinition: String(inputs.taskDefinition),
          desiredCount: Number(inputs.desiredCount ?? 0),
          rollout: this.rolloutOf(name),
          ...this.trafficOf(inputs),
          hooks: hooksOf(record),
        };
      });
  }

  /** Moves the traffic when a deployment succeeds, and leaves it where it is when one does not. */
  deploy(service: CloudRecord): void {
    const shift = shiftOf(service);
    if (shift === undefined || this.rolloutOf(String(service.computed.name)).state !== "completed") return;
    for (const changed of afterShift(shift, this.around.resources())) this.around.add({ changed });
  }

  continueDeployment(name: string, action: DeploymentAction): void {
    const orders = this.around.orders();
    const { [name]: paused, ...others } = orders.rollouts;
    if (paused?.state !== "paused") throw new Error(`no deployment of ${name} waits`);
    const { running } = paused;
    const rolledBack = { state: "rolledBack", running, events: [], stoppedTasks: [] } as const;
    const rollouts = action === "CONTINUE" ? others : { ...others, [name]: rolledBack };
    this.around.add({ orders: { ...orders, rollouts } });
    this.deploy(this.serviceNamed(name));
  }

  /** Not told by Pulumi, so it stays until Pulumi says another number. */
  scale(name: string, desiredCount: number): void {
    const service = this.serviceNamed(name);
    this.around.add({ changed: { ...service, rewritten: { ...service.rewritten, desiredCount } } });
  }

  removeHooks(name: string): void {
    this.around.add({ changed: withoutHooks(this.serviceNamed(name)) });
  }

  /** A service that ECS rolled back has its old task definition again. */
  afterRollback(record: CloudRecord): CloudRecord {
    const rollout = this.rolloutOf(String(record.computed.name));
    if (record.type !== serviceType || rollout.state !== "rolledBack") return record;
    return { ...record, inputs: { ...record.inputs, taskDefinition: rollout.running } };
  }

  private serviceNamed(name: string): CloudRecord {
    return this.around
      .resources()
      .find(({ type, computed }) => type === serviceType && computed.name === name)!;
  }

  private rolloutOf(service: string): Rollout {
    return this.around.orders().rollouts[service] ?? { state: "completed" };
  }

  private trafficOf(inputs: Values): Pick<ApiService, "targetGroup"> {
    const arn = shiftOf({ type: serviceType, inputs })?.rules[0];
    const rule = this.around.resources().find(({ computed }) => arn !== undefined && computed.arn === arn);
    const targetGroup = rule && servingIn(rule);
    return targetGroup === undefined ? {} : { targetGroup };
  }
}
