import { DeliveryTier } from "../../../components/delivery/DeliveryTier";
import type { Graph } from "../../../simulator/graph";
import { boundary, scope } from "../../support/fixtures";
import { runShared } from "../../support/sharedWorld";
import { sharedConfig } from "../../infra/config/deliveryGiven";

export const state = {
  bucket: "example-state",
  key: "arn:aws:kms:ap-northeast-2:123456789012:key/0f0e0d0c-0000-0000-0000-000000000000",
};

export const foreign = {
  account: "111122223333",
  role: "arn:aws:iam::111122223333:role/release",
};

export interface NewDelivery {
  readonly graph: Graph;
  readonly result: DeliveryTier;
}

/** The tier of the project's own shared file, changed below `delivery`. */
export function newDelivery(
  changes: Readonly<Record<string, unknown>> = {},
  bounded = false,
): Promise<NewDelivery> {
  const { delivery } = sharedConfig(changes);
  const own = scope({ environment: "shared", ...(bounded ? { permissionsBoundary: boundary } : {}) });
  return runShared(() => new DeliveryTier("delivery", { scope: own, ...delivery }));
}
