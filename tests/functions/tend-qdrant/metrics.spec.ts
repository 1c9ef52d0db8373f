import { expect } from "chai";
import { type ClusterStatus, type Health, metricsLine, nodeOf } from "../../../functions/tend-qdrant/metrics";

const enabled = {
  status: "enabled",
  peer_id: 1,
  peers: { 1: { uri: "https://qdrant-0:6335/" }, 2: { uri: "https://qdrant-1:6335/" } },
  raft_info: { term: 1, commit: 9, pending_operations: 0, leader: 2, role: "Follower", is_voter: true },
  consensus_thread_status: { consensus_thread_status: "working", last_update: "2026-01-01T00:00:00Z" },
  message_send_failures: {},
} as const;
const stopped = { consensus_thread_status: "stopped_with_err", err: "disk full" } as const;
const now = new Date(Date.UTC(2026, 0, 1));
const line = (health: Health) =>
  JSON.parse(metricsLine("dev", "qdrant-0", health, now)) as Record<string, unknown>;

describe("The metrics of a node of Qdrant", () => {
  it("are a line that CloudWatch reads", () => {
    expect(line({ ready: true, cluster: enabled as unknown as ClusterStatus })).to.deep.equal({
      _aws: {
        Timestamp: 1767225600000,
        CloudWatchMetrics: [
          {
            Namespace: "ai-platform/Qdrant",
            Dimensions: [["Environment", "Node"]],
            Metrics: [
              { Name: "Ready", Unit: "Count" },
              { Name: "Peers", Unit: "Count" },
              { Name: "Consensus", Unit: "Count" },
            ],
          },
        ],
      },
      Environment: "dev",
      Node: "qdrant-0",
      Ready: 1,
      Peers: 2,
      Consensus: 1,
    });
  });

  for (const [what, ready, cluster, expected] of [
    ["a node alone", true, { status: "disabled" }, { Ready: 1, Peers: 1, Consensus: 1 }],
    ["a node that is not ready", false, enabled, { Ready: 0, Peers: 2, Consensus: 1 }],
    ["a node without a word", false, undefined, { Ready: 0, Peers: 0, Consensus: 0 }],
    [
      "a node whose consensus stopped",
      true,
      { ...enabled, consensus_thread_status: stopped },
      { Ready: 1, Peers: 2, Consensus: 0 },
    ],
    [
      "a node without a leader",
      true,
      { ...enabled, raft_info: { ...enabled.raft_info, leader: null } },
      { Ready: 1, Peers: 2, Consensus: 0 },
    ],
    [
      "a node that never knew a leader",
      true,
      { ...enabled, raft_info: { ...enabled.raft_info, leader: undefined } },
      { Ready: 1, Peers: 2, Consensus: 0 },
    ],
  ] as const)
    it(`of ${what}`, () => {
      expect(line({ ready, cluster: cluster as unknown as ClusterStatus })).to.include(expected);
    });

  it("are by its name in the network", () => {
    expect(nodeOf("https://qdrant-0.dev.internal:6333")).to.equal("qdrant-0");
  });

  it("say why", () => {
    expect(line({ ready: false, cluster: undefined, reason: "no answer" })).to.include({
      reason: "no answer",
    });
  });
});
