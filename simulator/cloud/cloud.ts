import type { ApiContainer, ApiService, ApiWorld, DeploymentAction, ParameterVersion } from "../api/world";
import { simulatedAws } from "../aws";
import { simulatedAccount } from "../aws/identity";
import type { Values } from "../aws/types";
import type { NewResource } from "../world";
import { EcsController } from "./ecsController";
import { GaveUpWaiting, SimulatedAwsError } from "./errors";
import { type Handle, handleOf, keyOf } from "./handle";
import { Journal, type CloudRecord, type Entry } from "./journal";
import { creationSeconds } from "./latency";
import { keptHooks } from "./lifecycleHooks";
import { checkLimits } from "./limits";
import { FaultCounter, nothingWrong, type Operation, type Orders } from "./orders";
import { observedOf } from "./observed";
import { checkProtection, computedAgain, containersOf, seen } from "./records";
import { checkReferences, checkUnused, goneWith, handlesOf, othersIn } from "./references";
import { deploys, keptRewrites } from "./trafficShift";

/**
 * An AWS account that remembers, in a journal that other processes may read and add to. It knows what the program
 * uses: ids and answers of the offline simulator, names that are taken, what is still in use, what fails by order.
 */
export class Cloud implements ApiWorld {
  readonly account = simulatedAccount;
  private readonly journal: Journal;
  private readonly records = new Map<string, CloudRecord>();
  private readonly deleted = new Map<string, CloudRecord>();
  private readonly gone = new Set<string>();
  private readonly born = new Map<string, number>();
  private readonly versions = new Map<string, ParameterVersion[]>();
  private orders: Orders = nothingWrong;
  private faults = new FaultCounter([]);
  private readonly ecs = new EcsController({
    resources: () => this.resources(),
    orders: () => this.orders,
    add: (entry) => {
      this.add(entry);
    },
  });

  constructor(
    path: string,
    readonly region: string,
  ) {
    this.journal = new Journal(path);
    this.sync();
  }

  /** Everything that there is now. */
  resources(): readonly CloudRecord[] {
    this.sync();
    return [...this.records.values()];
  }

  create(resource: NewResource, at: number): CloudRecord {
    const { urn, type, name, inputs } = resource;
    const effect = this.begin("create", type, urn);
    const generation = this.born.get(urn) ?? 0;
    const world = simulatedAws({ region: this.region });
    const { outputs } = world.create({
      ...resource,
      urn: generation === 0 ? urn : `${urn}#${generation}`,
      generation,
    });
    const { id, ...computed } = outputs as Values & { id: string };
    this.refuseIf("create", urn, () => {
      checkReferences(othersIn({ type, inputs }), this.gone);
      checkLimits({ urn, type, values: { ...inputs, ...computed } }, this.resources());
    });
    const record: CloudRecord = { urn, type, name, id, inputs, computed };
    this.add({ made: record, at });
    this.ecs.deploy(record);
    if (effect === "timeout") throw new GaveUpWaiting(record);
    return record;
  }

  /** What the cloud holds, or held last, without asking AWS. */
  known(handle: Handle): CloudRecord | undefined {
    this.sync();
    return this.records.get(keyOf(handle)) ?? this.deleted.get(keyOf(handle));
  }

  /** Undefined when there is no such resource any more. */
  read(handle: Handle, type: string): CloudRecord | undefined {
    this.begin("read", type, handle.urn);
    const imported = ({ urn, id, computed }: CloudRecord) =>
      urn === handle.urn && (id === handle.id || computed.arn === handle.id);
    const record =
      this.records.get(keyOf(handle)) ??
      (handle.arn === undefined ? [...this.records.values()].find(imported) : undefined);
    return record && seen(this.ecs.afterRollback(record));
  }

  update(handle: Handle, type: string, inputs: Values): CloudRecord {
    const { urn, id } = handle;
    const effect = this.begin("update", type, urn);
    const old = this.records.get(keyOf(handle));
    if (!old) throw new SimulatedAwsError("NotFound", `there is no ${id}`);
    this.refuseIf("update", urn, () => {
      checkReferences(othersIn({ type, inputs }), this.gone);
      const others = this.resources().filter((record) => record !== old);
      checkLimits({ urn, type, values: { ...old.computed, ...inputs } }, others);
    });
    const { rewritten: _, ...rest } = old;
    const rewritten = { ...keptRewrites(old, inputs), ...keptHooks(old, inputs) };
    const record = {
      ...rest,
      inputs,
      computed: computedAgain(old, inputs),
      ...(Object.keys(rewritten).length === 0 ? {} : { rewritten }),
    };
    this.add({ changed: record });
    if (deploys(old.inputs, inputs)) this.ecs.deploy(record);
    if (effect === "timeout") throw new GaveUpWaiting(record);
    return record;
  }

  /**
   * Deleting what is gone succeeds, as it does with the real provider. What says `skipDestroy` leaves the state and
   * stays in AWS.
   */
  delete(handle: Handle, type: string): void {
    const effect = this.begin("delete", type, handle.urn);
    const key = keyOf(handle);
    const record = this.records.get(key);
    if (record === undefined || record.inputs.skipDestroy === true) return;
    this.refuseIf("delete", handle.urn, () => {
      checkProtection(record);
      checkUnused(record, this.resources());
    });
    this.add({ deleted: key });
    if (effect === "timeout")
      throw new SimulatedAwsError("timeout", `gave up waiting for the end of ${handle.id}`);
  }

