import * as pulumi from "@pulumi/pulumi";
import { type MaskedLogs, maskLogs } from "./masking";

export interface ModulePrivacyArgs extends MaskedLogs {
  readonly module: NonNullable<MaskedLogs["module"]>;
}

/** The masked logs of one module. A component of its own, for a module may be called as a log of a tier is. */
export class ModulePrivacy extends pulumi.ComponentResource {
  constructor(name: string, args: ModulePrivacyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:privacy:ModulePrivacy", name, {}, opts);
    maskLogs(name, args, this);
    this.registerOutputs({});
  }
}
