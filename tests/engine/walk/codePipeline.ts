import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Cloud } from "../../../simulator/cloud/cloud";
import { ProgramFault } from "../../support/programs";

/** What the pipelines have around them. */
export interface Machines {
  /** Repositories of the host: `<owner>/<name>.git`. */
  readonly hosts: string;
  /** For what the pipelines hand over; emptied by nobody. */
  readonly folder: string;
  /** Makes a checkout of the platform one that has its packages. */
  readonly furnish: (checkout: string) => void;
  /** Runs a script to its end. @throws when that is not well. */
  readonly run: (
    script: string,
    folder: string,
    variables: Readonly<Record<string, string>>,
  ) => Promise<void>;
}

interface Action {
  readonly name: string;
  readonly provider: string;
  readonly inputArtifacts?: readonly string[];
  readonly outputArtifacts?: readonly string[];
  readonly configuration: Readonly<Record<string, string>>;
}

interface Stage {
  readonly name: string;
  readonly actions: readonly Action[];
}

interface Project {
  readonly source: { readonly buildspec: string };
  readonly environment: {
    readonly environmentVariables?: readonly { readonly name: string; readonly value: string }[];
  };
}

interface Buildspec {
  readonly env: { readonly variables: Readonly<Record<string, string>> };
  readonly phases: Readonly<Record<string, { readonly commands: readonly string[] }>>;
  readonly artifacts?: { readonly files: readonly string[] };
}

/** One way of one commit through a pipeline. */
export class Execution {
  private readonly statuses = new Map<string, "InProgress" | "Succeeded" | "Failed">();
  private readonly approved = new Set<string>();

  constructor(
    readonly pipeline: string,
    readonly commit: string,
    readonly definition: readonly Stage[],
    readonly folder: string,
  ) {}

  stages(): { readonly name: string; readonly status: string }[] {
    return this.definition.map(({ name }) => ({ name, status: this.statuses.get(name) ?? "None" }));
  }

  mark(stage: string, status: "InProgress" | "Succeeded" | "Failed"): void {
    this.statuses.set(stage, status);
  }

  done(stage: string): boolean {
    return this.statuses.get(stage) === "Succeeded";
  }

  failed(): boolean {
    return [...this.statuses.values()].includes("Failed");
  }

  /** There while the stage waits. */
  token(stage: string): string {
    return this.statuses.get(stage) === "InProgress" ? `token-of-${stage}` : "";
  }

  answer(stage: string, token: string, well: boolean): void {
    if (token === "" || token !== this.token(stage)) throw new ProgramFault("InvalidApprovalTokenException");
    if (well) this.approved.add(stage);
    else this.mark(stage, "Failed");
  }

  isApproved(stage: string): boolean {
    return this.approved.has(stage);
  }
}

/** Plays CodePipeline and CodeBuild by the definitions that the stack has made, and by nothing else. */
export class CodePipeline {
  private readonly executions = new Map<string, Execution[]>();

  constructor(
    private readonly cloud: Cloud,
    private readonly machines: Machines,
  ) {}

  latest(pipeline: string): Execution {
    const found = this.executions.get(pipeline)?.at(-1);
    if (!found) throw new ProgramFault(`PipelineNotFoundException: ${pipeline} has not run`);
    return found;
  }

  /** Of the latest execution; none before the first. */
  stages(pipeline: string): ReturnType<Execution["stages"]> {
    return this.executions.get(pipeline)?.at(-1)?.stages() ?? [];
  }

  /** Starts pipelines whose branch has a new commit, and goes on with all as far as they come. */
  async proceed(): Promise<void> {
    for (const { inputs } of this.resources("aws:codepipeline/pipeline:Pipeline")) {
      const [name, stages] = [String(inputs.name), inputs.stages as readonly Stage[]];
      const triggers = inputs.triggers as readonly {
        readonly gitConfiguration: { sourceActionName: string };
      }[];
      const source = stages[0]!.actions.find(
        (action) => action.name === triggers?.[0]?.gitConfiguration.sourceActionName,
      );
      const commit = source && this.head(source);
      if (commit === undefined) continue;
      const before = this.executions.get(name) ?? [];
      if (before.at(-1)?.commit !== commit) {
        const folder = join(this.machines.folder, `${name}-${before.length + 1}`);
        this.executions.set(name, [...before, new Execution(name, commit, stages, folder)]);
      }
      await this.goOn(this.latest(name));
    }
  }

  private async goOn(execution: Execution): Promise<void> {
    for (const { name, actions } of execution.definition) {
      if (execution.failed()) return;
      if (execution.done(name)) continue;
      execution.mark(name, "InProgress");
      for (const action of actions)
        if (action.provider === "CodeStarSourceConnection") this.fetch(execution, action);
        else if (action.provider === "CodeBuild") await this.build(execution, action);
        else if (!execution.isApproved(name)) return;
      execution.mark(name, "Succeeded");
    }
  }

  private head({ configuration }: Action): string | undefined {
    const repository = this.repository(configuration);
    if (!existsSync(repository)) return undefined;
    const listed = execFileSync("git", ["ls-remote", repository, `refs/heads/${configuration.BranchName}`]);
    return /^[0-9a-f]+/.exec(listed.toString())?.[0];
  }

  private repository({ FullRepositoryId }: Action["configuration"]): string {
    return join(this.machines.hosts, `${FullRepositoryId}.git`);
  }

  private fetch({ folder }: Execution, { outputArtifacts, configuration }: Action): void {
    const target = join(folder, outputArtifacts![0]!);
    const options = ["--quiet", "--branch", configuration.BranchName!];
    execFileSync("git", ["clone", ...options, this.repository(configuration), target]);
    if (outputArtifacts![0] === "Platform") this.machines.furnish(target);
  }

  private async build(execution: Execution, action: Action): Promise<void> {
    const project = this.resources("aws:codebuild/project:Project").find(
      ({ inputs }) => inputs.name === action.configuration.ProjectName,
    )!.inputs as unknown as Project;
    const { env, phases, artifacts } = parse(project.source.buildspec) as Buildspec;
    const given = [
      ...(project.environment.environmentVariables ?? []),
      ...(JSON.parse(action.configuration.EnvironmentVariables ?? "[]") as { name: string; value: string }[]),
    ].map(({ name, value }) => [name, value.replace("#{Source.CommitId}", execution.commit)]);
    const at = (artifact: string) => join(execution.folder, artifact);
    const primary = at(action.configuration.PrimarySource!);
    const commands = ["install", "pre_build", "build", "post_build"].flatMap(
      (phase) => phases[phase]?.commands ?? [],
    );
    try {
      await this.machines.run(commands.join("\n"), primary, {
        ...env.variables,
        ...(Object.fromEntries(given) as Record<string, string>),
        CODEBUILD_SRC_DIR: primary,
        ...Object.fromEntries(
          action.inputArtifacts!.slice(1).map((name) => [`CODEBUILD_SRC_DIR_${name}`, at(name)]),
        ),
      });
    } catch (error) {
      execution.mark(action.name, "Failed");
      throw error;
    }
    for (const name of action.outputArtifacts ?? []) {
      mkdirSync(at(name), { recursive: true });
      for (const file of artifacts!.files) copyFileSync(join(primary, file), join(at(name), file));
    }
  }

  private resources(type: string) {
    return this.cloud.resources().filter((record) => record.type === type);
  }
}
