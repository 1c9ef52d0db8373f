import { expect } from "chai";
import fc from "fast-check";
import { capacityShares } from "../../../components/container/capacity";
import { containerDefinitions, type ContainersArgs } from "../../../components/container/containers";
import { taskVolumes } from "../../../components/container/containers/volumes";
import { moduleConfig } from "../../support/fixtures";

const args = (change: Partial<ContainersArgs> = {}): ContainersArgs => ({
  module: moduleConfig(),
  running: { image: "registry/planning@sha256:0" },
  variables: { B: "2", A: "1" },
  secrets: [
    { name: "Z", valueFrom: "arn:z" },
    { name: "Y", valueFrom: "arn:y" },
  ],
  logGroup: "/logs",
  region: "us-east-1",
  ...change,
});

const containers = (change: Partial<ContainersArgs> = {}) =>
  JSON.parse(containerDefinitions(args(change))) as Record<string, unknown>[];

const logs = (prefix: string) =>
  `"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"/logs","awslogs-region":"us-east-1",` +
  `"awslogs-stream-prefix":"${prefix}","mode":"non-blocking","max-buffer-size":"25m"},"secretOptions":[]}`;
const mount = `"mountPoints":[{"sourceVolume":"tmp","containerPath":"/tmp","readOnly":false}]`;
const noMore = `"systemControls":[],"ulimits":[],"volumesFrom":[]`;

/** Byte for byte: a change of the form alone would register a new revision of every module. */
const golden = [
  `[{"name":"app","image":"registry/planning@sha256:0","essential":true,"cpu":0,"user":"1000","privileged":false,`,
  `"readonlyRootFilesystem":true,`,
  `"linuxParameters":{"initProcessEnabled":true,"capabilities":{"add":[],"drop":["ALL"]}},`,
  `"environment":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"environmentFiles":[],`,
  `"secrets":[{"name":"Y","valueFrom":"arn:y"},{"name":"Z","valueFrom":"arn:z"}],`,
  `"portMappings":[{"name":"http","containerPort":8080,"hostPort":8080,"protocol":"tcp","appProtocol":"http"}],`,
  `${mount},"dependsOn":[{"containerName":"prepare","condition":"SUCCESS"}],"stopTimeout":120,`,
  `${logs("app")},${noMore}},`,
  `{"name":"prepare","image":"public.ecr.aws/docker/library/busybox:1.37",`,
  `"command":["chmod","1777","/tmp"],"essential":false,"cpu":0,"user":"0","privileged":false,`,
  `"readonlyRootFilesystem":true,"linuxParameters":{"capabilities":{"add":[],"drop":["ALL"]}},`,
  `"environment":[],"environmentFiles":[],"secrets":[],"portMappings":[],`,
  `${mount},"dependsOn":[],${logs("prepare")},${noMore}}]`,
].join("");

