export { approve } from "./approve";
export { outputs } from "./outputs";
export { preview } from "./preview";
export { release, rollback } from "./release";
export { runTask, taskHeadline } from "./runTask";
export { openSession } from "./session";
export { unlock } from "./unlock";
export { destroy, drift, refresh, up } from "./update";
