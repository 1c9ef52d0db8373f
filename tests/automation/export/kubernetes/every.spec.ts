import { expect } from "chai";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { Deployment } from "kubernetes-models/apps/v1/Deployment";
import { HorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler";
import { CronJob } from "kubernetes-models/batch/v1/CronJob";
import { NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1/NetworkPolicy";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1/PodDisruptionBudget";
import { Namespace } from "kubernetes-models/v1/Namespace";
import { Service } from "kubernetes-models/v1/Service";
import { ServiceAccount } from "kubernetes-models/v1/ServiceAccount";
import { parseAllDocuments } from "yaml";
import {
  type Export,
  exportFrom,
  exportOf,
  type Manifest,
  releasedGraph,
} from "../../../../automation/export/kubernetes/manifests";
import { streamOf } from "../../../../automation/export/kubernetes/text";
import { examplesIn } from "../../../../automation/generate/examples";
import type { EnvironmentConfig } from "../../../../infra/config/schema/environment";
import { sharedAccount, simulatedAccount } from "../../../../simulator/aws/identity";
import type { Graph } from "../../../../simulator/graph";
import { soundFiles } from "../../../support/damage";
import { root } from "../../../support/harness";
import { configIn, manifestsIn, options, podsOf, policyOf } from "./exported";

/** What checks a manifest against the schema of the Kubernetes API. */
const models = {
  CronJob,
  Deployment,
  HorizontalPodAutoscaler,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
};

function validate(manifest: Manifest): void {
  const Model = models[manifest.kind] as new (data: Manifest) => { validate: () => void };
  new Model(manifest).validate();
}

const files = new Map([
  ...[...soundFiles].map(([stack, text]) => [`the stack file ${stack}`, { stack, text }] as const),
  ...examplesIn(root)
    .flatMap(({ stacks }) => stacks)
    .filter(({ path }) => path.includes("examples"))
    .map(({ path, stack }) => [relative(root, path), { stack, text: readFileSync(path, "utf8") }] as const),
]);

describe("every environment as Kubernetes manifests", () => {
  for (const [name, { stack, text }] of files)
    describe(name, () => {
      let config: EnvironmentConfig;
      let graph: Graph;
      let made: Export;
      before(async () => {
        config = configIn(text, stack);
        graph = await releasedGraph(config);
        made = exportFrom(config, graph, options);
      });

      it("is what the Kubernetes API takes, and reads back as it is", () => {
        for (const manifest of manifestsIn(made))
          expect(() => {
            validate(manifest);
          }, `${manifest.kind} ${manifest.metadata!.name}`).not.to.throw();
        const read = parseAllDocuments(streamOf(made), { version: "1.1" }).map(
          (one) => one.toJS() as unknown,
        );
        expect(read).to.deep.equal(JSON.parse(JSON.stringify(manifestsIn(made))));
      });

      it("names nothing twice", () => {
        const names = manifestsIn(made).map(({ kind, metadata }) => `${kind} ${metadata!.name}`);
        expect(new Set(names).size).to.equal(names.length);
      });

      it("gives every pod each variable of the task definition", () => {
        for (const module of Object.keys(config.modules)) {
          const [app] = containersOf(graph, module);
          const expected = [...app!.environment, ...app!.secrets].map((one) => one.name).sort();
          for (const { containers } of podsOf(made, module))
            expect(
              containers[0]!.env!.map((one) => one.name),
              module,
            ).to.deep.equal(expected);
        }
      });

      it("tells no secret, and nothing that the plan made up", () => {
        const all = JSON.stringify(manifestsIn(made));
        for (const { inputs } of graph.ofType("aws:secretsmanager/secretVersion:SecretVersion"))
          expect(all).not.to.include(JSON.stringify(inputs.secretStringWo));
        for (const wrong of ["arn:aws:", simulatedAccount, sharedAccount, "BEGIN CERTIFICATE", ".rds."])
          expect(all).not.to.include(wrong);
      });

      it("opens between modules exactly what their security groups open", () => {
        const names = Object.keys(config.modules).sort();
        const pairs = names.flatMap((from) => names.map((to) => [from, to] as const));
        const open = pairs.filter(([from, to]) => lets(made, from, to));
        expect(open).to.deep.equal(pairs.filter(([from, to]) => groupsLet(graph, from, to)));
      });
    });

  it("is the same in every run, and whatever the order of the modules in the file", async () => {
    const { modules, ...config } = configIn(soundFiles.get("modules")!, "shop");
    const turned = Object.fromEntries(Object.entries(modules).reverse());
    const streams = [];
    for (const each of [modules, modules, turned])
      streams.push(streamOf(await exportOf({ ...config, modules: each }, options)));
    expect(new Set(streams).size).to.equal(1);
  });
});

interface Container {
  readonly environment: readonly { readonly name: string }[];
  readonly secrets: readonly { readonly name: string }[];
}

function containersOf(graph: Graph, module: string): Container[] {
  const definition = graph
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .find(({ name, parent }) => name === module && parent!.includes("ContainerModule"))!;
  return JSON.parse(String(definition.inputs.containerDefinitions)) as Container[];
}

/** Both ends must let a call through: out of the one, and into the other. */
function lets(made: Export, from: string, to: string): boolean {
  const names = (one: { readonly podSelector?: object }, module: string) =>
    JSON.stringify(one.podSelector) === JSON.stringify({ matchLabels: { "app.kubernetes.io/name": module } });
  const out = policyOf(made, from).spec!.egress!.filter((rule) => rule.to!.some((one) => names(one, to)));
  const into = policyOf(made, to).spec!.ingress!.filter((rule) => rule.from!.some((one) => names(one, from)));
  expect(out.length > 0, `${from} to ${to}, both ends`).to.equal(into.length > 0);
  if (out.length > 0) expect(out[0]!.ports).to.deep.equal(into[0]!.ports);
  return out.length > 0;
}

function groupsLet(graph: Graph, from: string, to: string): boolean {
  const group = (module: string) =>
    graph.ofType("aws:ec2/securityGroup:SecurityGroup").find(({ name }) => name === `${module}-service`)
      ?.outputs.id;
  return graph
    .ofType("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
    .some(
      ({ inputs }) =>
        inputs.referencedSecurityGroupId !== undefined &&
        inputs.securityGroupId === group(from) &&
        inputs.referencedSecurityGroupId === group(to),
    );
}