describe("containerDefinitions", () => {
  it("is this text for this module", () => {
    expect(containerDefinitions(args())).to.equal(golden);
  });

  const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,6}$/);
  const named = fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([one]) => one, maxLength: 12 });

  it("is the same text in whatever order variables and secrets come", () => {
    const shuffles = fc.tuple(named, named).chain(([variables, secrets]) =>
      fc.record({
        variables: fc.constant(variables),
        secrets: fc.constant(secrets),
        shuffledVariables: fc.shuffledSubarray(variables, { minLength: variables.length }),
        shuffledSecrets: fc.shuffledSubarray(secrets, { minLength: secrets.length }),
      }),
    );
    const text = (variables: [string, string][], secrets: [string, string][]) =>
      containerDefinitions(
        args({
          variables: Object.fromEntries(variables),
          secrets: secrets.map(([one, valueFrom]) => ({ name: one, valueFrom })),
        }),
      );
    fc.assert(
      fc.property(shuffles, ({ variables, secrets, shuffledVariables, shuffledSecrets }) => {
        expect(text(shuffledVariables, shuffledSecrets)).to.equal(text(variables, secrets));
      }),
    );
  });

  it("has one container, and nothing but the root filesystem, where that can be written", () => {
    const container = { readOnlyRootFilesystem: false, user: "1000:2000", exec: true };
    const [app, ...others] = containers({ module: moduleConfig({ container }) });
    expect(others).to.deep.equal([]);
    expect(app).to.deep.include({
      readonlyRootFilesystem: false,
      user: "1000:2000",
      mountPoints: [],
      dependsOn: [],
    });
  });

  it("never has privileges or capabilities", () => {
    for (const readOnlyRootFilesystem of [true, false])
      for (const one of containers({
        module: moduleConfig({
          container: { readOnlyRootFilesystem, user: "1000", exec: false, ulimits: {} },
        }),
      })) {
        expect(one.privileged).to.equal(false);
        expect(one.linuxParameters).to.deep.include({ capabilities: { add: [], drop: ["ALL"] } });
      }
  });

  for (const [seconds, stopTimeout] of [
    [1, 30],
    [30, 30],
    [60, 60],
    [120, 120],
    [900, 120],
  ] as const)
    it(`gives a task ${stopTimeout} s to stop where answers take ${seconds} s`, () => {
      const [app] = containers({ module: moduleConfig({ longestResponseSeconds: seconds }) });
      expect(app!.stopTimeout).to.equal(stopTimeout);
    });

  describe("with a check inside the container", () => {
    const health = {
      ...moduleConfig().health,
      command: ["wget", "-q"],
      intervalSeconds: 90,
      timeoutSeconds: 80,
      graceSeconds: 600,
    };

    it("keeps within the limits of ECS", () => {
      const [app] = containers({ module: moduleConfig({ health }) });
      expect(app!.healthCheck).to.deep.equal({
        command: ["CMD", "wget", "-q"],
        interval: 90,
        timeout: 60,
        retries: 4,
        startPeriod: 300,
      });
    });

    it("takes smaller values as they are", () => {
      const small = { ...health, intervalSeconds: 15, timeoutSeconds: 5, graceSeconds: 20 };
      expect(containers({ module: moduleConfig({ health: small }) })[0]!.healthCheck).to.deep.include({
        interval: 15,
        timeout: 5,
        startPeriod: 20,
      });
    });

    it("does without it before the first release, whose image may lack the command", () => {
      const running = { image: "bootstrap", command: ["python3"] };
      const [app] = containers({ module: moduleConfig({ health }), running });
      expect(app).not.to.have.property("healthCheck");
      expect(app!.command).to.deep.equal(["python3"]);
    });
  });
});

describe("taskVolumes", () => {
  it("is the volume of /tmp, or none", () => {
    const volumes = (readOnlyRootFilesystem: boolean) =>
      taskVolumes(moduleConfig({ container: { readOnlyRootFilesystem } }));
    expect(volumes(true)).to.deep.equal([{ name: "tmp" }]);
    expect(volumes(false)).to.deep.equal([]);
  });
});

describe("capacityShares", () => {
  const onDemand = (base: number, weight: number) => ({ capacityProvider: "FARGATE", base, weight });
  const spot = (weight: number) => ({ capacityProvider: "FARGATE_SPOT", weight });
  const cases: [number, number, unknown[]][] = [
    [0, 0, [onDemand(0, 100)]],
    [0, 2, [onDemand(2, 100)]],
    [50, 0, [onDemand(0, 50), spot(50)]],
    [50, 3, [onDemand(3, 50), spot(50)]],
    [100, 0, [spot(100)]],
    [100, 2, [onDemand(2, 0), spot(100)]],
    [1, 0, [onDemand(0, 99), spot(1)]],
  ];
  for (const [spotPercent, onDemandBase, expected] of cases)
    it(`is ${JSON.stringify(expected)} for ${spotPercent}% Spot above ${onDemandBase}`, () => {
      expect(capacityShares({ spotPercent, onDemandBase })).to.deep.equal(expected);
    });

  it("always has one base at most and weights of 100 in all", () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(1000), (spotPercent, onDemandBase) => {
        const shares = capacityShares({ spotPercent, onDemandBase });
        expect(shares.reduce((sum, { weight }) => sum + weight, 0)).to.equal(100);
        expect(shares.filter(({ base }) => base !== undefined).length).to.be.at.most(1);
      }),
    );
  });
});
