import { expect } from "chai";
import type { IHorizontalPodAutoscaler } from "kubernetes-models/autoscaling/v2";
import type { ICronJob } from "kubernetes-models/batch/v1";
import type { IContainer, IService } from "kubernetes-models/v1";
import { type Export, exportFrom, releasedGraph } from "../../../../automation/export/kubernetes/manifests";
import { summaryOf } from "../../../../automation/export/kubernetes/text";
import type { EnvironmentConfig } from "../../../../infra/config/schema/environment";
import type { Graph } from "../../../../simulator/graph";
import { soundFiles } from "../../../support/damage";
import { configIn, deploymentOf, kindsOf, only, options, podsOf, policyOf } from "./exported";

/** Modules that run in every way that there is. */
describe("a module as Kubernetes manifests", () => {
  let config: EnvironmentConfig;
  let graph: Graph;
  let made: Export;
  before(async () => {
    config = configIn(soundFiles.get("modules")!, "shop");
    graph = await releasedGraph(config);
    made = exportFrom(config, graph, options);
  });

  const pod = (module: string) => podsOf(made, module)[0]!;
  const application = (module: string): IContainer => pod(module).containers[0]!;
  const notes = (module: string) =>
    made.notes.filter((note) => note.module === module).map(({ text }) => text);
  const variable = (module: string, name: string) =>
    application(module).env!.find((one) => one.name === name);

  it("has the kinds that it needs, each after what it names", () => {
    const first = ["ServiceAccount", "NetworkPolicy"];
    expect(kindsOf(made, "shop")).to.deep.equal([
      ...first,
      "Service",
      "Deployment",
      "HorizontalPodAutoscaler",
      "PodDisruptionBudget",
      "CronJob",
    ]);
    expect(kindsOf(made, "conversion")).to.deep.equal([...first, "Deployment", "HorizontalPodAutoscaler"]);
    expect(kindsOf(made, "plant")).to.deep.equal([...first, "Deployment", "HorizontalPodAutoscaler"]);
    expect(kindsOf(made, "ai-gateway")).to.deep.equal([
      ...first,
      "Service",
      "Deployment",
      "PodDisruptionBudget",
    ]);
  });

  it("is as large as its task, companions included", () => {
    const requests = (one: IContainer) => one.resources!.requests;
    const [tracing, redis] = ["tracing", "redis"].map((name) =>
      pod("shop").initContainers!.find((one) => one.name === name),
    );
    expect(requests(tracing!)).to.deep.equal({ cpu: "63m", memory: "256Mi" });
    expect(requests(redis!)).to.deep.equal({ cpu: "63m", memory: "128Mi" });
    expect(requests(application("shop"))).to.deep.equal({ cpu: "1874m", memory: "3712Mi" });
    for (const { resources } of [...pod("shop").containers, ...pod("shop").initContainers!])
      expect(resources!.limits).to.deep.equal(resources!.requests);
  });

  it("asks for GPUs and the right processor", () => {
    expect(application("vision").resources!.limits).to.include({ "nvidia.com/gpu": "1" });
    expect(pod("vision").nodeSelector).to.include({ "kubernetes.io/arch": "amd64" });
    expect(pod("shop").nodeSelector).to.include({ "kubernetes.io/arch": "arm64" });
    expect(notes("vision").join())
      .to.include("(l4 or a10g)")
      .and.include("100 % of the tasks may be on Spot");
  });

  it("starts before the module what it waits for, and leaves what is ECS's own", () => {
    const { initContainers, containers } = pod("shop");
    expect(initContainers!.map(({ name, restartPolicy }) => [name, restartPolicy])).to.deep.equal([
      ["redis", "Always"],
      ["tracing", "Always"],
    ]);
    expect(initContainers![0]!.startupProbe!.exec).to.deep.equal({ command: ["redis-cli", "ping"] });
    expect(containers.map(({ name }) => name)).to.deep.equal(["app"]);
    expect(notes("shop").join()).to.include("log router (FireLens)").and.include("A task ends with redis");
  });

  it("is hardened as on ECS", () => {
    expect(application("shop").securityContext).to.deep.equal({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"] },
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      runAsUser: 1000,
      seccompProfile: { type: "RuntimeDefault" },
    });
    expect(pod("shop")).to.include({ automountServiceAccountToken: false, enableServiceLinks: false });
    expect(notes("shop").join()).to.include("ulimits (nofile 65536)");
  });

  it("writes where the task writes", () => {
    expect(application("shop").volumeMounts).to.deep.equal([
      { name: "cache", mountPath: "/cache" },
      { name: "models", mountPath: "/models" },
      { name: "tmp", mountPath: "/tmp" },
    ]);
    expect(pod("shop").volumes).to.deep.equal(
      ["cache", "models", "tmp"].map((name) => ({ name, emptyDir: {} })),
    );
  });

  it("is asked as the load balancer asks, and only where one does", () => {
    const how = { httpGet: { path: "/health", port: "http" }, periodSeconds: 15, timeoutSeconds: 5 };
    expect(application("vision")).to.deep.include({
      readinessProbe: { ...how, failureThreshold: 3 },
      livenessProbe: { ...how, failureThreshold: 3 },
      startupProbe: { ...how, failureThreshold: 11 },
    });
    expect(application("stock").readinessProbe).to.deep.include({ tcpSocket: { port: "tcp" } });
    expect(application("conversion")).not.to.have.any.keys(
      "readinessProbe",
      "livenessProbe",
      "ports",
      "lifecycle",
    );
    expect(notes("conversion").join()).to.include("Nothing asks whether it works");
  });

  it("may finish its answers before it stops", () => {
    // The wait for the cluster, the load balancer's drain, and ECS's time to stop.
    expect(pod("shop").terminationGracePeriodSeconds).to.equal(10 + 300 + 120);
    expect(pod("conversion").terminationGracePeriodSeconds).to.equal(120);
  });

  it("spreads over zones, where it is in any", () => {
    const [zones] = pod("shop").topologySpreadConstraints!;
    expect(zones).to.include({ topologyKey: "topology.kubernetes.io/zone", maxSkew: 1 });
    expect(pod("plant")).not.to.have.property("topologySpreadConstraints");
    expect(pod("stock").affinity!.podAntiAffinity).to.have.property(
      "requiredDuringSchedulingIgnoredDuringExecution",
    );
    expect(notes("stock").join())
      .to.include("pool general")
      .and.include("ecs.instance-type =~ m7g.*")
      .and.include("Placement binpack-cpu");
  });

  it("never has fewer pods while a release takes over", () => {
    expect(deploymentOf(made, "shop").spec!.strategy!.rollingUpdate).to.deep.equal({
      maxUnavailable: 0,
      maxSurge: "100%",
    });
    expect(notes("shop").join()).to.include(
      "lose canary, rollback by alarms, smoke test of /health, approval:",
    );
    expect(notes("conversion").join()).not.to.include("releases");
  });

  it("scales by what an autoscaler can see, and tells the rest", () => {
    const { spec } = only<IHorizontalPodAutoscaler>(made, "HorizontalPodAutoscaler", "shop");
    expect([spec!.minReplicas, spec!.maxReplicas]).to.deep.equal([2, 6]);
    expect(
      spec!.metrics!.map(({ resource }) => [resource!.name, resource!.target.averageUtilization]),
    ).to.deep.equal([
      ["cpu", 60],
      ["memory", 75],
    ]);
    expect(spec!.behavior!.scaleDown).to.deep.equal({ stabilizationWindowSeconds: 600 });
    expect(deploymentOf(made, "shop").spec).not.to.have.property("replicas");
    expect(deploymentOf(made, "ai-gateway").spec).to.have.property("replicas", 2);
    expect(notes("shop").join())
      .to.include("requestsInFlight 8, metric Shop OpenBaskets at 12.5, predictive forecast")
      .and.include("night cron(0 21 ? * MON-FRI *) Asia/Seoul: 0 to 0");
    expect(notes("conversion").join()).to.include("queueDepthPerTask 20");
  });

  it("is called as in Service Connect", () => {
    const { spec } = only<IService>(made, "Service", "stock");
    expect(spec!.ports).to.deep.equal([{ name: "tcp", port: 8080, targetPort: "tcp", protocol: "TCP" }]);
    expect(spec!.selector).to.deep.equal(deploymentOf(made, "stock").spec!.selector.matchLabels);
    expect(variable("shop", "STOCK_URL")).to.deep.equal({ name: "STOCK_URL", value: "tcp://stock:8080" });
  });

  it("lets in the gateway and declared ranges, and out to what the security groups open", () => {
    const inside = (module: string) => policyOf(made, module).spec!.ingress!;
    const gateway = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateway" } } };
    expect(inside("vision")).to.deep.equal([{ from: [gateway], ports: [{ protocol: "TCP", port: 8080 }] }]);
    expect(inside("conversion")).to.deep.equal([]);
    expect(JSON.stringify(inside("stock")))
      .to.include("10.8.0.0/16")
      .and.not.include("gateway");
    const out = policyOf(made, "shop").spec!.egress!.flatMap(({ to, ports }) =>
      to!.flatMap(({ ipBlock }) => (ipBlock ? [`${ipBlock.cidr} ${ports![0]!.port!}`] : [])),
    );
    expect(out).to.deep.equal([
      "0.0.0.0/0 443",
      "192.168.10.0/24 1433",
      `${config.network.cidr} 6379`,
      `${config.network.cidr} 6380`,
    ]);
  });

  it("takes secrets and what only AWS knows by name, and the rest as it is", () => {
    expect(variable("shop", "CACHE_HOST")!.valueFrom).to.deep.equal({
      configMapKeyRef: { name: "shop-aws-values", key: "CACHE_HOST" },
    });
    expect(variable("shop", "DEEPL_API_KEY")!.valueFrom).to.deep.equal({
      secretKeyRef: { name: "shop-secrets", key: "DEEPL_API_KEY" },
    });
    expect(variable("shop", "CACHE_PREFIX")).to.deep.equal({ name: "CACHE_PREFIX", value: "shop:" });
    expect(made.needs.awsValues).to.deep.equal({
      conversion: ["QUEUE_URL"],
      shop: ["CACHE_HOST", "CACHE_NAME", "CONVERSION_QUEUE_URL"],
    });
    expect(made.needs.secrets.shop).to.deep.equal(["DEEPL_API_KEY"]);
  });

  it("runs a job at its time, once, beside no container that would outlive it", () => {
    const { spec } = only<ICronJob>(made, "CronJob", "shop--report");
    expect(spec).to.include({
      schedule: "0 6 * * 1",
      timeZone: "Asia/Seoul",
      suspend: false,
      startingDeadlineSeconds: 1800,
    });
    const { completions, parallelism, backoffLimit, template } = spec!.jobTemplate.spec!;
    expect([completions, parallelism, backoffLimit]).to.deep.equal([2, 2, 0]);
    expect(template.spec!.restartPolicy).to.equal("Never");
    expect(template.spec!.containers.map(({ name, args }) => [name, args])).to.deep.equal([
      ["app", ["python3", "report.py"]],
    ]);
    expect(template.metadata!.labels).not.to.deep.include(
      only<IService>(made, "Service", "shop").spec!.selector!,
    );
  });

  it("has the image that one names, or one that no cluster pulls", () => {
    const zeros = "0".repeat(64);
    expect(application("shop").image).to.equal(`registry.invalid/ai-platform/shop@sha256:${zeros}`);
    expect(made.needs.images).to.deep.equal(Object.keys(config.modules).sort());
    const named = exportFrom(config, graph, { ...options, images: { shop: "ghcr.io/acme/shop:1.4.2" } });
    expect(podsOf(named, "shop").map(({ containers }) => containers[0]!.image)).to.deep.equal([
      "ghcr.io/acme/shop:1.4.2",
      "ghcr.io/acme/shop:1.4.2",
    ]);
    expect(named.needs.images).not.to.include("shop");
    expect(summaryOf(named)).to.include("--image vision=<reference>").and.not.include("--image shop");
  });
});
