import { armInstanceTypes } from "../../../aws/instances";
import { fault, type Fault } from "../../../faults";
import { needsPerNode, qdrantMemoryMiB } from "../../../qdrant";
import type { QdrantConfig } from "../../schema/data";
import type { EnvironmentConfig } from "../../schema/environment";

export function qdrantFaults(qdrant: QdrantConfig, modules: EnvironmentConfig["modules"]): Fault[] {
  return [...nodeFaults(qdrant), ...roomFaults(qdrant, modules)];
}

function nodeFaults({ nodes }: QdrantConfig): Fault[] {
  if (nodes !== 2) return [];
  const fix = "Two nodes have no majority when one is lost; write 1 or 3.";
  return [fault("data.qdrant.nodes", "must be 1, or 3 and more", 2, fix)];
}

/** What all modules declare must fit into the memory and onto the volume of each node. */
function roomFaults(
  { nodes, instanceType, volumeGiB }: QdrantConfig,
  modules: EnvironmentConfig["modules"],
): Fault[] {
  const collections = Object.values(modules).flatMap(({ data }) => Object.values(data.collections || {}));
  const { memoryMiB, diskMiB } = needsPerNode(collections, nodes);
  const faults: Fault[] = [];
  if (!armInstanceTypes.includes(instanceType))
    faults.push(
      fault(
        "data.qdrant.instanceType",
        "must be one whose memory is known here",
        instanceType,
        `Use one of: ${armInstanceTypes.join(", ")}.`,
      ),
    );
  else if (memoryMiB > qdrantMemoryMiB(instanceType))
    faults.push(
      fault(
        "data.qdrant.instanceType",
        `must hold ${Math.ceil(memoryMiB)} MiB of vectors per node and has ${qdrantMemoryMiB(instanceType)} MiB`,
        instanceType,
        "Take a larger type, more nodes, or fewer vectors; or keep the vectors of a collection onDisk.",
      ),
    );
  if (diskMiB > volumeGiB * 1024)
    faults.push(
      fault(
        "data.qdrant.volumeGiB",
        `must be at least ${Math.ceil(diskMiB / 1024)} for the vectors of all collections`,
        volumeGiB,
        "Write more: payloads come on top, and a volume never shrinks.",
      ),
    );
  return faults;
}
