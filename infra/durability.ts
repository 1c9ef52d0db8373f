import type { CustomResourceOptions } from "@pulumi/pulumi";

/** How the environment treats data whose description is gone. */
export type Deletion = "protected" | "disposable";

/** For what the whole environment shares: its deletion is refused, and even then AWS keeps it. */
export function durable(deletion: Deletion): CustomResourceOptions {
  return deletion === "protected" ? { protect: true, retainOnDelete: true } : {};
}

/**
 * For what belongs to one module: a module can be removed without asking, and AWS keeps its data. Refusing
 * would make one module's end block every other change (docs/adr/0004).
 */
export function kept(deletion: Deletion): CustomResourceOptions {
  return deletion === "protected" ? { retainOnDelete: true } : {};
}
