import type { AlarmWords } from "../alarms/alarm";
import { driftPipelineName, pipelineName } from "./pipeline";

/** What happens to a pipeline, and what its owner reads of it. */
export interface PipelineEvent {
  readonly summary: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** What the text takes from the event. */
  readonly paths: Readonly<Record<string, string>>;
  readonly words: AlarmWords;
}

/**
 * By the names of pipelines, without a list of them: a pattern may have 2048 characters.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export function pipelineEvents(region: string): Readonly<Record<"approval" | "failure", PipelineEvent>> {
  const pipeline = [{ suffix: pipelineName("") }, driftPipelineName];
  const paths = { pipeline: "$.detail.pipeline", execution: "$.detail.execution-id" };
  const url = `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/<pipeline>`;
  return {
    failure: {
      summary: "Pipelines that failed",
      pattern: {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: { pipeline, state: ["FAILED"] },
      },
      paths,
      words: {
        severity: "warning",
        description: `The pipeline <pipeline> failed. Which stage, and its log: ${url}/executions/<execution>/timeline?region=${region} .`,
        runbook: "pipelines",
      },
    },
    approval: {
      summary: "Releases that wait for a person",
      pattern: {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: { pipeline, state: ["STARTED"], type: { category: ["Approval"] } },
      },
      paths: { ...paths, stage: "$.detail.stage" },
      words: {
        severity: "warning",
        description: `The pipeline <pipeline> waits for a person at <stage>, for seven days. Approve or reject: ${url}/view?region=${region} .`,
        runbook: "pipelines",
      },
    },
  };
}
