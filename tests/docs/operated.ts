import { account, MemoryWorld, region, service } from "../simulator/api/memoryWorld";

const modules = ["manufacturing", "planning", "support"];

/** Environments that run well, for who looks at them. */
export function operated(stacks: readonly string[]): MemoryWorld {
  const world = new MemoryWorld();
  for (const stack of stacks) {
    const cluster = `arn:aws:ecs:${region}:${account}:cluster/ai-platform-${stack}`;
    for (const module of modules) {
      const made = { ...service(module, { state: "completed" }, 7, cluster), exec: true } as const;
      world.running = [...world.running, made];
      world.images.set(made.taskDefinition, `${module}@sha256:0`);
      const line = { id: "1", stream: "app/app/1", time: Date.now(), message: '{"message": "timeout"}' };
      world.observed.logs.set(`/ai-platform/${stack}/modules/${module}`, [line]);
      world.observed.scalableTargets.push({
        resourceId: `service/ai-platform-${stack}/${module}`,
        min: 1,
        max: 4,
      });
    }
  }
  return world;
}