  invoke(token: string, inputs: Values): Values {
    this.begin("invoke", token, "");
    const made = this.resources().filter(({ type }) => type === "aws:ssm/parameter:Parameter");
    const parameters = Object.fromEntries([
      ...made.map(({ inputs: own }) => [String(own.name), String(own.insecureValue)]),
      ...this.names().map((name) => [name, this.history(name).at(-1)!.value]),
    ]) as Record<string, string>;
    const routeTables = new Map(
      this.resources()
        .filter(({ type }) => type === "aws:ec2/routeTableAssociation:RouteTableAssociation")
        .map(({ inputs: own }) => [String(own.subnetId), String(own.routeTableId)]),
    );
    return simulatedAws({ region: this.region, parameters, routeTables }).invoke(token, inputs);
  }

  /** Changes something behind Pulumi's back. */
  tamper(urn: string, inputs: Values): void {
    const record = this.only(urn);
    this.add({ changed: { ...record, inputs: { ...record.inputs, ...inputs } } });
  }

  /** Deletes something behind Pulumi's back. */
  lose(urn: string): void {
    this.add({ deleted: keyOf(handleOf(this.only(urn))) });
  }

  /** How long the creation of such a resource takes. */
  creationSeconds(type: string): number {
    this.sync();
    return this.orders.seconds[type] ?? creationSeconds(type);
  }

  /** What is to go otherwise from now on. */
  order(orders: Partial<Orders>): void {
    this.add({ orders });
  }

  readonly parameters = {
    history: (name: string) => this.history(name),
    names: () => this.names(),
    put: (name: string, value: string) => {
      this.add({ parameter: name, value, modified: Math.floor(Date.now() / 1000) });
    },
    remove: (name: string) => {
      this.add({ removed: name });
    },
  };

  services(): readonly ApiService[] {
    return this.ecs.services();
  }

  containers(taskDefinition: string): readonly ApiContainer[] | undefined {
    return containersOf(this.taskDefinition(taskDefinition));
  }

  /** Nobody pushes any: what is released is there. */
  processors(_repository: string, digest: string): readonly string[] {
    this.sync();
    return this.orders.images[digest] ?? ["amd64", "arm64"];
  }

  /** Nothing that is made here looks at it again, so it may as well be gone. */
  deregister(taskDefinition: string): void {
    this.add({ deleted: keyOf(handleOf(this.taskDefinition(taskDefinition)!)) });
  }

  continueDeployment(service: string, action: DeploymentAction): void {
    this.ecs.continueDeployment(service, action);
  }

  scale(service: string, desiredCount: number): void {
    this.ecs.scale(service, desiredCount);
  }

  get observed(): ApiWorld["observed"] {
    return observedOf(this.resources());
  }

  removeHooks(service: string): void {
    this.ecs.removeHooks(service);
  }

  private only(urn: string): CloudRecord {
    const found = this.resources().filter((record) => record.urn === urn);
    if (found.length !== 1) throw new Error(`${found.length} resources with the URN ${urn}`);
    return found[0]!;
  }

  private taskDefinition(arn: string): CloudRecord | undefined {
    return this.resources().find(
      ({ type, computed }) => type === "aws:ecs/taskDefinition:TaskDefinition" && computed.arn === arn,
    );
  }

  private names(): readonly string[] {
    this.sync();
    return [...this.versions.keys()].sort();
  }

  private history(name: string): readonly ParameterVersion[] {
    this.sync();
    return this.versions.get(name) ?? [];
  }

  private begin(operation: Operation, type: string, urn: string): "timeout" | undefined {
    this.sync();
    const effect = this.faults.effectOn(operation, type, urn);
    if (effect === undefined || effect === "timeout") return effect;
    const error =
      effect === "fail"
        ? new SimulatedAwsError("InternalFailure", `this ${operation} fails by order`)
        : new SimulatedAwsError("ThrottlingException", "Rate exceeded");
    this.add({ refused: operation, urn, reason: error.message });
    throw error;
  }

  private refuseIf(operation: Operation, urn: string, check: () => void): void {
    try {
      check();
    } catch (error) {
      this.add({ refused: operation, urn, reason: (error as Error).message });
      throw error;
    }
  }

  private add(entry: Entry): void {
    this.sync();
    this.journal.append(entry);
    this.sync();
  }

  private sync(): void {
    for (const entry of this.journal.next()) this.apply(entry);
  }

  private apply(entry: Entry): void {
    if ("made" in entry) {
      const { made } = entry;
      this.records.set(keyOf(handleOf(made)), made);
      this.born.set(made.urn, (this.born.get(made.urn) ?? 0) + 1);
      // A new secret may have the name of a deleted one, and then that name is good again.
      for (const handle of handlesOf(made)) this.gone.delete(handle);
    } else if ("changed" in entry) this.records.set(keyOf(handleOf(entry.changed)), entry.changed);
    else if ("deleted" in entry) {
      const record = this.records.get(entry.deleted)!;
      this.records.delete(entry.deleted);
      this.deleted.set(entry.deleted, record);
      for (const handle of goneWith(record)) this.gone.add(handle);
    } else if ("orders" in entry) {
      // A line that was added by hand may leave out what it does not mean.
      this.orders = { ...nothingWrong, ...entry.orders };
      this.faults = new FaultCounter(this.orders.faults);
    } else if ("parameter" in entry) {
      const history = this.versions.get(entry.parameter) ?? [];
      const { value, modified } = entry;
      this.versions.set(entry.parameter, [...history, { version: history.length + 1, value, modified }]);
    } else if ("removed" in entry) this.versions.delete(entry.removed);
  }
}
